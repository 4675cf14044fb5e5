// Whether a wrong password takes as long where the account is there as where it is not: a thousand tries, by
// turns, each pair from an address of its own (security.md 1, 19).
//
//   node tests/proof/probe.mjs --url http://127.0.0.1:8080 --emails FILE [--tries 1000]
//
// FILE holds e-mails that somebody has, one a line: as many that each is tried too seldom to be slowed down.
// Prints one line for the report and ends with 1 when the mean difference of a pair is more than thrice what
// chance makes of it (its standard error), or thrice that is so much that it would hide a difference.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { parseArgs } from 'node:util';

const BEYOND_CHANCE = 3; // standard errors: chance alone goes beyond in 3 of 1,000 runs
const HIDDEN_SHARE = 0.02; // of a try's time, the most that chance may hide
const WRONG = '인증번호가 맞지 않습니다'; // not "too soon", which costs no hash
const A_NETWORK = 250; // addresses

const { values: options } = parseArgs({ options: { url: { type: 'string' }, emails: { type: 'string' }, tries: { type: 'string', default: '1000' } } });
const { hostname, port } = new URL(options.url);
const emails = readFileSync(options.emails, 'utf8').split('\n').filter(Boolean);
const pairs = Math.floor(Number(options.tries) / 2);

const page = await fetch(`${options.url}/login`);
const [, csrf] = (await page.text()).match(/name="csrf" value="([^"]*)"/);
const cookie = page.headers.getSetCookie().map(c => c.split(';')[0]).join('; ');

// Milliseconds from the question to the last byte of its answer.
const logIn = (email, localAddress) => new Promise((resolve, reject) => {
  const fields = new URLSearchParams({ csrf, form_key: randomBytes(32).toString('hex'), email, password: 'not-the-password' }).toString();
  const began = process.hrtime.bigint();
  const asked = request({
    host: hostname, port, localAddress, agent: false, method: 'POST', path: '/login',
    headers: { Cookie: cookie, 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': fields.length },
  }, answer => {
    const parts = [];
    answer.on('data', part => parts.push(part));
    answer.on('end', () => {
      const ms = Number(process.hrtime.bigint() - began) / 1e6;
      if (answer.statusCode === 422 && Buffer.concat(parts).toString().includes(WRONG)) resolve(ms);
      else reject(new Error(`${email} is answered ${answer.statusCode}, and not that it is wrong`));
    });
  });
  asked.on('error', reject);
  asked.end(fields);
});

const mean = list => list.reduce((sum, x) => sum + x, 0) / list.length;
const known = [];
const unknown = [];
const began = Date.now();
for (let i = 0; i < pairs; i++) {
  const email = emails[i % emails.length];
  const address = `127.4.${Math.floor(i / A_NETWORK)}.${1 + i % A_NETWORK}`;
  const both = [async () => known.push(await logIn(email, address)), async () => unknown.push(await logIn(`q${i % emails.length}z${email.slice(2)}`, address))];
  for (const one of Math.random() < 0.5 ? both : both.reverse()) await one();
}
const differences = known.map((ms, i) => ms - unknown[i]);
const difference = mean(differences);
const chance = Math.sqrt(mean(differences.map(ms => (ms - difference) ** 2)) / (pairs - 1));
const hidden = BEYOND_CHANCE * chance;
const tooNoisy = hidden > HIDDEN_SHARE * mean(known);
if (tooNoisy) console.error(`too noisy to tell: chance hides up to ${hidden.toFixed(2)} ms`);
const failures = Math.abs(difference) > hidden || tooNoisy ? 1 : 0;
const rounded = x => Number(x.toFixed(2));
console.log(`proof ${JSON.stringify({
  name: 'probe', database: 'sqlite', tried: 2 * pairs, failures, seconds: rounded((Date.now() - began) / 1000), accounts: emails.length,
  known_ms: rounded(mean(known)), unknown_ms: rounded(mean(unknown)), difference_ms: rounded(difference), standard_error_ms: rounded(chance),
})}`);
process.exit(failures);
