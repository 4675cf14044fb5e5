// What the walks through the trade do alike.
import { url } from './browser.mjs';

const PASSWORD = 'dure-demo-2026';

// Who sits at this supplier's desk.
export async function firmOf(page) {
  await page.goto(`${url}/supplier`);
  return (await page.locator('.who summary small').textContent()).trim();
}

// A product of the firm whose owner the demo lets in, at a price where one quote is the lawful path; so few may
// be bought that no quote is needed.
export async function goodsOf(page, firm) {
  await page.goto(`${url}/search?q=${encodeURIComponent(firm)}`);
  for (const card of await page.locator('.it', { hasText: firm }).all()) {
    const price_won = Number((await card.locator('.pr').textContent()).match(/([\d,]+)원/)[1].replace(/,/g, ''));
    const path = await card.locator('h2 a, h3 a').first().getAttribute('href');
    const least = won((await card.locator('.sp').textContent()).match(/최소 [\d,]+/)?.[0] ?? '1');
    if (price_won >= 3000 && price_won * least <= 900000) return { price_won, path };
  }
  throw new Error(`no goods of ${firm}`);
}

// A deed that binds asks for the password again, unless it was shown within the last five minutes.
export async function confirm(page) {
  const field = page.locator('main').getByLabel('비밀번호');
  if (await field.count() > 0) await field.first().fill(PASSWORD);
}

// Where similar purchases were left out on an explanation, who approves confirms that they are no split.
export async function confirmNoSplit(page) {
  const tick = page.locator('main').getByLabel('나누어 구매한 것이 아니라고 판단합니다');
  if (await tick.count() > 0) await tick.check();
}

export const row = (page, title) => page.locator('main tr, main .todo li', { hasText: title });

// Known again in every list; in letters, for a long number would not be published.
export const mark = () => [...String(Date.now())].slice(-6).map(n => '가나다라마바사아자차'[n]).join('');

// "1,234원" as a number.
export const won = text => Number(text.match(/-?[\d,]+/)[0].replace(/,/g, ''));

// A paper that is handed in: a picture of one point.
export const paper = {
  name: '사업자등록증.png', mimeType: 'image/png',
  buffer: Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64'),
};

// A business number nobody has, with its true last digit.
export function businessNo() {
  const digits = [...`9${String(Date.now()).slice(-8)}`].map(Number);
  const sum = digits.reduce((all, digit, i) => all + digit * [1, 3, 7, 1, 3, 7, 1, 3, 5][i], 0)
    + Math.floor(digits[8] * 5 / 10);
  return [...digits, (10 - sum % 10) % 10].join('');
}
