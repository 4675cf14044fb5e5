// Purchases under fire: the real site carries purchases from the product to the payment while its
// processes are killed with -9 and, on request, its PostgreSQL is stopped and started. At the end
// every deed that was acknowledged is there, none twice, and the doctor finds nothing.
//
//   node tests/proof/kill.mjs --build DIR [--db postgresql://…] [--purchases 10] [--kills 20]
//                             [--restarts 0] [--lanes 6]
//
// The database of --db must be empty; without it one in a file is made. Prints one line for the
// report and ends with 1 when anything was lost or doubled. Everything it makes lies in a folder of
// its own and goes at the end.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findGoods, logInAll, walk } from './purchase.mjs';

const REQUESTS_A_PURCHASE = 46; // about: where among them the kills fall is left to chance
const SUPERVISOR_OF = 12; // every so many-th kill takes the supervisor itself
const READY_WITHIN_MS = 60000;
const SETTLED_WITHIN_MS = 120000;
const STOPPED_WITHIN_MS = 60000;

const { values: options } = parseArgs({ options: {
  build: { type: 'string', default: 'build' }, db: { type: 'string' },
  purchases: { type: 'string', default: '10' }, kills: { type: 'string', default: '20' },
  restarts: { type: 'string', default: '0' }, lanes: { type: 'string', default: '6' },
} });
const count = Number(options.purchases);
const kills = Number(options.kills);
const restarts = Number(options.restarts);

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(`${tmpdir()}/dure-kill-`);
const db = options.db ?? `sqlite:${work}/dure.db`;
const isServer = db.startsWith('postgresql:');
const environment = { ...process.env, DURE_DB: db, DURE_DATA_DIR: work, DURE_BACKUP_HOURLY: 'false', DURE_PROCESS_WEB: '3' };
const site = { run: `${work}/run`, asked: 0, lost: 0, busy: 0, done: 0, onAsk: () => {} };
const killed = { worker: 0, supervisor: 0, server: 0 };
const troubles = [];
const pause = ms => new Promise(resolve => { setTimeout(resolve, ms); });

// --- Processes -----------------------------------------------------------------------------------

