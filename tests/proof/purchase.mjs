// One lawful purchase, from the product to the payment, by the posts of its people's forms.
import { formOf, forms, knowsNobody, PASSWORD, plain, Seat, text } from './site.mjs';

const today = () => new Date().toLocaleDateString('sv', { timeZone: 'Asia/Seoul' });
const ROLES = ['officer', 'approver', 'inspector', 'accountant', 'supplier'];

// Each of the demo's people logs in once; their sessions are shared by all purchases.
export async function logInAll(site, roles = ROLES) {
  const people = {};
  for (const role of roles) {
    const seat = new Seat(site, '127.0.0.1');
    const page = await seat.page('/login');
    if (!knowsNobody(page)) throw new Error('a visitor cannot be told from who is known');
    const row = text(page.body).match(new RegExp(`${role}@demo\\.dure (\\d{6})?`));
    const home = await seat.post(page, formOf(page, '로그인'),
      { email: `${role}@demo.dure`, password: PASSWORD, code: row[1] ?? '' });
    if (!/^\/(buyer|supplier|admin)$/.test(home.path)) throw new Error(`${role} landed at ${home.path}`);
    people[role] = seat;
  }
  return people;
}

const links = (page, pattern) => [...page.body.matchAll(/href="([^"]+)"/g)].map(m => plain(m[1])).filter(h => pattern.test(h));

// The cheapest product of the firm whose owner the demo lets in.
export async function findGoods(people) {
  const home = await people.supplier.page('/supplier');
  const firm = text(home.body.match(/class="who"[^]*?<small>([^]*?)<\/small>/)[1]);
  const found = await people.officer.page(`/search?q=${encodeURIComponent(firm)}`);
  const goods = [];
  for (const [, card] of found.body.matchAll(/<(?:li|article|div) class="it\b[^"]*"[^>]*>([^]*?)(?=<(?:li|article|div) class="it\b|<\/main>)/g)) {
    const price = text(card).match(/([\d,]+)원/);
    if (text(card).includes(firm) && price) {
      goods.push({ price_won: Number(price[1].replace(/,/g, '')), path: card.match(/<h[23][^>]*>\s*<a href="([^"]+)"/)[1] });
    }
  }
  if (goods.length === 0) throw new Error(`no goods of ${firm}`);
  return goods.sort((a, b) => a.price_won - b.price_won)[0];
}

// A form that binds asks for the password again, unless it was shown a little while ago.
const word = form => (form.fields.some(f => f.name === 'secret') ? { secret: PASSWORD } : {});

function everyBox(form) {
  const ticked = {};
  for (const f of form.fields) {
    if (f.type === 'checkbox') (ticked[f.name] ??= []).push(f.value);
  }
  return ticked;
}

// Everything that is asked is answered so that nothing bars: "none" where it may be, or "yes".
function pledges(form) {
  const answers = {};
  for (const f of form.fields) {
    if (f.type === 'radio' && (/^(해당 없음|비해당|없음|해당하지)/.test(f.label) || answers[f.name] === undefined)) answers[f.name] = f.value;
  }
  return answers;
}

// One basket, one hand: the officer asks for one purchase at a time. Another one asked for in between
// would count as a similar purchase, and the lawful path would have to be looked at again.
let hand = Promise.resolve();

function ask(w) {
  const turn = hand.then(() => draft(w));
  hand = turn.catch(() => {});
  return turn;
}

async function draft(w) {
  const { officer } = w.people;
  let page = await officer.page(w.goods.path);
  page = await officer.post(page, formOf(page, '바로 구매 요청'), { quantity: String(w.quantity) });
  page = await officer.post(page, formOf(page, '만들고 계약방법 확인'),
    { title: w.title, need: '민원실에서 쓸 것을 다시 갖춥니다.', budget_line: '사무관리비(201-01)' });
  w.purchase = page.path.match(/^\/buyer\/purchases\/\d+/)[0];
  await officer.post(page, formOf(page, '이 계약방법으로 진행'),
    { split_reason: '쓰는 곳과 때가 서로 다릅니다.' });
  page = await officer.page(`${w.purchase}/quote`);
  page = await officer.post(page, formOf(page, '확인 화면으로'));
  page = await officer.post(page, formOf(page, '견적 요청 보내기'));
  w.request = page.path.match(/\d+$/)[0];
}

