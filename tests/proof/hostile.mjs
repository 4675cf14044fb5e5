// Whatever people send, a log stays what it is (abuse case 20): every field of every form that the demo's
// people and a visitor can reach is sent line ends, escape sequences, NUL and a mebibyte, through the
// site's own nginx; and so is every route for forms that no link led to, in every field that any handler
// reads. So are the names of files, and what a browser says of itself. Each line of the logs is one JSON object without a byte a terminal obeys, there are as
// many as requests, and no secret of those planted in the fields, of the passwords and of the cookies is
// in any of them.
//
//   node tests/proof/hostile.mjs --build DIR [--db postgresql://…] [--each]
//
//   --each    the mebibyte in each field, not in one a form
//
// Serves a demo of its own, in the database of --db, which must be empty, or in a file. Prints one line for the report and ends with 1 when anything was wrong.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Seat, formOf, forms, plain, text } from './site.mjs';

const PASSWORD = 'dure-demo-2026';
const PAGES_A_PERSON = 60;
const PAGES_OF_A_KIND = 2; // one case may be closed where another has its form
const BODY_MAX = 1024 * 1024;
const READY_WITHIN_MS = 120000;
const OURS = new Set(['csrf', 'form_key']);

const { values: options } = parseArgs({ options: { build: { type: 'string', default: 'build' }, db: { type: 'string' }, each: { type: 'boolean', default: false } } });
const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(`${tmpdir()}/dure-hostile-`);
chmodSync(work, 0o755);
const data = `${work}/site`;
const pause = ms => new Promise(resolve => { setTimeout(resolve, ms); });
const troubles = [];
const planted = new Set([PASSWORD]);
let run = null; // ./run
const site = { port: 0, asked: 0, lost: 0, busy: 0, done: 0, onAsk: () => { site.asked++; } };

// --- The site ------------------------------------------------------------------------------------

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

async function serve() {
  site.port = await freePort();
  run = spawn(`${root}run`, [], { cwd: root, stdio: 'ignore', env: {
    ...process.env, PORT: String(site.port), DURE_DATA: data, DURE_BUILD: options.build, EDGE_REQUESTS_PER_S: '100000',
    ...(options.db && { DURE_DB: options.db }) } });
  const visitor = new Seat(site, '127.0.0.1');
  for (const end = Date.now() + READY_WITHIN_MS; ;) {
    try {
      if ((await visitor.once('GET', '/readyz', '')).status === 200) return;
    } catch { /* not yet */ }
    if (run.exitCode !== null || Date.now() > end) throw new Error(`the site does not start; see ${data}/log`);
    await pause(200);
  }
}

const stop = () => new Promise(resolve => {
  run.on('exit', resolve);
  run.kill('SIGTERM');
});

// Each line as its bytes, one letter a byte.
const linesOf = name => (existsSync(`${data}/log/${name}`) ? readFileSync(`${data}/log/${name}`, 'latin1') : '').split('\n').slice(0, -1);

// --- Forms ---------------------------------------------------------------------------------------

async function logIn(email) {
  const seat = new Seat(site, '127.0.0.1');
  if (email === '') return { seat, home: '/' };
  const page = await seat.page('/login');
  const [, code = ''] = text(page.body).match(new RegExp(`${email.replace('.', '\\.')} (\\d{6})?`));
  const home = await seat.post(page, formOf(page, '로그인'), { email, password: PASSWORD, code });
  if (code !== '') planted.add(code);
  return { seat, home: home.path };
}

// Of addresses and forms alike: /buyer/purchases/7/path?check is of a kind with /buyer/purchases/8/path?check.
const kindOf = path => {
  const [document, query = ''] = path.split('?');
  return `${document.replace(/\d+/g, '#')}?${[...new URLSearchParams(query).keys()].sort().join('&')}`;
};

// As a browser writes an address with letters of any language.
const asSent = href => {
  const { pathname, search } = new URL(href, 'http://localhost');
  return pathname + search;
};

// Numbers of things there are, by what stands before them in an address: /buyer/purchases/ → 1234567890128.
const numbers = new Map();
function noteNumbers(path) {
  const [document] = path.split('?');
  for (const { 0: digits, index } of document.matchAll(/(?<=\/)\d+(?=\/|$)/g)) numbers.set(kindOf(document.slice(0, index)), digits);
}

