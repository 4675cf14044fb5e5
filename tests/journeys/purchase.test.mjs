// One lawful purchase, from the search to the public record, by six people in a real browser; on the
// way every page is looked at for what keeps people out. On a phone the same way is walked again.
import assert from 'node:assert/strict';
import { check, sit, turnAndBareOn, url, visit, walk } from './browser.mjs';
import { Manual } from './manual.mjs';
import { confirm, confirmNoSplit, firmOf, goodsOf, mark, row, won } from './trade.mjs';

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

const look = page => check(page, assert);

// As a printer gets it: without the site around it, and of a demo with its mark.
async function paper(page, address) {
  await page.goto(address);
  await look(page);
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('article.paper').isVisible());
  assert.equal(await page.locator('header.hd').isVisible(), false, 'the head of the site is not printed');
  assert.ok(await page.locator('body > .demo').isVisible(), 'a demo binds nobody, on paper as well');
  await page.emulateMedia({ media: null });
}

async function search(w) {
  const { manual, officer: page } = w;
  await page.goto(`${url}/buyer/records`);
  w.goals = await goalsOf(page);
  await page.goto(`${url}/`);
  manual.chapter('1. 찾기');
  manual.person('계약담당', '상품을 찾고 수량을 정합니다. 찾기와 상품 화면은 로그인하지 않아도 보입니다.');
  await look(page);
  manual.tell('검색창에 상품 이름이나 첫소리(예: ㅂㅅㅇㅈ)를 적고 찾은 상품을 누릅니다.');
  await page.goto(url + w.goods.path);
  await look(page);
  const least = Number((await page.inputValue('#quantity')).replace(/,/g, ''));
  w.quantity = Math.max(least, Math.ceil(2400000 / w.goods.price_won));
  await manual.fill(page, '수량', String(w.quantity), '살 수량');
  await manual.press(page, '바로 구매 요청');
  await look(page);
}

async function draft(w) {
  const { manual, officer: page } = w;
  manual.chapter('2. 구매 건과 계약방법');
  manual.person('계약담당', '무엇을 왜 사는지 적으면 두레가 계약방법과 근거 조문을 답합니다.');
  await manual.fill(page, '계약건명', w.title, '계약의 이름');
  await manual.fill(page, '구매 사유', '민원실에서 쓸 것을 다시 갖춥니다.');
  await manual.fill(page, '예산 과목', '사무관리비(201-01)');
  await manual.press(page, '만들고 계약방법 확인');
  w.case = page.url().replace(/\/path$/, '');
  await look(page);
  const reason = page.getByLabel('나누어 구매한 것이 아닌 까닭');
  if (await reason.count() > 0) await reason.fill('쓰는 곳과 때가 서로 다릅니다.');
  manual.tell('부서가 올해 산 비슷한 것이 있으면 ‘나누어 구매한 것이 아닌 까닭’을 적습니다.');
  await manual.see(page, '1인 견적 수의계약');
  await manual.press(page, '이 계약방법으로 진행');
  await look(page);
}

async function quote(w) {
  const { manual, officer, supplier } = w;
  manual.chapter('3. 견적');
  manual.person('계약담당', '기업에 견적을 요청합니다.');
  await manual.press(officer, '견적 요청하기');
  await look(officer);
  await manual.press(officer, '확인 화면으로');
  await look(officer);
  await manual.pressTwice(officer, '견적 요청 보내기');
  await look(officer);
  manual.person('공급기업', '품목마다 값과 납품할 날을 답합니다. 거절할 때는 까닭을 적습니다.');
  await manual.open(supplier, '견적요청');
  await look(supplier);
  await manual.pick(supplier, row(supplier, w.title));
  await look(supplier);
  w.asked = Math.floor(w.goods.price_won * 0.97);
  await manual.fill(supplier, '단가(원)', String(w.asked), '부가세를 넣은 단가');
  await manual.press(supplier, '확인 화면으로');
  await look(supplier);
  await manual.pressTwice(supplier, '견적 제출');
  await look(supplier);
  manual.person('계약담당', '정가, 다른 기업의 값과 견주어 고르고 까닭을 적습니다.');
  await manual.open(officer, '오늘 할 일');
  await look(officer);
  await manual.pick(officer, row(officer, w.title));
  await look(officer);
  await manual.fill(officer, '고른 까닭', '정가보다 낮고 납기가 맞습니다.');
  await manual.press(officer, /견적 선정$/, '견적 선정');
  await look(officer);
}

