// A visitor finds goods; people of each role come in and go out.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, logIn, open, sizes, url, visit } from './browser.mjs';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

for (const size of sizes) {
  test(`a visitor searches, narrows and looks at a product (${size.name})`, async () => {
    const { context, page, troubles } = await visit(browser, size);
    await page.goto(url);
    await check(page, assert);
    assert.match(await page.textContent('body'), /시범|시연/, 'demo data is marked');
    const broken = await page.evaluate(async () => {
      const pictures = [...document.images];
      for (const i of pictures) { i.loading = 'eager'; await i.decode().catch(() => {}); }
      return pictures.filter(i => i.naturalWidth === 0).map(i => i.src);
    });
    assert.deepEqual(broken, [], 'every picture is there');
    await page.fill('#q', '복사용지');
    await page.press('#q', 'Enter');
    await page.waitForURL(/\/search\?q=/);
    await check(page, assert);
    const all = Number((await page.textContent('[data-announce] b')).replace(/,/g, ''));
    assert.ok(all > 0);
    const titles = await page.locator('.it h2').allTextContents();
    assert.ok(titles.length > 0 && titles.length <= 24);

    const women = Number((await page.locator('label:has(input[value=women]) .n').textContent()).replace(/,/g, ''));
    await page.goto(`${page.url()}&cert=women`);
    const narrowed = Number((await page.textContent('[data-announce] b')).replace(/,/g, ''));
    assert.equal(narrowed, women, 'the count beside a facet is what choosing it shows');
    assert.ok(narrowed < all);

    await page.locator('.it h2 a').first().click();
    await page.waitForURL(/\/products\/\d{13}/);
    assert.match(await page.textContent('.price'), /[\d,]+원/);
    await check(page, assert);
    assert.deepEqual(troubles, []);
    await context.close();
  });
}

test('everything works without scripts', async () => {
  const { context, page } = await visit(browser, sizes[0], { javaScriptEnabled: false });
  await page.goto(url);
  await page.fill('#q', '의자');
  await page.press('#q', 'Enter');
  await page.waitForURL(/\/search\?q=/);
  assert.ok(await page.locator('.it').count() > 0);
  await context.close();
});

test('initial consonants and spacing find the same goods', async () => {
  const answer = await (await fetch(`${url}/suggest?q=${encodeURIComponent('ㅂㅅㅇㅈ')}`)).json();
  assert.ok(answer.items.some(i => i.t.includes('복사용지')), JSON.stringify(answer));
  const total = async q => (await (await fetch(`${url}/api/v1/products?q=${encodeURIComponent(q)}`)).json()).total;
  assert.ok(await total('복사용지') > 0);
  assert.ok(await total('복사 용지') >= await total('복사용지'));
  assert.equal(await total('없는물건이름입니다'), 0);
});

test('an address that is not there is told kindly', async () => {
  const { context, page } = await visit(browser, sizes[0]);
  for (const path of ['/nowhere', '/products/1234567890123']) {
    const response = await page.goto(url + path);
    assert.equal(response.status(), 404);
    await check(page, assert);
  }
  await context.close();
});

const ROLES = ['officer', 'approver', 'inspector', 'accountant', 'supplier', 'operator'];

for (const role of ROLES) {
  test(`the ${role} comes in and goes out`, async () => {
    const { context, page } = await visit(browser, sizes[0]);
    await logIn(page, role);
    await page.waitForURL(/\/(buyer|supplier|admin)$/);
    assert.equal(await page.textContent('h1'), '오늘 할 일');
    await check(page, assert);
    const cookie = (await context.cookies()).find(c => c.name === '__Host-dure');
    assert.ok(cookie && cookie.secure && cookie.httpOnly && cookie.sameSite === 'Lax');
    await page.goto(url);
    await page.locator('header form[action="/logout"] button').click();
    await page.waitForURL(`${url}/`);
    assert.ok(await page.locator('header a[href="/login"]').count() === 1);
    const back = await browser.newContext();
    await back.addCookies([{ ...cookie }]);
    const response = await (await back.newPage()).goto(`${url}/home`);
    assert.match(response.url(), /\/login/, 'the old cookie is dead');
    await back.close();
    await context.close();
  });
}

test('a wrong password keeps what was typed and says what to do', async () => {
  const { context, page } = await visit(browser, sizes[1]);
  await page.goto(`${url}/login`);
  await page.fill('#email', 'officer@demo.dure');
  await page.fill('#password', 'wrong-password');
  const [response] = await Promise.all([page.waitForResponse(r => r.request().method() === 'POST'), page.locator('main button[type=submit]').click()]);
  assert.equal(response.status(), 422);
  await page.waitForSelector('[role=alert]');
  assert.equal(await page.inputValue('#email'), 'officer@demo.dure');
  assert.equal(await page.inputValue('#password'), '');
  await check(page, assert);
  await context.close();
});
