// A browser made of nothing but SCGI, what nginx would say to the site, said by us; or of plain HTTP,
// through the nginx of the site itself. Every word that gets lost is ours to see.
import { randomBytes } from 'node:crypto';
import http from 'node:http';
import net from 'node:net';

const SESSION = '__Host-dure';
const ANSWER_WITHIN_MS = 150000; // more than the slow workers' deadline

// One exchange over the socket of a pool. Rejects when the answer does not come whole.
function exchange(socketPath, headers, body) {
  return new Promise((resolve, reject) => {
    const pieces = [];
    const socket = net.connect(socketPath);
    socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('no answer in time')));
    socket.on('connect', () => {
      const head = Object.entries({ CONTENT_LENGTH: String(body.length), SCGI: '1', ...headers })
        .map(([name, value]) => `${name}\0${value}\0`).join('');
      socket.write(Buffer.concat([Buffer.from(`${Buffer.byteLength(head)}:${head},`), body]));
    });
    socket.on('data', piece => pieces.push(piece));
    socket.on('error', reject);
    socket.on('close', () => {
      const answer = parseAnswer(Buffer.concat(pieces));
      if (answer === null) reject(new Error('the answer broke off'));
      else resolve(answer);
    });
  });
}

// The same through the edge, on a connection of its own. The edge answers for a worker that was killed;
// that says no more than a broken connection does.
function exchangeHttp(port, method, path, headers, body) {
  return new Promise((resolve, reject) => {
    const asked = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, answer => {
      const pieces = [];
      answer.on('data', piece => pieces.push(piece));
      answer.on('error', reject);
      answer.on('end', () => {
        if (!answer.complete) reject(new Error('the answer broke off'));
        else if (answer.statusCode === 502 || answer.statusCode === 504) reject(new Error(`the edge got no answer: ${answer.statusCode}`));
        else resolve({
          status: answer.statusCode, location: answer.headers.location ?? '', accel: '', body: Buffer.concat(pieces).toString(),
          cookies: (answer.headers['set-cookie'] ?? []).map(cookie => cookie.split(';')[0]),
        });
      });
    });
    asked.setTimeout(ANSWER_WITHIN_MS, () => asked.destroy(new Error('no answer in time')));
    asked.on('error', reject);
    asked.end(body);
  });
}

// Null when it is not whole: the length is said in the head.
function parseAnswer(bytes) {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const answer = { status: 0, location: '', cookies: [], accel: '', length: -1 };
  for (const line of bytes.subarray(0, end).toString().split('\r\n')) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    const value = line.slice(colon + 1).trim();
    if (name === 'status') answer.status = Number(value.slice(0, 3));
    else if (name === 'location') answer.location = value;
    else if (name === 'set-cookie') answer.cookies.push(value.split(';')[0]);
    else if (name === 'x-accel-redirect') answer.accel = value;
    else if (name === 'content-length') answer.length = Number(value);
  }
  const body = bytes.subarray(end + 4);
  if (answer.length >= 0 && body.length < answer.length) return null;
  answer.body = body.toString();
  return answer;
}

export const PASSWORD = 'dure-demo-2026'; // of everybody in the demo

const sessionIn = answer => answer.cookies.find(cookie => cookie.startsWith(`${SESSION}=`))?.slice(SESSION.length + 1);

const pause = ms => new Promise(resolve => { setTimeout(resolve, ms); });

// The fields of a form as text, or bytes of a type of their own.
const sent = body => (typeof body === 'string' ? { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(body) } : body);

// The frame of a page that knows nobody offers to log in.
export const knowsNobody = answer => answer.body.includes('<a href="/login"><i class="ic ic-user"');

// One person at one browser. `site` holds the folder of the sockets (run) or the edge's port (port), what
// is called before each try (onAsk), and counts: deeds done, answers that did not come (lost), busy ones.
export class Seat {
  constructor(site, address) {
    this.site = site;
    this.address = address;
    this.cookies = new Map();
    this.sessions = []; // cookies of the session in the order they came, but for those that are dead
    this.turned = new Map(); // cookie → { next, begun }: what came in its place, and when that was asked
    this.dead = []; // { cookie, at }: nobody was known by it any more
  }