async function quote(w) {
  const { officer, supplier } = w.people;
  let page = await supplier.page(`/supplier/quotes/${w.request}`);
  const price = page.body.match(/name="(price_\d+)"/)[1];
  w.asked = Math.floor(w.goods.price_won * 0.97);
  page = await supplier.post(page, formOf(page, '확인 화면으로'), { [price]: String(w.asked) });
  page = await supplier.post(page, formOf(page, '견적 제출'));

  page = await officer.page(`/buyer/quotes/${w.request}`);
  page = await officer.post(page, formOf(page, '견적 선정'), { reason: '정가보다 낮고 납기가 맞습니다.' });
}

async function approve(w) {
  const { officer, approver } = w.people;
  let page = await officer.page(`${w.purchase}/submit`);
  page = await officer.post(page, formOf(page, '결재 올리기'));
  page = await approver.page(w.purchase.replace('purchases', 'approvals'));
  let form = formOf(page, '구매 승인');
  page = await approver.post(page, form, { opinion: '계획대로 추진하시기 바랍니다.', ...everyBox(form), ...word(form) });
}

async function contract(w) {
  const { officer, supplier } = w.people;
  let page = await officer.page(`${w.purchase}/contract`);
  page = await officer.post(page, formOf(page, '계약 문서 보내기'), { reason: '지역의 장애인기업이 만들고 값과 납기가 알맞습니다.' });
  const number = page.path.match(/\d+$/)[0];
  w.contract = `/supplier/contracts/${number}`;
  page = await supplier.page(`${w.contract}/sign`);
  let form = formOf(page, '서명 확인');
  page = await supplier.turn(form, pledges(form));
  form = formOf(page, '서명');
  page = await supplier.post(page, form, word(form));
  page = await officer.page(`/buyer/contracts/${number}/sign`);
  form = formOf(page, '서명하고 계약 확정');
  page = await officer.post(page, form, { ...everyBox(form), ...word(form) });
}

async function deliver(w) {
  const { supplier, inspector } = w.people;
  let page = await supplier.page(`${w.contract}/delivery`);
  page = await supplier.turn(formOf(page, '다음'));
  page = await supplier.post(page, formOf(page, '납품서 내기'));
  const number = page.path.match(/\d+$/)[0];
  page = await inspector.page(`/buyer/deliveries/${number}/inspect`);
  const [passed] = links(page, /check=1/);
  page = await inspector.page(passed);
  const form = formOf(page, '합격으로 마치기');
  page = await inspector.post(page, form, word(form));
}

async function pay(w) {
  const { supplier, accountant } = w.people;
  let page = await supplier.page(`${w.contract}/claim`);
  let form = formOf(page, '저장하고 확인');
  const filled = {};
  for (const f of form.fields) {
    if (f.name.startsWith('invoice_no_')) filled[f.name] = `${today().replaceAll('-', '')}41${w.number}`;
    if (f.name.startsWith('written_on_')) filled[f.name] = today();
    if (f.name.startsWith('way_')) filled[f.name] = 'inquiry';
  }
  page = await supplier.post(page, form, filled);
  page = await supplier.post(page, formOf(page, '이대로 청구'));

  const path = `/buyer/payments/${page.path.match(/\d+$/)[0]}`;
  page = await accountant.page(path);
  form = formOf(page, '확인한 것 저장');
  const results = {};
  for (const f of form.fields) if (f.name.startsWith('inquiry_')) results[f.name] = '체납 없음';
  page = await accountant.post(page, form, { ...everyBox(form), ...results });
  page = await accountant.page(`${path}/pay`);
  form = formOf(page, '지급한 것으로 등록');
  page = await accountant.post(page, form, { reference: `T${w.number}`, amount: String(w.asked * w.quantity), ...word(form) });
}

export async function walk(w) {
  for (const part of [ask, quote, approve, contract, deliver, pay]) await part(w);
}
