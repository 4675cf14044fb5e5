// How many pages a second the site gives beside static files of the same sizes, which the same nginx
// sends with the same headers; how long a page takes while 32 wait; how many statements it runs; how
// much memory the processes hold afterwards.
//
//   node tests/bench/pages.mjs --url http://127.0.0.1:8080 --data DIR --database NAME
//                              [--rounds 3] [--seconds 2] [--pages home,search,papers]
//
// DIR is the data folder of the ./run that serves there. A round asks for the pages and then for the
// files, so that what else the machine does meets both; the median of the rounds' ratios counts.
// `search` are a few words that take turns, answered from what a worker kept of late; `search_first` are
// so many questions that none is kept until it comes again, though what its words found may be: each comes
// with one thing marked or another.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { logInAll } from '../proof/purchase.mjs';

const AT_ONCE = 32;
const KINDS_MAX = 40; // different pages of a kind that take turns
const WORDS = ['복사용지', '청소', '도시락', '현수막', '의자', '소독', '책상', '간판', '토너', '인쇄', '떡', '화환'];
const FACETS = 'sub|cert|district|delivery|band|lead|unit|green'; // names of what is marked on a search page

const { values: options } = parseArgs({ options: {
  url: { type: 'string' }, data: { type: 'string' }, database: { type: 'string' },
  rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '2' },
  pages: { type: 'string', default: 'home,search,search_first,product,desk,purchase,record,papers' },
} });
const seconds = Number(options.seconds);
const lua = fileURLToPath(new URL('paths.lua', import.meta.url));
const files = `${options.data}/app/share/dure/web/dist/assets/bench`; // within reach of the edge
const tell = line => console.log(`bench ${JSON.stringify({ ...line, database: options.database })}`);
const median = all => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

// --- Asking ----------------------------------------------------------------------------------------

// A connection kept from before the last measure may end under the question: then it is asked again.
async function fetchPage(path, cookie) {
  const ask = () => fetch(options.url + path, { redirect: 'manual', headers: { 'accept-encoding': 'identity', ...(cookie && { cookie }) } });
  const answer = await ask().catch(ask);
  const body = await answer.text();
  if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status}`);
  return body;
}

const ms = text => {
  const [, number, unit] = text.match(/^([\d.]+)(us|ms|s)$/);
  return Number(number) * { us: 0.001, ms: 1, s: 1000 }[unit];
};

// wrk over the paths of a list, as somebody with these headers.
function drive(list, headers, takes) {
  const said = execFileSync('wrk', ['-t1', `-c${AT_ONCE}`, `-d${takes}s`, '--latency', '-s', lua,
    ...Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]), options.url, '--', list], { encoding: 'utf8' });
  if (/Non-2xx|Socket errors/.test(said)) throw new Error(`wrk over ${list}: ${said}`);
  return { rate: Number(said.match(/Requests\/sec:\s+([\d.]+)/)[1]), p50: ms(said.match(/^\s+50%\s+(\S+)/m)[1]), p99: ms(said.match(/^\s+99%\s+(\S+)/m)[1]) };
}

// --- What is asked for -----------------------------------------------------------------------------

const found = (body, pattern) => [...new Set([...body.matchAll(pattern)].map(m => m[0]))].slice(0, KINDS_MAX);

const root = new URL('../..', import.meta.url);
const read = path => readFileSync(new URL(path, root), 'utf8');
const unescaped = text => text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

// What can be marked beside what a search found, with something left, and its orders; of no kind: as it is.
function choicesOf(body) {
  const marks = [...body.matchAll(new RegExp(`name="(${FACETS})" value="([^"]+)"[^]*?<span class="n">([\\d,]+)</span>`, 'g'))]
    .filter(m => m[3] !== '0').map(m => `&${m[1]}=${encodeURIComponent(unescaped(m[2]))}`);
  const sorts = [...new Set([...body.matchAll(/(?:&amp;|&|\?)sort=([\w-]+)/g)].map(m => `&sort=${m[1]}`))];
  return { marks: ['', ...marks], sorts: ['', ...sorts] };
}

