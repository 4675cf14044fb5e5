// The report of tools/bench.sh: what the lines of the measures say, beside what was promised, and at its
// head everything that is over its budget. Only the words on where the limit lies, limits.md, are typed.
// Ends with 1 when something is over its budget.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { ALL_MB_MAX, BUNDLE_MS_MAX, CONTRACTS_MIN, LCP_MS_MAX, LOAD_S_MAX, PAGE_P99_MS_MAX, PAGES, PAPER_MS_MAX, PAPERS, START_MS_MAX, STATEMENTS_MAX, UNITS_MIN, VISIT_BYTES_MAX, WORKER_MB_MAX } from './budgets.mjs';

const size = process.argv[3];
const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line.startsWith('bench '))
  .map(line => JSON.parse(line.slice('bench '.length)));
const all = name => lines.filter(line => line.name === name);
const ENGINES = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };
const number = (n, digits = 0) => n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const kb = bytes => `${number(bytes / 1000, 1)} kB`;
let judgements = 0;
const over = []; // what is, as lines of a list
const page = []; // what is written below them
const say = text => page.push(text);

// A figure with the word on it. `least` and `most` are what was promised, if anything was.
function judged(what, value, text, { least, most }, told) {
  if (least === undefined && most === undefined) return text;
  const holds = (least === undefined || value >= least) && (most === undefined || value <= most);
  const budget = `${least === undefined ? '≤' : '≥'} ${told}`;
  judgements++;
  if (!holds) over.push(`- ${what}: ${text}, promised ${budget}`);
  return holds ? text : `**${text}**, over budget (${budget})`;
}

// How many pages of a kind took turns.
const kindsOf = kind => Math.max(0, ...all('page').filter(line => line.page === kind).map(line => line.kinds));

const rows = [];
const row = (what, value, text, budget, told) => rows.push(`| ${what} | ${judged(what, value, text, budget, told)} | ${told === '' ? '' : `${budget.least === undefined ? '≤' : '≥'} ${told}`} |`);

function toldOver() {
  if (over.length === 0) return `Each of ${judgements} figures that something was promised of is within its budget.`;
  return `**${over.length} of ${judgements} figures that something was promised of are over their budgets:**\n\n${over.join('\n')}`;
}

// Others at work beside it make everything slow that is told in seconds.
function toldLoad() {
  const [{ before }] = all('load');
  if (before < 0.5) return `Nothing else was at work (load ${number(before, 1)} before it began).`;
  return `**The machine was busy with other work: its load was ${number(before, 1)} before the first measure began.** What is told by the second or in seconds is that of a busy machine, and shares waver by a fifth; statements, bytes and memory do not.`;
}

// From the least share to the greatest of a database's pages, compressed.
function toldCompressed(database) {
  const ratios = all('page').filter(line => line.database === database).map(line => line.gzip_ratio);
  return `from ${number(Math.min(...ratios), 2)} to ${number(Math.max(...ratios), 2)} on ${ENGINES[database]}`;
}

// Every page that links lead to, asked for alone.
function tellEvery() {
  const told = all('every').map(line => `| ${ENGINES[line.database]} | ${line.pages} of ${line.routes} | ${
    judged(`Every page, ${ENGINES[line.database]}: statements`, line.statements, number(line.statements), { most: STATEMENTS_MAX }, STATEMENTS_MAX)} | ${
    judged(`Every page, ${ENGINES[line.database]}: first visit`, line.bytes, kb(line.bytes), { most: VISIT_BYTES_MAX }, kb(VISIT_BYTES_MAX))} | ${number(line.p50_ms, 1)} | ${
    line.slowest.map(page => `\`${page.route}\` ${number(page.ms, 1)}`).join(', ')} |`);
  if (told.length === 0) return;
  const [{ missed }] = all('every');
  say(`## Every page

| Database | Routes with a page | Most statements | Largest first visit | p50 of all, ms | The slowest, ms |
|---|---:|---:|---:|---:|---|
${told.join('\n')}

As each kind of person comes to it by the links of the site, in the demo as it stands; a first visit is the page with its style sheets and scripts,
compressed; the times are those of somebody alone at the site, from the question to the last byte. No link leads, as the demo stands, to
${missed.map(route => `\`${route}\``).join(', ')}.
`);
}

say(`## Pages

