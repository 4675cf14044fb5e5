// A visitor finds goods; people of each role come in and go out.
import assert from 'node:assert/strict';
import { check, logIn, newcomer, sizes, test, turn, url, visit } from './browser.mjs';

for (const size of turn) {
  test(`a visitor searches, narrows and looks at a product (${size.name})`, async () => {
    const { page, troubles, done } = await visit(size);
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
    await done();
  });
}

const figure = async (locator) => Number((await locator.textContent()).replace(/,/g, ''));

for (const size of turn) {
  test(`several values of a facet are marked one after the other (${size.name})`, async () => {
    const { page, troubles, done } = await visit(size);
    await page.goto(`${url}/search?q=${encodeURIComponent('용지')}`);
    const facets = page.locator('.fc');
    if (size.name === 'phone') await facets.locator('summary').first().click();
    const rows = facets.locator('label:has(input[name=district])');
    const counts = [await figure(rows.nth(0).locator('.n')), await figure(rows.nth(1).locator('.n'))];
    await rows.nth(0).locator('input').check();
    await page.waitForURL(/district=/);
    assert.equal(await figure(page.locator('[data-announce] b')), counts[0]);
    assert.equal(await figure(rows.nth(1).locator('.n')), counts[1], 'what is marked hides no other value');
    await rows.nth(1).locator('input').check();
    await page.waitForURL(/district=.*district=/);
    assert.equal(await figure(page.locator('[data-announce] b')), counts[0] + counts[1]);
    assert.equal(await page.locator('.chips a:not(.reset)').count(), 2);
    await check(page, assert);
    await page.locator('.chips a').first().click();
    await page.waitForFunction((n) => document.querySelector('[data-announce] b').textContent.replace(/,/g, '') === String(n), counts[1]);
    assert.deepEqual(troubles, []);
    await done();
  });
}

test('on a phone the filters stand folded, without scripts as well', async () => {
  const { page, done } = await newcomer(sizes[1], { javaScriptEnabled: false });
  await page.goto(`${url}/search?q=${encodeURIComponent('용지')}`);
  const facets = page.locator('.fc');
  assert.ok((await facets.boundingBox()).height < 80, 'one line, above the results');
  await facets.locator('summary').first().click();
  const women = facets.locator('label:has(input[value=women])');
  const count = await women.locator('.n').textContent();
  await women.locator('input').check();
  await facets.locator('button[type=submit]').click();
  await page.waitForURL(/cert=women/);
  assert.equal(await page.textContent('[data-announce] b'), count);
  await done();
});

test('everything works without scripts', async () => {
  const { page, done } = await newcomer(sizes[0], { javaScriptEnabled: false });
  await page.goto(url);
  await page.fill('#q', '의자');
  await page.press('#q', 'Enter');
  await page.waitForURL(/\/search\?q=/);
  assert.ok(await page.locator('.it').count() > 0);
  const women = page.locator('label:has(input[value=women])');
  const count = await women.locator('.n').textContent();
  await women.locator('input').check();
  await page.locator('.fc button[type=submit]').click();
  await page.waitForURL(/cert=women/);
  assert.equal(await page.textContent('[data-announce] b'), count);
  for (const box of await page.locator('input[form=compare]').all().then((all) => all.slice(0, 2))) await box.check();
  await page.locator('.tray button[type=submit]').click();
  await page.waitForURL(/\/compare\?ids=/);
  assert.equal(await page.locator('.cmp thead img').count(), 2);
  await done();
});

const heads = (page) => page.locator('.card:not(#recent .card) img').evaluateAll((all) => all.map((i) => new URL(i.src).pathname.split('/').pop().split('.')[0]));

