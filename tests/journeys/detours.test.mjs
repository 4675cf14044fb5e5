// What the straight way leaves out: a supplier declines, an approver sends back and another stands in,
// what is too large is handed over, goods come late, in parts and broken, a claim comes back.
import assert from 'node:assert/strict';
import { check, sit, turnAtLength, url, walk } from './browser.mjs';
import { Manual } from './manual.mjs';
import { confirm, confirmNoSplit, firmOf, goodsOf, mark, row, won } from './trade.mjs';

const LATE = '작은도서관 비품 보충'; // the demo's contract whose last day has gone by
const look = page => check(page, assert);
const day = days => new Date(Date.now() + days * 86400000).toLocaleDateString('sv', { timeZone: 'Asia/Seoul' });

// How often this stands in what happened to the case.
const happened = (page, words) => page.locator('main .tl li > b', { hasText: words }).count();

async function draft(manual, page, goods, title, least_won) {
  manual.tell('상품 화면에서 ‘바로 구매 요청’을 누르고 구매 건을 만듭니다.');
  await page.goto(url + goods.path);
  const least = won(await page.inputValue('#quantity'));
  await page.fill('#quantity', String(Math.max(least, Math.ceil(least_won / goods.price_won))));
  await page.getByRole('button', { name: '바로 구매 요청' }).click();
  await page.waitForURL(/\/purchases\/new/);
  await page.fill('#title', title);
  await page.fill('#need', '쓰던 것이 떨어져 다시 갖춥니다.');
  await page.fill('#budget_line', '사무관리비(201-01)');
  await page.getByRole('button', { name: '만들고 계약방법 확인' }).click();
  await page.waitForURL(/\/purchases\/\d{13}\/path$/);
  return page.url().replace(/\/path$/, '');
}

async function takePath(manual, page) {
  for (const field of await page.locator('main textarea:visible').all()) {
    await field.fill('쓰는 곳과 때가 서로 다릅니다.');
  }
  await manual.press(page, /이 계약방법으로 진행|다시 확인/, '이 계약방법으로 진행');
}

// The supplier will not sell; the officer reads why, buys less and needs no quote any more.
async function declined(w) {
  const { manual, officer, supplier } = w;
  manual.chapter('1. 기업이 견적을 거절할 때');
  const title = `민원실 소모품 ${mark()}`;
  manual.person('계약담당', '구매 건을 만들고 견적을 요청합니다.');
  w.case = await draft(manual, officer, w.goods, title, 2400000);
  await takePath(manual, officer);
  await manual.press(officer, '견적 요청하기');
  await manual.press(officer, '확인 화면으로');
  await manual.press(officer, '견적 요청 보내기');
  manual.person('공급기업', '견적을 낼 수 없으면 까닭을 적어 거절합니다.');
  await manual.open(supplier, '견적요청');
  await manual.pick(supplier, row(supplier, title));
  manual.tell('‘견적을 내지 않기’를 폅니다.');
  await supplier.locator('summary', { hasText: '견적을 내지 않기' }).click();
  await look(supplier);
  await manual.fill(supplier, '내지 않는 까닭', '올해 물량이 모두 나갔습니다.');
  await manual.press(supplier, '견적을 내지 않습니다');
  await look(supplier);
  manual.person('계약담당', '까닭을 읽고 다시 요청하거나 구매 내용을 고칩니다.');
  await manual.open(officer, '오늘 할 일');
  await manual.pick(officer, row(officer, title));
  await manual.see(officer, '올해 물량이 모두 나갔습니다.');
  await look(officer);
  await manual.press(officer, '작성 중으로 되돌려 고치기');
  await look(officer);
  await manual.fill(officer, '되돌리는 까닭', '급한 만큼만 먼저 삽니다.');
  await manual.press(officer, '작성 중으로 되돌려 고치기');
  manual.tell('구매 건에서 ‘고치기’를 누릅니다.');
  await officer.goto(`${w.case}/edit`);
  await look(officer);
  await officer.locator('main [data-qty]').fill(String(Math.floor(900000 / w.goods.price_won)));
  manual.tell('수량을 줄입니다.');
  await manual.press(officer, /저장|확인/, '저장');
  await takePath(manual, officer);
  await manual.press(officer, '견적 없이 정가로 진행');
  await look(officer);
  await manual.press(officer, '이 가격으로 정하기');
  w.title = title;
}

