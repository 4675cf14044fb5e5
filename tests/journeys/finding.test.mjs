// One good is found in every way people look for it, and compared with others.
import assert from 'node:assert/strict';
import { check, logIn, newcomer, sit, test, turn, turnAndBareOn, url, visit } from './browser.mjs';
import { mark } from './trade.mjs';

const look = async (page, q, more = '') => {
  await page.goto(`${url}/search?q=${encodeURIComponent(q)}${more}`);
  return page.locator('.it h2 a').allTextContents();
};

for (const size of turn) {
  test(`copying paper is found in twelve ways and compared (${size.name})`, async () => {
    const { page, troubles, done } = await visit(size);
    const all = await look(page, '복사용지');
    assert.ok(all.length >= 3 && all.some(t => t.startsWith('복사용지')));
    const product = await page.locator('.it h2 a', { hasText: '복사용지' }).first().getAttribute('href');
    await page.goto(url + product);
    const model = (await page.locator('.facts .meta').textContent()).match(/모델\s*([A-Z]+-\d+)/)[1];
    const ways = {
      'spaces where none were': '복사 용지',
      'initial consonants': 'ㅂㅅㅇㅈ',
      'the keys of the other language': 'qhrtkdydwl',
      'a slip of one letter': '복사용디',
      'another word for it': '복사지',
      'a figure and its unit': '복사용지 80g',
      'the same written apart': '복사용지 80 g/㎡',
      'a size': 'A4 복사용지',
      'a phrase in quotes': '"복사용지 A4"',
      'without what is not wanted': '복사용지 -컬러',
      'a sentence with a sum': '민원실 복사용지 10상자 50만원',
      'the number on the box': model.toLowerCase().replace('-', ''),
    };
    for (const [way, q] of Object.entries(ways)) {
      const found = await look(page, q);
      assert.ok(found.some(t => t.includes('복사용지')), `${way}: ${q} finds ${found.slice(0, 3)}`);
      if (/컬러/.test(q)) assert.ok(!found.some(t => t.includes('컬러')), way);
    }
    await look(page, 'qhrtkdydwl');
    assert.match(await page.textContent('#found .note'), /복사용지/, 'what was understood is said');
    await check(page, assert);
    await page.getByRole('link', { name: '입력한 그대로 찾기' }).click();
    await page.waitForURL(/exact=1/);

    // What was read and what was added to it are told once.
    await look(page, 'a4용지 10박스');
    assert.match(await page.textContent('#found .note'), /수량 10\. 찾는 말과 같은 뜻인 ‘a4용지’ 결과도 함께/);
    assert.equal(await page.locator('#found .note').count(), 1);

    // By the tree of categories alone.
    await page.goto(`${url}/categories`);
    await page.goto(`${url}/search?category=paper.copy.a4`);
    assert.ok((await page.locator('.it h2 a').allTextContents()).some(t => t.includes('복사용지')));

    await look(page, '복사용지');
    const boxes = page.locator('input[form=compare]');
    for (let i = 0; i < 3; i++) await boxes.nth(i).check();
    await page.locator('.tray button[type=submit]').click();
    await page.waitForURL(/\/compare\?ids=/);
    assert.equal(await page.locator('.cmp thead img').count(), 3);
    assert.match(await page.textContent('.cmp'), /평량/, 'attribute by attribute');
    await check(page, assert);
    assert.deepEqual(troubles, []);
    await done();
  });
}

for (const size of turnAndBareOn('sqlite')) {
  test(`a search is kept, opened, changed, removed and taken back (${size.name})`, async () => {
    const { page, troubles, done } = await sit('officer', size);
    const name = `종이 ${mark()}`;
    await page.goto(`${url}/search?q=${encodeURIComponent('복사용지 -' + name.split(' ')[1])}&cert=women&sort=price`);
    const total = await page.textContent('[data-announce] b');
    assert.ok(Number(total) > 0);
    await page.getByRole('link', { name: '이 검색 저장' }).click();
    await page.waitForURL(/\/me\/searches\/new/);
    assert.match(await page.inputValue('#name'), /^복사용지 .*여성기업$/, 'named by what was understood');
    assert.match(await page.textContent('.pt'), new RegExp(`${total}건`));
    await check(page, assert);
    await page.fill('#name', name);
    await page.getByRole('button', { name: '저장', exact: true }).click();
    await page.waitForURL(/was=saved/);
    await check(page, assert);
    await page.getByRole('button', { name: `결과 보기 ${name}` }).click();
    await page.waitForURL(/\/search\?/);
    assert.equal(await page.textContent('[data-announce] b'), total, 'with every filter');
    await page.goto(`${url}/me/searches`);
    await page.getByRole('link', { name: `고치기 ${name}` }).click();
    await check(page, assert);
    await page.uncheck('[name=told]');
    await page.getByRole('button', { name: '저장', exact: true }).click();
    await page.waitForURL(/was=changed/);
    assert.match(await page.locator('tr', { hasText: name }).textContent(), /받지 않음/);
    await page.getByRole('link', { name: `고치기 ${name}` }).click();
    await page.getByRole('button', { name: '이 검색 지우기' }).click();
    await page.waitForURL(/was=removed/);
    assert.equal(await page.locator('tr', { hasText: name }).count(), 0);
    await page.getByRole('button', { name: '되돌리기' }).click();
    await page.waitForURL(/was=restored/);
    assert.equal(await page.locator('tr', { hasText: name }).count(), 1);
    assert.deepEqual(troubles, []);
    await done();
  });
}

