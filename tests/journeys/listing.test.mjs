// A firm lists what it sells by hand, an operator looks at it, an officer finds it and sees what many cost.
import assert from 'node:assert/strict';
import { check, sit, turnAndBareOn, url, visit, walk } from './browser.mjs';
import { mark, won } from './trade.mjs';

const engine = process.env.DURE_ENGINE;
const press = (page, name) => page.locator('main').getByRole('button', { name, exact: true }).first().click();

for (const size of turnAndBareOn('postgres')) {
  walk(`a firm lists by hand, an operator looks, a buyer finds (${size.name}, ${engine})`, async () => {
    const firm = await sit('supplier', size);
    const title = `시험지 ${mark()} A4 80g 2,500매`;
    const page = firm.page;

    // The category is found by the words of the title.
    await page.goto(`${url}/supplier/products/new`);
    await page.fill('#title', `복사용지 ${title}`);
    await press(page, '다음');
    await check(page, assert);
    await page.locator('main').getByRole('link', { name: /이 분류로 복사용지/ }).click();
    await page.waitForURL(/category=paper\.copy\.a4/);

    // What is typed as people type it is shown beside what the template asks for.
    await page.fill('#title', title);
    await page.getByLabel(/평량/).fill('80g/㎡');
    await page.getByLabel(/1상자 매수/).fill('2,500매');
    await page.fill('#price', '21,500');
    await page.fill('#lead_days', '3');
    await page.fill('#tier_quantity_1', '10');
    await page.fill('#tier_price_1', '20,000');
    await page.getByLabel('중구', { exact: true }).check();
    await press(page, '등록하고 검토 받기');
    assert.match(await page.textContent('main'), /제안: 80/);
    await check(page, assert);
    await press(page, '제안을 모두 받아들이기');
    assert.equal(await page.getByLabel(/평량/).inputValue(), '80');
    assert.equal(await page.getByLabel(/1상자 매수/).inputValue(), '2500');
    assert.equal(await page.locator('#price').inputValue(), '21,500', 'nothing typed is lost');
    assert.ok(await page.getByLabel('중구', { exact: true }).isChecked());
    await press(page, '등록하고 검토 받기');
    await page.waitForURL(/\/supplier\/products\/\d{13}$/);
    const listed = page.url();
    assert.match(await page.textContent('main'), /운영자가 검토하고 있습니다/);
    await check(page, assert);

    // Nobody finds it yet.
    const buyer = await visit(size);
    const search = `${url}/search?exact=1&q=${encodeURIComponent(`"${title.slice(0, 10)}"`)}`;
    await buyer.page.goto(search);
    assert.equal(await buyer.page.locator('.it').count(), 0);

    const keeper = await sit('operator', size);
    await keeper.page.goto(`${url}/admin/listings`);
    await check(keeper.page, assert);
    const decide = keeper.page.locator(`main a[href$="/${listed.match(/\d{13}$/)[0]}#decide"]`); // weighed or just come in
    const next = keeper.page.getByRole('link', { name: '다음', exact: true }); // behind what came in by the sheet
    for (let i = 0; i < 20 && (await decide.count()) === 0; i++) {
      await next.click();
      await keeper.page.waitForLoadState();
    }
    await decide.first().click();
    await keeper.page.waitForURL(/\/admin\/listings\/\d{13}/);
    await check(keeper.page, assert);
    if (size.scripts === false) {
      await keeper.page.locator('button[name=do][value=approve]').click();
    } else {
      // By the keyboard, heard at once: a digit chooses the reason, R sends it back; the firm hands it in again and A approves.
      await keeper.page.keyboard.press('1');
      assert.ok(await keeper.page.locator('input[name=template][data-key="1"]').isChecked());
      await keeper.page.keyboard.press('r');
      await keeper.page.waitForURL(/was=returned/);
      await page.goto(listed);
      assert.match(await page.textContent('main'), /보완 요청/);
      await press(page, '검토 다시 요청');
      await page.locator('main', { hasText: '운영자가 검토하고 있습니다' }).waitFor();
      await keeper.page.goto(`${url}/admin/listings/${listed.match(/\d{13}$/)[0]}`);
      await keeper.page.locator('#decide').focus();
      await keeper.page.keyboard.press('a');
    }
    await keeper.page.waitForURL(/was=approved/);

    await page.goto(listed);
    assert.match(await page.textContent('main'), /판매 중/);
    await buyer.page.goto(search);
    await buyer.page.locator('.it h2 a', { hasText: title }).click();
    await buyer.page.waitForURL(/\/products\/\d{13}/);
    assert.equal(won(await buyer.page.textContent('.price b')), 21500);
    assert.match(await buyer.page.textContent('.facts'), /10상자부터 20,000원/);
    if (size.scripts !== false) {
      await buyer.page.fill('#quantity', '9');
      assert.equal(won(await buyer.page.textContent('[data-sum]')), 9 * 21500);
      await buyer.page.fill('#quantity', '10');
      assert.equal(won(await buyer.page.textContent('[data-sum]')), 10 * 20000);
    }
    await check(buyer.page, assert);

    // Another price for many at once: seen first, then done, then in the history.
    await page.goto(`${url}/supplier/products?q=${encodeURIComponent(title)}`);
    await check(page, assert);
    if (size.scripts === false) {
      assert.ok(!(await page.locator('[data-pick-all]').isVisible()), 'a box that does nothing is not shown');
    } else {
      const all = page.getByLabel('모두 고르기');
      await all.check();
      assert.ok(await page.locator('input[name=no]').isChecked());
      await page.locator('input[name=no]').uncheck();
      assert.ok(!(await all.isChecked()), 'it follows the rows');
    }
    await page.locator('input[name=no]').check();
    await page.selectOption('#deed', 'percent');
    await page.fill('#amount', '-5');
    await press(page, '바뀔 내용 보기');
    assert.match(await page.textContent('main'), /21,500원[\s\S]*20,425원/);
    await check(page, assert);
    await press(page, '1개 바꾸기');
    assert.match(await page.textContent('main'), /1개를 바꾸었습니다/);
    await page.goto(listed);
    assert.match(await page.textContent('main'), /21,500\s*20,425/);
    await check(page, assert);
    await page.goto(`${url}/supplier/products/statistics`);
    await check(page, assert);
    await page.goto(listed);
    await press(page, '판매 끝내기');
    assert.match(await page.textContent('main'), /판매 끝/);
    await buyer.page.goto(search);
    assert.equal(await buyer.page.locator('.it').count(), 0, 'what is not sold any more is not found');
    for (const seat of [firm, buyer, keeper]) {
      assert.deepEqual(seat.troubles, []);
      await seat.done();
    }
  });
}
