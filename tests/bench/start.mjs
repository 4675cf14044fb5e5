// How long a start takes, from the program's to the first page.
//
//   node tests/bench/start.mjs --build DIR --data DIR --db URL --database NAME
//
// DIR is the data folder of a ./run that has ended, URL where its database is.
import { spawn } from 'node:child_process';
import { openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Seat } from '../proof/site.mjs';

const STARTS = 3; // the median counts
const WITHIN_MS = 60000;

const { values: options } = parseArgs({ options: {
  build: { type: 'string' }, data: { type: 'string' }, db: { type: 'string' }, database: { type: 'string' },
} });
const root = fileURLToPath(new URL('../..', import.meta.url));
const site = { run: `${options.data}/run`, onAsk: () => {}, busy: 0, lost: 0, done: 0 };
const log = openSync(`${options.data}/log/start.log`, 'a');
const pause = ms => new Promise(resolve => { setTimeout(resolve, ms); });

async function firstPage(end) {
  for (;;) {
    try {
      if ((await new Seat(site, '127.0.0.1').once('GET', '/', '')).status === 200) return;
    } catch { /* nobody listens yet */ }
    if (Date.now() > end) throw new Error(`no page within ${WITHIN_MS} ms; see ${options.data}/log/start.log`);
    await pause(2);
  }
}

async function start() {
  const began = performance.now();
  const serving = spawn(`${options.build}/dure`, ['serve'], { cwd: root, stdio: ['ignore', log, log],
    env: { ...process.env, DURE_DB: options.db, DURE_DATA_DIR: options.data, DURE_BACKUP_HOURLY: 'false', DURE_ACCESS_HOUR_MOST: '0', DURE_ACCESS_DAY_MOST: '0' } });
  const ended = new Promise(resolve => { serving.on('exit', resolve); });
  try {
    await firstPage(Date.now() + WITHIN_MS);
    return performance.now() - began;
  } finally {
    serving.kill('SIGTERM');
    await ended;
  }
}

const took = [];
for (let i = 0; i < STARTS; i++) took.push(await start());
console.log(`bench ${JSON.stringify({ name: 'start', database: options.database, ms: Math.round(took.sort((a, b) => a - b)[Math.floor(STARTS / 2)]) })}`);
