// What the edge itself answers carries the headers of security as well, each once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { sit, test, turn, url } from './browser.mjs';

const HEADERS = {
  'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};
const SANDBOX = "sandbox; default-src 'none'"; // of what a tenant uploaded
const { names } = JSON.parse(readFileSync(new URL('../../web/dist/assets.json', import.meta.url)));
const sheet = `/assets/${names['site.css']}`;

// fetch would join what comes twice.
const ask = (path, options = {}, body) => new Promise((resolve, reject) => {
  const call = request(url + path, options, answer => {
    answer.resume();
    answer.on('end', () => resolve(answer));
  });
  call.on('error', reject);
  call.end(body);
});

const once = (answer, name) => answer.rawHeaders.filter((h, i) => i % 2 === 0 && h.toLowerCase() === name).length;

const ADDRESSES = [
  ['/', 200], ['/nowhere', 404], ['/buyer', 303], ['/api/v1/nowhere', 404], ['/healthz', 200],
  [sheet, 200], ['/assets/nowhere.css', 404], ['/assets/', 403], ['/metrics', 404], ['/suggest?q=a', 200],
  ['/private/x', 404, SANDBOX], // whatever a tenant's file holds, it runs nothing
];

for (const [path, status, policy] of ADDRESSES) {
  test(`${path} carries the headers of security`, async () => {
    const answer = await ask(path);
    assert.equal(answer.statusCode, status);
    for (const [name, value] of Object.entries(HEADERS)) {
      const due = name === 'content-security-policy' && policy ? policy : value;
      assert.equal(answer.headers[name], due, `${path}: ${name}`);
      assert.equal(once(answer, name), 1, `${path}: ${name} comes twice`);
    }
    assert.doesNotMatch(answer.headers.server ?? '', /\d/, 'no version is told');
    assert.ok(!answer.rawHeaders.some(h => /^access-control-/i.test(h)), 'another origin may read it');
  });
}

test('a built file may be kept for a year, a page may not', async () => {
  assert.match((await ask(sheet)).headers['cache-control'], /max-age=31536000, immutable/);
  assert.match((await ask('/login')).headers['cache-control'], /no-store/);
  assert.match((await ask('/api/v1/products?q=a')).headers['cache-control'], /private, no-cache/);
});

test('methods nobody offers are refused', async () => {
  for (const method of ['PUT', 'DELETE', 'TRACE', 'OPTIONS']) {
    assert.equal((await ask('/', { method })).statusCode, 405, method);
  }
});

// What somebody uploaded, through the edge as it is served.
test('a kept file comes as an attachment in a sandbox', async () => {
  const { page, context, done } = await sit('operator', turn[0]);
  await page.goto(`${url}/admin/institutions`);
  await page.locator('main tbody th a').first().click();
  await page.waitForURL(/\/admin\/institutions\/\d{13}$/);
  const file = await page.locator('main a[href$="/paper"]').first().getAttribute('href');
  const cookies = await context.cookies();
  const get = () => ask(file, { headers: { Cookie: cookies.map(c => `${c.name}=${c.value}`).join('; ') } });
  let answer = await get();
  for (let i = 0; answer.statusCode === 422 && i < 60; i++) { // the site is young: it is not looked into yet
    await new Promise(resolve => { setTimeout(resolve, 500); });
    answer = await get();
  }
  assert.equal(answer.statusCode, 200);
  assert.match(answer.headers['content-disposition'] ?? '', /^attachment/);
  assert.ok(Number(answer.headers['content-length']) > 0);
  for (const [name, value] of Object.entries(HEADERS)) {
    const due = name === 'content-security-policy' ? SANDBOX : value;
    assert.equal(answer.headers[name], due, name);
    assert.equal(once(answer, name), 1, `${name} comes twice`);
  }
  assert.equal(once(answer, 'x-accel-redirect'), 0, 'where it lies is told');
  await done();
});
