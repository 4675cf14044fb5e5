// Purchases under fire: the real site behind its nginx carries purchases from the product to the payment
// while its processes are killed with -9. At the end every deed that was acknowledged is there, none
// twice, and the doctor finds nothing.
//
//   node tests/proof/kill.mjs --build DIR [--db postgresql://…] [--purchases 10] [--lanes 6]
//
//   --kills 20          of workers of every pool, what carries things to the outside among them, and
//                       of their supervisor
//   --child-kills 2     of children that look into papers handed in meanwhile, and as many of whoever
//                       makes the backups asked for meanwhile: of a server its child, else itself
//   --edge-kills 0      of nginx's workers and of its master
//   --backend-kills 0   of backends of the PostgreSQL server, which then ends all and recovers
//   --restarts 0        of that server, in order
//   --crashes 0         of its postmaster, which is killed and started again
//
// The database of --db must be empty and of tools/pg.sh; without it one in a file is made. Prints one
// line for the report and ends with 1 when anything was lost or doubled. Everything it makes lies in a
// folder of its own and goes at the end.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { handInPaper } from './papers.mjs';
import { findGoods, logInAll, walk } from './purchase.mjs';

const REQUESTS_A_PURCHASE = 46; // about: where among them the kills fall is left to chance
const SUPERVISOR_OF = 12; // every so many-th kill takes the supervisor itself
const MASTER_OF = 4; // and of the edge its master
const REFUSED_MAX = 300; // a minute
const READY_WITHIN_MS = 60000;
const ANSWER_MAX = 256 * 1024 * 1024; // bytes of one answer of the database: all messages' keys
const SETTLED_WITHIN_MS = 120000;
const FOUND_WITHIN_MS = 3000; // a child at its work
const PAPERS_A_KILL = 20; // handed in at most, until a child of theirs was met
const STOPPED_WITHIN_MS = 60000;

const { values: options } = parseArgs({ options: {
  build: { type: 'string', default: 'build' }, db: { type: 'string' },
  purchases: { type: 'string', default: '10' }, lanes: { type: 'string', default: '6' },
  kills: { type: 'string', default: '20' }, 'child-kills': { type: 'string', default: '2' }, 'edge-kills': { type: 'string', default: '0' },
  'backend-kills': { type: 'string', default: '0' },
  restarts: { type: 'string', default: '0' }, crashes: { type: 'string', default: '0' },
} });
const count = Number(options.purchases);

const root = fileURLToPath(new URL('../..', import.meta.url));
const work = mkdtempSync(`${tmpdir()}/dure-kill-`);
const db = options.db ?? `sqlite:${work}/dure.db`;
const isServer = db.startsWith('postgresql:');
const environment = { ...process.env, DURE_DB: db, DURE_DATA_DIR: work, DURE_ACCESS_HOUR_MOST: '0', DURE_ACCESS_DAY_MOST: '0', DURE_PROCESS_WEB: '3' };
writeFileSync(`${work}/dealer.key`, 'demo-key\n', { mode: 0o600 });
environment.DURE_GATEWAY_MESSAGE_KEY_FILE = `${work}/dealer.key`;
const site = { port: 0, run: `${work}/run`, asked: 0, lost: 0, busy: 0, done: 0, onAsk: () => {} };
const killed = {}; // kind → how often
const troubles = [];
let restarting = false; // the server
const pause = ms => new Promise(resolve => { setTimeout(resolve, ms); });

// --- Processes -----------------------------------------------------------------------------------