// Every kind of form there is from here on, by following links. Pages are only looked at.
async function collect(seat, home, found) {
  const seen = new Map();
  const due = [home, '/', '/search?q=%EC%A2%85%EC%9D%B4'];
  for (let looked = 0; due.length > 0 && looked < PAGES_A_PERSON;) {
    const path = due.shift();
    const kind = kindOf(path);
    if ((seen.get(kind) ?? 0) >= PAGES_OF_A_KIND) continue;
    seen.set(kind, (seen.get(kind) ?? 0) + 1);
    const answer = await seat.ask('GET', path);
    looked++;
    if (answer.status !== 200) continue;
    for (const [, href] of answer.body.matchAll(/href="(\/[^"#]*)/g)) {
      noteNumbers(href);
      if (!/^\/(assets|live|private|api|logout|view)\b/.test(href)) due.push(asSent(plain(href)));
    }
    for (const form of forms({ body: answer.body })) {
      const names = [...new Set(form.fields.map(f => f.name).filter(n => n !== '' && !OURS.has(n)))];
      const target = form.action ? asSent(form.action) : path;
      noteNumbers(target);
      seat.csrf ??= form.fields.find(f => f.name === 'csrf')?.value;
      const key = `${form.method} ${kindOf(target)} ${names.map(n => n.replace(/\d+/g, '#')).sort().join(' ')}`;
      if (names.length > 0 && !found.has(key)) found.set(key, { seat, form, names, target });
    }
  }
}

// --- What is sent --------------------------------------------------------------------------------

const secret = () => {
  const word = `planted${randomBytes(8).toString('hex')}`;
  planted.add(word);
  return word;
};
const HOSTILE = [
  () => `${secret()}\r\n{"level":"error","event":"forged"}\n`,
  () => `\x1b[2J\x1b]0;${secret()}\x07\x9b31m`,
  () => `a\0${secret()}\0`,
];

async function send(seat, method, target, fields) {
  site.onAsk();
  const query = new URLSearchParams(fields).toString();
  try {
    return await (method === 'post' ? seat.once('POST', target, query) : seat.once('GET', `${target.split('?')[0]}?${query}`, ''));
  } catch {
    site.lost++; // the edge need not read a mebibyte before it says no
    return { status: 0, location: '' };
  }
}

async function attack({ seat, form, names, target }) {
  const kept = Object.fromEntries(form.fields.filter(f => f.name === 'csrf').map(f => [f.name, f.value]));
  for (const value of Object.values(kept)) planted.add(value);
  const filled = fill => ({ ...kept, ...Object.fromEntries(names.map(name => [name, fill()])), form_key: randomBytes(32).toString('hex') });
  for (const fill of HOSTILE) await send(seat, form.method, target, filled(fill));
  if (form.method !== 'post') return;
  for (const name of options.each ? names : names.slice(0, 1)) {
    const rest = filled(() => 'x');
    const room = BODY_MAX - new URLSearchParams({ ...rest, [name]: '' }).toString().length;
    await send(seat, 'post', target, { ...rest, [name]: secret().padEnd(room, 'x') });
    await send(seat, 'post', target, { ...rest, [name]: secret().padEnd(room + 1, 'x') });
  }
}

// --- Routes that no form led to ------------------------------------------------------------------

const routesForForms = () => execFileSync(`${root}${options.build}/dure`, ['routes'], { cwd: root, encoding: 'utf8' })
  .split('\n').map(line => line.split(/\s+/)).filter(([method]) => method === 'POST').map(([, path]) => path);

// What any handler reads of a form, by the sources: names of fields, and of files.
function namesRead() {
  const fields = new Set(['secret', 'code', 'version']);
  const files = new Set();
  for (const file of readdirSync(`${root}src`, { recursive: true }).filter(name => /_web\.c$/.test(name))) {
    const source = readFileSync(`${root}src/${file}`, 'utf8');
    for (const [, name] of source.matchAll(/\b(?:form_\w+|request_field\w*)\([^;"]*"(\w+)"/g)) fields.add(name);
    for (const [, name] of source.matchAll(/\brequest_upload\w*\([^;"]*"(\w+)"/g)) files.add(name);
  }
  return { fields: [...fields], files: [...files] };
}

// The address of something there is, or of nothing.
function addressOf(route) {
  let address = '';
  for (const part of route.split('/').slice(1)) address += `/${part.startsWith(':') ? numbers.get(kindOf(`${address}/`)) ?? '1234567890128' : part}`;
  return address;
}

// A 404 may be somebody who may enter, and finds nothing there.
const isTurnedAway = answer => [0, 403, 404, 405].includes(answer.status) || (answer.status === 303 && answer.location.startsWith('/login'));

async function attackRoute(route, seats, names) {
  const target = addressOf(route);
  const filled = (seat, fill) => ({ csrf: seat.csrf ?? '', ...Object.fromEntries(names.fields.map(name => [name, fill()])), form_key: randomBytes(32).toString('hex') });
  const tried = [];
  for (const seat of seats) {
    const answer = await send(seat, 'post', target, { csrf: seat.csrf ?? '', form_key: randomBytes(32).toString('hex') });
    tried.push({ seat, rank: isTurnedAway(answer) ? Number(answer.status === 404) : 2 });
    if (tried.at(-1).rank === 2) break;
  }
  const best = tried.sort((a, b) => b.rank - a.rank)[0];
  if (best.rank === 0) troubles.push(`nobody may enter ${route}`);
  for (const fill of HOSTILE) await send(best.seat, 'post', target, filled(best.seat, fill));
  if (/^\/upload\//.test(route)) await attackFileNames(best.seat, target, names.files);
}

// --- What is no field ----------------------------------------------------------------------------

// Bytes as they are, which no decent client would send.
async function sendRaw(bytes) {
  site.onAsk();
  await new Promise(resolve => {
    const socket = net.connect(site.port, '127.0.0.1', () => socket.write(bytes, 'latin1'));
    socket.on('data', () => {});
    socket.on('error', resolve);
    socket.on('close', resolve);
    socket.setTimeout(20000, () => socket.destroy());
  });
}

const IN_A_LINE = [() => `${secret()}\x1b[2J\x07`, () => `"\\\x7f\xff\x9b31m${secret()}`, () => `%0d%0a%00${secret()}`, () => secret().padEnd(3000, 'x')];

async function attackFileNames(seat, target, files) {
  for (const fill of [...IN_A_LINE, () => `a\0${secret()}.pdf`, () => `a\r${secret()}.pdf`]) {
    const parts = [`Content-Disposition: form-data; name="csrf"\r\n\r\n${seat.csrf ?? ''}`,
      `Content-Disposition: form-data; name="form_key"\r\n\r\n${randomBytes(32).toString('hex')}`,
      ...files.map(name => `Content-Disposition: form-data; name="${name}"; filename="${fill()}"\r\nContent-Type: ${fill().slice(0, 60)}\r\n\r\n%PDF-1.4`)];
    const body = `${parts.map(part => `--limit\r\n${part}\r\n`).join('')}--limit--\r\n`;
    await sendRaw(`POST ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: ${seat.cookieHeader()}\r\n`
      + `Content-Type: multipart/form-data; boundary=limit\r\nContent-Length: ${body.length}\r\n\r\n${body}`);
  }
}

async function attackHeaders() {
  for (const header of ['User-Agent', 'Referer', 'Accept-Language', 'X-Forwarded-For']) {
    for (const fill of [...IN_A_LINE, () => `a\0${secret()}`, () => `a\r${secret()}`]) {
      await sendRaw(`GET /login HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${header}: ${fill()}\r\n\r\n`);
    }
  }
}

// Where no form stands: the path itself.
async function attackAddresses(seat) {
  for (const path of ['/a%0D%0A%7B%22event%22:%22forged%22%7D', '/%1B%5B2J', '/a%00b', `/${'x'.repeat(3000)}`, '/%FF%FE',
    '/a%FF%FE%C0%AF%ED%A0%80', '/%7F', '/%C2%9B31m', '/%E2%80%A8%7B%E2%80%A9', '/%EB%91%90%EB%A0%88']) {
    site.onAsk();
    try { await seat.once('GET', path, ''); } catch { site.lost++; }
  }
}

// --- What was written down -----------------------------------------------------------------------

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

// C0, DEL and C1, and the line ends that only Unicode knows.
const OBEYED = /[\x00-\x1f\x7f-\x9f\u2028\u2029]/;

function readLines(name) {
  return linesOf(name).map(bytes => {
    try {
      const line = UTF_8.decode(Buffer.from(bytes, 'latin1')); // throws where it is no UTF-8
      if (OBEYED.test(line)) throw new Error('a letter that a terminal or a reader obeys');
      return JSON.parse(line);
    } catch (error) {
      troubles.push(`${name}: ${error.message}: ${JSON.stringify(bytes.slice(0, 200))}`);
      return {};
    }
  });
}

// Six digits come by chance amid a trace, a number or the parts of a second: a code is one where it stands alone.
const isWrittenIn = (log, word) => /^\d{6}$/.test(word) ? new RegExp(`(?<![0-9a-f.])${word}(?![0-9a-f])`).test(log) : log.includes(word);

function noPlantedSecretIsWrittenDown() {
  for (const name of readdirSync(`${data}/log`).filter(n => n !== 'sim.log')) { // the outside world's own
    const all = readFileSync(`${data}/log/${name}`, 'latin1');
    for (const word of planted) if (!word.startsWith('planted') && isWrittenIn(all, word)) troubles.push(`${name} holds ${word.slice(0, 7)}…`);
    for (const [word] of all.matchAll(/planted[0-9a-f]{16}/g)) if (planted.has(word)) troubles.push(`${name} holds ${word}`);
  }
}

function compare(before) {
  const edge = readLines('access.log');
  const workers = readLines('serve.log');
  const more = edge.length - before;
  if (more !== site.asked) troubles.push(`${more} lines of the edge for ${site.asked} requests`);
  // Whoever got a request from the edge wrote a line of it; one that was handed on to the slow pool, two.
  const asked = new Set(edge.slice(before).filter(line => line.worker_seconds !== '' && line.worker_seconds !== '-').map(line => line.trace));
  const told = new Set(workers.filter(line => line.event === 'request').map(line => line.trace));
  for (const trace of asked) if (!told.has(trace)) troubles.push(`no worker tells of ${trace}`);
  for (const trace of told) if (!edge.some(line => line.trace === trace)) troubles.push(`a worker tells of ${trace}, which the edge never sent`);
  if (workers.some(line => line.event === 'forged')) troubles.push('a forged line');
  const reached = new Set(workers.filter(line => line.event === 'request' && line.method === 'POST' && line.status !== 403).map(line => line.route));
  for (const route of routesForForms()) if (!reached.has(route)) troubles.push(`nothing was sent to ${route}, or it let nobody in`);
  noPlantedSecretIsWrittenDown();
  return edge.length;
}

// --- The order of things -------------------------------------------------------------------------

const began = Date.now();
let lines = 0;
let routes = 0; // that no form led to
const found = new Map();
process.on('SIGTERM', () => { // who waited too long shall find nothing left
  run?.kill('SIGTERM');
  process.exit(1);
});
try {
  await serve();
  await pause(500); // ./run asks whether it is ready, too
  const before = linesOf('access.log').length;
  const login = await new Seat(site, '127.0.0.1').page('/login');
  const emails = [...new Set([...text(login.body).matchAll(/[\w.-]+@demo\.dure/g)].map(([email]) => email))];
  const seats = [];
  for (const email of [...emails, '']) {
    const { seat, home } = await logIn(email);
    seats.push(seat);
    await collect(seat, home, found);
  }
  for (const seat of seats) for (const cookie of seat.cookies.values()) planted.add(cookie);
  for (const one of found.values()) await attack(one);
  const met = new Set([...found.values()].filter(one => one.form.method === 'post').map(one => kindOf(one.target.split('?')[0])));
  const unmet = routesForForms().filter(route => !met.has(kindOf(addressOf(route)))).sort((a, b) => (a === '/logout') - (b === '/logout'));
  const names = namesRead();
  for (const route of unmet) await attackRoute(route, seats, names);
  routes = unmet.length;
  await attackHeaders();
  await attackAddresses(seats.at(-1));
  await pause(300);
  lines = compare(before);
  if (emails.length < 5 || found.size < 40) troubles.push(`only ${found.size} forms of ${emails.length} people`);
} catch (error) {
  troubles.push(error.stack);
} finally {
  if (run !== null) await stop();
}
for (const trouble of troubles.slice(0, 30)) console.error(trouble);
const fields = [...found.values()].reduce((sum, one) => sum + one.names.length, 0);
console.log(`proof ${JSON.stringify({
  name: 'hostile', database: options.db ? 'postgresql' : 'sqlite', tried: site.asked, failures: troubles.length, seconds: Number(((Date.now() - began) / 1000).toFixed(1)),
  forms: found.size, fields, routes, lines, planted: planted.size,
})}`);
if (troubles.length === 0) rmSync(work, { recursive: true });
else console.error(`what was written is in ${data}/log`);
process.exit(troubles.length === 0 ? 0 : 1);
