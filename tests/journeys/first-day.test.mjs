// A site on its first day: set-up data and one operator, nobody and nothing else. Every page says what it is
// for and what to do next while it is empty; an institution and a firm come in, the firm lists its first
// goods on a phone, and they are found and asked for. A site has one first day; what ./run said, the file
// DURE_RUN, opens it.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { check, newcomer, sizes, url, walk } from './browser.mjs';
import { businessNo, paper } from './trade.mjs';

const PASSWORD = '두레에서 처음 쓰는 비밀번호';
const OPERATOR = 'operator@first.dure';
const TITLE = '재생 복사용지 A4 80g 2,500매';
const [desk, phone] = sizes;
const size = process.env.DURE_ENGINE === 'postgres' ? phone : desk;

// The walk can be done once: what is wrong with a page is kept, and told at the end with all the rest.
const wrong = [];
const look = page => check(page, assert).catch(e => { wrong.push(e.message); });
const press = (page, name) => page.locator('main').getByRole('button', { name, exact: true }).first().click();
const label = (page, name) => page.locator('main').getByLabel(name).and(page.locator('input, textarea')).first();

const said = what => readFileSync(process.env.DURE_RUN, 'utf8').match(what)[1];

// What an authenticator shows for a key as the page writes it.
function totp(key) {
  let bits = '';
  for (const letter of key.replace(/\s/g, '')) bits += 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0');
  const bytes = Buffer.from(bits.match(/.{8}/g).map(b => parseInt(b, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30000)));
  const sum = createHmac('sha1', bytes).update(counter).digest();
  const at = sum[19] & 15;
  return String((sum.readUInt32BE(at) & 0x7fffffff) % 1e6).padStart(6, '0');
}

async function seat(w, at = size) {
  const taken = await newcomer(at);
  w.seats.push(taken);
  return taken.page;
}

async function open(page, path) {
  await page.goto(url + path);
  if (await page.locator('main h1').count() !== 1) wrong.push(`no one heading at ${path}`);
  await look(page);
}

// Every page of the menu, each of them empty or nearly so.
async function openAll(page) {
  const paths = await page.locator('.menu a').evaluateAll(links => [...new Set(links.map(l => l.getAttribute('href')))]);
  for (const path of paths) await open(page, path);
}

// The first log-in of somebody who got a code.
async function beginWithCode(page, email, code) {
  await page.goto(`${url}/reset-password/code`);
  await page.fill('#email', email);
  await page.fill('#code', code);
  await page.fill('#password', PASSWORD);
  await page.fill('#password_again', PASSWORD);
  await press(page, '비밀번호 정하기');
  await page.waitForURL(/\/login/);
  await look(page);
  await logIn(page, email);
}

async function logIn(page, email) {
  if (new URL(page.url()).pathname !== '/login') await page.goto(`${url}/login`);
  await page.fill('#email', email);
  await page.fill('#password', PASSWORD);
  await page.locator('main button[type=submit]').click();
  await page.waitForURL(at => at.pathname !== '/login');
}

// The code that the message dealer sent to this phone.
async function codeSentTo(address) {
  for (let i = 0; i < 60; i++) {
    const sent = await (await fetch(`${said(/(http:\S+) · messages sent/)}/message/sent`)).json();
    const code = sent.find(m => m.address.replace(/\D/g, '') === address && /\d{8}/.test(m.text));
    if (code) return code.text.match(/\d{8}/)[0];
    await new Promise(done => setTimeout(done, 500));
  }
  throw new Error(`no code for ${address}`);
}

async function visitor(w) {
  const page = await seat(w);
  await page.goto(url);
  assert.match(await page.textContent('main'), /아직 판매 중인 상품이 없습니다/);
  await page.goto(`${url}/companies`);
  assert.match(await page.textContent('main'), /아직 가입한 공급기업이 없습니다/);
  for (const path of ['/', '/search', '/search?q=복사용지', '/categories', '/companies', '/compare', '/recent', '/performance', '/disclosure', '/guide', '/join', '/login']) {
    await open(page, path);
  }
  return page;
}

