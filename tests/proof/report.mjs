// The report of tools/proof.sh: what the proofs' lines say, as a page. Nothing in it is typed by hand.
import { readFileSync } from 'node:fs';
import os from 'node:os';

const WORDS = {
  kill: ['Purchases from product to payment', 'through nginx, while every kind of process is killed with -9, and the PostgreSQL server stopped, killed and started: every acknowledged deed is there, none twice, the dealer got each message once and none that has no row, the doctor finds nothing'],
  writer: ['Rounds of killed writers', 'a unit that was told of is there, none is doubled, the audit chain holds'],
  power: ['Power cuts', 'what was not synced is lost, torn in sectors of 4 KiB or reordered: no acknowledged unit is lost, none is half there, the file is sound'],
  power_control: ['Power cuts with a disk that lies', 'the control: here units must be seen to get lost'],
  disk: ['Operations of the disk that failed', 'no room, no right, failing read, write or sync: a clear refusal, nothing half done, the next unit works'],
  memory: ['Allocations that failed', 'of the house and of SQLite, one in so many as "step" says, in a question to the law and in every deed of a purchase from its lawful path over quote, approval, contract, bond, delivery, inspection, tax invoice and claim to payment and records: a clear refusal, every value of every row as before, the same form posted again is done once'],
  slow: ['Slow clients', 'a thousand at once drip a byte at a time; the p99 of everybody else stays below twice its idle value'],
  chain: ['Lines of the audit chain', 'verified from the first to the last: a million in ten seconds at most, and one that was changed is named'],
  hostile: ['Requests with hostile text in every field of every form', 'and of every route for forms, in the names of files and in what a browser says of itself: line ends, escape sequences, NUL and a mebibyte: each line of the logs is one JSON object, there are as many as requests, and no planted secret is in any'],
  deb: ['Checks of the Debian package in a Debian of its own', 'installed, served, upgraded, removed and purged (`make deb-test`, by root)'],
  exposure: ['Units of systemd, their exposure from 0 (safe) to 10', 'what `systemd-analyze security` says of the units in `packaging/`; above 2.0 is a failure'],
  drill: ['Restore drills', 'a backup of a demo site is made while it serves, laid elsewhere, looked at by the doctor and served'],
  fault: ['Units with a database that answers at random', '"run it again", "away" or "nobody knows": each is there once'],
};

const KILLED = {
  killed_web: 'web workers', killed_slow: 'workers of slow pages', killed_live: 'workers of live notices', killed_job: 'workers of jobs',
  killed_picture: 'workers of pictures', killed_fetch: "workers that fetch strangers' addresses",
  killed_child_of_picture: 'children that look into papers', killed_child_of_copy: 'children that write backups',
  killed_maker_of_backup: 'makers of backups amid one',
  killed_call: 'workers that carry what is due to the outside', killed_copy: 'workers of backups', killed_supervisor: 'their supervisor',
  killed_edge: "nginx's workers", killed_edge_master: "nginx's master", killed_backend: 'backends of PostgreSQL',
  server_crash: 'its postmaster', server_restart: '(the server stopped and started in order)',
};

const lines = readFileSync(process.argv[2], 'utf8').split('\n').filter(line => line.startsWith('proof '))
  .map(line => JSON.parse(line.slice('proof '.length)));
const engines = { sqlite: 'SQLite', postgresql: 'PostgreSQL' };
const number = n => n.toLocaleString('en');
const more = line => Object.entries(line)
  .filter(([name]) => !(name in KILLED) && !['name', 'database', 'tried', 'failures', 'seconds', 'commit', 'day'].includes(name))
  .map(([name, value]) => `${name.replaceAll('_', ' ')} ${number(value)}`).join(', ');

console.log(`# What was proven

<!-- Made by \`make proof\` from what the proofs print: run it again instead of changing this. -->

On ${os.cpus().length} × ${os.cpus()[0].model}, Linux ${os.release().split('-')[0]}. Each row says on which day it ran and at which commit; a + means that the folder
held changes that are in no commit.

| What | Database | Tried | Failures | Seconds | Day, commit | Beside it |
|---|---|---:|---:|---:|---|---|`);
for (const line of lines) {
  console.log(`| ${(WORDS[line.name] ?? [line.name])[0]} | ${engines[line.database] ?? ''} | ${number(line.tried)} | ${number(line.failures)} | ${number(line.seconds)} | ${line.day} ${line.commit} | ${more(line)} |`);
}
const shots = lines.filter(line => line.name === 'kill');
if (shots.length > 0) {
  console.log(`\nWho was killed with -9 during the purchases, and how often:\n
| Who | ${shots.map(line => engines[line.database]).join(' | ')} |
|---|${shots.map(() => '---:').join('|')}|`);
  for (const [name, words] of Object.entries(KILLED)) console.log(`| ${words} | ${shots.map(line => number(line[name] ?? 0)).join(' | ')} |`);
}
console.log('\nWhat each of them means:\n');
for (const name of new Set(lines.map(line => line.name))) {
  if (WORDS[name]) console.log(`- **${WORDS[name][0]}**: ${WORDS[name][1]}.`);
}
const missing = Object.keys(WORDS).filter(name => !lines.some(line => line.name === name));
if (missing.length > 0) console.log(`\nNot run: ${missing.map(name => WORDS[name][0].toLowerCase()).join('; ')}.`);
