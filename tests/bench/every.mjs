// Every page that each kind of person reaches by the links of the site, as the demo stands: how many
// statements it runs, how much its first visit weighs without fonts and pictures, how long a lone
// visitor waits for it.
//
//   node tests/bench/every.mjs --url http://127.0.0.1:8080 --data DIR --dure PROGRAM --database NAME
//
// DIR is the data folder of the ./run that serves there. A page of each route is asked for, a few where
// links show several; what downloads or only leads elsewhere is told with the pages.
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { logInAll } from '../proof/purchase.mjs';
import { plain } from '../proof/site.mjs';

const ROLES = ['officer', 'approver', 'inspector', 'accountant', 'admin', 'supplier', 'operator'];
const DOORS = ['/', '/api/v1/products', '/api/v1/categories', '/api/v1/openapi.json']; // no link leads to the last three
const EXAMPLES = 3; // addresses of a route, for each kind of person
const TIMES = 10; // each is asked for
const SLOWEST = 8;

const { values: options } = parseArgs({ options: {
  url: { type: 'string' }, data: { type: 'string' }, dure: { type: 'string' }, database: { type: 'string' },
} });
const log = `${options.data}/log/serve.log`;
const median = all => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

// --- Which pages there are -------------------------------------------------------------------------

const routes = execFileSync(options.dure, ['routes'], { encoding: 'utf8' }).split('\n')
  .map(line => line.split(/\s+/)).filter(([method]) => method === 'GET')
  .map(([, pattern]) => ({ pattern, expression: new RegExp(`^${pattern.replace(/[.]/g, '\\.').replace(/:\w+/g, '[^/]+')}$`) }))
  .sort((a, b) => (a.pattern.match(/:/g)?.length ?? 0) - (b.pattern.match(/:/g)?.length ?? 0)); // names before numbers

const routeOf = address => routes.find(r => r.expression.test(address.split('?')[0]))?.pattern;

async function ask(address, cookie) {
  const began = performance.now();
  const answer = await fetch(options.url + address, { redirect: 'manual', headers: { 'accept-encoding': 'identity', ...(cookie && { cookie }) } });
  const body = Buffer.from(await answer.arrayBuffer());
  return { status: answer.status, kind: answer.headers.get('content-type') ?? '', body, ms: performance.now() - began };
}

const linksOf = page => [...page.body.toString().matchAll(/\bhref="(\/[^"#]*)/g)].map(m => plain(m[1]));

// From link to link, as far as routes have too few examples.
async function crawl(cookie) {
  const found = new Map();
  const waiting = [...DOORS];
  const seen = new Set(waiting);
  while (waiting.length > 0) {
    const address = waiting.shift();
    const route = routeOf(address);
    if (!route || (found.get(route)?.length ?? 0) >= EXAMPLES) continue;
    const page = await ask(address, cookie);
    if (page.status === 200) found.set(route, [...(found.get(route) ?? []), address]);
    if (!page.kind.startsWith('text/html')) continue;
    for (const link of linksOf(page)) {
      if (!seen.has(link)) waiting.push(link);
      seen.add(link);
    }
  }
  return found;
}

// --- What they cost --------------------------------------------------------------------------------

const weights = new Map();

async function weightOf(address) {
  if (!weights.has(address)) weights.set(address, gzipSync((await ask(address)).body).length);
  return weights.get(address);
}

// The page with its style sheets and scripts.
async function firstVisit(page) {
  const parts = [...page.body.toString().matchAll(/<(?:link rel="stylesheet" href|script[^>]* src)="(\/[^"]+)"/g)].map(m => plain(m[1]));
  let bytes = gzipSync(page.body).length;
  for (const part of new Set(parts)) bytes += await weightOf(part);
  return bytes;
}

function statementsSince(size, route) {
  const told = readFileSync(log).subarray(size).toString().split('\n')
    .filter(line => line.includes('"event":"request"') && line.includes(`"route":"${route}"`)).map(line => JSON.parse(line).statements);
  if (told.length === 0) throw new Error(`${log} tells nothing of ${route}`);
  return Math.max(...told);
}

async function measure(route, addresses, cookie) {
  const before = statSync(log).size;
  const took = [];
  let bytes = 0;
  for (const address of addresses) {
    for (let i = 0; i < TIMES; i++) {
      const page = await ask(address, cookie);
      took.push(page.ms);
      if (i === 0 && page.kind.startsWith('text/html')) bytes = Math.max(bytes, await firstVisit(page));
    }
  }
  return { route, bytes, ms: median(took), statements: statementsSince(before, route) };
}

// --- The order of things ---------------------------------------------------------------------------

const people = await logInAll({ run: `${options.data}/run`, onAsk: () => {}, busy: 0, lost: 0, done: 0 }, ROLES);
const worst = new Map(); // by route: the slowest of those that may see it
for (const [who, seat] of [['visitor', null], ...Object.entries(people)]) {
  const cookie = seat && [...seat.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  for (const [route, addresses] of await crawl(cookie)) {
    const page = { who, ...await measure(route, addresses, cookie) };
    const other = worst.get(route) ?? page;
    worst.set(route, { ...(page.ms > other.ms ? page : other), statements: Math.max(page.statements, other.statements), bytes: Math.max(page.bytes, other.bytes) });
  }
}
const pages = [...worst.values()].sort((a, b) => b.ms - a.ms);
const line = { name: 'every', routes: routes.length, pages: pages.length, statements: Math.max(...pages.map(p => p.statements)),
  bytes: Math.max(...pages.map(p => p.bytes)), p50_ms: median(pages.map(p => p.ms)), slowest: pages.slice(0, SLOWEST),
  missed: routes.map(r => r.pattern).filter(pattern => !worst.has(pattern)) };
console.log(`bench ${JSON.stringify({ ...line, database: options.database })}`);
