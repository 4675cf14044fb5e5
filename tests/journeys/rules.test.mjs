// A rule is proposed by one operator and put in force by another, who sees first what it would change.
import assert from 'node:assert/strict';
import { check, sit, test, turn, url } from './browser.mjs';

const rules = ['/admin/rules', '/admin/rules/thresholds', '/admin/rule-replays'];

for (const size of turn) {
  test(`a rule passes two pairs of eyes (${size.name})`, async () => {
    const one = await sit('operator', size);
    for (const path of rules) {
      const answer = await one.page.goto(url + path);
      assert.equal(answer.status(), 200, path);
      await check(one.page, assert);
    }
    // What was decided is asked again, and the answer is the same.
    assert.match(await one.page.textContent('main'), /모두 저장된 답과 같습니다/);
    // What was asked about a case opens in a support view of its institution, for a reason.
    await one.page.locator('main tbody th a').first().click();
    await one.page.waitForURL(/\/admin\/institutions\/\d{13}\/support$/);
    await check(one.page, assert);
    await one.page.getByRole('button', { name: '지원 열람 시작하기' }).click();
    assert.match(await one.page.textContent('#issues'), /사유/);
    await one.page.fill('#reason', '시험: 판단을 다시 해 봅니다.');
    await one.page.fill('#secret', 'dure-demo-2026');
    await one.page.getByRole('button', { name: '지원 열람 시작하기' }).click();
    await one.page.waitForURL(/\/admin\/support\/\d{13}$/);
    await check(one.page, assert);
    const view = one.page.url();
    await one.page.locator('main tbody th a').first().click();
    await one.page.waitForURL(/\/cases\/\d{13}$/);
    await check(one.page, assert);
    await one.page.goto(url + '/admin/rule-replays');
    await one.page.locator('main tbody th a').first().click();
    await one.page.waitForURL(/\/rule-replays\/\d{13}/);
    await check(one.page, assert);
    await one.page.goto(view);
    await one.page.getByRole('button', { name: '지원 열람 끝내기' }).click();
    await one.page.waitForURL(/\/admin\/support$/);
    await check(one.page, assert);
    assert.equal((await one.page.goto(view)).status(), 403);

    // A new version of the one-quote limit of small firms, from its own page.
    await one.page.goto(`${url}/admin/rules/thresholds`);
    await one.page.locator('main tbody tr', { hasText: 'T-L08' }).last().locator('a').first().click();
    await one.page.waitForURL(/\/admin\/rules\/thresholds\//);
    await check(one.page, assert);
    await one.page.getByRole('link', { name: /새 판/ }).first().click();
    await one.page.waitForURL(/\/admin\/rule-proposals\/new/);
    await check(one.page, assert);
    await one.page.getByRole('button', { name: '제안하기' }).click();
    assert.match(await one.page.textContent('#issues'), /사유/);
    await check(one.page, assert);
    const highest = one.page.getByLabel(/1인 견적 한도/);
    await highest.fill('1000000');
    await one.page.getByLabel(/시행일/).fill('2026-01-01');
    await one.page.fill('#reason', '시험: 한도를 낮추어 달라질 건을 봅니다.');
    await one.page.fill('#source', '관보 제20000호');
    await one.page.getByRole('button', { name: '제안하기' }).click();
    await one.page.waitForURL(/\/admin\/rule-proposals\/\d{13}$/);
    const proposal = one.page.url();
    assert.match(await one.page.textContent('main'), /제안한 사람은 승인할 수 없습니다/);
    await check(one.page, assert);
    await one.page.getByRole('link', { name: '달라질 건 보기' }).click();
    await one.page.waitForURL(/\/cases$/);
    assert.match(await one.page.textContent('main'), /지금 규칙과 제안한 규칙을 물었습니다/);
    await check(one.page, assert);
    await one.done();

    const other = await sit('operator2', size);
    await other.page.goto(proposal);
    await check(other.page, assert);
    await other.page.getByRole('button', { name: '거절' }).click();
    assert.match(await other.page.textContent('#issues'), /의견/, 'a refusal needs a word');
    await check(other.page, assert);
    await other.page.fill('#word', '시험이므로 거절합니다.');
    await other.page.getByRole('button', { name: '거절' }).click();
    await other.page.waitForURL(url => !url.pathname.endsWith('/verdict'));
    await other.page.goto(proposal);
    assert.match(await other.page.locator('main .pt .st').textContent(), /거절/);
    await check(other.page, assert);
    assert.deepEqual(other.troubles, []);
    assert.deepEqual(one.troubles, []);
    await other.done();
  });
}