// The accountant gets a second role from the administrator and keeps it: a walk finds it given already.
async function addDeputy(w) {
  const { manual, admin } = w;
  manual.person('기관 관리자', '대신 결재할 사람에게도 결재자 역할을 줍니다.');
  await manual.open(admin, '사람과 역할');
  await manual.fill(admin, '이름 또는 전자우편', 'accountant@demo.dure', '그 사람의 전자우편');
  await manual.press(admin, '찾기');
  const roles = admin.locator('main tbody tr');
  const isGiven = await roles.filter({ hasText: '결재자' }).count() > 0;
  await manual.pick(admin, roles.first());
  w.deputyName = (await admin.locator('main h1').textContent()).trim();
  await manual.open(admin, '사람과 역할');
  await manual.press(admin, '역할 주기');
  await manual.fill(admin, '전자우편', 'accountant@demo.dure', '그 사람의 전자우편');
  await manual.fill(admin, '이름', w.deputyName, '그 사람의 이름');
  await manual.fill(admin, '휴대전화', '010-0000-0009', '휴대전화 번호');
  await admin.selectOption('#role', { label: '결재자' });
  manual.tell('‘역할’에서 결재자를 고릅니다.');
  await manual.fill(admin, '사유', '휴가 때 대신 결재');
  if (isGiven) return manual.tell('‘역할 주기’를 누릅니다.');
  await manual.press(admin, '역할 주기');
  await admin.goto(`${admin.url()}?name=accountant%40demo.dure`);
  assert.equal(await roles.filter({ hasText: '결재자' }).count(), 1);
}

async function sentBack(w) {
  const { manual, officer, approver } = w;
  manual.chapter('2. 결재가 되돌아올 때');
  manual.person('계약담당', '결재를 올립니다.');
  manual.tell('구매 건에서 결재를 올리는 화면을 엽니다.');
  await officer.goto(`${w.case}/submit`);
  await manual.pressTwice(officer, '결재 올리기');
  manual.person('결재자', '고칠 것이 있으면 까닭을 적어 반려합니다.');
  await manual.open(approver, '결재');
  await manual.pick(approver, row(approver, w.title));
  await manual.fill(approver, '의견', '필요한 수량을 다시 확인해 주세요.');
  await confirm(approver);
  await manual.press(approver, '반려');
  await look(approver);
  manual.person('계약담당', '까닭을 읽고 고친 뒤 다시 올립니다.');
  manual.tell('구매 건을 엽니다.');
  await officer.goto(w.case);
  await manual.see(officer, '필요한 수량을 다시 확인해 주세요.');
  assert.equal(await happened(officer, /결재를 올렸습니다/), 1, 'two clicks, one submission');
  await look(officer);
  manual.tell('구매 건에서 결재를 올리는 화면을 엽니다.');
  await officer.goto(`${w.case}/submit`);
  await manual.press(officer, '결재 올리기');
}

async function standIn(w) {
  const { manual, approver } = w;
  manual.chapter('3. 결재자가 자리를 비울 때');
  await addDeputy(w);
  manual.person('결재자', '대신할 사람과 기간을 정합니다.');
  await manual.open(approver, '결재선');
  const left = approver.locator('main').getByRole('button', { name: /^거두기/ }); // by a walk that broke off
  while (await left.count() > 0) await left.first().click();
  await look(approver);
  await manual.press(approver, '대결 정하기');
  await look(approver);
  const acting = approver.locator('#acting option', { hasText: w.deputyName });
  await approver.selectOption('#acting', await acting.first().getAttribute('value'));
  manual.tell('‘대신할 사람’을 고릅니다.');
  await manual.fill(approver, '첫날', day(0), '첫날');
  await manual.fill(approver, '마지막 날', day(2), '마지막 날');
  await manual.fill(approver, '사유', '휴가');
  await manual.press(approver, '대결 정하기');
  await look(approver);
  const deputy = await w.sit('accountant');
  manual.person('대결하는 사람', '기간 동안 그 사람의 결재가 내 목록에 옵니다.');
  await manual.open(deputy, '결재');
  await manual.press(deputy, /^대결/, '대결');
  await look(deputy);
  await manual.pick(deputy, row(deputy, w.title));
  await manual.see(deputy, '님의 결재를 대신합니다');
  await look(deputy);
  await confirmNoSplit(deputy);
  await confirm(deputy);
  await manual.press(deputy, /구매 승인$/, '구매 승인');
  await deputy.goto(w.case);
  assert.equal(await happened(deputy, /님을 대신하여\(대결\) .*승인했습니다/), 1);
  manual.person('결재자', '돌아오면 대결을 거둡니다.');
  manual.tell('메뉴에서 ‘결재선’을 엽니다.');
  await approver.goto(`${url}/buyer/org/lines`);
  await manual.press(approver, /^거두기/, '거두기');
  await look(approver);
}