const log = openSync(`${work}/log`, 'a');
const dure = (...words) => execFileSync(`${root}${options.build}/dure`, words, { cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const start = (program, ...words) => spawn(`${root}${options.build}/${program}`, words, { cwd: root, env: environment, stdio: ['ignore', log, log] });

let serving = null;
let ending = false;

function serve() {
  serving = start('dure', 'serve');
  serving.on('exit', (code, signal) => {
    if (ending) return;
    if (signal !== 'SIGKILL') troubles.push(`the supervisor ended by itself: ${code} ${signal}`);
    serve();
  });
}

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

async function ready() {
  const end = Date.now() + READY_WITHIN_MS;
  const socket = () => new Promise(resolve => {
    const s = net.connect(`${site.run}/slow.sock`);
    s.on('connect', () => { s.destroy(); resolve(true); });
    s.on('error', () => resolve(false));
  });
  while (!await socket()) {
    if (Date.now() > end) throw new Error(`the site does not start; see ${work}/log`);
    await pause(50);
  }
}

function workers() {
  const of = pid => {
    try { // the parent's id is the second word after the name in brackets
      return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop().split(' ')[1]);
    } catch { return 0; }
  };
  return readdirSync('/proc').filter(name => /^\d+$/.test(name) && of(name) === serving.pid).map(Number);
}

function killOne() {
  const total = killed.worker + killed.supervisor;
  if (total >= kills) return;
  if (total % SUPERVISOR_OF === SUPERVISOR_OF - 1) {
    killed.supervisor++;
    serving.kill('SIGKILL');
    return;
  }
  const all = workers();
  if (all.length === 0) return;
  try {
    process.kill(all[Math.floor(Math.random() * all.length)], 'SIGKILL');
    killed.worker++;
  } catch { /* it ended by itself meanwhile */ }
}

// A server of tools/pg.sh says in its address where it lies. Purchases go on meanwhile.
let restarting = false;
async function restartServer() {
  restarting = true;
  const [, folder] = db.match(/host=([^&]+)/);
  const [, port] = db.match(/port=(\d+)/);
  killed.server++;
  for (const words of [['stop', folder], ['start', folder, port]]) {
    const status = await new Promise(resolve => {
      spawn(`${root}tools/pg.sh`, words, { cwd: root, stdio: ['ignore', log, log] }).on('exit', resolve);
    });
    if (status !== 0) troubles.push(`tools/pg.sh ${words[0]}: ${status}`);
  }
  restarting = false;
}

// Kills are spread over the requests, each a moment after one was sent: so they meet people at work.
function fire() {
  site.asked++;
  const left = kills - killed.worker - killed.supervisor;
  const requestsLeft = Math.max(1, count * REQUESTS_A_PURCHASE * 0.9 - site.asked);
  if (left > 0 && Math.random() < left / requestsLeft) setTimeout(killOne, Math.random() * 8);
  if (!restarting && killed.server < restarts && site.asked > (killed.server + 1) * count * REQUESTS_A_PURCHASE / (restarts + 1)) restartServer();
}

// --- Purchases -----------------------------------------------------------------------------------

// In letters: a long number would not be published.
const nameOf = n => [...String(n).padStart(5, '0')].map(digit => '가나다라마바사아자차'[digit]).join('');

async function buyAll(people, goods) {
  let next = 0;
  const lane = async () => {
    while (next < count) {
      const n = next++;
      try {
        await walk({ people, goods, title: `증명 ${nameOf(n)}`, number: String(n).padStart(14, '0'), quantity: Math.ceil(2400000 / goods.price_won) });
      } catch (error) {
        troubles.push(`purchase ${n}: ${error.message}`);
        if (troubles.length > 20) return;
      }
    }
  };
  await Promise.all(Array.from({ length: Number(options.lanes) }, lane));
}

// --- What is there -------------------------------------------------------------------------------

const ask = sql => execFileSync(isServer ? 'psql' : 'sqlite3',
  isServer ? ['-XqAt', '-v', 'ON_ERROR_STOP=1', db] : ['-bail', '-cmd', '.timeout 5000', `${work}/dure.db`],
  { encoding: 'utf8', input: `${sql};\n` }).trim();

// Jobs of killed workers are taken again when their lease has run out; here at once.
async function settle() {
  const end = Date.now() + SETTLED_WITHIN_MS;
  ask("UPDATE job SET lease_until = 0 WHERE state = 'running'");
  const due = () => Number(ask(`SELECT COUNT(*) FROM job WHERE state = 'running' OR (state = 'waiting' AND (not_before < ${Date.now()}000 OR attempt > 0))`));
  while (due() > 0) {
    if (Date.now() > end) {
      troubles.push(`jobs are left: ${ask("SELECT kind, state, last_fault, COUNT(*) FROM job WHERE state IN ('running', 'waiting') GROUP BY kind, state, last_fault").replaceAll('\n', ' ')}`);
      return;
    }
    await pause(200);
  }
}

function compare() {
  const found = Object.fromEntries(ask(readFileSync(new URL('purchases.sql', import.meta.url), 'utf8')).split('\n').map(line => line.split('|')));
  const due = { doubled: 0, ledger: 0, dead_job: 0, form_key: site.done };
  for (const [name, value] of Object.entries(found)) {
    if (Number(value) !== (due[name] ?? count)) troubles.push(`${name}: ${value}, not ${due[name] ?? count}`);
  }
  const doctor = spawnSync(`${root}${options.build}/dure`, ['doctor'], { cwd: root, env: environment, encoding: 'utf8' });
  if (doctor.status !== 0) troubles.push(`the doctor: ${doctor.stdout.split('\n').filter(line => !line.startsWith('ok')).join(' ')} ${doctor.stderr}`);
}

async function stop(child) {
  if (child === null || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => { child.on('exit', resolve); });
  const hung = setTimeout(() => {
    troubles.push(`process ${child.pid} did not stop`);
    child.kill('SIGKILL');
  }, STOPPED_WITHIN_MS);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(hung);
}

// --- The order of things -------------------------------------------------------------------------

const seconds = since => Number(((Date.now() - since) / 1000).toFixed(1));
let simulator = null;
let began = Date.now();
try {
  const port = await freePort();
  environment.DURE_GATEWAY_MESSAGE_URL = `http://127.0.0.1:${port}/message`;
  dure('demo', '--size', 'small', '--seed', '1');
  ask('DELETE FROM form_key');
  simulator = start('dure-sim', '--port', String(port));
  serve();
  await ready();
  const people = await logInAll(site);
  const goods = await findGoods(people);
  site.onAsk = fire;
  began = Date.now();
  await buyAll(people, goods);
  site.onAsk = () => {};
  while (restarting) await pause(100);
  await ready();
  await settle();
  ending = true;
  await stop(serving);
  compare();
} catch (error) {
  troubles.push(error.stack);
} finally {
  ending = true;
  await stop(serving);
  await stop(simulator);
}
for (const trouble of troubles) console.error(trouble);
console.log(`proof ${JSON.stringify({
  name: 'kill', database: isServer ? 'postgresql' : 'sqlite', tried: count, failures: troubles.length,
  seconds: seconds(began), deeds: site.done, kills: killed.worker, supervisor_kills: killed.supervisor,
  server_restarts: killed.server, unanswered: site.lost, busy: site.busy,
})}`);
if (troubles.length === 0) rmSync(work, { recursive: true });
else console.error(`what happened is in ${work}/log`);
process.exit(troubles.length === 0 ? 0 : 1);