async function approve(w) {
  const { manual, officer, approver } = w;
  manual.chapter('4. 결재');
  manual.person('계약담당', '내용을 확인하고 결재를 올립니다. 올린 뒤에는 결재가 끝날 때까지 고칠 수 없습니다.');
  await manual.open(officer, '오늘 할 일');
  await manual.pick(officer, row(officer, w.title));
  await look(officer);
  await manual.pressTwice(officer, '결재 올리기');
  await look(officer);
  manual.person('결재자', '근거와 견적을 보고 승인하거나 까닭을 적어 반려합니다. 자기가 올린 것은 결재할 수 없습니다.');
  await manual.open(approver, '결재');
  await look(approver);
  await manual.pick(approver, row(approver, w.title));
  await look(approver);
  await manual.fill(approver, '의견', '계획대로 추진하시기 바랍니다.');
  await confirmNoSplit(approver);
  manual.tell('비슷한 구매를 나누지 않았다는 설명이 있으면 읽고, 나누어 구매한 것이 아니라고 판단하면 표시합니다.');
  await confirm(approver);
  await manual.press(approver, /구매 승인$/, '구매 승인');
  await look(approver);
}

async function contract(w) {
  const { manual, officer, supplier } = w;
  manual.chapter('5. 계약');
  manual.person('계약담당', '계약서나 승낙사항을 만들어 기업에 보냅니다.');
  await manual.open(officer, '오늘 할 일');
  await manual.pick(officer, row(officer, w.title));
  await look(officer);
  await manual.fill(officer, '구체적 사유', '지역의 장애인기업이 만들고 값과 납기가 알맞습니다.');
  await manual.press(officer, '계약 문서 보내기');
  await look(officer);
  manual.person('공급기업', '청렴 서약을 하고 서명합니다.');
  await manual.open(supplier, '계약');
  await look(supplier);
  await manual.pick(supplier, row(supplier, w.title));
  await look(supplier);
  w.contract = supplier.url();
  await manual.follow(supplier, '/sign');
  await look(supplier);
  manual.tell('서약마다 답합니다.');
  await pledge(supplier);
  await manual.press(supplier, '다음: 서명 확인');
  await look(supplier);
  await confirm(supplier);
  await manual.pressTwice(supplier, /서명/, '서명');
  await look(supplier);
  manual.person('계약담당', '기업의 서명을 확인하고 서명합니다. 두 서명이 모이면 계약이 맺어집니다.');
  await manual.open(officer, '오늘 할 일');
  await manual.pick(officer, row(officer, w.title));
  if (!officer.url().endsWith('/sign')) await manual.follow(officer, '/sign');
  await look(officer);
  manual.tell('확인할 것에 모두 표시합니다.');
  for (const box of await officer.locator('main input[type=checkbox]').all()) await box.check();
  await confirm(officer);
  await manual.pressTwice(officer, '서명하고 계약 확정');
  await look(officer);
  await manual.see(officer, '계약 체결');
  await paper(supplier, `${w.contract}/print`);
}

async function deliver(w) {
  const { manual, supplier, inspector } = w;
  manual.chapter('6. 납품과 검사');
  manual.person('공급기업', '계약 화면에서 납품서를 냅니다. 나누어 납품하면 이번 수량만 적습니다.');
  await supplier.goto(w.contract);
  await manual.follow(supplier, '/delivery');
  await look(supplier);
  await manual.press(supplier, '다음');
  await look(supplier);
  await manual.pressTwice(supplier, '납품서 내기');
  await look(supplier);
  manual.person('검사자', '물건을 세어 보고 합격 수량과 불합격 수량을 적습니다.');
  await manual.open(inspector, '검사');
  await look(inspector);
  await manual.pick(inspector, row(inspector, w.title), row(inspector, w.title).getByRole('link', { name: /검사하기/ }));
  await look(inspector);
  await manual.press(inspector, '모두 이상 없음');
  await look(inspector);
  await confirm(inspector);
  await manual.press(inspector, '합격으로 마치기');
  await look(inspector);
}

