// A thousand clients that drip a byte at a time, half of them in the head of a request and half in
// its body, hold nobody else up: the p99 of the others stays below twice its idle value (security.md 5).
// In the last round they go on for longer than the edge waits for a head: who drips one is dropped. A body may
// drip for as long as bytes come; who falls silent in one is dropped as well (tests/journeys/limits.test.mjs).
//
//   node tests/proof/slow.mjs --url http://127.0.0.1:8080 [--clients 1000]
//
// The edge allows so many connections an address, so they come from as many addresses of the loopback
// as it takes. Prints one line for the report and ends with 1 when others had to wait.
import { connect } from 'node:net';
import { Agent, get } from 'node:http';
import { parseArgs } from 'node:util';

const PAGE = `/search?q=${encodeURIComponent('의자')}`;
const ASKED = 400;          // requests of a measure, so that the p99 is the fourth slowest
const AT_ONCE = 4;
const ROUNDS = 5;           // idle and slow by turns; the median counts
const PER_ADDRESS = 100;
const DRIP_MS = 500;
const HELD_MS = 15000;      // of the last round; the edge gives a head ten seconds (packaging/nginx)

const { values: options } = parseArgs({ options: { url: { type: 'string' }, clients: { type: 'string', default: '1000' } } });
const { hostname, port } = new URL(options.url);
const clients = Number(options.clients);
const pause = ms => new Promise(resolve => { setTimeout(resolve, ms); });

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
const ask = () => new Promise((resolve, reject) => {
  const began = process.hrtime.bigint();
  get(`${options.url}${PAGE}`, { agent }, answer => {
    answer.resume();
    answer.on('end', () => (answer.statusCode === 200 ? resolve(Number(process.hrtime.bigint() - began) / 1e6) : reject(new Error(`status ${answer.statusCode}`))));
  }).on('error', reject);
});

async function p99() {
  const took = [];
  let asked = 0;
  await Promise.all(Array.from({ length: AT_ONCE }, async () => { while (asked++ < ASKED) took.push(await ask()); }));
  return took.sort((a, b) => a - b)[Math.floor(took.length * 0.99)];
}

// One that drips until it is dropped or told to stop.
function drip(n) {
  const isHead = n % 2 === 0;
  const head = isHead ? 'GET / HTTP/1.1\r\nX-Slow: ' : `POST /login HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n`;
  const socket = connect({ host: hostname, port: Number(port), localAddress: `127.0.1.${1 + Math.floor(n / PER_ADDRESS)}` });
  const state = { socket, isHead, isUp: false, isDropped: false };
  socket.on('connect', () => { state.isUp = true; socket.write(head); });
  socket.on('error', () => { state.isDropped = true; });
  socket.on('close', () => { state.isDropped = true; });
  state.timer = setInterval(() => { if (state.isUp && !state.isDropped) socket.write('a'); }, DRIP_MS);
  return state;
}

const troubles = [];
const idle = [];
const slow = [];
let dropped = 0;
const began = Date.now();
await p99(); // warm
for (let round = 0; round < ROUNDS; round++) {
  idle.push(await p99());
  const came = Date.now();
  const dripping = Array.from({ length: clients }, (_, n) => drip(n));
  for (let i = 0; i < 50 && dripping.some(d => !d.isUp && !d.isDropped); i++) await pause(100);
  const up = dripping.filter(d => d.isUp && !d.isDropped).length;
  if (up < clients) troubles.push(`round ${round}: only ${up} of ${clients} slow clients came in`);
  slow.push(await p99());
  if (round === ROUNDS - 1) {
    await pause(HELD_MS - (Date.now() - came));
    const held = dripping.filter(d => d.isHead && !d.isDropped).length;
    if (held > 0) troubles.push(`${held} clients still drip a head after ${HELD_MS / 1000} s`);
  }
  dropped += dripping.filter(d => d.isDropped).length;
  for (const d of dripping) { clearInterval(d.timer); d.socket.destroy(); }
  await pause(500);
}
const median = all => all.sort((a, b) => a - b)[Math.floor(all.length / 2)];
const [idleMs, slowMs] = [median(idle), median(slow)];
if (slowMs >= 2 * idleMs) troubles.push(`others waited ${slowMs.toFixed(1)} ms instead of ${idleMs.toFixed(1)}`);
for (const trouble of troubles) console.error(trouble);
const round1 = n => Number(n.toFixed(1));
console.log(`proof ${JSON.stringify({
  name: 'slow', database: 'sqlite', tried: clients * ROUNDS, failures: troubles.length, seconds: round1((Date.now() - began) / 1000),
  idle_p99_ms: round1(idleMs), slow_p99_ms: round1(slowMs), dropped,
})}`);
agent.destroy();
process.exit(troubles.length === 0 ? 0 : 1);