| Page | Database | kB | Pages/s | Files/s | Share | Share, gzip | p50 ms | p99 ms | Statements |
|---|---|---:|---:|---:|---:|---:|---:|---:|---:|`);
for (const line of all('page')) {
  const { words, ratio_min: least, statements_max: most, p99_on: judgedOn } = PAGES[line.page];
  const p99Most = judgedOn.includes(line.database) ? PAGE_P99_MS_MAX[size] : undefined;
  const ratioMin = line.database === 'sqlite' ? least : undefined; // the other server shares the cores: its shares are told
  const what = `${words}, ${ENGINES[line.database]}`;
  say(`| ${words} | ${ENGINES[line.database]} | ${number(line.bytes / 1000, 1)} | ${number(line.rate)} | ${number(line.file_rate)} | ${
    judged(`${what}: share of a file's throughput`, line.ratio, number(line.ratio, 2), { least: ratioMin }, ratioMin && number(ratioMin, 3))} | ${number(line.gzip_ratio, 2)} | ${
    number(line.p50_ms, 1)} | ${judged(`${what}: p99 in ms`, line.p99_ms, number(line.p99_ms, 1), { most: p99Most }, p99Most)} | ${
    judged(`${what}: statements`, line.statements, number(line.statements), { most }, most)} |`);
}
say(`
A share is the pages a second beside the static files a second, of the same sizes with the same headers through the same nginx, at 32
connections; \`gzip\` is the same with both compressed by nginx on their way, as browsers ask. Pages of a kind take turns: of a search for a
word ${kindsOf('search')}, which a worker has found of late and kept${kindsOf('search_first') === 0 ? '' : `; of one that is asked for the first time ${number(kindsOf('search_first'))}, judged queries with one thing marked
beside what they found, in all orders: more than all workers keep, so that none is kept until it comes again, though what its words
found may be`}.
Compressed, the shares go ${Object.keys(ENGINES).filter(database => all('page').some(line => line.database === database)).map(toldCompressed).join(' and ')}.
`);

function tellPapers() {
  if (all('paper').length === 0) return;
  say(`## Papers

| Paper | Database | kB | p50 ms | p99 ms | Statements |
|---|---|---:|---:|---:|---:|`);
  for (const line of all('paper')) {
    const what = `${PAPERS[line.paper]}, ${ENGINES[line.database]}`;
    say(`| ${PAPERS[line.paper]} | ${ENGINES[line.database]} | ${number(line.bytes / 1000, 1)} | ${number(line.p50_ms, 1)} | ${
      judged(`${what}: p99 in ms`, line.p99_ms, number(line.p99_ms, 1), { most: PAPER_MS_MAX }, PAPER_MS_MAX)} | ${
      judged(`${what}: statements`, line.statements, number(line.statements), { most: STATEMENTS_MAX }, STATEMENTS_MAX)} |`);
  }
  for (const line of all('bundle')) {
    const what = `${line.papers} papers, one after the other`;
    say(`| ${what} | ${ENGINES[line.database]} | | ${
      judged(`${what}, ${ENGINES[line.database]}: ms`, line.ms, number(line.ms, 1), { most: BUNDLE_MS_MAX }, number(BUNDLE_MS_MAX))} | | |`);
  }
  say(`
A paper is a page made for printing, or to be kept as a PDF by the reader's browser, which then takes its own time. Each is asked for alone, from
the question to its last byte, many times over; at most ${PAPER_MS_MAX} ms a paper and ${number(BUNDLE_MS_MAX)} ms ten are promised.
`);
}