// More than one quote may decide: the case goes to a designated system, and its result comes back.
async function handedOver(w) {
  const { manual, officer } = w;
  manual.chapter('4. 지정정보처리장치로 넘길 때');
  const title = `청사 비품 일괄 구매 ${mark()}`;
  manual.person('계약담당', '한도를 넘으면 나라장터 같은 지정정보처리장치로 넘깁니다.');
  const path = await draft(manual, officer, w.goods, title, 130000000);
  await takePath(manual, officer);
  await look(officer);
  await manual.press(officer, '지정정보처리장치로 넘기기');
  await look(officer);
  await manual.fill(officer, '시스템', '나라장터');
  await manual.press(officer, '넘기기');
  await manual.press(officer, '요약서 인쇄');
  await look(officer);
  await officer.emulateMedia({ media: 'print' });
  assert.equal(await officer.locator('article.paper').isVisible(), true);
  assert.equal(await officer.locator('nav.menu').isVisible(), false, 'no menu on paper');
  await officer.emulateMedia({ media: 'screen' });
  manual.person('계약담당', '그곳에서 정해진 결과를 가져와 적습니다.');
  manual.tell('구매 건에서 넘긴 화면을 다시 엽니다.');
  await officer.goto(`${path}/hand-over`);
  await look(officer);
  await officer.locator('main input[name=outcome]').first().check();
  manual.tell('결과를 고릅니다.');
  await manual.fill(officer, '결과가 난 날', day(0), '결과가 난 날');
  await manual.fill(officer, '공고·계약번호', 'R26TA00012345');
  await manual.fill(officer, '계약 업체', '다른곳상사');
  await manual.fill(officer, '계약금액', '118000000');
  await manual.press(officer, '결과 저장');
  await manual.see(officer, '다른곳상사');
  await look(officer);
}

const numberOf = page => new URL(page.url()).pathname.split('/').at(-1);
const linkTo = (page, end) => page.locator(`main a[href$="${end}"]`);

async function bring(w, fill) {
  const { manual, supplier } = w;
  manual.tell('‘계약’에서 그 계약을 엽니다.');
  await supplier.goto(w.contract);
  await manual.follow(supplier, '/delivery');
  await fill();
  await manual.press(supplier, '다음');
  await manual.pressTwice(supplier, '납품서 내기');
  await look(supplier);
  w.delivery = numberOf(supplier);
}

// Half comes, one piece of it is broken; then the rest and a whole one for it. All of it is late.
async function late(w) {
  const { manual, supplier, inspector } = w;
  manual.chapter('5. 나누어, 늦게, 흠이 있게 납품할 때');
  await supplier.goto(`${url}/supplier/contracts?q=${encodeURIComponent(LATE)}`);
  await row(supplier, '납품 지연').getByRole('link').first().click();
  await supplier.waitForURL(/\/supplier\/contracts\/\d{13}$/);
  w.contract = supplier.url();
  manual.person('공급기업', '이번에 가져온 수량만 적습니다.');
  let open;
  await bring(w, async () => {
    const quantity = supplier.locator('main [name^=qty_]');
    open = won(await quantity.inputValue());
    w.part = Math.floor(open / 2);
    await manual.fill(supplier, '이번 수량', String(w.part), '이번에 가져온 수량');
  });
  manual.person('검사자', '불합격한 수량과 까닭을 적습니다.');
  await manual.open(inspector, '검사');
  await manual.pick(inspector, row(inspector, LATE), linkTo(inspector, `/${w.delivery}/inspect`));
  manual.tell('‘불합격이 있거나 검사 방법·도착한 날이 다릅니다’를 폅니다.');
  await inspector.locator('summary', { hasText: '불합격이 있거나' }).click();
  await look(inspector);
  await manual.fill(inspector, '합격', String(w.part - 1), '합격 수량');
  await manual.fill(inspector, '불합격', '1', '불합격 수량');
  await manual.press(inspector, '결과 확인');
  await manual.see(inspector, '일부 합격입니다.');
  await manual.fill(inspector, '불합격한 까닭', '모서리가 깨졌습니다.', '까닭');
  await confirm(inspector);
  await look(inspector);
  await manual.press(inspector, '일부 합격으로 마치기');
  await look(inspector);
  manual.person('공급기업', '불합격한 것과 남은 것을 다시 납품합니다.');
  await bring(w, async () => {
    const quantity = supplier.locator('main [name^=qty_]');
    assert.equal(won(await quantity.inputValue()), open - w.part + 1, 'the refused one is open again');
  });
  manual.person('검사자', '다시 온 것을 검사합니다.');
  await manual.open(inspector, '검사');
  await manual.pick(inspector, row(inspector, LATE), linkTo(inspector, `/${w.delivery}/inspect`));
  await manual.press(inspector, '모두 이상 없음');
  await confirm(inspector);
  await manual.press(inspector, '합격으로 마치기');
}

