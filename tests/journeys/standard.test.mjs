// The operator standardises: words before they are changed, two products that are one, and back again.
import assert from 'node:assert/strict';
import { check, sit, turn, url, visit, walk } from './browser.mjs';
import { mark } from './trade.mjs';

const says = (page, what) => page.locator('main').filter({ hasText: what }).waitFor();
const press = (page, name) => page.locator('main').getByRole('button', { name, exact: true }).first().click();

for (const size of turn) {
  walk(`an operator changes words, merges two products and takes it back (${size.name})`, async () => {
    const keeper = await sit('operator', size);
    const page = keeper.page;
    const term = `말${mark()}`;

    // A word for the same: what it touches is seen before it is done.
    await page.goto(`${url}/admin/templates`);
    await check(page, assert);
    await page.locator('main').getByRole('link', { name: '같은 말 더하기' }).click();
    await page.fill('#key', term);
    await page.getByLabel('같은 뜻으로 찾을 말').fill('복사용지');
    await press(page, '달라지는 것 보기');
    await says(page, /바꾸면 달라지는 것\s*상품 \d+건/);
    await check(page, assert);
    await page.fill('#reason', '기관이 이 말로 찾습니다.');
    await press(page, '시행');
    await page.waitForURL(/\/admin\/templates\?was=done/);
    assert.match(await page.textContent('main'), new RegExp(term));
    await check(page, assert);
    const buyer = await visit(size);
    await buyer.page.goto(`${url}/search?q=${encodeURIComponent(term)}`);
    assert.ok(await buyer.page.locator('.it').count() > 0, 'the new word finds');

    // A category with its template, and a pattern that names an attribute it does not have.
    await page.goto(`${url}/admin/templates/edit?kind=category&key=paper.copy.a4`);
    await check(page, assert);
    await page.getByLabel('상품명 틀').fill('{@name} {nothing}');
    await press(page, '달라지는 것 보기');
    await says(page, /이 분류에 그런 속성이 없습니다/);
    await check(page, assert);

    // Two products side by side, merged; the old address leads on; taken back, both stand again.
    await buyer.page.goto(`${url}/search?category=paper.copy.a4`);
    const links = await buyer.page.locator('.it h2 a').evaluateAll(all => all.map(a => new URL(a.href).pathname));
    const [one, other] = [...new Set(links)].map(path => path.match(/\d{13}/)[0]);
    await page.goto(`${url}/admin/duplicates`);
    await check(page, assert);
    await page.fill('#a', one);
    await page.fill('#b', other);
    await press(page, '나란히 보기');
    await page.waitForURL(/\/admin\/duplicates\/pair/);
    await check(page, assert);
    const cut = await page.locator('.decide button, .tb.abreast :is(th, td)').evaluateAll(all =>
      all.filter(e => e.checkVisibility() && !e.matches('thead th:first-child') && e.scrollWidth > e.clientWidth).map(e => e.textContent));
    assert.deepEqual(cut, [], 'every word has its room');
    const inside = await page.locator('.tw:has(.tb.abreast)').evaluate(e => e.scrollWidth <= e.clientWidth);
    assert.ok(inside, 'both products are seen at once');
    await page.fill('#reason', '같은 종이입니다.');
    await press(page, '왼쪽을 남기고 합치기');
    await page.waitForURL(/\/admin\/merges\?was=merged/);
    await check(page, assert);
    await buyer.page.goto(`${url}/products/${other}`);
    assert.match(buyer.page.url(), new RegExp(`/products/${one}`));
    await page.locator('main summary', { hasText: '되돌리기' }).first().click();
    await page.locator('main details textarea').first().fill('다른 종이였습니다.');
    await press(page, '되돌리기');
    await page.waitForURL(/was=undone/);
    await buyer.page.goto(`${url}/products/${other}`);
    assert.match(buyer.page.url(), new RegExp(`/products/${other}`));

    for (const seat of [keeper, buyer]) {
      assert.deepEqual(seat.troubles, []);
      await seat.done();
    }
  });
}