for (const size of turn) {
  test(`the first page shows goods of different categories and where to begin (${size.name})`, async () => {
    const { page, troubles, done } = await visit(size);
    await page.goto(url);
    const tops = await heads(page);
    assert.equal(tops.length, 8);
    assert.equal(new Set(tops).size, 8, 'one good of each top category');
    assert.equal(await page.locator('.cats li').count(), 12);
    assert.equal(await page.locator('.types li').count(), 8);
    const bar = await page.locator('.hero .sbar').boundingBox();
    const button = await page.locator('.login .krds-btn').first().boundingBox();
    assert.ok(bar.height > button.height && (size.width < 1024 || bar.width > 600), 'the search is the largest thing');
    assert.deepEqual(troubles, []);
    await done();
  });

  test(`pages of categories, firms and the guide hold together (${size.name})`, async () => {
    const { page, troubles, done } = await visit(size);
    for (const path of ['/categories', '/categories/furniture', '/companies?cert=women', '/guide', '/policy/terms', '/policy/privacy', '/policy/accessibility', '/compare', '/login']) {
      const response = await page.goto(url + path);
      assert.equal(response.status(), 200, path);
      assert.equal(await page.locator('h1').count(), 1, path);
      await check(page, assert);
    }
    await page.goto(`${url}/companies`);
    await page.locator('.firms h2 a').first().click();
    await page.waitForURL(/\/companies\/\d{13}/);
    assert.match(await page.textContent('dl.kv'), /\d{3}-\d{2}-\*{5}/, 'half of the business number is hidden');
    await check(page, assert);
    assert.deepEqual(troubles, []);
    await done();
  });

  test(`what was typed by mistake is mended, and can be taken back (${size.name})`, async () => {
    const { page, troubles, done } = await visit(size);
    await page.goto(`${url}/search?q=tkandydvna`);
    assert.match(await page.textContent('#found .note'), /사무용품/);
    assert.ok(await page.locator('.it').count() > 0);
    await check(page, assert);
    await page.locator('text=입력한 그대로 찾기').click();
    await page.waitForURL(/exact=1/);
    assert.equal(await page.locator('.it').count(), 0);
    assert.match(await page.textContent('.empty'), /분류에서 고르기/);
    await check(page, assert);
    assert.deepEqual(troubles, []);
    await done();
  });
}

test('suggestions are chosen by keyboard', async () => {
  const { page, troubles, done } = await visit(sizes[0]);
  await page.goto(url);
  await page.locator('#q').pressSequentially('사무ㅇ');
  const list = page.locator('.acl');
  await list.waitFor({ state: 'visible' });
  assert.ok(await list.locator('li').count() <= 8);
  await check(page, assert);
  assert.equal(await page.getAttribute('#q', 'aria-expanded'), 'true');
  await page.press('#q', 'ArrowDown');
  const chosen = await page.getAttribute('#q', 'aria-activedescendant');
  assert.equal(await page.getAttribute(`#${chosen}`, 'aria-selected'), 'true');
  await page.press('#q', 'ArrowUp');
  assert.notEqual(await page.getAttribute('#q', 'aria-activedescendant'), chosen);
  await page.press('#q', 'Escape');
  assert.equal(await list.isVisible(), false);
  await page.press('#q', 'ArrowDown');
  await list.waitFor({ state: 'visible' });
  await page.press('#q', 'ArrowDown');
  await page.press('#q', 'Enter');
  await page.waitForURL(/\/search\?/);
  assert.ok(await page.locator('.it').count() > 0);
  assert.deepEqual(troubles, []);
  await done();
});

test('narrowing replaces the results, keeps the place and tells the count', async () => {
  const { page, troubles, done } = await visit(sizes[0]);
  await page.goto(`${url}/search?q=${encodeURIComponent('의자')}`);
  const before = await page.textContent('[data-announce] b');
  await page.locator('input[value=women]').check();
  await page.waitForURL(/cert=women/);
  await page.waitForFunction((old) => document.querySelector('[data-announce] b')?.textContent !== old, before);
  assert.equal(await page.locator('input[value=women]').isChecked(), true);
  assert.equal(await page.evaluate(() => document.activeElement?.value), 'women', 'the focus stays');
  assert.match(await page.textContent('#live'), /전체/);
  await page.locator('.chips a').first().click();
  await page.waitForFunction((old) => document.querySelector('[data-announce] b')?.textContent === old, before);
  await page.goBack();
  await page.waitForURL(/cert=women/);
  assert.deepEqual(troubles, []);
  await done();
});

test('facets are folded on a phone', async () => {
  const { page, done } = await visit(sizes[1]);
  await page.goto(`${url}/search?q=${encodeURIComponent('의자')}`);
  const box = page.locator('input[value=women]');
  assert.equal(await box.isVisible(), false);
  await page.locator('.fc summary').click();
  assert.equal(await box.isVisible(), true);
  await check(page, assert);
  await done();
});