for (const size of turnAndBareOn('postgres')) {
  test(`what is not found is asked for, and a firm answers (${size.name})`, async () => {
    const officer = await sit('officer', size);
    const { page } = officer;
    const title = `분홍 복사용지 ${mark()}`;
    await page.goto(`${url}/search?q=${encodeURIComponent(`"${title}"`)}`);
    await check(page, assert);
    await page.getByRole('link', { name: '찾는 물건 알리기' }).click();
    await page.waitForURL(/\/buyer\/wanted\/new/);
    await page.fill('#title', title);
    assert.equal(await page.inputValue('#category'), 'paper.copy.a4', 'the category is suggested');
    const day = new Date(Date.now() + 20 * 86400000).toISOString().slice(0, 10);
    await page.fill('#needed_by', day);
    await page.fill('#quantity', '80');
    await page.fill('#unit', '상자');
    await page.fill('#budget', '800,000');
    await check(page, assert);
    await page.getByRole('button', { name: '공급기업에 알리기' }).click();
    await page.waitForURL(/was=asked/);
    await check(page, assert);
    const mine = page.url().split('?')[0];

    const firm = await sit('supplier', size);
    await firm.page.goto(`${url}/supplier/wanted`);
    await check(firm.page, assert);
    await firm.page.getByRole('link', { name: title }).click();
    const next = await firm.page.getByRole('link', { name: '새 상품으로 등록하기' }).getAttribute('href');
    assert.match(next, /^\/supplier\/products\/new\?category=paper\.copy\.a4&title=/);
    await firm.page.selectOption('#offer', { index: 1 });
    await firm.page.fill('#said', '주문하시면 분홍으로 만들어 드립니다.');
    await check(firm.page, assert);
    await firm.page.getByRole('button', { name: '이 상품 알리기' }).click();
    await firm.page.waitForURL(/was=answered/);

    await page.goto(`${url}/inbox`);
    await page.locator('tr', { hasText: title }).getByRole('button').click();
    await page.waitForURL(/\/products\/\d{13}/);
    await page.goto(mine);
    assert.match(await page.textContent('main'), /주문하시면 분홍으로/);
    await check(page, assert);
    await page.getByRole('button', { name: '답 그만 받기' }).click();
    await page.waitForURL(/was=closed/);
    assert.match(await page.textContent('.pt'), /끝냄/);
    assert.deepEqual([...officer.troubles, ...firm.troubles], []);
    await officer.done();
    await firm.done();
  });
}

for (const size of turn) {
  test(`goods looked at stand in this browser until they are forgotten (${size.name})`, async () => {
    const { page, troubles, done } = await newcomer(size);
    await page.goto(`${url}/recent`);
    assert.match(await page.textContent('main'), /최근 본 상품이 없습니다/);
    await check(page, assert);
    const looked = [];
    for (const q of ['복사용지', '의자']) {
      await look(page, q);
      await page.locator('.it h2 a').first().click();
      await page.waitForURL(/\/products\/\d{13}/);
      looked.unshift(await page.textContent('h1'));
    }
    await page.goto(url);
    await page.locator('#recent .card').nth(1).waitFor();
    assert.deepEqual(await page.locator('#recent h3').allTextContents(), looked, 'the newest first');
    await check(page, assert);
    await page.goto(`${url}/search`);
    await page.getByRole('link', { name: '최근 본 상품' }).click();
    await page.waitForURL(/\/recent$/);
    await page.locator('#recent .card').nth(1).waitFor();
    await check(page, assert);
    await page.getByRole('button', { name: '본 기록 지우기' }).click();
    await page.getByText('최근 본 상품이 없습니다').waitFor();
    assert.equal(await page.evaluate(() => localStorage.getItem('recent')), null);

    // What is older than its days is not shown, and who logs out leaves nothing.
    await page.evaluate(() => localStorage.setItem('recent', JSON.stringify([{ no: '1234567890123', until: 1 }])));
    await page.goto(url);
    assert.equal(await page.locator('#recent .card').count(), 0);
    await logIn(page, 'officer');
    await page.waitForURL(/\/buyer$/);
    await look(page, '복사용지');
    await page.locator('.it h2 a').first().click();
    await page.waitForURL(/\/products\/\d{13}/);
    assert.notEqual(await page.evaluate(() => localStorage.getItem('recent')), null);
    await page.goto(`${url}/buyer`);
    await page.evaluate(() => document.querySelector('form[action="/logout"]').requestSubmit());
    await page.waitForURL(u => u.pathname !== '/buyer');
    assert.equal(await page.evaluate(() => localStorage.getItem('recent')), null);
    assert.deepEqual(troubles, []);
    await done();
  });
}