// What people type (queries.csv), each with one thing marked in one order, by turns: twice as many as all
// workers together keep, so that each is asked anew whenever its turn comes.
async function chooseFirstSearches() {
  const kept = Number(read('src/base/limits.h').match(/LIMIT_SEARCH_KEPT (\d+)/)[1]);
  const most = 2 * kept * countWorkers();
  const typed = read('tests/bench/queries.csv').split('\n').slice(1).map(line => line.match(/^(?:"((?:[^"]|"")*)"|([^,]*)),/))
    .filter(m => m !== null).map(m => `/search?q=${encodeURIComponent(m[1]?.replaceAll('""', '"') ?? m[2])}`);
  const searches = [];
  for (const path of typed) {
    const body = await fetchPage(path);
    if (body.includes('class="it"')) searches.push({ path, ...choicesOf(body) });
  }
  const paths = new Set();
  for (let turn = 0; turn < 1000 && paths.size < most; turn++) {
    for (const [i, { path, marks, sorts }] of searches.entries()) {
      paths.add(path + marks[(i + turn) % marks.length] + sorts[(i + turn + Math.floor(turn / marks.length)) % sorts.length]);
    }
  }
  if (paths.size < most) throw new Error(`the demo holds ${paths.size} different searches, ${most} are needed`);
  return [...paths];
}

const cookieOf = seat => [...seat.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

async function choosePages(officer, asked) {
  const searches = WORDS.map(word => `/search?q=${encodeURIComponent(word)}`);
  let shelves = '';
  for (const path of searches) shelves += await fetchPage(path);
  return [
    { page: 'home', paths: ['/'] },
    { page: 'search', paths: searches },
    { page: 'search_first', paths: asked.includes('search_first') ? await chooseFirstSearches() : [] },
    { page: 'product', paths: found(shelves, /\/products\/\d+\?offer=\d+/g) },
    { page: 'desk', paths: ['/buyer'], cookie: officer },
    { page: 'purchase', paths: found(await fetchPage('/buyer/purchases', officer), /\/buyer\/purchases\/\d+/g), cookie: officer },
    { page: 'record', paths: ['/buyer/records'], cookie: officer },
  ];
}

// The most statements that an answer ran since the log was so long.
function statementsSince(size) {
  const log = readFileSync(`${options.data}/log/serve.log`).subarray(size).toString();
  return Math.max(...[...log.matchAll(/"event":"request".*"statements":(\d+)/g)].map(m => Number(m[1])));
}

// Fetch each page once; a file of the same bytes beside the built ones, for the ceiling.
async function lookAt(kind) {
  const before = statSync(`${options.data}/log/serve.log`).size;
  const lists = { pages: `${files}/${kind.page}.pages`, statics: `${files}/${kind.page}.statics` };
  const names = [];
  let bytes = 0;
  for (const [i, path] of kind.paths.entries()) {
    const body = await fetchPage(path, kind.cookie);
    const name = `${kind.page}-${i}.html`;
    writeFileSync(`${files}/${name}`, body);
    names.push(`/assets/bench/${name}`);
    bytes += Buffer.byteLength(body);
  }
  writeFileSync(lists.pages, `${kind.paths.join('\n')}\n`);
  writeFileSync(lists.statics, `${names.join('\n')}\n`);
  return { ...lists, bytes: Math.round(bytes / names.length), statements: statementsSince(before) };
}

function measure(kind, seen) {
  const rounds = { plain: [], gzip: [] };
  for (let i = 0; i < Number(options.rounds); i++) {
    for (const [how, encoding] of [['plain', 'identity'], ['gzip', 'gzip']]) {
      const headers = { 'Accept-Encoding': encoding, ...(kind.cookie && { Cookie: kind.cookie }) };
      const page = drive(seen.pages, headers, seconds);
      const file = drive(seen.statics, headers, Math.ceil(seconds / 2));
      rounds[how].push({ ...page, file: file.rate, ratio: page.rate / file.rate });
    }
  }
  const of = (how, name) => median(rounds[how].map(r => r[name]));
  tell({ name: 'page', page: kind.page, kinds: kind.paths.length, bytes: seen.bytes, statements: seen.statements,
    rate: of('plain', 'rate'), file_rate: of('plain', 'file'), ratio: of('plain', 'ratio'), gzip_ratio: of('gzip', 'ratio'),
    p50_ms: of('plain', 'p50'), p99_ms: of('plain', 'p99') });
}

// --- Papers ----------------------------------------------------------------------------------------

// A paper is a page made to be printed, or kept as a PDF, by the browser of whoever reads it. How long one
// takes from the question to its last byte, alone at the site; and ten, one after the other.
const PAPERS = [
  { paper: 'summary', list: '/buyer/purchases', of: /\/buyer\/purchases\/\d+/g },
  { paper: 'contract', list: '/buyer/contracts', of: /\/buyer\/contracts\/\d+/g },
  { paper: 'delivery', list: '/buyer/purchases', of: /\/buyer\/deliveries\/\d+/g, within: true },
  { paper: 'claim', list: '/buyer/payments', of: /\/buyer\/payments\/\d+/g, role: 'accountant' },
];
const BUNDLE = 10;

async function answers(path, cookie) {
  return (await fetch(options.url + path, { redirect: 'manual', headers: { cookie } })).status === 200;
}

// Those of a list that have this paper already; some stand a page further in.
async function findPapers({ list, of, within }, cookie) {
  let shown = await fetchPage(list, cookie);
  if (within) {
    for (const path of found(shown, /\/buyer\/contracts\/\d+|\/buyer\/purchases\/\d+/g)) shown += await fetchPage(path, cookie);
  }
  const papers = [];
  for (const path of found(shown, of)) if (await answers(`${path}/print`, cookie)) papers.push(`${path}/print`);
  return papers;
}

async function takes(papers) {
  const began = performance.now();
  let bytes = 0;
  for (const { path, cookie } of papers) bytes += Buffer.byteLength(await fetchPage(path, cookie));
  return { ms: performance.now() - began, bytes };
}

async function measurePapers(people) {
  const every = [];
  for (const kind of PAPERS) {
    const cookie = cookieOf(people[kind.role ?? 'officer']);
    const papers = (await findPapers(kind, cookie)).map(path => ({ path, cookie }));
    if (papers.length === 0) throw new Error(`the demo holds no ${kind.paper}`);
    const before = statSync(`${options.data}/log/serve.log`).size;
    const all = [];
    for (let i = 0; i < 10 * Number(options.rounds); i++) {
      for (const paper of papers) all.push(await takes([paper]));
    }
    const times = all.map(t => t.ms).sort((a, b) => a - b);
    tell({ name: 'paper', paper: kind.paper, kinds: papers.length, bytes: Math.round(all.reduce((sum, t) => sum + t.bytes, 0) / all.length),
      statements: statementsSince(before), p50_ms: median(times), p99_ms: times[Math.floor((times.length - 1) * 0.99)] });
    every.push(...papers);
  }
  const bundle = Array.from({ length: BUNDLE }, (_, i) => every[Math.floor(i * every.length / BUNDLE)]);
  const rounds = [];
  for (let i = 0; i < 10 * Number(options.rounds); i++) rounds.push((await takes(bundle)).ms);
  tell({ name: 'bundle', papers: BUNDLE, ms: median(rounds) });
}

// --- Memory ----------------------------------------------------------------------------------------

// The processes of this site that it needs itself: nginx and dure, without the simulator.
function processes() {
  const all = [];
  for (const pid of readdirSync('/proc').filter(name => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      const folder = readlinkSync(`/proc/${pid}/cwd`);
      const name = words.startsWith('nginx') ? 'nginx' : words.split('\0')[0].split('/').pop();
      const isOurs = folder.startsWith(options.data) && (name === 'dure' || name === 'nginx');
      if (isOurs) all.push({ name, parent: Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[1]), pid: Number(pid) });
    } catch { /* it ended meanwhile, or is somebody else's */ }
  }
  return all;
}