async function operator(w) {
  const page = await seat(w);
  await beginWithCode(page, OPERATOR, said(/첫 로그인 코드: (\d+)/));
  await page.goto(`${url}/me/second-factor`);
  await look(page);
  await page.fill('#code', totp(await page.locator('main .kv b').textContent()));
  await page.fill('#secret', PASSWORD);
  await press(page, '등록');
  await page.waitForURL(at => at.pathname !== '/me/second-factor');
  await open(page, '/admin');
  await openAll(page);
  return page;
}

async function fillPerson(page, email, mobile) {
  await label(page, '이름').fill('새로운');
  await page.fill('#email', email);
  await label(page, '휴대전화').fill(mobile);
  await page.fill('#password', PASSWORD);
  await page.fill('#password_again', PASSWORD);
  await page.check('[name=privacy]');
  await page.check('[name=terms]');
  await look(page);
  await press(page, '가입 신청');
  await page.waitForURL(/\/login/);
  await look(page);
}

async function approve(page, list, name) {
  await open(page, list);
  await page.locator('main tr', { hasText: name }).getByRole('link').first().click();
  await page.waitForURL(/\/\d{13}/);
  await look(page);
  await press(page, '승인');
  await page.waitForLoadState();
  await look(page);
}

async function firm(w) {
  const page = await seat(w, phone);
  await open(page, '/join/supplier');
  await page.fill('#name', '새터공방');
  await page.fill('#business_no', businessNo());
  await page.getByLabel('개인사업자').check();
  await label(page, '대표자').fill('새로운');
  await label(page, '업태').fill('도매');
  await label(page, '종목').fill('사무용품');
  await page.selectOption('#district', { index: 1 });
  await label(page, '주소').fill('대구광역시 중구 시범로 1');
  await label(page, '회사 전화').fill('053-000-0001');
  await page.setInputFiles('#paper', paper);
  await fillPerson(page, 'firm@first.dure', '010-0000-0001');
  await logIn(page, 'firm@first.dure'); // waits, and is told so
  await look(page);
  await approve(w.operator, '/admin/suppliers', '새터공방');
  await open(page, '/supplier');
  await openAll(page);
  return page;
}

async function institution(w) {
  const page = await seat(w);
  await open(page, '/join/institution');
  await label(page, '기관 이름').fill('대구광역시 중구');
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForLoadState();
  await look(page);
  const asked = page.locator('main tr', { has: page.getByRole('link', { name: /^신청/ }) }).first();
  const name = await asked.locator('th').evaluate(cell => cell.firstChild.textContent.trim());
  await asked.getByRole('link', { name: /^신청/ }).click();
  await page.waitForLoadState();
  await look(page);
  await label(page, '주소').fill('대구광역시 중구 시범로 2');
  await label(page, '대표 전화').fill('053-000-0002');
  await label(page, '기관장 직함').fill('구청장');
  await page.setInputFiles('#paper', paper);
  await label(page, '부서').fill('총무과');
  await label(page, '직위').fill('주무관');
  await fillPerson(page, 'clerk@first.dure', '010-0000-0002');
  await approve(w.operator, '/admin/institutions', name);
  await logIn(page, 'clerk@first.dure');
  await open(page, '/buyer');
  await openAll(page);
  await page.goto(`${url}/buyer/org/departments`);
  await label(page, '부서 이름').fill('시설관리과');
  await press(page, '더하기');
  await look(page);
  await page.goto(`${url}/buyer/org/people`);
  await page.locator('main').getByRole('link', { name: '역할 주기' }).first().click();
  await page.waitForLoadState();
  await page.fill('#email', 'officer@first.dure');
  await page.fill('#name', '박구매');
  await page.fill('#phone', '010-0000-0003');
  await page.selectOption('#role', { label: '계약담당' });
  await page.selectOption('#department', { label: '시설관리과' });
  await page.fill('#reason', '인사이동');
  await press(page, '역할 주기');
  await page.waitForLoadState();
  await look(page);
  return page;
}