// Of the goods compared, the first is taken out: the page without it has come, with its scripts.
async function takeOneOut(page) {
  const read = page.waitForEvent('domcontentloaded');
  await page.locator('.cmp a:has-text("빼기")').first().click();
  await read;
}

test('five goods are compared side by side', async () => {
  const { page, troubles, done } = await visit(sizes[0]);
  await page.goto(`${url}/search?category=furniture.office.chair`);
  assert.equal(await page.locator('.tray').isVisible(), false);
  const boxes = page.locator('input[form=compare]');
  for (let i = 0; i < 5; i++) await boxes.nth(i).check();
  assert.equal(await boxes.nth(5).isDisabled(), true);
  await page.locator('.tray button[type=submit]').click();
  await page.waitForURL(/\/compare\?ids=/);
  assert.equal(await page.locator('.cmp thead img').count(), 5);
  assert.match(await page.textContent('.cmp'), /등판 재질/);
  await check(page, assert);
  await takeOneOut(page);
  assert.equal(await page.locator('.cmp thead img').count(), 4);
  assert.deepEqual(troubles, []);
  await done();
});

test('goods ticked stay through pages and searches, five at most, until they are taken out', async () => {
  const { page, troubles, done } = await newcomer(sizes[0]);
  const boxes = page.locator('input[form=compare][type=checkbox]');
  const tray = page.locator('.tray');
  const find = q => page.goto(`${url}/search?q=${encodeURIComponent(q)}`);
  await find('의자');
  for (let i = 0; i < 2; i++) await boxes.nth(i).check();
  const first = await boxes.first().getAttribute('data-name');
  assert.match(await tray.textContent(), /2개 골랐습니다\. 다섯 개까지/);
  await find('복사용지');
  assert.equal(await tray.isVisible(), true);
  assert.ok((await tray.locator('li span').allTextContents()).includes(first), 'named on another page');
  for (let i = 0; i < 3; i++) await boxes.nth(i).check();
  assert.match(await tray.textContent(), /5개 모두 골랐습니다/);
  for (const name of await tray.locator('li span').all()) {
    const whole = await name.evaluate(e => e.clientWidth >= Math.min(100, e.scrollWidth));
    assert.ok(whole, 'all of a short name, or room for what tells them apart'); // whose goods come first changes by the day
  }
  assert.equal(await boxes.nth(3).isDisabled(), true);
  await check(page, assert);
  await tray.getByRole('button', { name: `${first} 빼기` }).click();
  assert.equal(await tray.locator('li').count(), 4);
  assert.equal(await boxes.nth(3).isDisabled(), false);
  await page.locator('.tray button[type=submit]').click();
  await page.waitForURL(/\/compare\?ids=/);
  assert.equal(await page.locator('.cmp thead img').count(), 4);
  await takeOneOut(page);
  await find('의자');
  assert.equal(await tray.locator('li').count(), 3, 'what was taken out there is out here');
  await page.getByRole('button', { name: '모두 빼기' }).click();
  await tray.waitFor({ state: 'hidden' });
  await page.reload();
  assert.equal(await page.locator('input[form=compare]:checked').count(), 0);
  assert.equal(await tray.isVisible(), false);
  assert.deepEqual(troubles, []);
  await done();
});

test('without scripts goods of one page are compared, and taken out', async () => {
  const { page, troubles, done } = await newcomer({ ...sizes[0], scripts: false });
  await page.goto(`${url}/search?q=${encodeURIComponent('복사용지')}`);
  const boxes = page.locator('input[form=compare]');
  for (let i = 0; i < 2; i++) await boxes.nth(i).check();
  await page.getByRole('button', { name: '모두 빼기' }).click();
  assert.equal(await page.locator('input[form=compare]:checked').count(), 0);
  for (let i = 0; i < 2; i++) await boxes.nth(i).check();
  await page.locator('.tray button[type=submit]').click();
  await page.waitForURL(/\/compare\?ids=/);
  assert.equal(await page.locator('.cmp thead img').count(), 2);
  assert.deepEqual(troubles, []);
  await done();
});