async function pay(w) {
  const { manual, supplier, accountant } = w;
  manual.chapter('7. 청구와 지급');
  manual.person('공급기업', '계약 화면에서 대금을 청구합니다. 계약에 있는 것은 다시 적지 않습니다.');
  await supplier.goto(w.contract);
  await manual.follow(supplier, '/claim');
  await look(supplier);
  const today = new Date().toLocaleDateString('sv', { timeZone: 'Asia/Seoul' });
  const unique = String(Date.now()).slice(-14).padStart(14, '0');
  await manual.fill(supplier, '승인번호', `${today.replace(/-/g, '')}41${unique}`, '전자세금계산서 승인번호');
  await manual.fill(supplier, '작성일', today, '계산서의 작성일자');
  for (const way of await supplier.locator('main input[type=radio][value=inquiry]').all()) await way.check();
  manual.tell('사회보험료 완납증명은 ‘조회에 동의합니다’를 고르면 내지 않아도 됩니다.');
  await manual.press(supplier, '저장하고 확인');
  await look(supplier);
  await manual.pressTwice(supplier, '이대로 청구');
  await look(supplier);
  manual.person('지출담당', '증빙을 하나씩 확인하고, 금고에서 이체한 뒤 그 결과를 등록합니다.');
  await manual.open(accountant, '청구·지급');
  await look(accountant);
  await manual.pick(accountant, row(accountant, w.title));
  await look(accountant);
  manual.tell('증빙마다 ‘확인’에 표시하고 조회한 것은 결과를 적습니다.');
  for (const box of await accountant.locator('main input[type=checkbox]').all()) await box.check();
  for (const field of await accountant.getByLabel('조회 결과').all()) await field.fill('체납 없음');
  await manual.press(accountant, '확인한 것 저장');
  await look(accountant);
  await manual.press(accountant, '지급 등록');
  await look(accountant);
  await manual.fill(accountant, '이체 번호', `T${Date.now()}`, '이체 번호');
  await manual.fill(accountant, '이체한 금액', String(w.asked * w.quantity), '이체한 금액');
  await confirm(accountant);
  await manual.pressTwice(accountant, '지급한 것으로 등록');
  await look(accountant);
  await manual.see(accountant, '지급 완료');
  await manual.open(accountant, '장부');
  await look(accountant);
  for (const deed of ['청구', '지급']) {
    const posted = accountant.locator('main th a', { hasText: w.title }).filter({ hasText: deed });
    assert.equal(await posted.count(), 1, deed);
  }
}

// Each goal of the institution's record as the table shows it: what was bought, of how much, in percent.
async function goalsOf(page) {
  const goals = new Map();
  for (const line of await page.locator('#goals tbody tr').all()) {
    const name = (await line.locator('th').evaluate(th => th.firstChild.textContent)).trim();
    const cell = async label => (await line.locator(`td[data-l="${label}"]`).innerText()).trim();
    const [part, whole, percent] = [await cell('실적(원)'), await cell('대상 금액(원)'), await cell('비율')];
    const sum = text => /\d/.test(text) ? won(text) : null; // a kind that is not counted shows none
    goals.set(name, { part: sum(part), whole: sum(whole), percent });
  }
  return goals;
}

// What the firm's certificates of today make of this purchase, to the won and to the hundredth of a percent.
function addedToGoals(w, goals) {
  const price = w.asked * w.quantity;
  for (const [name, grows] of [['중소기업제품', price], ['여성기업제품(물품)', 0], ['장애인기업제품', price],
    ['사회적기업제품', price], ['지역제품', price]]) {
    const [was, is] = [w.goals.get(name), goals.get(name)];
    assert.equal(is.part - was.part, grows, name);
    assert.equal(is.whole - was.whole, price, name);
    assert.equal(is.percent, `${Math.round(is.part * 10000 / is.whole) / 100}%`, name);
  }
}

