// What the edge says to workers, written down: whoever it asks at DIR/web.sock and DIR/slow.sock is
// answered, and each question is a line on standard output:
//
//   POOL CONNECTION FRAME METHOD ADDRESS BODY      such as `web 3 fastcgi GET /search 0`
//
//   node tests/edge_workers.mjs DIR
//
// An address that begins with /to-slow is handed on as a web worker does. Until standard input ends.
import net from 'node:net';

const dir = process.argv[2];
const KEEPS = 1; // the bit of the first record that asks for a connection to stay
const END = Buffer.from([1, 6, 0, 1, 0, 0, 0, 0, 1, 3, 0, 1, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

// {size, names, body, keeps} of the request at the beginning of `bytes`, or null: not whole.
function readFastcgi(bytes) {
  const names = new Map();
  let [at, keeps, body] = [0, false, 0];
  while (at + 8 <= bytes.length) {
    const [type, n, padding] = [bytes[at + 1], bytes.readUInt16BE(at + 4), bytes[at + 6]];
    const content = bytes.subarray(at + 8, at + 8 + n);
    if (at + 8 + n + padding > bytes.length) return null;
    at += 8 + n + padding;
    if (type === 1) keeps = (content[2] & KEEPS) === KEEPS;
    if (type === 5) body += n;
    if (type === 5 && n === 0) return { size: at, names, body, keeps };
    for (let i = 0; type === 4 && i < content.length;) {
      const lengths = [0, 0].map(() => {
        const wide = content[i] >= 0x80;
        const length = wide ? content.readUInt32BE(i) & 0x7FFFFFFF : content[i];
        i += wide ? 4 : 1;
        return length;
      });
      const [name, value] = lengths.map(length => content.toString('latin1', i, i += length));
      names.set(name, value);
    }
  }
  return null;
}

function readScgi(bytes) {
  const colon = bytes.indexOf(':');
  const head = colon < 0 ? bytes.length : colon + 1 + Number(bytes.toString('latin1', 0, colon));
  if (head >= bytes.length) return null;
  const words = bytes.toString('latin1', colon + 1, head).split('\0');
  const names = new Map(words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]]] : [])));
  const body = Number(names.get('CONTENT_LENGTH'));
  return head + 1 + body > bytes.length ? null : { size: head + 1 + body, names, body, keeps: false };
}

function answer(socket, isFastcgi, { names, keeps }, pool) {
  const handsOn = pool === 'web' && names.get('REQUEST_URI').startsWith('/to-slow');
  const text = handsOn ? 'Status: 200\r\nX-Accel-Redirect: @slow\r\n\r\n'
    : 'Status: 200\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nok\n';
  const frame = Buffer.from([1, 6, 0, 1, text.length >> 8, text.length & 255, 0, 0]);
  socket.write(isFastcgi ? Buffer.concat([frame, Buffer.from(text), END]) : text);
  if (!keeps) socket.end();
}

let connections = 0;
function serve(pool) {
  return new Promise(resolve => net.createServer(socket => {
    const number = ++connections;
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', piece => {
      bytes = Buffer.concat([bytes, piece]);
      const isFastcgi = bytes[0] === 1;
      const asked = isFastcgi ? readFastcgi(bytes) : readScgi(bytes);
      if (asked === null) return;
      bytes = bytes.subarray(asked.size);
      const frame = isFastcgi ? 'fastcgi' : 'scgi';
      console.log(`${pool} ${number} ${frame} ${asked.names.get('REQUEST_METHOD')} ${asked.names.get('REQUEST_URI')} ${asked.body}`);
      answer(socket, isFastcgi, asked, pool);
    });
  }).listen({ path: `${dir}/${pool}.sock`, writableAll: true }, resolve));
}

await Promise.all([serve('web'), serve('slow')]);
console.log('ready');
process.stdin.on('end', () => process.exit(0)).resume();
