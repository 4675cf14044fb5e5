// A firm and an institution ask to come in, the operator looks at their papers, and they are in.
import assert from 'node:assert/strict';
import { bareAtLength, check, newcomer, sit, turn, url, walk } from './browser.mjs';
import { Manual } from './manual.mjs';
import { businessNo, paper } from './trade.mjs';

const PASSWORD = '두레에서 처음 쓰는 비밀번호';
const look = page => check(page, assert);

async function seat(w, role) {
  const taken = await (role ? sit(role, w.size) : newcomer(w.size));
  w.seats.push(taken);
  return taken.page;
}

async function fillPerson(manual, page, email, mobile) {
  await manual.fill(page, '이름', '새로운');
  await manual.fill(page, '전자우편', email, '로그인할 때 쓸 전자우편');
  await manual.fill(page, '휴대전화', mobile, '휴대전화 번호');
  await page.fill('#password', PASSWORD);
  await page.fill('#password_again', PASSWORD);
  manual.tell('비밀번호를 두 번 적고 두 가지 동의에 표시합니다.');
  await page.check('[name=privacy]');
  await page.check('[name=terms]');
  await manual.press(page, '가입 신청');
}

async function comeIn(page, email, home) {
  await page.goto(`${url}/login`);
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL(home);
}

async function firm(w) {
  const { manual } = w;
  const name = `새터공방 ${w.mark}`;
  const email = `firm-${w.mark}@demo.dure`;
  manual.chapter('1. 기업이 들어오는 길');
  const firmPage = await seat(w);
  manual.person('공급기업', '화면 위의 ‘회원가입’에서 기업을 고릅니다. 사업자등록증에 적힌 그대로 적습니다.');
  await firmPage.goto(`${url}/join/supplier`);
  await look(firmPage);
  await manual.fill(firmPage, '상호', name, '기업의 이름');
  await manual.fill(firmPage, '사업자등록번호', '1208147520', '숫자 열 자리');
  await firmPage.getByLabel('개인사업자').check();
  await manual.fill(firmPage, '대표자', '새로운', '대표자의 이름');
  await manual.fill(firmPage, '업태', '제조업');
  await manual.fill(firmPage, '종목', '목공예');
  await firmPage.selectOption('#district', { index: 1 });
  manual.tell('‘구·군’을 고릅니다.');
  await manual.fill(firmPage, '주소', '대구광역시 중구 시범로 1');
  await manual.fill(firmPage, '회사 전화', '053-000-0001');
  await firmPage.setInputFiles('#paper', paper);
  manual.tell('사업자등록증 파일을 올립니다.');
  await fillPerson(manual, firmPage, email, '010-0000-0001');
  await manual.see(firmPage, '사업자등록번호'); // a wrong last digit is told, and what was typed stays
  await look(firmPage);
  assert.equal(await firmPage.inputValue('#name'), name);
  manual.tell('번호의 마지막 자리가 맞지 않으면 알려 줍니다. 고치고 파일과 비밀번호를 다시 넣습니다.');
  await firmPage.fill('#business_no', businessNo());
  await firmPage.setInputFiles('#paper', paper);
  await firmPage.fill('#password', PASSWORD);
  await firmPage.fill('#password_again', PASSWORD);
  await manual.press(firmPage, '가입 신청');
  await look(firmPage);

  const operator = await seat(w, 'operator');
  manual.person('운영자', '사업자등록증과 적은 것을 견주어 보고 승인하거나 보완을 요청합니다.');
  await manual.open(operator, '공급기업 심사');
  await look(operator);
  await manual.pick(operator, operator.locator('main tr', { hasText: name }));
  await look(operator);
  await manual.press(operator, '승인');
  await look(operator);

  manual.person('공급기업', '로그인하고 확인서를 등록합니다.');
  await comeIn(firmPage, email, /\/supplier$/);
  await look(firmPage);
  await manual.open(firmPage, '확인서·인증서');
  await look(firmPage);
  await manual.follow(firmPage, '/certificates/new');
  await look(firmPage);
  await firmPage.selectOption('#kind', 'women');
  manual.tell('‘종류’에서 여성기업을 고릅니다.');
  await manual.fill(firmPage, '번호', `시범-${w.mark}`, '확인서의 번호');
  await manual.fill(firmPage, '발급기관', '시범 발급기관');
  const year = new Date().getFullYear();
  await firmPage.fill('#valid_from', `${year}-01-01`);
  await firmPage.fill('#valid_until', `${year + 1}-12-31`);
  manual.tell('유효기간의 첫날과 마지막 날을 적습니다.');
  await firmPage.setInputFiles('#evidence', { ...paper, name: '확인서.png' });
  manual.tell('확인서 파일을 올립니다.');
  await manual.press(firmPage, '등록');
  await look(firmPage);

  manual.person('운영자', '발급기관의 조회 화면과 견주어 보고 확인합니다. 그때부터 기업의 확인서로 쓰입니다.');
  await manual.open(operator, '확인서 검증');
  await look(operator);
  await manual.pick(operator, operator.locator('main tr', { hasText: name }));
  await look(operator);
  await manual.press(operator, /^확인$/, '확인');
  await look(operator);
  const visitor = await seat(w);
  await visitor.goto(`${url}/companies?q=${encodeURIComponent(name)}`);
  await look(visitor);
  assert.equal(await visitor.locator('main a', { hasText: name }).count(), 1);
}