  // Each deed that asks for the password replaces the cookie. Several purchases share a seat and their
  // answers overtake each other, so the one that came last need not be the one that is alive.
  take(name, value) {
    if (name === SESSION) {
      if (this.dead.some(({ cookie }) => cookie === value)) return;
      this.sessions = [...this.sessions.filter(s => s !== value), value];
    }
    this.cookies.set(name, value);
  }

  // Nobody is known by this cookie any more.
  bury(value) {
    this.dead.push({ cookie: value, at: Date.now() });
    this.sessions = this.sessions.filter(s => s !== value);
    if (this.sessions.length > 0) this.cookies.set(SESSION, this.sessions.at(-1));
  }

  // The site knows a cookie and the one before it (party_session_web.c): whoever asks with one before that
  // waited while two deeds passed. How often nobody was known by a cookie that was not overtaken so.
  sessionsLost() {
    const second = cookie => this.turned.get(this.turned.get(cookie)?.next);
    return this.dead.filter(({ cookie, at }) => !(second(cookie)?.begun <= at)).length;
  }

  async once(method, path, body) {
    const answer = await (this.site.port ? this.throughEdge(method, path, body) : this.toWorkers(method, path, body));
    for (const cookie of answer.cookies) {
      const at = cookie.indexOf('=');
      this.take(cookie.slice(0, at), cookie.slice(at + 1));
    }
    return answer;
  }

