// A firm lists by the sheet: the template filled in, one row in a hundred wrong, the rest listed, the wrong
// ones mended, and all of it taken back.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { check, drop, sit, test, turn, url } from './browser.mjs';

const ROWS = 300;
let run; // of this walk: what was listed before stays
const head = '자체 상품코드,분류,품 명,판매가(원),납기일,규격,평량(g/㎡),1상자 매수';
const row = (i, price) => `${run}-${i},paper.copy.a4,시트 복사용지 ${i}호 ${run},${price},3일,A4,80,"2,500매"`;

// The columns of the template of copy paper are what the demo's set-up data says; what is required is filled in.
const sheet = (from, to, price) => [head, ...Array.from({ length: to - from + 1 }, (_, k) => row(from + k, price(from + k)))].join('\r\n') + '\r\n';

// Dragged onto the field.
async function upload(page, name, text) {
  await page.goto(`${url}/supplier/products/import`);
  await drop(page, '.up', [{ name, mimeType: 'text/csv', buffer: Buffer.from(text) }]);
  assert.equal(await page.locator('#file').evaluate(input => input.files[0]?.name), name);
  await page.getByRole('button', { name: '올리기' }).click();
  await page.waitForURL(/import\/\d+$/);
}

// Until the job has come to its end.
async function settle(page, words) {
  for (let i = 0; i < 60 && !(await page.locator('main').textContent()).includes(words); i++) {
    await page.waitForTimeout(500);
    await page.goto(page.url());
  }
  assert.match(await page.textContent('main'), new RegExp(words));
}

for (const size of turn) {
  test(`products are listed by the sheet, ${size.name}`, async () => {
    run = Date.now().toString(36);
    const { page, troubles, done } = await sit('supplier', size);
    await page.goto(`${url}/supplier/products/import`);
    await check(page, assert);

    await page.selectOption('#category', 'paper.copy.a4');
    const [template] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '양식 받기' }).click()]);
    assert.equal(readFileSync(await template.path()).subarray(0, 2).toString(), 'PK');

    await page.setInputFiles('#file', { name: '양식.xlsx', mimeType: 'application/octet-stream', buffer: readFileSync(await template.path()) });
    await page.getByRole('button', { name: '올리기' }).click();
    await page.waitForURL(/import\/\d+$/);
    assert.match(await page.textContent('main'), /1상자 매수/);

    await upload(page, '복사용지.csv', sheet(1, ROWS, i => (i % 100 === 0 ? '문의' : 10000 + i)));
    await check(page, assert);
    await page.getByRole('button', { name: '살펴보기' }).click();
    await settle(page, '줄 등록');
    await check(page, assert);
    const text = await page.textContent('main');
    assert.match(text, new RegExp(`${ROWS - ROWS / 100}줄 등록`));
    assert.match(text, /3줄은 고쳐야/);
    await page.getByRole('link', { name: '확인할 줄 보기' }).click(); // what is read otherwise is confirmed
    await page.waitForURL(/state=otherwise/);
    assert.match(await page.textContent('main'), /2,500매 → 2500/);
    await check(page, assert);
    const [mend] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '고칠 줄 받기' }).click()]);
    assert.equal(readFileSync(await mend.path()).subarray(0, 2).toString(), 'PK');

    await page.getByRole('button', { name: '줄 등록' }).click();
    await settle(page, '모두 되돌리기');
    await check(page, assert);

    await upload(page, '고친 줄.csv', [head, ...[100, 200, 300].map(i => row(i, 12000)), row(1, 9000)].join('\n'));
    await page.getByRole('button', { name: '살펴보기' }).click();
    await settle(page, '4줄 등록');
    assert.match(await page.textContent('main'), /단가 10001원 → 9000원/);
    await page.getByRole('button', { name: '4줄 등록' }).click();
    await settle(page, '모두 되돌리기');
    await page.getByRole('button', { name: '모두 되돌리기' }).click();
    await settle(page, '되돌림');
    await check(page, assert);

    // Of all that are called so another price at once, more than a page of them: told first, then done.
    await page.goto(`${url}/supplier/products?q=${run}-1`);
    await page.getByLabel('이 조건의 모두').check();
    await page.selectOption('#deed', 'percent');
    await page.fill('#amount', '-5');
    await page.getByRole('button', { name: '바뀔 내용 보기' }).click();
    await page.getByRole('heading', { name: '이 조건의 모두' }).waitFor();
    await check(page, assert);
    const change = page.getByRole('button', { name: /^\d+개 바꾸기$/ });
    const many = parseInt(await change.textContent());
    assert.ok(many > 100, `${many} of a condition`);
    await change.click();
    await page.getByText(`${many}개를 바꾸었습니다`).waitFor();
    assert.match(page.url(), new RegExp(`q=${run}-1`), 'the list is where it was');

    // What needs one look is approved together, once it is told what that is.
    const keeper = await sit('operator', size);
    const all = keeper.page.getByRole('link', { name: /모두 \([\d,]+건\) 승인하기/ });
    for (let i = 0; i < 120 && (await all.count()) === 0; i++) { // what came in is weighed within a minute
      await keeper.page.waitForTimeout(i && 500);
      await keeper.page.goto(`${url}/admin/listings?risk=clean`);
    }
    await all.click();
    await keeper.page.getByRole('heading', { name: '승인할 것' }).waitFor();
    await check(keeper.page, assert);
    await keeper.page.getByRole('button', { name: /^\d+건 승인$/ }).click();
    await keeper.page.waitForURL(/risk=clean&done=[1-9]\d*&left=\d+/);
    await check(keeper.page, assert);
    for (const seat of [{ troubles, done }, keeper]) {
      assert.deepEqual(seat.troubles, []);
      await seat.done();
    }
  });

  test(`a file that is no sheet is told on the form, ${size.name}`, async () => {
    const { page, troubles, done } = await sit('supplier', size);
    await page.goto(`${url}/supplier/products/import`);
    await page.setInputFiles('#file', { name: '옛.xls', mimeType: 'application/vnd.ms-excel', buffer: Buffer.from('d0cf11e0a1b11ae1', 'hex') });
    await page.getByRole('button', { name: '올리기' }).click();
    await page.getByText('옛 형식의 엑셀 파일').first().waitFor();
    await check(page, assert);
    assert.deepEqual(troubles, []);
    await done();
  });
}