async function institution(w) {
  const { manual } = w;
  const email = `clerk-${w.mark}@demo.dure`;
  manual.chapter('2. 기관이 들어오는 길');
  const clerk = await seat(w);
  manual.person('기관 관리자', '기관의 이름을 찾아 가입을 신청합니다. 대구의 공공기관은 이미 올라 있습니다.');
  await clerk.goto(`${url}/join/institution`);
  await look(clerk);
  await manual.fill(clerk, '기관 이름', '대구', '기관 이름의 일부');
  await clerk.locator('main form button[type=submit]').first().click();
  await clerk.waitForLoadState();
  await look(clerk);
  const asked = clerk.locator('main tr', { has: clerk.getByRole('link', { name: /^신청/ }) }).first();
  const name = await asked.locator('th').evaluate(cell => cell.firstChild.textContent.trim()); // without whom it is under
  await asked.getByRole('link', { name: /^신청/ }).click();
  await clerk.waitForLoadState();
  manual.tell('찾은 기관의 ‘신청’을 누릅니다.');
  await look(clerk);
  await manual.fill(clerk, '주소', '대구광역시 중구 시범로 2');
  await manual.fill(clerk, '대표 전화', '053-000-0002');
  await manual.fill(clerk, '기관장 직함', '원장');
  await clerk.setInputFiles('#paper', paper);
  manual.tell('고유번호증이나 관리자 지정 공문을 올립니다.');
  await manual.fill(clerk, '부서', '총무과');
  await manual.fill(clerk, '직위', '주무관');
  await fillPerson(manual, clerk, email, '010-0000-0002');
  await look(clerk);

  const operator = await seat(w, 'operator');
  manual.person('운영자', '공문을 보고 승인합니다. 적용 법령을 함께 확인합니다.');
  await manual.open(operator, '기관 심사');
  await look(operator);
  await manual.pick(operator, operator.locator('main tr', { hasText: name }));
  await look(operator);
  await manual.press(operator, '승인');
  await look(operator);

  manual.person('기관 관리자', '로그인하고 부서를 만들고 사람에게 역할을 줍니다.');
  await comeIn(clerk, email, /\/buyer$/);
  await look(clerk);
  await house(w, clerk, operator);
}

async function house(w, clerk, operator) {
  const { manual } = w;
  const chief = `chief-${w.mark}@demo.dure`;
  await manual.open(clerk, '부서');
  await look(clerk);
  await manual.fill(clerk, '부서 이름', '시설관리과');
  await manual.press(clerk, '더하기');
  assert.equal(await clerk.locator('main tbody tr', { hasText: '시설관리과' }).count(), 1);
  await look(clerk);
  await manual.open(clerk, '사람과 역할');
  await look(clerk);
  await manual.press(clerk, '역할 주기');
  await look(clerk);
  await manual.fill(clerk, '전자우편', chief, '그 사람의 전자우편');
  await manual.fill(clerk, '이름', '한결재');
  await manual.fill(clerk, '휴대전화', '010-0000-0003', '휴대전화 번호');
  await clerk.selectOption('#role', { label: '결재자' });
  await clerk.selectOption('#department', { label: '시설관리과' });
  manual.tell('‘역할’에서 결재자를, ‘부서’에서 시설관리과를 고릅니다.');
  await manual.fill(clerk, '직위', '과장');
  await manual.fill(clerk, '사유', '인사이동');
  await manual.press(clerk, '역할 주기');
  await manual.fill(clerk, '이름 또는 전자우편', chief, '그 사람의 전자우편');
  await manual.press(clerk, '찾기');
  const given = clerk.locator('main tbody tr');
  assert.equal(await given.count(), 1);
  assert.match(await given.innerText(), /결재자[^]*시설관리과[^]*과장/);
  await look(clerk);

  manual.person('운영자', '기관의 부서와 역할을 봅니다. 바꾸는 것은 기관 관리자입니다.');
  await operator.reload();
  manual.tell('기관의 화면을 다시 엽니다.');
  await manual.see(operator, '시설관리과');
  assert.match(await operator.locator('main tr', { hasText: '한결재' }).innerText(), /결재자[^]*시설관리과[^]*과장/);
  await look(operator);
}

for (const size of [...turn, ...bareAtLength]) {
  walk(`a firm and an institution come in (${size.name})`, async () => {
    const w = { size, seats: [], mark: `${Date.now() % 1e6}`, manual: new Manual('signup', '가입부터 확인서까지') };
    w.manual.say('기업과 기관이 두레에 들어오는 길을 시연 도시의 화면 그대로 적었습니다.');
    w.manual.say('메뉴는 화면 왼쪽에, 전화에서는 아래의 ‘전체메뉴’에 있습니다.');
    await firm(w);
    await institution(w);
    for (const { troubles, done } of w.seats) {
      assert.deepEqual(troubles, []);
      await done();
    }
    w.manual.check(assert);
  });
}