  cookieHeader() {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  throughEdge(method, path, body) {
    const { type, bytes } = sent(body);
    const headers = { Host: 'localhost', Cookie: this.cookieHeader() };
    if (bytes.length > 0) Object.assign(headers, { 'Content-Type': type, 'Content-Length': bytes.length });
    return exchangeHttp(this.site.port, method, path, headers, bytes);
  }

  async toWorkers(method, path, body) {
    const [document, query = ''] = path.split('?');
    const { type, bytes } = sent(body);
    const headers = {
      REQUEST_METHOD: method, REQUEST_URI: path, QUERY_STRING: query, DOCUMENT_URI: document,
      CONTENT_TYPE: bytes.length > 0 ? type : '',
      REMOTE_ADDR: this.address, REQUEST_SCHEME: 'https', SERVER_PROTOCOL: 'HTTP/1.1',
      REQUEST_ID: randomBytes(16).toString('hex'), HTTP_HOST: 'localhost',
      HTTP_COOKIE: this.cookieHeader(),
    };
    let answer = await exchange(`${this.site.run}/web.sock`, headers, bytes);
    if (answer.accel === '@slow') answer = await exchange(`${this.site.run}/slow.sock`, headers, bytes);
    return answer;
  }

  // The same words again until they are answered: nobody at a browser knows more than that no
  // answer came. Busy is an answer that asks for the same.
  async ask(method, path, body = '') {
    const begun = Date.now();
    const end = begun + ANSWER_WITHIN_MS;
    for (;;) {
      try {
        this.site.onAsk();
        const shown = this.cookies.get(SESSION);
        const answer = await this.once(method, path, body);
        const next = sessionIn(answer);
        if (shown && next && next !== shown) this.turned.set(shown, { next, begun });
        const isUnknown = (answer.status === 303 && answer.location.startsWith('/login?')) || (method === 'GET' && knowsNobody(answer));
        if (shown && isUnknown) this.bury(shown); // nothing was done
        else if (answer.status !== 503) return answer;
        else this.site.busy++;
      } catch (error) {
        this.site.lost++;
        if (Date.now() > end) throw error;
      }
      if (Date.now() > end) throw new Error(`${method} ${path}: still no answer`);
      await pause(20 + Math.random() * 80);
    }
  }

  async page(path) {
    let answer = await this.ask('GET', path);
    for (let hops = 0; answer.status === 303 && hops < 5; hops++) {
      [path] = answer.location.split('#');
      answer = await this.ask('GET', path);
    }
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${saidOf(answer.body)}`);
    return { path, body: answer.body };
  }

  // A form that only asks for the next page.
  turn(form, values = {}) {
    return this.page(`${form.action}?${fill(form, values)}`);
  }

  // Post a form of a page. What is done is answered with "see other", and the page behind it is given
  // back; otherwise the next page to be filled in.
  async post(page, form, values = {}) {
    const fields = fill(form, values);
    const answer = await this.ask('POST', form.action || page.path, fields);
    if (answer.status === 303) {
      if (!(form.action || page.path).startsWith('/login')) this.site.done++; // one that begins a session is not kept
      return this.page(answer.location.split('#')[0]);
    }
    const asked = answer.status === 422 && !new URLSearchParams(fields).has('secret') && formThatAsks(answer.body);
    if (asked) return this.post({ path: page.path, body: answer.body }, { ...asked, pressed: form.pressed }, { ...values, secret: PASSWORD });
    if (answer.status !== 200) {
      throw new Error(`POST ${form.action || page.path}: ${answer.status} ${saidOf(answer.body)}\n${fields}`);
    }
    return { path: form.action || page.path, body: answer.body };
  }
}

// --- Pages ---------------------------------------------------------------------------------------

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"' };
export const plain = text => text.replace(/&(#?\w+);/g, (whole, name) => ENTITIES[name] ?? whole);
export const text = html => plain(html.replace(/<(script|style)[^]*?<\/\1>/g, '').replace(/<[^>]*>/g, ' ')).replace(/\s+/g, ' ').trim();
const mainOf = html => (html.match(/<main[^]*<\/main>/) ?? [html])[0];
const saidOf = html => text(mainOf(html)).slice(0, 1500);

function attributes(tag) {
  const found = {};
  for (const [, name, , quoted] of tag.matchAll(/([\w-]+)(=("([^"]*)"))?/g)) found[name] = plain(quoted ?? '');
  for (const [, name, value] of tag.matchAll(/([\w-]+)="([^"]*)"/g)) found[name] = plain(value);
  return found;
}

// Every form of the page's main part, with its fields in order and its buttons.
export function forms(page) {
  return [...mainOf(page.body).matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)].map(([, head, inner]) => {
    const { action = '', method = 'get' } = attributes(head);
    const fields = [];
    for (const [, kind, rest, body] of inner.matchAll(/<(input|textarea|select|button)\b([^>]*)>(?:<b>)?([^<]*)/g)) {
      const a = attributes(rest);
      if (kind === 'select') continue; // filled by name where it matters
      fields.push({ kind, name: a.name ?? '', type: a.type ?? (kind === 'button' ? 'submit' : 'text'),
        value: kind === 'textarea' ? plain(body) : (a.value ?? ''), label: text(body), checked: 'checked' in a });
    }
    for (const [, rest, options] of inner.matchAll(/<select\b([^>]*)>([^]*?)<\/select>/g)) {
      const all = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, o]) => attributes(o));
      const chosen = all.find(o => 'selected' in o) ?? all[0];
      fields.push({ kind: 'select', name: attributes(rest).name ?? '', type: 'select', value: chosen?.value ?? '' });
    }
    return { action, method, fields, text: text(inner), inner };
  });
}

// The page was shown while the last time was fresh, and it took too long: now it asks.
function formThatAsks(body) {
  return forms({ body }).find(f => f.fields.some(field => field.name === 'secret'));
}

// The one form with a button of these words.
export function formOf(page, words) {
  const all = forms(page);
  const found = all.find(f => [...f.inner.matchAll(/<button\b[^>]*>([^]*?)<\/button>/g)].some(([, b]) => text(b).includes(words)));
  if (!found) throw new Error(`no form "${words}" at ${page.path}: ${all.map(f => f.text).join(' | ')} … ${saidOf(page.body)}`);
  found.pressed = words;
  return found;
}

// As a browser sends it, with `values` typed into the fields named.
export function fill(form, values) {
  const out = new URLSearchParams();
  const typed = { ...values };
  for (const f of form.fields) {
    if (f.name === '') continue;
    if (f.kind === 'button') continue;
    if (f.type === 'radio' || f.type === 'checkbox') {
      const want = typed[f.name];
      if (want === undefined ? f.checked : [want].flat().includes(f.value)) out.append(f.name, f.value);
    } else if (f.name in typed) {
      out.append(f.name, typed[f.name]);
    } else {
      out.append(f.name, f.value);
    }
  }
  const button = [...form.inner.matchAll(/<button\b([^>]*)>([^]*?)<\/button>/g)].find(([, , b]) => text(b).includes(form.pressed));
  const pressed = button ? attributes(button[1]) : {};
  if (pressed.name) out.append(pressed.name, pressed.value ?? '');
  return out.toString();
}
