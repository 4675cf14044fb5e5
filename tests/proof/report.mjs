// The report of tools/proof.sh: what the proofs' lines say, as a page. Nothing in it is typed by hand but what
// the rows mean (words.mjs). Ends with 1 where a line has no words, or ./test passed and told less than it ought to.
// Run in the source folder: it asks git which rows are of the program that lies there.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { TESTS, WORDS } from './words.mjs';

const KILLED = {
  killed_web: 'web workers', killed_slow: 'workers of slow pages', killed_live: 'workers of live notices', killed_job: 'workers of jobs',
  killed_picture: 'workers of pictures', killed_fetch: "workers that fetch strangers' addresses",
  killed_child_of_picture: 'children that look into papers', killed_child_of_copy: 'children that write backups',
  killed_maker_of_backup: 'makers of backups amid one',
  killed_call: 'workers that carry what is due to the outside', killed_copy: 'workers of backups', killed_supervisor: 'their supervisor',
  killed_edge: "nginx's workers", killed_edge_master: "nginx's master", killed_backend: 'backends of PostgreSQL',
  server_crash: 'its postmaster', server_restart: '(the server stopped and started in order)',
};
const OF_A_SERVER = ['killed_backend', 'server_crash', 'server_restart']; // SQLite has none
const SOURCE = ['CMakeLists.txt', 'data', 'forms', 'law', 'schema', 'sim', 'src', 'tools', 'tests/proof',
  ':!*.md', ':!tests/proof/report.mjs', ':!tests/proof/words.mjs']; // what is proven, and by what

const all = readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line.startsWith('proof '))
  .map(line => JSON.parse(line.slice('proof '.length)));
const lines = all.filter(line => 'failures' in line);
const engines = { sqlite: 'SQLite', postgresql: 'PostgreSQL', postgresql_lesser: "PostgreSQL, as the site's own role" };
const number = n => n.toLocaleString('en');
// What a row says that proves nothing about the program that lies here, '' of any other.
const stale = new Map();
const isOfSource = commit => spawnSync('git', ['diff', '--quiet', commit, '--', ...SOURCE]).status === 0;
const staleness = commit => {
  if (commit.endsWith('+')) return '**of changes that are in no commit**';
  if (!stale.has(commit)) stale.set(commit, isOfSource(commit) ? '' : '**not of this source**');
  return stale.get(commit);
};
const when = ({ day, commit }) => [`${day} ${commit}`, staleness(commit)].filter(Boolean).join(' ');
const more = line => Object.entries(line)
  .filter(([name]) => !(name in KILLED) && !['name', 'database', 'tried', 'failures', 'seconds', 'commit', 'day'].includes(name))
  .map(([name, value]) => `${name.replaceAll('_', ' ')} ${number(value)}`).join(', ');

console.log(`# What was proven

<!-- Made by \`make proof\` from what the proofs print: run it again instead of changing this. -->

On ${os.cpus().length} × ${os.cpus()[0].model}, Linux ${os.release().split('-')[0]}. Each row says on which day it ran and at which commit. A row *not of this source* ran
before the program or its proofs became what they were when this page was written; one *of changes that are in no commit* (+) can be
repeated by nobody. Neither proves this version.

| What | Database | Tried | Failures | Seconds | Day, commit | Beside it |
|---|---|---:|---:|---:|---|---|`);
for (const line of lines) {
  console.log(`| ${(WORDS[line.name] ?? [line.name])[0]} | ${engines[line.database] ?? ''} | ${number(line.tried)} | ${number(line.failures)} | ${number(line.seconds)} | ${when(line)} | ${more(line)} |`);
}
const shots = lines.filter(line => line.name === 'kill');
const aims = line => Object.keys(KILLED).filter(name => line.database !== 'sqlite' || !OF_A_SERVER.includes(name));
const hits = (line, name) => (aims(line).includes(name) ? number(line[name] ?? 0).replace(/^0$/, 'not tried') : '–');
if (shots.length > 0) {
  console.log(`\nWho was killed with -9 during the purchases, and how often:\n
| Who | ${shots.map(line => engines[line.database]).join(' | ')} |
|---|${shots.map(() => '---:').join('|')}|`);
  for (const [name, words] of Object.entries(KILLED)) console.log(`| ${words} | ${shots.map(line => hits(line, name)).join(' | ')} |`);
}
console.log('\nWhat each of them means:\n');
for (const name of new Set(lines.map(line => line.name))) {
  if (WORDS[name]) console.log(`- **${WORDS[name][0]}**: ${WORDS[name][1]}.`);
}

// What several programs tell of one thing is one row.
const told = new Map();
for (const line of all.filter(one => !('failures' in one))) {
  const key = `${line.name} ${line.database}`;
  const row = told.get(key) ?? { ...line, tried: 0 };
  for (const [name, value] of Object.entries(line)) {
    if (told.has(key) && typeof value === 'number' && name !== 'tried') row[name] += value;
  }
  row.tried += line.tried;
  told.set(key, row);
}

if (told.size > 0) {
  const [first] = told.values();
  console.log(`
## What \`./test\` proved besides

On ${when(first)}. Each row stands here because all that was tried came out as it should: where one test fails, none of them is told.

| What | Database | Tried | Beside it |
|---|---|---:|---|`);
  for (const [name, { words }] of Object.entries(TESTS)) {
    const places = Object.keys(engines);
    const rows = [...told.values()].filter(one => one.name === name);
    for (const row of rows.sort((a, b) => places.indexOf(a.database) - places.indexOf(b.database))) {
      console.log(`| ${words} | ${engines[row.database] ?? ''} | ${number(row.tried)} | ${more(row)} |`);
    }
  }
  console.log('\nWhat each of them means:\n');
  for (const { words, meaning } of Object.values(TESTS)) {
    if (meaning !== '') console.log(`- **${words}**: ${meaning}.`);
  }
}

const untold = Object.entries(TESTS).flatMap(([name, { words, on }]) => on.filter(database => !told.has(`${name} ${database}`))
  .map(database => (database === '' ? words : `${words} (${engines[database]})`)));
const spared = shots.flatMap(line => aims(line).filter(name => !line[name])
  .map(name => `kills of ${KILLED[name]} (${engines[line.database]})`));
const missing = [...Object.keys(WORDS).filter(name => !lines.some(line => line.name === name)).map(name => WORDS[name][0]), ...spared, ...untold];
if (missing.length > 0) console.log(`\nNot run: ${missing.join('; ')}.`);

const wordless = [...new Set(all.map(line => line.name))].filter(name => !WORDS[name] && !TESTS[name]);
for (const name of wordless) console.error(`tests/proof/words.mjs has no words for ${name}`);
const lost = lines.some(line => line.name === 'suite' && line.failures === 0) ? untold : [];
for (const words of lost) console.error(`./test passed and told nothing of: ${words}`);
process.exitCode = wordless.length + lost.length === 0 ? 0 : 1;
