// What is too much for the edge: each limit is met from the outside, and its answer read from the socket
// (security.md 3 and 5). The floods come from addresses of their own, so that nobody else is counted.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import * as browser from './browser.mjs';

const { url } = browser;
const test = (name, body) => browser.test(name, async () => {
  await body();
  browser.tell('limits', 1);
});
const { hostname, port } = new URL(url);
const HOST = `Host: ${hostname}:${port}`;
const AT_ONCE = 200;     // connections of one address
const A_SECOND = 300;    // requests of one address, and as many at a stroke
const CLOSED_AFTER = 10; // seconds in which nothing comes
const { names } = JSON.parse(readFileSync(new URL('../../web/dist/assets.json', import.meta.url)));

// A socket that has said `bytes`; `heard` grows, `closed` tells after how many seconds the edge hung up.
function speak(bytes, localAddress) {
  const socket = connect({ host: hostname, port: Number(port), localAddress });
  const line = { socket, heard: '', began: 0 };
  line.closed = new Promise(resolve => {
    socket.on('connect', () => { line.began = Date.now(); socket.write(bytes, 'latin1'); });
    socket.on('data', data => { line.heard += data.toString('latin1'); });
    socket.on('error', () => {}); // a reset is a way to hang up
    socket.on('close', () => resolve((Date.now() - line.began) / 1000));
  });
  return line;
}

