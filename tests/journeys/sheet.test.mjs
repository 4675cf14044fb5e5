// A firm lists two hundred goods by a file of which one in a hundred is wrong, and takes the whole of it back.
import assert from 'node:assert/strict';
import { check, sit, turn, url, walk } from './browser.mjs';
import { mark } from './trade.mjs';

const ROWS = 200;
const WRONG = new Map([[37, '0'], [151, '많이']]); // rows whose price nobody can pay

const sheet = name => [
  '자체 상품코드,상품명,규격,평량,1상자 매수,단가,단위,최소 수량,납기',
  ...Array.from({ length: ROWS }, (_, i) =>
    `${name}-${i + 1},${name} 복사용지 A4 80g ${i + 1},A4,80,2500,"${WRONG.get(i + 1) ?? `2${String(i).padStart(4, '0')}`}",상자,1,3`),
].join('\r\n');

const settled = page => page.waitForFunction(() => !document.querySelector('main progress'), null, { timeout: 90000 });

for (const size of turn) {
  walk(`two hundred goods are listed by a file, two of its rows wrong (${size.name})`, async () => {
    const { page, troubles, done } = await sit('supplier', size);
    const name = mark();
    await page.goto(`${url}/supplier/products/import`);
    await check(page, assert);
    await page.setInputFiles('#file', { name: `${name}.csv`, mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${sheet(name)}`) });
    await page.locator('main').getByRole('button', { name: '올리기', exact: true }).click();
    await page.waitForURL(/\/supplier\/products\/import\/\d{13}/);
    await settled(page);
    await page.selectOption('#category', 'paper.copy.a4');
    await check(page, assert);
    await page.locator('main').getByRole('button', { name: '살펴보기', exact: true }).click();
    await page.getByRole('heading', { name: '줄마다 본 결과' }).waitFor({ timeout: 90000 });
    await settled(page);
    assert.match(await page.textContent('main'), /2줄은 고쳐야 등록할 수 있습니다/);
    await check(page, assert);
    const [mend] = await Promise.all([
      page.waitForEvent('download'), page.getByRole('link', { name: /고칠 줄 받기/ }).click()]);
    assert.match(mend.suggestedFilename(), /\.xlsx$/);
    await page.locator('main').getByRole('button', { name: `${ROWS - WRONG.size}줄 등록`, exact: true }).click();
    await page.getByRole('button', { name: '이 등록을 모두 되돌리기' }).waitFor({ timeout: 90000 });
    await check(page, assert);
    const here = page.url();

    const count = async state => {
      await page.goto(`${url}/supplier/products?state=${state}&q=${encodeURIComponent(name)}`);
      return Number((await page.locator('.pager p').textContent().catch(() => '0')).match(/\d+/)?.[0] ?? 0);
    };
    assert.equal(await count('waiting'), ROWS - WRONG.size, 'each right row, and no wrong one');
    await page.goto(here);
    await page.getByRole('button', { name: '이 등록을 모두 되돌리기' }).click();
    await settled(page);
    for (let tries = 0; tries < 60 && await count('ended') < ROWS - WRONG.size; tries++) await page.waitForTimeout(1000);
    assert.equal(await count('ended'), ROWS - WRONG.size, 'all of it is taken back');
    assert.deepEqual(troubles, []);
    await done();
  });
}