tellPapers();
tellEvery();
for (const line of all('units')) row(`Units a second, ${ENGINES[line.database]}`, line.per_second, number(line.per_second), { least: UNITS_MIN[line.database] }, UNITS_MIN[line.database] ? number(UNITS_MIN[line.database]) : '');
for (const line of all('contracts')) row(`Contracts drawn up from approved cases a second, ${ENGINES[line.database]}`, line.per_second, number(line.per_second), { least: CONTRACTS_MIN[line.database] }, CONTRACTS_MIN[line.database] ? number(CONTRACTS_MIN[line.database]) : '');
for (const line of all('syncs')) row('Appends of 4 KiB the disk syncs a second', 0, number(line.per_second), {}, '');
for (const line of all('memory')) {
  row(`The largest of ${line.workers} workers after the pages, ${ENGINES[line.database]}`, line.worker_mb, `${number(line.worker_mb, 1)} MB`, { most: WORKER_MB_MAX }, `${WORKER_MB_MAX} MB`);
  row(`… and what the largest shares with others: program, libraries, columns of the offers, ${ENGINES[line.database]}`, 0, `${number(line.shared_mb, 1)} MB`, {}, '');
  row(`All ${line.processes} processes, nginx among them, ${ENGINES[line.database]}`, line.all_mb, `${number(line.all_mb, 1)} MB`, { most: ALL_MB_MAX }, `${ALL_MB_MAX} MB`);
}
for (const line of all('loaded')) row(`The ${size} demo loaded, ${ENGINES[line.database]}`, line.seconds, `${number(line.seconds)} s`, { most: LOAD_S_MAX[size] }, LOAD_S_MAX[size] ? `${LOAD_S_MAX[size]} s` : '');
for (const line of all('start')) row(`From the start to the first page, ${ENGINES[line.database]}`, line.ms, `${number(line.ms)} ms`, { most: START_MS_MAX }, `${number(START_MS_MAX)} ms`);
for (const line of all('visit')) {
  const what = `${PAGES[line.page].words}, ${line.size}`;
  row(`${what}: first visit without fonts and pictures (${line.encodings})`, line.bytes, kb(line.bytes), { most: VISIT_BYTES_MAX }, kb(VISIT_BYTES_MAX));
  row(`${what}: with them, ${line.requests} requests`, 0, kb(line.all_bytes), {}, '');
  row(`${what}: largest thing painted (LCP)`, line.lcp_ms, `${number(line.lcp_ms)} ms`, { most: LCP_MS_MAX }, `${number(LCP_MS_MAX)} ms`);
}
// What other targets measure stands on pages of its own; when each was last made, git knows.
const OTHERS = {
  search: 'The search alone, over 200,000 and 1,000,000 offers', import: 'A sheet of 100,000 products', picture: 'A photo of twelve megapixels',
  record: 'Figures over 10,000,000 contract lines', city: 'Pages of a city, SQLite', 'city-postgresql': 'Pages of a city, PostgreSQL',
  nation: 'Pages of a country, SQLite', 'nation-postgresql': 'Pages of a country, PostgreSQL',
};
const pageOf = name => `docs/operations/bench-${name}.md`;
function lastRun(file) {
  if (!existsSync(file)) return 'not kept';
  return execFileSync('git', ['log', '-1', '--format=%cs', '--', file], { encoding: 'utf8' }).trim() || 'not committed yet';
}
// The pages of a larger site, as its own page tells them.
const LARGER = ['city', 'city-postgresql', 'nation', 'nation-postgresql'];
function quotePages(name) {
  const [, table] = readFileSync(pageOf(name), 'utf8').match(/^## Pages\n\n((?:\|.*\n)+)/m);
  return `
### ${OTHERS[name]}

${table}`;
}

say(`## The rest

| What | Measured | Budget |
|---|---:|---:|
${rows.join('\n')}

A unit here writes a job, two lines of the audit chain and a form's answer, and is committed by one of two writers: SQLite with
\`synchronous = FULL\`, PostgreSQL as \`tools/pg.sh\` starts it, without syncing. A contract is drawn up as the page does it, from the look at
the case as it was approved to its number, text, lines, task and notice, and the two writers share one institution, whose numbers and chain
of deeds they take turns at. Memory is what the kernel says: a worker's
is what no other process holds (until 2026-11-27 the libraries it shares were counted with each worker, some 7 MB), all processes' has each shared page
counted once.

## Measured by itself

| What | Page | Last run |
|---|---|---|
${Object.entries(OTHERS).map(([name, words]) => `| ${words} | \`bench-${name}.md\` | ${lastRun(pageOf(name))} |`).join('\n')}
${size === 'small' ? LARGER.filter(name => existsSync(pageOf(name))).map(quotePages).join('') : ''}
${readFileSync(new URL('limits.md', import.meta.url), 'utf8').trim()}`);

console.log(`# How fast it is

<!-- Made by \`make bench\` from what the measures print: run it again instead of changing this. -->

${new Date().toISOString().slice(0, 10)}, on ${os.cpus().length} × ${os.cpus()[0].model}, Linux ${os.release().split('-')[0]}, the ${size} demo. ${toldLoad()}

${toldOver()}

${page.join('\n')}`);
process.exit(over.length === 0 ? 0 : 1);