test('a visitor who wants to buy logs in and comes back to the good; an officer puts it in the basket', async () => {
  const { page, troubles, done } = await newcomer(sizes[0]);
  await page.goto(`${url}/search?q=${encodeURIComponent('복사용지')}`);
  await page.locator('.it h2 a').first().click();
  await page.waitForURL(/\/products\/\d{13}/);
  const good = new URL(page.url());
  await page.locator('.order button[type=submit]').last().click();
  await page.waitForURL(/\/login\?next=/);
  assert.equal(new URL(page.url()).searchParams.get('next'), good.pathname + good.search);
  await page.fill('#email', 'officer@demo.dure');
  await page.fill('#password', 'dure-demo-2026');
  await page.locator('main button[type=submit]').first().click();
  await page.waitForURL(/\/products\/\d{13}/);
  assert.match(await page.textContent('.facts .note'), /수의계약|입찰|견적/);
  assert.match(await page.textContent('.facts .note .law'), /제25조/);
  const price = Number((await page.textContent('.price b')).replace(/\D/g, ''));
  await page.fill('#quantity', '30');
  assert.equal(Number((await page.textContent('[data-sum]')).replace(/\D/g, '')), price * 30, 'the sum follows');
  await check(page, assert);
  await page.locator('button[name=do][value=cart]').click();
  await page.waitForURL(/\/buyer\/cart/);
  assert.ok((await page.textContent('main')).includes((price * 30).toLocaleString('en')));
  assert.deepEqual(troubles, []);
  await done();
});

test('initial consonants and spacing find the same goods', async () => {
  const answer = await (await fetch(`${url}/suggest?q=${encodeURIComponent('ㅂㅅㅇㅈ')}`)).json();
  assert.ok(answer.items.some(i => i.t.includes('복사용지')), JSON.stringify(answer));
  const total = async q => (await (await fetch(`${url}/api/v1/products?q=${encodeURIComponent(q)}`)).json()).total;
  assert.ok(await total('복사용지') > 0);
  assert.equal(await total('복사 용지'), await total('복사용지'));
  assert.equal(await total('없는물건이름입니다'), 0);
});

test('an address that is not there is told kindly', async () => {
  const { page, done } = await visit(sizes[0]);
  for (const path of ['/nowhere', '/products/1234567890123']) {
    const response = await page.goto(url + path);
    assert.equal(response.status(), 404);
    await check(page, assert);
  }
  await done();
});

const ROLES = ['officer', 'approver', 'inspector', 'accountant', 'supplier', 'operator'];

for (const role of ROLES) {
  test(`the ${role} comes in and goes out`, async () => {
    const { context, page, done } = await newcomer(sizes[0]);
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
    const back = await fetch(`${url}/home`, { headers: { cookie: `${cookie.name}=${cookie.value}` }, redirect: 'manual' });
    assert.match(back.headers.get('location'), /\/login/, 'the old cookie is dead');
    await done();
  });
}

test('a password is hidden while typed, and may be pasted or filled in', async () => {
  const { page, done } = await newcomer(sizes[1]);
  for (const [path, id, whose] of [['/login', '#password', 'current-password'], ['/reset-password/code', '#password', 'new-password']]) {
    await page.goto(`${url}${path}`);
    const field = page.locator(id);
    assert.equal(await field.getAttribute('type'), 'password');
    assert.equal(await field.getAttribute('autocomplete'), whose);
    assert.ok(await field.evaluate(f => f.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, cancelable: true }))), `${path} lets nobody paste`);
  }
  await done();
});

test('a wrong password keeps what was typed and says what to do', async () => {
  const { page, done } = await newcomer(sizes[1]);
  await page.goto(`${url}/login`);
  await page.fill('#email', 'officer@demo.dure');
  await page.fill('#password', 'wrong-password');
  const [response] = await Promise.all([page.waitForResponse(r => r.request().method() === 'POST'), page.locator('main button[type=submit]').click()]);
  assert.equal(response.status(), 422);
  await page.waitForSelector('[role=alert]');
  assert.equal(await page.inputValue('#email'), 'officer@demo.dure');
  assert.equal(await page.inputValue('#password'), '');
  await check(page, assert);
  await done();
});