// What each late part costs by rate and days, to the won.
async function damagesOf(page, counted) {
  let sum = 0;
  for (const line of await page.locator('section[aria-labelledby=h-late] tbody tr:has(td[data-l=요율])').all()) {
    const cell = async label => (await line.locator(`td[data-l="${label}"]`).innerText()).trim();
    const ppm = Math.round(Number((await cell('요율')).match(/([\d.]+)%/)[1]) * 10000);
    const damages = Math.floor(won(await cell('늦은 부분(원)')) * ppm * won(await cell(counted)) / 1e6);
    assert.equal(won(await cell('지연배상금(원)')), damages);
    sum += damages;
  }
  return sum;
}

const total = async page => won(await page.locator('main .sum .total dd').first().innerText());
const takenOff = async page => -won(await page.locator('main .sum .less dd').first().innerText());

async function claimed(w) {
  const { manual, supplier } = w;
  await manual.press(supplier, '저장하고 확인');
  w.damages = await damagesOf(supplier, '세는 날');
  assert.ok(w.damages > 0, 'late by some days');
  await look(supplier);
  assert.equal(await takenOff(supplier), w.damages);
  w.net = await total(supplier);
  await manual.pressTwice(supplier, '이대로 청구');
  assert.equal(await total(supplier), w.net);
  w.claim = numberOf(supplier);
}

async function claims(w) {
  const { manual, supplier, accountant } = w;
  manual.chapter('6. 지연배상금을 빼고 청구하고, 청구가 되돌아올 때');
  manual.person('공급기업', '늦은 부분마다 요율과 날수로 계산한 지연배상금을 빼고 청구합니다.');
  manual.tell('‘계약’에서 그 계약을 엽니다.');
  await supplier.goto(w.contract);
  await manual.follow(supplier, '/claim');
  await look(supplier);
  await manual.fill(supplier, '승인번호', `${day(0).replace(/-/g, '')}41${String(Date.now()).slice(-14).padStart(14, '0')}`, '전자세금계산서 승인번호');
  await manual.fill(supplier, '작성일', day(0), '계산서의 작성일자');
  for (const way of await supplier.locator('main input[type=radio][value=inquiry]').all()) await way.check();
  manual.tell('사회보험료 완납증명은 ‘조회에 동의합니다’를 고릅니다.');
  await claimed(w);
  manual.person('지출담당', '증빙이 맞지 않으면 사유를 적어 돌려보냅니다. 지급 기한은 그동안 멈춥니다.');
  await manual.open(accountant, '청구·지급');
  await manual.pick(accountant, row(accountant, LATE), linkTo(accountant, `/${w.claim}`));
  await look(accountant);
  assert.equal(await damagesOf(accountant, '세는 날'), w.damages);
  await manual.press(accountant, '청구 돌려보내기');
  await look(accountant);
  await manual.fill(accountant, '사유', '계산서의 작성일을 다시 확인해 주세요.');
  await manual.press(accountant, '돌려보내기');
  await look(accountant);
  manual.person('공급기업', '사유를 읽고 고쳐서 다시 청구합니다.');
  manual.tell('돌려받은 청구를 엽니다.');
  await supplier.reload();
  await manual.see(supplier, '계산서의 작성일을 다시 확인해 주세요.');
  await look(supplier);
  await manual.press(supplier, '고쳐서 다시 청구');
  await manual.fill(supplier, '작성일', day(0), '계산서의 작성일자');
  await claimed(w);
  manual.person('지출담당', '다시 온 청구를 확인합니다. 지급은 곧은 길과 같습니다.');
  await manual.open(accountant, '청구·지급');
  await manual.pick(accountant, row(accountant, LATE), linkTo(accountant, `/${w.claim}`));
  assert.equal(await total(accountant), w.net);
  await look(accountant);
}

for (const size of turnAtLength) {
  walk(`a purchase goes astray and comes back (${size.name})`, async () => {
    const w = { manual: new Manual('detours', '가다가 되돌아오는 길') };
    w.manual.say('거절, 반려, 대결, 넘김, 늦은 납품, 돌려보낸 청구처럼 곧게 가지 않는 일을 시연 도시의 화면 그대로 적었습니다.');
    w.manual.say('메뉴는 화면 왼쪽에, 전화에서는 아래의 ‘전체메뉴’에 있습니다.');
    const seats = [];
    w.sit = async role => {
      seats.push(await sit(role, size));
      return seats.at(-1).page;
    };
    for (const role of ['officer', 'approver', 'inspector', 'supplier', 'admin']) w[role] = await w.sit(role);
    w.goods = await goodsOf(w.officer, await firmOf(w.supplier));
    for (const part of [declined, sentBack, standIn, handedOver, late]) await part(w);
    w.accountant = await w.sit('accountant');
    await claims(w);
    for (const { troubles, done } of seats) {
      assert.deepEqual(troubles, []);
      await done();
    }
    w.manual.check(assert);
  });
}
