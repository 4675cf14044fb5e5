// What no browser sends: requests that two readers could take for different things. Each ends in a
// refusal or a closed connection, and never in a second answer (security.md 5). A bare line feed alone is none of
// them: the edge takes it for the end of a line, as RFC 9112 lets it, and so one answer is what it must bring.
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { tell, test, url } from './browser.mjs';

const { hostname, port } = new URL(url);
const HOST = `Host: ${hostname}:${port}`;
const SECOND = `GET /healthz HTTP/1.1\r\n${HOST}\r\n\r\n`; // what a smuggler would hide in the body
const TOO_LONG = '18446744073709551616'; // 2^64

const post = (...headers) => [`POST /login HTTP/1.1`, HOST, 'Content-Type: application/x-www-form-urlencoded', ...headers, '', ''].join('\r\n');
const chunk = body => `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;

const PROBES = [
  ['a length and chunks', post('Content-Length: 6', 'Transfer-Encoding: chunked') + '0\r\n\r\n' + SECOND],
  ['two lengths', post('Content-Length: 0', `Content-Length: ${SECOND.length}`) + SECOND],
  ['a length with a plus', post(`Content-Length: +${SECOND.length}`) + SECOND],
  ['a length below zero', post('Content-Length: -1') + SECOND],
  ['a list of lengths', post(`Content-Length: 0, ${SECOND.length}`) + SECOND],
  ['a length of 2^64', post(`Content-Length: ${TOO_LONG}`) + SECOND],
  ['a folded Transfer-Encoding', post('Transfer-Encoding:\r\n chunked', 'Content-Length: 0') + chunk(SECOND)],
  ['a blank before the colon', post('Transfer-Encoding : chunked', 'Content-Length: 0') + chunk(SECOND)],
  ['a length and chunks, behind a bare line feed', post('X-Note: a\nTransfer-Encoding: chunked', 'Content-Length: 6') + '0\r\n\r\n' + SECOND],
  ['no Host', 'GET / HTTP/1.1\r\n\r\n' + SECOND],
  ['two Hosts', `GET / HTTP/1.1\r\n${HOST}\r\nHost: elsewhere.example\r\n\r\n` + SECOND],
  ['a NUL in a value', `GET / HTTP/1.1\r\n${HOST}\r\nX-Note: a\0b\r\n\r\n` + SECOND],
  ['a CR in a value', `GET / HTTP/1.1\r\n${HOST}\r\nX-Note: a\rb\r\n\r\n` + SECOND],
  ['a chunk below zero', post('Transfer-Encoding: chunked') + `-1\r\n${SECOND}\r\n0\r\n\r\n`],
  ['a chunk of 2^64', post('Transfer-Encoding: chunked') + `10000000000000000\r\n${SECOND}`],
  ['chunks in HTTP/1.0', `POST /login HTTP/1.0\r\n${HOST}\r\nTransfer-Encoding: chunked\r\n\r\n` + chunk(SECOND)],
  ['another host in the request line', `GET http://elsewhere.example/ HTTP/1.1\r\n${HOST}\r\n\r\n`],
  ['a blank in the path', `GET /a b HTTP/1.1\r\n${HOST}\r\n\r\n` + SECOND],
];

const HANGS_MS = 15000; // the edge gives up a client that sends no more after 10 s (packaging/nginx)
const MORE_MS = 1500; // for what may come after an answer

// All that comes back, and whether the other side closed: a connection that neither answers nor
// closes is not refused, it hangs.
const send = bytes => new Promise((resolve, reject) => {
  const socket = connect(Number(port), hostname, () => socket.write(bytes, 'latin1'));
  let heard = '';
  const end = closed => { socket.destroy(); resolve({ heard, closed }); };
  socket.setTimeout(HANGS_MS, () => end(false));
  socket.on('data', data => { heard += data.toString('latin1'); socket.setTimeout(MORE_MS); });
  socket.on('close', () => end(true));
  socket.on('error', e => (e.code === 'ECONNRESET' || e.code === 'EPIPE' ? end(true) : reject(e)));
});

for (const [name, bytes] of PROBES) {
  test(`the edge refuses ${name}`, async () => {
    const { heard, closed } = await send(bytes);
    const answers = [...heard.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(m => Number(m[1]));
    assert.ok(answers.length === 1 || (closed && answers.length === 0), `closed: ${closed}, answers: ${answers}`);
    assert.ok(answers.every(status => status >= 400), `answers: ${answers}`);
    tell('probes', 1);
  });
}

// What comes on one connection: all that is heard until nothing more comes after `bytes`.
const talk = socket => bytes => new Promise((resolve, reject) => {
  let heard = '';
  const end = () => { socket.removeAllListeners(); resolve([...heard.matchAll(/HTTP\/1\.[01] (\d{3})/g)].map(m => Number(m[1]))); };
  socket.setTimeout(HANGS_MS, end);
  socket.on('data', data => { heard += data.toString('latin1'); socket.setTimeout(MORE_MS); });
  socket.on('close', end);
  socket.on('error', reject);
  socket.write(bytes, 'latin1');
});

const LINE_FEEDS = [
  ['in a header: what follows is a header, the body is no request', post('X-Note: a\nTransfer-Encoding: chunked') + chunk(SECOND)],
  ['after every line of a head', `GET /healthz HTTP/1.1\n${HOST}\n\n`],
];

for (const [name, bytes] of LINE_FEEDS) {
  test(`a bare line feed ${name}; one answer, and the connection's next request has its own`, async () => {
    const socket = connect(Number(port), hostname);
    try {
      const say = talk(socket);
      const first = await say(bytes);
      assert.equal(first.length, 1, `answers: ${first}`);
      assert.deepEqual(await say(SECOND), [200]);
    } finally {
      socket.destroy();
    }
    tell('probes', 1);
  });
}
