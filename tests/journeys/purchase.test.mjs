// One lawful purchase, from the search to the public record, by six people in a real browser; on the
// way every page is looked at for what keeps people out. On a phone the same way is walked again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { check, logIn, open, sizes, url, visit } from './browser.mjs';
import { Manual } from './manual.mjs';

const PASSWORD = 'dure-demo-2026';

let browser;
before(async () => { browser = await open(); });
after(async () => { await browser.close(); });

// A product of the firm whose owner the demo lets in, dear enough that a few need one quote and no more.
async function goodsOf(page, firm) {
  await page.goto(`${url}/search?q=${encodeURIComponent(firm)}`);
  for (const card of await page.locator('.it', { hasText: firm }).all()) {
    const price_won = Number((await card.locator('.pr').textContent()).match(/([\d,]+)원/)[1].replace(/,/g, ''));
    const path = await card.locator('h2 a, h3 a').first().getAttribute('href');
    if (price_won >= 3000 && price_won <= 400000) return { price_won, path };
  }
  throw new Error(`no goods of ${firm}`);
}

async function firmOf(page) {
  await page.goto(`${url}/supplier`);
  return (await page.locator('.who summary small').textContent()).trim();
}

// Everything that is asked with 예, 아니오 or 해당 없음, answered so that nothing bars.
async function pledge(page) {
  const groups = page.locator('main fieldset:has(input[type=radio])');
  for (let i = 0; i < await groups.count(); i++) {
    const group = groups.nth(i);
    if (await group.locator('fieldset').count() > 0) continue;
    const none = group.getByLabel(/^(해당 없음|비해당|없음|해당하지)/);
    const yes = group.getByLabel(/^(예|서약|확인|그렇습니다|동의)/);
    await (await none.count() > 0 ? none.first() : yes.first()).check();
  }
}

// A deed that binds asks for the password again, unless it was shown within the last five minutes.
async function confirm(page) {
  const field = page.locator('main').getByLabel('비밀번호');
  if (await field.count() > 0) await field.first().fill(PASSWORD);
}