// By hand, on a phone, from the title on; the operator approves it.
async function list(w) {
  const page = w.firm;
  await open(page, '/supplier/products/new');
  await page.fill('#title', TITLE);
  await press(page, '다음');
  await look(page);
  await page.locator('main').getByRole('link', { name: /이 분류로.*복사용지/ }).first().click();
  await page.waitForURL(/category=paper\.copy/);
  await look(page);
  await page.fill('#price', '21,500');
  await page.fill('#lead_days', '3');
  await page.getByLabel('중구', { exact: true }).check();
  await press(page, '등록하고 검토 받기');
  await page.waitForLoadState();
  for (let i = 0; i < 3 && !/\/supplier\/products\/\d{13}$/.test(page.url()); i++) { // what is asked, answered as proposed
    await look(page);
    const all = page.locator('main').getByRole('button', { name: '제안을 모두 받아들이기' });
    if (await all.count() > 0) await all.first().click();
    await page.waitForLoadState();
    await press(page, '등록하고 검토 받기');
    await page.waitForLoadState();
  }
  await page.waitForURL(/\/supplier\/products\/\d{13}$/);
  await look(page);
  const keeper = w.operator;
  await open(keeper, '/admin/listings');
  await keeper.locator(`main a[href$="/${page.url().match(/\d{13}$/)[0]}#decide"]`).first().click();
  await keeper.waitForURL(/\/admin\/listings\/\d{13}/);
  await look(keeper);
  await keeper.locator('button[name=do][value=approve]').click();
  await keeper.waitForURL(/was=approved/);
  await look(keeper);
}

async function buy(w) {
  const page = await seat(w);
  await beginWithCode(page, 'officer@first.dure', await codeSentTo('01000000003'));
  await look(page);
  await openAll(page);
  await open(page, '/');
  await open(page, '/search?q=복사용지');
  await page.locator('.it h2 a', { hasText: TITLE }).click();
  await page.waitForURL(/\/products\/\d{13}/);
  await look(page);
  await page.fill('#quantity', '100');
  await press(page, '바로 구매 요청');
  await page.waitForURL(/\/buyer\/purchases\/new/);
  await look(page);
  await label(page, '계약건명').fill('민원실 복사용지');
  await label(page, '구매 사유').fill('민원실에서 쓸 것을 다시 갖춥니다.');
  await label(page, '예산 과목').fill('사무관리비(201-01)');
  await press(page, '만들고 계약방법 확인');
  await page.waitForURL(/\/path$/);
  await look(page);
  await press(page, '이 계약방법으로 진행');
  await page.waitForURL(/\/buyer\/purchases\/\d+/);
  await look(page);
  await page.locator('main').getByRole('link', { name: '견적 요청하기' }).first().click();
  await page.waitForURL(/\/quote$/);
  await look(page);
  await press(page, '확인 화면으로');
  await page.waitForLoadState();
  await look(page);
  await press(page, '견적 요청 보내기');
  await page.waitForLoadState();
  await look(page);
  await open(w.firm, '/supplier');
  assert.match(await w.firm.textContent('main'), /민원실 복사용지/);
  await open(w.firm, '/supplier/quotes');
  await open(w.visitor, '/');
  assert.match(await w.visitor.textContent('main'), new RegExp(TITLE));
}

walk(`the first day of a site (${size.name})`, async () => {
  const w = { seats: [] };
  try {
    w.visitor = await visitor(w);
    w.operator = await operator(w);
    w.firm = await firm(w);
    await institution(w);
    await list(w);
    await buy(w);
  } catch (e) {
    e.message = [e.message, ...wrong].join('\n');
    throw e;
  }
  assert.deepEqual(wrong, []);
  for (const { troubles, done } of w.seats) {
    assert.deepEqual(troubles, []);
    await done();
  }
});