const supervisorOf = all => all.find(p => p.name === 'dure' && all.some(c => c.name === 'dure' && c.parent === p.pid));

function countWorkers() {
  const all = processes();
  const supervisor = supervisorOf(all);
  return all.filter(p => p.parent === supervisor.pid).length;
}

function memory() {
  const all = processes();
  const supervisor = supervisorOf(all);
  const kib = (text, name) => Number(text.match(new RegExp(`^${name}:\\s+(\\d+)`, 'm'))[1]);
  const whole = pid => readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const workers = all.filter(p => p.parent === supervisor.pid);
  // What no other process holds; program, libraries and the columns of a large site are there once.
  const alone = pid => kib(whole(pid), 'Private_Clean') + kib(whole(pid), 'Private_Dirty');
  tell({ name: 'memory', processes: all.length, workers: workers.length, worker_mb: Math.max(...workers.map(p => alone(p.pid))) / 1024,
    shared_mb: Math.max(...workers.map(p => kib(whole(p.pid), 'Rss') - alone(p.pid))) / 1024, all_mb: all.reduce((sum, p) => sum + kib(whole(p.pid), 'Pss'), 0) / 1024 });
}

// --- The order of things ---------------------------------------------------------------------------

mkdirSync(files, { recursive: true });
try {
  const asked = options.pages.split(',');
  const people = await logInAll({ run: `${options.data}/run`, onAsk: () => {}, busy: 0, lost: 0, done: 0 });
  for (const kind of (await choosePages(cookieOf(people.officer), asked)).filter(kind => asked.includes(kind.page))) {
    if (kind.paths.length === 0) throw new Error(`the demo holds no ${kind.page}`);
    measure(kind, await lookAt(kind));
  }
  if (asked.includes('papers')) await measurePapers(people);
  memory();
} finally {
  rmSync(files, { recursive: true, force: true });
}
