// What was bought and published can be read by everybody and on every screen, before the first
// contract and after it.
import assert from 'node:assert/strict';
import { check, sit, test, turn, url, visit } from './browser.mjs';

const pages = [
  [null, ['/disclosure', '/disclosure?year=2026&month=11&words=%EA%B5%AC%EB%A7%A4', '/performance', '/performance?year=2001', '/open', '/open/api']],
  ['officer', ['/buyer/records', '/buyer/records?year=2001', '/buyer/records/list', '/buyer/disclosures']],
  ['admin', ['/buyer/records/targets']],
  ['operator', ['/admin/disclosures']],
];

for (const size of turn) {
  for (const [role, paths] of pages) {
    test(`${role ?? 'a visitor'} reads records and disclosures (${size.name})`, async () => {
      const { page, troubles, done } = await (role ? sit(role, size) : visit(size));
      for (const path of paths) {
        const answer = await page.goto(url + path);
        assert.equal(answer.status(), 200, path);
        await check(page, assert);
        const folds = page.locator('details.data > summary'); // 표로 보기
        for (const fold of await folds.all()) await fold.click();
        if (await folds.count()) await check(page, assert);
      }
      const first = page.locator('main tbody th a').first();
      if (!role) {
        await page.goto(`${url}/disclosure`);
        if (await first.count()) {
          await first.click();
          await page.waitForURL(/\/disclosure\/\d{13}$/);
          await check(page, assert);
        }
      }
      assert.deepEqual(troubles, []);
      await done();
    });
  }
}

test('an administrator sets a target of the institution', async () => {
  const { page, troubles, done } = await sit('admin', turn[0]);
  await page.goto(`${url}/buyer/records/targets`);
  const social = page.getByLabel('사회적기업제품');
  await social.fill('백');
  await page.getByRole('button', { name: '목표 저장' }).click();
  assert.match(await page.textContent('main'), /소수점 아래 두 자리까지/);
  assert.equal(await social.inputValue(), '백', 'what was typed is kept');
  await check(page, assert);
  await social.fill('3.5');
  await page.getByRole('button', { name: '목표 저장' }).click();
  await page.waitForURL(/\/buyer\/records\?year=/);
  assert.match(await page.locator('#goals tr', { hasText: '사회적기업제품' }).textContent(), /3\.5%기관 목표/);
  assert.deepEqual(troubles, []);
  await done();
});
