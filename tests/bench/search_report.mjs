// The report of tools/bench_search.sh: what the lines of the measure say, beside what was promised. Ends
// with 1 when something is over its budget.
import { readFileSync } from 'node:fs';
import os from 'node:os';

const P99_MS = { 200000: 5, 1000000: 20 }; // a page of 24 with every facet, the engine alone
const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line.startsWith('bench '))
  .map(line => JSON.parse(line.slice('bench '.length)));
const all = name => lines.filter(line => line.name === name);
const ENGINES = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };
const WAYS = {
  plain: 'as it is called', spacing: 'with other blanks', initials: 'by initial consonants', keyboard: 'in the other language of the keyboard',
  slip: 'with a slip of one key', synonym: 'by another word', unit: 'with units and figures', model: 'by Latin letters and models',
  phrase: 'in quotes', exclusion: 'without a word', sentence: 'as a sentence', all: '**all**',
};
const number = (n, digits = 0) => n.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
let over = 0;

function judged(ms, most) {
  if (most === undefined) return number(ms, 2);
  if (ms > most) over++;
  return ms > most ? `**${number(ms, 2)}**, over ${most}` : `${number(ms, 2)} (≤ ${most})`;
}

const [{ before }] = all('load');
const [{ queries }] = all('search');
const times = Math.min(...all('search').map(l => l.asked / l.queries));
console.log(`# How fast the search finds, and how well

<!-- Made by \`make bench-search\` from what the measure prints: run it again instead of changing this. -->

${new Date().toISOString().slice(0, 10)}, on one of ${os.cpus().length} × ${os.cpus()[0].model}, load ${number(before, 1)} before it began. Invented offers made of the patterns of
\`data/names.csv\`, forty a firm; each of the ${queries} judged queries of \`tests/bench/queries.csv\` asked ${times} times at least, none answered from what was asked
before.

## A page of 24 with every facet

| Offers | Database | p50 ms | p99 ms | with reading the query, p50 | p99 | by the clock, p50 | p99 | slowest once |
|---:|---|---:|---:|---:|---:|---:|---:|---:|`);
for (const l of all('search')) {
  console.log(`| ${number(l.offers)} | ${ENGINES[l.database]} | ${number(l.p50_ms, 2)} | ${judged(l.p99_ms, P99_MS[l.offers])} | ${number(l.whole_p50_ms, 2)} | ${
    number(l.whole_p99_ms, 2)} | ${number(l.wall_p50_ms, 2)} | ${number(l.wall_p99_ms, 2)} | ${number(l.most_ms, 1)} |`);
}
console.log(`
The first two figures are the engine alone: hits, all facets, the cards of the page; in milliseconds of one processor, so that others at work on the machine
do not count. Reading a query (what was meant, and whether the copy is up to date) is added in the next two; by the clock, other work and the way to
PostgreSQL count as well. The slowest is the first mistyped query of a worker's day, which reads the known words.`);
for (const l of all('search')) {
  console.log(`
At ${number(l.offers)} offers on ${ENGINES[l.database]} the same words once more, in another order or with something marked, take ${number(l.marked_p50_ms, 2)} ms with reading
the query, p99 ${number(l.marked_p99_ms, 2)}: what words found of late is kept until an offer comes to be found by other words.`);
}
console.log(`
## What frequent words cost

What a frequent word finds is kept, and the offers that came to be found by other words since are looked at again with its next question. A worker that
starts reads what the words that most offers are called by find, before anybody asks, and looks at them again in the moments in which nobody does: "after
a start" is a word's first question then, "first" the first one after 24 offers came or were called otherwise, "again" every one after that, "later" the
first one after more than 256 such changes, with a moment after each 144. Read anew is a word where there was no such moment since so many changes, or since all did, and one that
is a beginning of several letters, as each Latin word is, after more than four.

| Offers | Database | Word | Hits | After a start ms | First ms | Again p50 ms | Slowest again ms | Slowest first by the clock | Later ms | Read anew ms |
|---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|`);
for (const l of all('search_word')) {
  const most = P99_MS[l.offers];
  console.log(`| ${number(l.offers)} | ${ENGINES[l.database]} | ${l.word || '(everything)'} | ${number(l.hits)} | ${judged(l.started_ms, most)} | ${
    judged(l.first_ms, most)} | ${judged(l.p50_ms, most)} | ${number(l.most_ms, 2)} | ${number(l.wall_ms, 1)} | ${
    judged(l.later_ms, most)} | ${judged(l.anew_ms, most)} |`);
}
const pieceOf = l => all('search_piece').find(p => p.offers === l.offers && p.database === l.database);
for (const l of all('search_frequent')) {
  console.log(`
At ${number(l.offers)} offers on ${ENGINES[l.database]} a start reads what ${l.words} words find: ${number(l.ms, 1)} ms of a processor, ${number(l.mb, 2)} MB of each worker; once the
site runs the longest piece of it takes ${number(pieceOf(l).read_ms, 1)} ms to read and ${number(pieceOf(l).again_ms, 1)} to look at again.`);
}
const kept = all('search_word').filter(l => l.database === 'sqlite');
for (const l of all('search_slip').filter(l => l.database === 'sqlite')) {
  console.log(`
At ${number(l.offers)} offers what words found took ${number(Math.max(...kept.filter(w => w.offers === l.offers).map(w => w.kept_mb)), 2)} MB a word. A mistyped word: ${
    number(l.first_ms, 1)} ms as the first of a worker's day (${number(l.words)} known words, ${number(l.words_mb, 1)} MB), ${number(l.came_ms, 1)} ms as the first after 24 offers came, ${
    number(l.again_ms, 1)} ms after that.`);
}
console.log(`
## What it finds

| Typed | Queries | Recall | Mean reciprocal rank |
|---|---:|---:|---:|`);
const largest = Math.min(...all('search_way').map(l => l.offers));
const found = set => all('search_way').filter(l => l.offers === largest && (l.set ?? 'tuned') === set); // a log of before held ones has no set
for (const l of found('tuned')) {
  console.log(`| ${WAYS[l.way] ?? l.way} | ${l.queries} | ${number(l.recall, 3)} | ${number(l.reciprocal, 3)} |`);
}
console.log(`
At ${number(largest)} offers. What a query means is judged by categories, words of the title and the filters a sentence speaks of. Recall is the share of the first
page's 24 places that what was meant could fill and fills; the reciprocal rank is one over the place of the first of it.`);
if (found('held').length > 0) {
  console.log(`
## What it finds of queries that nobody tuned for

These were written without a look at the search, its synonyms or the queries above, and nothing was mended for one of them: the measure tells none by itself.

| Typed | Queries | Recall | Mean reciprocal rank |
|---|---:|---:|---:|`);
  for (const l of found('held')) {
    console.log(`| ${WAYS[l.way] ?? l.way} | ${l.queries} | ${number(l.recall, 3)} | ${number(l.reciprocal, 3)} |`);
  }
}
console.log(`
## The copy

| Offers | Filled in s | File MB | Columns loaded in ms | Columns MB |
|---:|---:|---:|---:|---:|`);
for (const l of all('search_fill')) {
  const load = all('search_load').find(x => x.offers === l.offers && x.database === 'sqlite');
  console.log(`| ${number(l.offers)} | ${number(l.seconds, 1)} | ${number(l.file_mb)} | ${number(load.ms)} | ${number(load.columns_mb, 1)} |`);
}
process.exit(over === 0 ? 0 : 1);
