// The session's clock, with and without scripts, and what a program is told.
import assert from 'node:assert/strict';
import { check, faults, logIn, newcomer, sit, test, turn, url, visit } from './browser.mjs';

test('time is extended in place, as often as asked', async () => {
  const { page, troubles, done } = await sit('officer', turn[0]);
  await page.goto(`${url}/buyer`);
  for (let i = 0; i < 2; i++) {
    const [answer] = await Promise.all([
      page.waitForResponse(r => r.url().endsWith('/session/extend')),
      page.locator('.sess button').click(),
    ]);
    assert.equal(answer.request().method(), 'POST');
    assert.equal(answer.status(), 200);
    assert.ok((await answer.json()).left_s > 0);
  }
  assert.match(await page.textContent('#live'), /연장/);
  assert.match(page.url(), /\/buyer$/);
  assert.deepEqual(troubles, []);
  await done();
});

test('time is extended without scripts', async () => {
  const { page, done } = await newcomer(turn[0], { javaScriptEnabled: false });
  await logIn(page, 'officer');
  await page.waitForURL(/\/buyer$/);
  const [answer] = await Promise.all([
    page.waitForResponse(r => r.url().endsWith('/session/extend')),
    page.locator('.sess button').click(),
  ]);
  assert.equal(answer.status(), 303);
  await page.waitForURL(/\/buyer$/);
  await done();
});

test('no two regions of the log-in page have one name', async () => {
  const { page, done } = await visit(turn[0]);
  await page.goto(`${url}/login`);
  await check(page, assert);
  assert.deepEqual(await faults(page, { runOnly: ['landmark-unique'] }), []);
  await done();
});

test('a program hears of a refusal in JSON', async () => {
  const answer = await fetch(`${url}/api/v1/nowhere`);
  assert.equal(answer.status, 404);
  assert.match(answer.headers.get('content-type'), /^application\/json/);
  assert.equal(typeof (await answer.json()).error.code, 'string');
});
