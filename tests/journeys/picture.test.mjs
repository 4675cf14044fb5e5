// A firm hands photos in, an operator shoots a product and the firm approves; what is hostile is refused with its sentence.
import assert from 'node:assert/strict';
import { check, drop, sit, turn, url, walk } from './browser.mjs';
import { mark } from './trade.mjs';

const press = (page, name) => page.locator('main').getByRole('button', { name, exact: true }).first().click();

// Pressed, and the answer's page is there: it may be the same address.
const act = (page, name) => Promise.all([page.waitForNavigation(), press(page, name)]);

// Made in the background, one after the other, by a sanitized program beside whatever else the machine does: looked for
// again until they are there.
const LOOKS = 120;
async function untilShown(page, selector, count) {
  for (let i = 0; i < LOOKS && await page.locator(selector).count() < count; i++) {
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.ok(await page.locator(selector).count() >= count, `${count} of ${selector} at ${page.url()}`);
}

async function until(page, pattern) {
  for (let i = 0; i < LOOKS; i++) {
    if (pattern.test(await page.textContent('main'))) return;
    await page.waitForTimeout(500);
    await page.reload();
  }
  assert.match(await page.textContent('main'), pattern);
}

// How many sheets of paper a product's page takes with four photos and eight values that fill a line each.
async function sheets(page) {
  await page.evaluate(() => {
    const photos = document.querySelector('.sheet-pics');
    while (photos.children.length < 4) photos.append(photos.firstElementChild.cloneNode(true));
    while (photos.children.length > 4) photos.lastElementChild.remove();
    const above = document.querySelectorAll('.facts tr')[3];
    for (let i = 0; i < 8; i++) above.insertAdjacentHTML('afterend', `<tr><th scope="row">속성 ${i + 1}</th><td colspan="3">스물네 자보다 길어 한 줄을 다 쓰는 속성의 값</td></tr>`);
  });
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length;
}

for (const size of turn) {
  walk(`photos are handed in, and a product is shot (${size.name}, ${process.env.DURE_ENGINE})`, async () => {
    const firm = await sit('supplier', size);
    const { page } = firm;
    const photo = { name: '앞.jpg', mimeType: 'image/jpeg', buffer: await page.screenshot({ type: 'jpeg' }) };
    const svg = { name: '그림.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg onload="alert(1)"/>') };
    await page.goto(`${url}/supplier/products?state=active`);
    await page.locator('main a[href^="/supplier/products/"]', { hasText: /\S/ }).filter({ hasNot: page.locator('img') })
      .evaluateAll(links => links.map(l => l.getAttribute('href')).filter(h => /\/\d{13}$/.test(h))[2])
      .then(path => page.goto(url + path));
    const offer = page.url().match(/\d{13}$/)[0];
    const photos = `${url}/supplier/products/${offer}/pictures`;

    await page.goto(photos);
    await check(page, assert);
    await page.setInputFiles('#photo', svg);
    await press(page, '올리기');
    await page.getByText('그림.svg: JPG, PNG, WebP 사진을 올려 주세요').first().waitFor();
    await page.goto(photos);
    const before = await page.locator('.pics img').count();
    await page.setInputFiles('#photo', photo);
    await act(page, '올리기');
    await untilShown(page, '.pics img', before + 1);
    await check(page, assert);

    // Dropped onto the field, several at once; and a phone's camera has a field of its own.
    await drop(page, '.up', [photo, { ...photo, name: '옆.jpg' }]);
    assert.deepEqual(await page.locator('#photo').evaluate(input => [...input.files].map(f => f.name)), ['앞.jpg', '옆.jpg']);
    await act(page, '올리기');
    await untilShown(page, '.pics img', before + 3);
    if (size.name === 'phone') {
      assert.equal(await page.locator('#camera').getAttribute('capture'), 'environment');
      await page.setInputFiles('#camera', { ...photo, name: 'IMG_0001.jpg' });
      await act(page, '올리기');
      await untilShown(page, '.pics img', before + 4);
    }

    // What there was before each change stays to be seen.
    await act(page, '빼기 1번째 사진');
    await page.goto(`${url}/supplier/products/${offer}`);
    await page.getByText('사진을 올림', { exact: true }).first().waitFor();
    const taken = page.locator('.tl li', { hasText: '사진을 뺌' }).first();
    assert.equal(await taken.locator('.pair img').count() % 2, 1); // one fewer than before
    await check(page, assert);
    await page.goto(photos);
    await Promise.all([page.waitForNavigation(), page.locator('main').getByRole('button', { name: /^되돌리기/ }).first().click()]);

    // What begins as a ZIP and is none has its end, too.
    await page.goto(`${url}/supplier/photos`);
    await check(page, assert);
    await page.setInputFiles('#zip', { name: '사진.zip', mimeType: 'application/zip', buffer: Buffer.from('PK\x03\x04 and no more') });
    await press(page, '올리기');
    await page.waitForURL(/\/supplier\/photos\/\d{13}$/);
    await until(page, /열 수 없는 ZIP입니다/);
    await check(page, assert);

    // The operator plans a shoot, takes the goods, and uploads against the list.
    const keeper = await sit('operator', size);
    const desk = keeper.page;
    await desk.goto(`${url}/admin/shot-rules`);
    await check(desk, assert);
    await desk.goto(`${url}/admin/photo-hosts`);
    await check(desk, assert);
    await desk.goto(`${url}/admin/shoots/new`);
    await desk.fill('#title', `촬영 ${mark()}`);
    await desk.fill('#on_day', '2027-03-02');
    await desk.selectOption('#place', 'studio');
    await desk.fill('#place_text', '두레 촬영실');
    await desk.fill('#photographer', '사진가');
    await desk.fill('#offers', offer);
    await press(desk, '계획하고 기업에 알리기');
    await desk.waitForURL(/\/admin\/shoots\/\d{13}$/);
    await check(desk, assert);
    await desk.locator('main tbody th a').first().click();
    await desk.waitForURL(/\/items\/\d{13}$/);
    const item = desk.url();
    await desk.fill('#name', '김가온');
    await desk.fill('#goods', '상품 1개, 상자 1개');
    await desk.fill('#remark', '상자 모서리가 눌림');
    await act(desk, '상품 받음');
    assert.match(await desk.textContent('main'), /확인 전/);
    await check(desk, assert);

    // The firm confirms on its own page what it handed over.
    const goods = `${url}/supplier/shoots/${item.match(/\d{13}$/)[0]}`;
    const confirm = async name => {
      await page.goto(goods);
      await check(page, assert);
      await page.fill('#secret', 'dure-demo-2026');
      await act(page, name);
      assert.match(await page.textContent('main'), /확인함/);
    };
    await page.goto(goods);
    assert.match(await page.textContent('main'), /상자 모서리가 눌림/);
    await act(page, '맡긴 상품 확인');
    assert.match(await page.textContent('main'), /비밀번호/);
    await confirm('맡긴 상품 확인');
    await desk.goto(item);
    assert.match(await desk.textContent('main'), /확인함/);
    const roles = await desk.locator('input[type="file"][name^="photo_"]').evaluateAll(all => all.map(x => x.name));
    assert.ok(roles.length > 1);
    const uploadAll = async () => { // one photo a shot, all at once
      await desk.goto(item);
      for (const role of roles) await desk.setInputFiles(`#${role}`, { ...photo, name: `${role}.jpg` });
      await act(desk, '올리기');
    };
    await uploadAll();
    await act(desk, '촬영 끝, 보정으로');
    await uploadAll();
    await untilShown(desk, 'td img', 2 * roles.length);
    await act(desk, '보정 끝, 기업에 확인 요청');
    assert.match(await desk.textContent('.pt .st'), /승인 대기/);
    await check(desk, assert);

    // The firm sees before and after, and approves.
    const no = item.match(/\d{13}$/)[0];
    await page.goto(`${url}/supplier/shoots/${no}`);
    await untilShown(page, 'td img', 2 * roles.length); // before and after
    await check(page, assert);
    const squares = await page.locator('tr:has(td img)').first().locator('td img').evaluateAll(all => all.map(x => x.getBoundingClientRect()).map(r => [r.x, r.y, r.width, r.height].map(Math.round)));
    assert.equal(squares.length, 2);
    assert.ok(squares[0][1] === squares[1][1] && squares[0][0] + squares[0][2] < squares[1][0], `side by side: ${squares}`);
    assert.ok(squares.every(([, , width, height]) => width === height && width === squares[0][2]), `of one size: ${squares}`);
    await act(page, '승인');
    assert.match(await page.textContent('.pt .st'), /승인/);
    const product = await page.locator('main .pt .btns a').first().getAttribute('href');
    await page.goto(url + product);
    assert.ok(await page.locator('.gal picture').count() > 0);
    await page.goto(`${url}${product.split('?')[0]}/sheet`);
    assert.ok(await page.locator('.sheet-pics img').count() > 0);
    await check(page, assert);
    assert.equal(await sheets(page), 1, 'a usual product has room on one sheet of paper');
    // The goods go back, and the firm confirms that too.
    await desk.goto(item);
    await desk.fill('#name', '김가온');
    await act(desk, '돌려줌');
    await confirm('돌려받은 상품 확인');
    await check(page, assert);
    for (const seat of [firm, keeper]) {
      assert.deepEqual(seat.troubles, []);
      await seat.done();
    }
  });
}