const statuses = heard => [...heard.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(m => Number(m[1]));

async function until(what, done, ms = 5000) {
  for (const end = Date.now() + ms; !done();) {
    assert.ok(Date.now() < end, `${what} did not come within ${ms} ms`);
    await new Promise(resolve => { setTimeout(resolve, 20); });
  }
}

// The one answer, with the headers of security; an answer that does not come is a failure.
async function answer(bytes) {
  const line = speak(bytes);
  await until('an answer', () => statuses(line.heard).length > 0 && line.heard.includes('\r\n\r\n'));
  line.socket.destroy();
  assert.equal(statuses(line.heard).length, 1);
  const head = line.heard.slice(0, line.heard.indexOf('\r\n\r\n')).toLowerCase();
  assert.match(head, /\r\nx-content-type-options: nosniff/);
  assert.match(head, /\r\ncontent-security-policy: default-src 'none'/);
  assert.doesNotMatch(head, /\r\nserver: .*\d/);
  return statuses(line.heard)[0];
}

const post = (path, length) => `POST ${path} HTTP/1.1\r\n${HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${length}\r\n\r\n`;
const get = (path, ...headers) => [`GET ${path} HTTP/1.1`, HOST, ...headers, '', ''].join('\r\n');
const HEAD = 16 * 1024;
const PIECE = 4096; // of the edge: no line goes over its end
// So many bytes of request line and headers, in lines that end where a piece does.
function headOf(bytes) {
  const begin = get('/healthz').slice(0, -2);
  const line = (i, length) => `X-Note-${i}: `.padEnd(length - 2, 'a') + '\r\n';
  return [begin + line(1, PIECE - begin.length), line(2, PIECE), line(3, PIECE), line(4, bytes - 3 * PIECE - 2), '\r\n'].join('');
}
const lines = (count, bytes) => Array.from({ length: count }, (_, i) => `X-Note-${i}: ${'a'.repeat(bytes)}`);

// One that the edge lets pass is waited for: nothing is said until it was sent, and then we are off.
const MIB = 1024 * 1024;
for (const [path, most] of [['/login', MIB], ['/api/v1/law/decide', MIB], ['/upload/supplier/certificates', 31 * MIB], ['/upload/large/supplier/photos', 201 * MIB]]) {
  test(`a body is as large as ${most / MIB} MiB at ${path}, and one that is larger is refused before it is sent`, async () => {
    const below = [most - 1, most].map(length => speak(post(path, length)));
    assert.equal(await answer(post(path, most + 1)), 413);
    await new Promise(resolve => { setTimeout(resolve, 300); });
    for (const line of below) {
      assert.equal(line.heard, '');
      line.socket.destroy();
    }
  });
}

test('a program is told in JSON that what it sent is too large', async () => {
  const line = speak(post('/api/v1/law/decide', MIB + 1));
  await until('an answer', () => line.heard.includes('}}'));
  line.socket.destroy();
  assert.match(line.heard.toLowerCase(), /\r\ncontent-type: application\/json/);
  assert.equal(JSON.parse(line.heard.slice(line.heard.indexOf('\r\n\r\n') + 4)).error.code, 'request.too_large');
});

// What the edge refuses before it knows where it leads, by the line as far as it was read.
const MALFORMED = [
  ['an address of more than 4 KiB', path => get(`${path}?q=${'a'.repeat(5000)}`), 414, 'request.address_too_long', '주소가 너무 깁니다'],
  ['a line of more than 4 KiB', path => get(path, ...lines(1, 5000)), 400, 'request.malformed', '요청을 읽을 수 없습니다'],
  ['a name twice', path => get(path, HOST), 400, 'request.malformed', '요청을 읽을 수 없습니다'],
  ['a body in broken pieces', path => `POST ${path} HTTP/1.1\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\nx\r\n`, 400, 'request.malformed', '요청을 읽을 수 없습니다'],
];
for (const [what, request, status, code, title] of MALFORMED) {
  test(`${what} is told to a program in JSON, and to people on a page`, async () => {
    const told = speak(request('/api/v1/law/decide'));
    await told.closed;
    assert.deepEqual(statuses(told.heard), [status]);
    assert.match(told.heard.toLowerCase(), /\r\ncontent-type: application\/json/);
    assert.equal(JSON.parse(told.heard.slice(told.heard.indexOf('\r\n\r\n') + 4)).error.code, code);
    const shown = speak(request('/search'));
    await shown.closed;
    assert.deepEqual(statuses(shown.heard), [status]);
    assert.match(shown.heard.toLowerCase(), /\r\ncontent-type: text\/html/);
    assert.ok(Buffer.from(shown.heard, 'latin1').toString('utf8').includes(`<h1>${title}</h1>`));
  });
}

test('what reaches a worker and cannot be read is told to a program in JSON', async () => {
  for (const query of ['q=%FF', 'category=%00', 'q=\xFF']) {
    const line = speak(get(`/api/v1/products?${query}`));
    await until('an answer', () => line.heard.includes('}}'));
    line.socket.destroy();
    assert.deepEqual(statuses(line.heard), [400]);
    assert.match(line.heard.toLowerCase(), /\r\ncontent-type: application\/json/);
  }
});

test('a head of more than 16 KiB, or a line of more than 4 KiB, is refused', async () => {
  assert.equal(await answer(get('/healthz', ...lines(3, 3800))), 200);
  for (const [bytes, status] of [[HEAD - 1, 200], [HEAD, 200], [HEAD + 1, 400]]) {
    const head = headOf(bytes);
    assert.equal(head.length, bytes);
    assert.equal(await answer(head), status, `a head of ${bytes} bytes`);
  }
  assert.equal(await answer(get('/healthz', ...lines(8, 3800))), 400);
  assert.equal(await answer(get('/healthz', ...lines(1, 5000))), 400);
  assert.equal(await answer(get(`/${'a'.repeat(5000)}`)), 414);
});

test('an address that asks too often is told so, and others go on', async () => {
  const flood = speak(`HEAD /assets/${names['site.css']} HTTP/1.1\r\n${HOST}\r\n\r\n`.repeat(3 * A_SECOND), '127.0.2.1');
  await until('every answer', () => statuses(flood.heard).length === 3 * A_SECOND);
  const passed = statuses(flood.heard).filter(status => status === 200).length;
  const refused = statuses(flood.heard).filter(status => status === 429).length;
  const seconds = (Date.now() - flood.began) / 1000;
  flood.socket.destroy();
  assert.equal(passed + refused, 3 * A_SECOND);
  assert.ok(passed >= A_SECOND && passed <= A_SECOND * (1 + seconds) + 2, `${passed} passed in ${seconds} s`);
  assert.ok(refused > 0, 'nobody was refused');
  assert.equal(await answer(get('/healthz')), 200);
});

// What programs ask is counted with the rest: while an address is over its limit, its questions to the API
// are told so at the edge, all asked at a stroke so that no worker's pace counts.
test('an address that asks too often is told so by the API as well', async () => {
  const ASKED = 60;
  const FLOOD = 3 * A_SECOND; // of a connection: the edge answers no more than a thousand on one
  const ask = 'HEAD /api/v1/categories HTTP/1.1\r\n' + HOST + '\r\n\r\n';
  const lone = speak(ask, '127.0.2.4');
  await until('an answer', () => statuses(lone.heard).length === 1);
  assert.deepEqual(statuses(lone.heard), [200]);
  const asked = Array.from({ length: ASKED }, () => speak('', '127.0.2.4'));
  await until('every connection', () => asked.every(line => line.began > 0));
  const began = Date.now();
  const flood = Array.from({ length: 3 }, () => speak(`HEAD /assets/${names['site.css']} HTTP/1.1\r\n${HOST}\r\n\r\n`.repeat(FLOOD), '127.0.2.4'));
  await until('a refusal', () => flood.some(line => line.heard.includes('HTTP/1.1 429')));
  for (const line of asked) line.socket.write(ask);
  await until('every answer', () => asked.every(line => statuses(line.heard).length === 1), 20000);
  await until('the whole flood', () => flood.every(line => statuses(line.heard).length === FLOOD), 20000);
  const seconds = (Date.now() - began) / 1000;
  const told = asked.map(line => statuses(line.heard)[0]);
  for (const line of [lone, ...flood, ...asked]) line.socket.destroy();
  assert.deepEqual([...new Set(told)].filter(status => status !== 200 && status !== 429), []);
  assert.ok(told.includes(429), 'nobody was refused');
  for (const line of asked.filter(line => statuses(line.heard)[0] === 429)) { // as programs read it
    assert.match(line.heard.toLowerCase(), /\r\ncontent-type: application\/json/);
    assert.match(line.heard.toLowerCase(), /\r\nretry-after: 1\r\n/);
  }
  const passed = [...told, ...flood.flatMap(line => statuses(line.heard))].filter(status => status === 200).length;
  assert.ok(passed <= A_SECOND * (1 + seconds) + 2, `${passed} passed in ${seconds} s`);
  assert.equal(await answer(get('/api/v1/categories')), 200);
});

test('an address that holds too many requests open is told so, and who is silent is hung up on', async () => {
  const open = Array.from({ length: AT_ONCE }, () => speak(post('/login', 10), '127.0.2.2'));
  const half = speak(`GET / HTTP/1.1\r\n${HOST}\r\nX-Slow: `, '127.0.2.3');
  await until('every connection', () => open.every(line => line.began > 0) && half.began > 0);
  await new Promise(resolve => { setTimeout(resolve, 200); });
  const more = speak(get('/healthz'), '127.0.2.2');
  await until('a refusal', () => more.heard.includes('</html>'));
  assert.deepEqual(statuses(more.heard), [429]);
  assert.match(Buffer.from(more.heard, 'latin1').toString(), /요청이 한꺼번에 너무 많이 왔습니다/);
  more.socket.destroy();
  for (const line of [...open, half]) {
    const after = await line.closed;
    assert.ok(after > CLOSED_AFTER - 2 && after < CLOSED_AFTER + 3, `hung up after ${after} s`);
    assert.deepEqual(statuses(line.heard).filter(status => status !== 408), []);
  }
  const again = speak(get('/healthz'), '127.0.2.2');
  await until('an answer', () => statuses(again.heard).length > 0);
  assert.deepEqual(statuses(again.heard), [200]);
  again.socket.destroy();
});

// Each costs a hash in a slow worker, and only so many wait there: the next is told so, and pages go on.
test('a flood of log-ins is told to come again, and holds up nobody else', async () => {
  const LOGINS = 120;
  const PER_ADDRESS = 8; // below what slows an address by itself
  const page = await fetch(`${url}/login`);
  const body = await page.text();
  const cookie = page.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');
  const hidden = name => body.match(new RegExp(`name="${name}" value="([^"]*)"`))[1];
  const login = n => {
    const fields = new URLSearchParams({
      csrf: hidden('csrf'), form_key: randomBytes(32).toString('hex'), email: `flood${n}@nowhere.example`, password: 'not-a-password' }).toString();
    return speak(`POST /login HTTP/1.1\r\n${HOST}\r\nCookie: ${cookie}\r\nContent-Type: application/x-www-form-urlencoded\r\n`
      + `Content-Length: ${fields.length}\r\nConnection: close\r\n\r\n${fields}`, `127.0.3.${1 + Math.floor(n / PER_ADDRESS)}`);
  };
  const flood = Array.from({ length: LOGINS }, (_, n) => login(n));
  await until('somebody is told', () => flood.some(line => statuses(line.heard)[0] === 503));
  const asked = Date.now();
  assert.equal(await answer(get('/')), 200);
  assert.ok(Date.now() - asked < 2000, `the first page took ${Date.now() - asked} ms`);
  await until('every answer', () => flood.every(line => statuses(line.heard).length === 1), 45000);
  const told = flood.filter(line => statuses(line.heard)[0] === 503);
  assert.ok(told.length > 0 && told.length < LOGINS, `${told.length} of ${LOGINS} were told`);
  for (const line of told) {
    assert.match(line.heard, /\r\nRetry-After: 10\r\n/i);
    assert.match(Buffer.from(line.heard, 'latin1').toString(), /지금은 요청이 몰려 있습니다/);
  }
  assert.deepEqual([...new Set(flood.filter(line => !told.includes(line)).map(line => statuses(line.heard)[0]))], [422]);
  const last = login(LOGINS);
  await until('an answer after the flood', () => statuses(last.heard).length === 1);
  assert.deepEqual(statuses(last.heard), [422]);
});