const log = openSync(`${work}/said`, 'a');
const dure = (...words) => execFileSync(`${root}${options.build}/dure`, words, { cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const start = (program, ...words) => spawn(`${root}${options.build}/${program}`, words, { cwd: root, env: environment, stdio: ['ignore', log, log] });

// A process of ours that is started again as systemd would: whenever it was killed, and a moment after it
// refused to start, which it may while the database is away.
let ending = false;
function keep(launch) {
  const kept = { child: null, refused: 0 };
  const again = () => {
    kept.child = launch();
    kept.child.on('exit', async (code, signal) => {
      if (ending) return;
      if (signal !== 'SIGKILL') {
        if (code !== 1 || ++kept.refused > REFUSED_MAX) {
          troubles.push(`${kept.child.spawnfile} ended by itself: ${code} ${signal}`);
          return;
        }
        await pause(200);
      }
      await kept.before?.();
      if (!ending) again();
    });
  };
  again();
  return kept;
}

let serving = null;
let edge = null;

// Whoever starts the edge again ends what the killed master left, as systemd does (KillMode=mixed).
function startEdge() {
  for (const name of ['edge', 'log', 'tmp']) mkdirSync(`${work}/${name}`);
  const conf = execFileSync(`${root}packaging/nginx/fill`, [work, `${root}web/dist`, String(site.port)],
    { env: { ...process.env, EDGE_OWN: `${work}/edge`, EDGE_REQUESTS_PER_S: '100000' } });
  writeFileSync(`${work}/nginx.conf`, process.getuid() === 0 ? `user root;\n${conf}` : conf);
  const cwd = `${work}/edge`; // by which they are known when their master is gone
  edge = keep(() => spawn('nginx', ['-p', work, '-c', `${work}/nginx.conf`, '-e', 'stderr'], { cwd, stdio: ['ignore', log, log] }));
  edge.before = async () => {
    do {
      for (const pid of processesIn(cwd)) killProcess(pid);
      await pause(20);
    } while (processesIn(cwd).length > 0);
    rmSync(`${work}/edge/metrics.sock`, { force: true });
  };
}

const freePort = () => new Promise(resolve => {
  const server = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});

const answersAt = address => new Promise(resolve => {
  const s = net.connect(address);
  s.on('connect', () => { s.destroy(); resolve(true); });
  s.on('error', () => resolve(false));
});

async function ready() {
  const end = Date.now() + READY_WITHIN_MS;
  for (const address of [{ path: `${site.run}/slow.sock` }, { host: '127.0.0.1', port: site.port }]) {
    while (!await answersAt(address)) {
      if (Date.now() > end) throw new Error(`the site does not start; see ${work}/said`);
      await pause(50);
    }
  }
}

// The parent's id is the second word after the name in brackets.
function statOf(pid) {
  try {
    const [, name, rest] = readFileSync(`/proc/${pid}/stat`, 'utf8').match(/\((.*)\) (.*)/);
    return { pid, name, parent: Number(rest.split(' ')[1]) };
  } catch {
    return { pid, name: '', parent: 0 };
  }
}
const allProcesses = () => readdirSync('/proc').filter(name => /^\d+$/.test(name)).map(Number);
const childrenOf = parent => allProcesses().map(statOf).filter(s => s.parent === parent);
const processesIn = folder => allProcesses().filter(pid => {
  try { return readlinkSync(`/proc/${pid}/cwd`) === folder; } catch { return false; }
});

// --- Kills ---------------------------------------------------------------------------------------

const any = list => list[Math.floor(Math.random() * list.length)];

function killProcess(pid) {
  try {
    process.kill(pid, 'SIGKILL');
    return true;
  } catch { // it ended by itself meanwhile
    return false;
  }
}

const postmaster = () => Number(readFileSync(`${db.match(/host=([^&]+)/)[1]}/data/postmaster.pid`, 'utf8').split('\n')[0]);
const titleOf = pid => {
  try { return readFileSync(`/proc/${pid}/cmdline`, 'utf8'); } catch { return ''; }
};

// Each says what it killed, or nothing when nobody was there just now.
const KINDS = {
  // One of all, or of a pool that is small: who carries things to the outside does little and is alone.
  worker() {
    const all = childrenOf(serving.child.pid).filter(s => s.name.startsWith('dure-'));
    const pool = any([...new Set(all.map(s => s.name))]);
    const victim = any(Math.random() < 0.5 ? all : all.filter(s => s.name === pool));
    return victim && killProcess(victim.pid) && `killed_${victim.name.slice('dure-'.length)}`;
  },
  supervisor: () => serving.child.kill('SIGKILL') && 'killed_supervisor',
  edgeWorker() {
    const victim = any(childrenOf(edge.child.pid));
    return victim && killProcess(victim.pid) && 'killed_edge';
  },
  edgeMaster: () => edge.child.kill('SIGKILL') && 'killed_edge_master',
  backend() {
    if (restarting) return undefined;
    const victim = any(childrenOf(postmaster()).filter(s => titleOf(s.pid).includes('dure_kill')));
    return victim && killProcess(victim.pid) && 'killed_backend';
  },
};

const some = (option, kind, everyNth = 0, other = '') => Array.from({ length: Number(options[option]) },
  (_, i) => (everyNth > 0 && i % everyNth === everyNth - 1 ? other : kind));
const due = [
  ...some('kills', 'worker', SUPERVISOR_OF, 'supervisor'),
  ...some('edge-kills', 'edgeWorker', MASTER_OF, 'edgeMaster'),
  ...some('backend-kills', 'backend'),
].map(kind => [Math.random(), kind]).sort((a, b) => a[0] - b[0]).map(([, kind]) => kind);

const spared = new Set(due); // kinds of which nobody was killed yet

function killOne() {
  const kind = due.pop();
  if (kind === undefined) return;
  const what = KINDS[kind]();
  if (!what) {
    due.unshift(kind);
    return;
  }
  killed[what] = (killed[what] ?? 0) + 1;
  spared.delete(kind);
}

// --- Children ------------------------------------------------------------------------------------

// Somebody who came since `known` and is the child of a worker of that pool; undefined: nobody came in time.
async function meetChild(pool) {
  const known = new Set(allProcesses());
  for (const end = Date.now() + FOUND_WITHIN_MS; Date.now() < end; await pause(1)) {
    for (const pid of allProcesses().filter(one => !known.has(one))) {
      if (statOf(statOf(pid).parent).name === `dure-${pool}`) return pid;
      known.add(pid);
    }
  }
  return undefined;
}

async function killChild(pool, begin) {
  const met = meetChild(pool);
  await begin();
  const pid = await met;
  if (pid === undefined || !killProcess(pid)) return false;
  killed[`killed_child_of_${pool}`] = (killed[`killed_child_of_${pool}`] ?? 0) + 1;
  return true;
}

// The one worker that makes backups, amid one: it has no child where the database is a file.
async function killMaker(begin) {
  await begin();
  for (const end = Date.now() + FOUND_WITHIN_MS; Date.now() < end; await pause(1)) {
    const maker = childrenOf(serving.child.pid).find(s => s.name === 'dure-copy');
    if (maker && readdirSync(`${work}/backup`).some(name => name.startsWith('.new-')) && killProcess(maker.pid)) {
      killed.killed_maker_of_backup = (killed.killed_maker_of_backup ?? 0) + 1;
      return true;
    }
  }
  return false;
}

function askForBackup() {
  mkdirSync(`${work}/backup`, { recursive: true });
  ask(`INSERT INTO job (kind, object_id, argument, state, not_before, created_at) VALUES ('backup.make', 0, '', 'waiting', 0, ${Date.now()}000)`);
}

let papers = 0; // that were acknowledged
let handedIn = 0; // each with a number of its own: of one whose answer never came nobody knows
async function fireAtChildren(people) {
  const wanted = Number(options['child-kills']);
  const attempt = async (what, kill) => {
    for (let met = 0, tries = 0; met < wanted; tries++) {
      if (tries === PAPERS_A_KILL * wanted) {
        troubles.push(`${met} of ${wanted} killed: ${what}`);
        return;
      }
      try {
        met += await kill() ? 1 : 0;
      } catch (error) {
        if (!restarting) await pause(200); // the server is away just now
        if (tries === PAPERS_A_KILL * wanted - 1) troubles.push(`${what}: ${error.message}`);
      }
    }
  };
  const paper = async () => {
    await handInPaper(people.supplier, `증명-${handedIn++}`);
    papers++;
  };
  await attempt('children that look into papers', () => killChild('picture', paper));
  await attempt('makers of backups', () => (isServer ? killChild('copy', askForBackup) : killMaker(askForBackup)));
}

// A server of tools/pg.sh says in its address where it lies. Purchases go on meanwhile.
const stops = [...some('restarts', 'restart'), ...some('crashes', 'crash')];
let stopped = 0;
const pg = words => new Promise(resolve => {
  spawn(`${root}tools/pg.sh`, words, { cwd: root, stdio: ['ignore', log, log] }).on('exit', resolve);
});

async function restartServer(how) {
  restarting = true;
  const [, folder] = db.match(/host=([^&]+)/);
  const [, port] = db.match(/port=(\d+)/);
  const end = Date.now() + READY_WITHIN_MS;
  if (how === 'crash') killProcess(postmaster());
  else if (await pg(['stop', folder]) !== 0) troubles.push('tools/pg.sh stop failed');
  // What a killed one left behind ends by itself; until then there is no starting.
  while (await pg(['start', folder, port]) !== 0) {
    if (how !== 'crash' || Date.now() > end) {
      troubles.push('tools/pg.sh start failed');
      break;
    }
    await pause(200);
  }
  killed[`server_${how}`] = (killed[`server_${how}`] ?? 0) + 1;
  restarting = false;
}

// Kills are spread over the requests, each a moment after one was sent: so they meet people at work.
function fire() {
  site.asked++;
  const requestsLeft = Math.max(1, count * REQUESTS_A_PURCHASE * 0.9 - site.asked);
  if (due.length > 0 && Math.random() < due.length / requestsLeft) setTimeout(killOne, Math.random() * 8);
  if (!restarting && stopped < stops.length && site.asked > (stopped + 1) * count * REQUESTS_A_PURCHASE / (stops.length + 1)) restartServer(stops[stopped++]);
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
  { encoding: 'utf8', input: `${sql};\n`, maxBuffer: ANSWER_MAX }).trim();

// Jobs of killed workers are taken again when their lease has run out; here at once.
async function settle() {
  const end = Date.now() + SETTLED_WITHIN_MS;
  ask("UPDATE job SET lease_until = 0 WHERE state = 'running'");
  ask("UPDATE job SET not_before = 0 WHERE state = 'waiting' AND attempt > 0");
  const left = () => Number(ask(`SELECT COUNT(*) FROM job WHERE state = 'running' OR (state = 'waiting' AND (not_before < ${Date.now()}000 OR attempt > 0))`));
  while (left() > 0) {
    if (Date.now() > end) {
      troubles.push(`jobs are left: ${ask("SELECT kind, state, last_fault, COUNT(*) FROM job WHERE state IN ('running', 'waiting') GROUP BY kind, state, last_fault").replaceAll('\n', ' ')}`);
      return;
    }
    await pause(200);
  }
}

const papersKept = () => Number(ask("SELECT COUNT(DISTINCT number) FROM certificate WHERE number LIKE '증명-%'"));
// That are there and were not acknowledged; each has its kept answer too.
const unknownPapers = () => Math.max(0, papersKept() - papers);

function compare() {
  const found = Object.fromEntries(ask(readFileSync(new URL('purchases.sql', import.meta.url), 'utf8')).split('\n').map(line => line.split('|')));
  const right = { doubled: 0, ledger: 0, dead_job: 0, form_key: site.done + unknownPapers() };
  for (const [name, value] of Object.entries(found)) {
    if (Number(value) !== (right[name] ?? count)) troubles.push(`${name}: ${value}, not ${right[name] ?? count}`);
  }
  const doctor = spawnSync(`${root}${options.build}/dure`, ['doctor'], { cwd: root, env: environment, encoding: 'utf8' });
  if (doctor.status !== 0) troubles.push(`the doctor: ${doctor.stdout.split('\n').filter(line => !line.startsWith('ok')).join(' ')} ${doctor.stderr}`);
}

// Each paper is kept once and was found fine, or is looked at again where it cost too much; what there is
// of backups is whole but for one that broke off.
function comparePapers() {
  const found = {
    'papers that are not there': Math.max(0, papers - papersKept()),
    'papers that nobody handed in': Math.max(0, papersKept() - handedIn),
    'papers that are there twice': Number(ask("SELECT COUNT(*) - COUNT(DISTINCT number) FROM certificate WHERE number LIKE '증명-%'")),
    'papers that nobody looked into': Number(ask("SELECT COUNT(*) FROM certificate c JOIN file f ON f.id = c.file_id WHERE c.number LIKE '증명-%' AND NOT EXISTS (SELECT 1 FROM pdf_look l WHERE l.sha256 = f.sha256 AND l.verdict = 'fine') AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'picture.pdf_second' AND j.object_id = f.id)")),
    'backups that are not whole': readdirSync(`${work}/backup`).filter(name => !name.startsWith('.') && !existsSync(`${work}/backup/${name}/MANIFEST`)).length,
    'no backup at all': Number(!readdirSync(`${work}/backup`).some(name => !name.startsWith('.'))),
  };
  for (const [what, n] of Object.entries(found)) if (n !== 0) troubles.push(`${what}: ${n}`);
}

// What the dealer was given is what stands in the rows (design.md 4, 8): nothing twice, nothing that we
// know nothing of, nothing that was said to be accepted and never came.
function compareMessages(since) {
  const rows = new Map(ask(`SELECT key, state FROM message WHERE id > ${since}`).split('\n').filter(Boolean).map(line => line.split('|')));
  const sent = readFileSync(`${work}/messages`, 'utf8').split('\n').filter(Boolean).map(line => JSON.parse(line).key);
  const kept = new Set(sent);
  const found = {
    'messages sent twice': sent.length - kept.size,
    'messages sent that have no row': [...kept].filter(key => !rows.has(key)).length,
    'messages accepted that were never sent': [...rows].filter(([key, state]) => state === 'accepted' && !kept.has(key)).length,
    'messages sent that do not stand as accepted': [...rows].filter(([key, state]) => state !== 'accepted' && kept.has(key)).length,
    'messages written down twice': Number(ask(`SELECT COUNT(*) FROM (SELECT notice_id FROM message WHERE id > ${since} AND notice_id IS NOT NULL GROUP BY notice_id, channel HAVING COUNT(*) > 1) AS twice`)),
    'purchases without a message': Math.max(0, count - kept.size), // else nothing was compared
  };
  for (const [what, n] of Object.entries(found)) if (n > 0) troubles.push(`${what}: ${n}`);
  return kept.size;
}

async function stop(child, signal = 'SIGTERM') {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => { child.on('exit', resolve); });
  const hung = setTimeout(() => {
    troubles.push(`process ${child.pid} did not stop`);
    child.kill('SIGKILL');
  }, STOPPED_WITHIN_MS);
  child.kill(signal);
  await gone;
  clearTimeout(hung);
}

// --- The order of things -------------------------------------------------------------------------

const seconds = since => Number(((Date.now() - since) / 1000).toFixed(1));
let simulator = null;
let messages = 0;
let began = Date.now();
process.on('SIGTERM', () => { // who waited too long shall find nothing left
  ending = true;
  for (const child of [edge?.child, serving?.child, simulator]) child?.kill('SIGTERM');
  process.exit(1);
});
try {
  const port = await freePort();
  environment.DURE_GATEWAY_MESSAGE_URL = `http://127.0.0.1:${port}/message`;
  dure('demo', '--size', 'small', '--seed', '1');
  ask('DELETE FROM form_key');
  const since = Number(ask('SELECT COALESCE(MAX(id), 0) FROM message'));
  simulator = start('dure-sim', '--port', String(port), '--file', `${work}/messages`);
  site.port = await freePort();
  serving = keep(() => start('dure', 'serve'));
  startEdge();
  await ready();
  const people = await logInAll(site);
  const goods = await findGoods(people);
  site.onAsk = fire;
  began = Date.now();
  await Promise.all([buyAll(people, goods), fireAtChildren(people)]);
  site.onAsk = () => {};
  while (restarting) await pause(100);
  for (const [role, seat] of Object.entries(people)) {
    const lost = seat.sessionsLost();
    if (lost > 0) troubles.push(`${role} was no longer known, ${lost} times, by a cookie that stood`);
  }
  for (const kind of spared) troubles.push(`nobody of kind ${kind} was killed`);
  await ready();
  await settle();
  ending = true;
  await stop(edge.child, 'SIGQUIT');
  await stop(serving.child);
  compare();
  comparePapers();
  messages = compareMessages(since);
} catch (error) {
  troubles.push(error.stack);
} finally {
  ending = true;
  await stop(edge?.child, 'SIGQUIT');
  await stop(serving?.child);
  await stop(simulator);
}
for (const trouble of troubles) console.error(trouble);
console.log(`proof ${JSON.stringify({
  name: 'kill', database: isServer ? 'postgresql' : 'sqlite', tried: count, failures: troubles.length,
  seconds: seconds(began), deeds: site.done, messages, papers, ...killed, unanswered: site.lost, busy: site.busy,
})}`);
if (troubles.length === 0) rmSync(work, { recursive: true });
else console.error(`what happened is in ${work}/said`);
process.exit(troubles.length === 0 ? 0 : 1);