// Somebody in a hurry clicked twice on each of these; each was done once.
const ONCE = ['견적을 요청했습니다', /^견적 [\d,]+원을 냈습니다/, '결재를 올렸습니다', '서약하고 서명했습니다', '계약을 맺었습니다',
  '납품서를 냈습니다', '합격했습니다', /청구했습니다/, /지급했습니다/];

async function everyDeedOnce(w) {
  const { officer } = w;
  await officer.goto(w.case);
  for (const words of ONCE) {
    assert.equal(await officer.locator('main .tl li > b', { hasText: words }).count(), 1, String(words));
  }
}

// Within a minute the purchase stands in the record and on the public list.
async function disclose(w) {
  const { manual, officer, visitor } = w;
  manual.chapter('8. 공개와 실적');
  manual.person('누구나', '계약과 지급은 따로 하지 않아도 1분 안에 수의계약 공개 목록에 오릅니다.');
  const paid = `${(w.asked * w.quantity).toLocaleString('en')}원`;
  await visitor.goto(`${url}/disclosure?words=${encodeURIComponent(w.title)}`);
  for (let i = 0; i < 60 && await row(visitor, w.title).count() === 0; i++) {
    await visitor.waitForTimeout(1000);
    await visitor.reload();
  }
  await look(visitor);
  await manual.pick(visitor, row(visitor, w.title));
  await look(visitor);
  for (const name of ['계약일자', '계약상대자 상호', '수의계약 근거', '수의계약 사유']) {
    assert.equal(await visitor.locator('main').getByText(name, { exact: true }).count(), 1, name);
  }
  for (let i = 0; i < 60 && await visitor.locator('main').getByText(paid).count() < 2; i++) {
    await visitor.waitForTimeout(1000);
    await visitor.reload();
  }
  await manual.see(visitor, '지급액');
  manual.person('계약담당', '구매실적에 금액과 우선구매 비율이 더해집니다.');
  await manual.open(officer, '구매실적');
  await look(officer);
  addedToGoals(w, await goalsOf(officer));
  await officer.goto(`${url}/buyer/records/list`);
  assert.equal(await row(officer, w.title).count(), 1);
  await look(officer);
}

async function audit(w) {
  const { manual, operator } = w;
  manual.chapter('9. 감사 기록');
  manual.person('운영자', '누가 무엇을 했는지 보고, 기록의 사슬이 끊기지 않았는지 확인합니다.');
  await manual.open(operator, '감사 기록');
  await look(operator);
  await manual.press(operator, '사슬 검증');
  await manual.press(operator, '지금 검증');
  await look(operator);
  await manual.see(operator, '모든 줄이 이어집니다.');
}

for (const size of turnAndBareOn('sqlite')) {
  walk(`a purchase from the search to the public record (${size.name})`, async () => {
    const w = { title: `민원실 소모품 구매 ${mark()}`, manual: new Manual('purchase', '구매 한 건, 찾기부터 공개까지') };
    w.manual.say('두레에서 물품 한 가지를 한 기업에서 사는 길입니다. 여섯 사람이 차례로 하는 일을 시연 도시의 화면 그대로 적었습니다.');
    w.manual.say('승인, 서명, 검사, 지급처럼 책임이 따르는 일은 비밀번호나 인증번호를 다시 물을 수 있습니다.');
    w.manual.say('메뉴는 화면 왼쪽에, 전화에서는 아래의 ‘전체메뉴’에 있습니다.');
    const seats = [];
    for (const role of ['visitor', 'officer', 'approver', 'inspector', 'accountant', 'supplier', 'operator']) {
      seats.push(await (role === 'visitor' ? visit(size) : sit(role, size)));
      w[role] = seats.at(-1).page;
    }
    w.goods = await goodsOf(w.officer, await firmOf(w.supplier));
    for (const part of [search, draft, quote, approve, contract, deliver, pay, everyDeedOnce, disclose, audit]) await part(w);
    for (const { troubles, done } of seats) {
      assert.deepEqual(troubles, []);
      await done();
    }
    w.manual.check(assert);
  });
}