for (const size of sizes) {
  test(`a purchase from the search to the public record (${size.name})`, { timeout: 300000 }, async () => {
    const manual = new Manual('purchase', '구매 한 건, 찾기부터 공개까지');
    manual.say('두레에서 물품 한 가지를 한 기업에서 사는 길입니다. 시연 도시의 화면을 그대로 따라갑니다.');
    const people = {};
    for (const role of ['officer', 'approver', 'inspector', 'accountant', 'supplier', 'operator']) {
      people[role] = await visit(browser, size);
      await logIn(people[role].page, role);
      await people[role].page.waitForURL(/\/(buyer|supplier|admin)$/);
    }
    const { officer, approver, inspector, accountant, supplier } = people;
    const look = async p => { await check(p, assert); };
    const goods = await goodsOf(officer.page, await firmOf(supplier.page));
    let page = officer.page;

    manual.chapter('1. 찾기', '구매담당');
    await look(page);
    await page.goto(url + goods.path);
    await look(page);
    const least = Number((await page.inputValue('#quantity')).replace(/,/g, ''));
    const quantity = Math.max(least, Math.ceil(2400000 / goods.price_won));
    await manual.fill(page, '수량(', String(quantity), '살 수량');
    await manual.press(page, '바로 구매 요청');

    manual.chapter('2. 구매 건 만들기와 계약방법', '구매담당');
    await look(page);
    // Known again in every list; in letters, for a long number would not be published.
    const title = `민원실 소모품 구매 ${[...String(Date.now())].slice(-6).map(n => '가나다라마바사아자차'[n]).join('')}`;
    await manual.fill(page, '계약건명', title, '민원실 소모품 구매');
    await manual.fill(page, '구매 사유', '민원실에서 쓸 것을 다시 갖춥니다.');
    await manual.fill(page, '예산 과목', '사무관리비(201-01)');
    await manual.press(page, '만들고 계약방법 확인');
    await look(page);
    if (await page.getByLabel('나누어 구매한 것이 아닌 까닭').count() > 0) {
      await page.getByLabel('나누어 구매한 것이 아닌 까닭').fill('쓰는 곳과 때가 서로 다릅니다.');
    }
    await manual.see(page, '1인 견적 수의계약');
    await manual.press(page, '이 계약방법으로 진행');
    await look(page);

    manual.chapter('3. 견적', '구매담당');
    await manual.press(page, '견적 요청하기');
    await look(page);
    await manual.press(page, '확인 화면으로');
    await look(page);
    await manual.press(page, '견적 요청 보내기');
    await look(page);

    manual.chapter('4. 견적 내기', '공급기업');
    page = supplier.page;
    await page.goto(`${url}/supplier/quotes`);
    await look(page);
    await page.locator('tr', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    const asked = Math.floor(goods.price_won * 0.97);
    await manual.fill(page, '단가(원)', String(asked), '단가');
    await manual.press(page, '확인 화면으로');
    await look(page);
    await manual.press(page, '견적 제출');
    await look(page);

    manual.chapter('5. 견적 고르기', '구매담당');
    page = officer.page;
    await page.goto(`${url}/buyer`);
    await look(page);
    await page.locator('.todo li', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    await manual.fill(page, '고른 까닭', '정가보다 낮고 납기가 맞습니다.');
    await page.locator('main form button[type=submit]').last().click();
    await page.waitForLoadState();
    await look(page);

    manual.chapter('6. 결재', '구매담당과 결재자');
    await page.goto(`${url}/buyer`);
    await page.locator('.todo li', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    await manual.press(page, '결재 올리기');
    await look(page);
    page = approver.page;
    await page.goto(`${url}/buyer/approvals`);
    await look(page);
    await page.locator('tr', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    await manual.fill(page, '의견', '계획대로 추진하시기 바랍니다.');
    await confirm(page);
    await page.locator('main button[value=approve]').click();
    await page.waitForLoadState();
    await look(page);

    manual.chapter('7. 계약', '구매담당과 공급기업');
    page = officer.page;
    await page.goto(`${url}/buyer`);
    await page.locator('.todo li', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    await manual.fill(page, '구체적 사유', '지역의 여성기업이 만들고 값과 납기가 알맞습니다.');
    await manual.press(page, '계약서 보내기');
    await look(page);
    page = supplier.page;
    await page.goto(`${url}/supplier/contracts`);
    await look(page);
    await page.locator('tr', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    const contract = page.url();
    await page.goto(`${contract}/sign`);
    await look(page);
    await pledge(page);
    await manual.press(page, '다음: 서명 확인');
    await look(page);
    await confirm(page);
    await page.locator('main button[type=submit]').last().click();
    await page.waitForLoadState();
    await look(page);
    page = officer.page;
    await page.goto(`${contract.replace('/supplier/', '/buyer/')}/sign`);
    await look(page);
    for (const box of await page.locator('main input[type=checkbox]').all()) await box.check();
    await confirm(page);
    await manual.press(page, '서명하고 계약 확정');
    await look(page);
    await manual.see(page, '계약 체결');

    manual.chapter('8. 납품과 검사', '공급기업과 검수자');
    page = supplier.page;
    await page.goto(`${contract}/delivery`);
    await look(page);
    await manual.press(page, '다음');
    await look(page);
    await page.locator('main form button[type=submit]').last().click();
    await page.waitForLoadState();
    await look(page);
    page = inspector.page;
    await page.goto(`${url}/buyer/inspections`);
    await look(page);
    await page.locator('tr', { hasText: title }).getByRole('link', { name: /검사/ }).first().click();
    await page.waitForLoadState();
    await look(page);
    await manual.press(page, '모두 이상 없음');
    await look(page);
    await confirm(page);
    await page.locator('main form button[type=submit]').last().click();
    await page.waitForLoadState();
    await look(page);

    manual.chapter('9. 청구와 지급', '공급기업과 지출담당');
    page = supplier.page;
    await page.goto(`${contract}/claim`);
    await look(page);
    const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
    const unique = String(Date.now()).slice(-14).padStart(14, '0');
    await manual.fill(page, '승인번호', `${today.replace(/-/g, '')}41${unique}`, '전자세금계산서 승인번호');
    await manual.fill(page, '작성일', today, '계산서의 작성일자');
    for (const box of await page.locator('main input[type=checkbox], main input[type=radio][value=inquiry]').all()) await box.check();
    await manual.press(page, '저장하고 확인');
    await look(page);
    await manual.press(page, '이대로 청구');
    await look(page);
    page = accountant.page;
    await page.goto(`${url}/buyer/payments`);
    await look(page);
    await page.locator('tr', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    for (const box of await page.locator('main input[type=checkbox]').all()) await box.check();
    for (const field of await page.getByLabel('조회 결과').all()) await field.fill('체납 없음');
    await manual.press(page, '확인한 것 저장');
    await look(page);
    await manual.press(page, '지급 등록');
    await look(page);
    await manual.fill(page, '이체 번호', `T${Date.now()}`, '이체 번호');
    await confirm(page);
    await manual.press(page, '지급한 것으로 등록');
    await look(page);
    await page.goto(`${url}/buyer/ledger`);
    await look(page);

    manual.chapter('10. 실적과 공개', '누구나');
    // Within a minute the purchase stands in the record and on the public list.
    await page.goto(`${url}/disclosure?words=${encodeURIComponent(title)}`);
    for (let i = 0; i < 60 && await page.locator('tr', { hasText: title }).count() === 0; i++) {
      await page.waitForTimeout(1000);
      await page.reload();
    }
    await look(page);
    await page.locator('tr', { hasText: title }).getByRole('link').first().click();
    await page.waitForLoadState();
    await look(page);
    await manual.see(page, '수의계약');
    page = officer.page;
    await page.goto(`${url}/buyer/records`);
    await look(page);
    for (const name of ['중소기업', '여성기업', '장애인기업', '사회적기업', '지역']) {
      assert.match(await page.textContent('main'), new RegExp(name));
    }

    for (const { troubles, context } of Object.values(people)) {
      assert.deepEqual(troubles, []);
      await context.close();
    }
    if (size === sizes[0]) manual.check(assert);
  });
}
