// The manual writes itself: what a journey does on the screen is a sentence of docs/journeys/, so the
// two cannot disagree. A run compares; MANUAL=write writes the file anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// The particle after a word: the first with a final consonant, the second without; after a digit or
// a letter of another script both are written.
const particle = (word, closed, open) => {
  const code = word.charCodeAt(word.length - 1) - 0xac00;
  return code < 0 || code > 11171 ? `${closed}(${open})` : code % 28 === 0 ? open : closed;
};
const object = word => particle(word, '을', '를');
const subject = word => particle(word, '이', '가');

export class Manual {
  constructor(name, title) {
    this.path = fileURLToPath(new URL(`../../docs/journeys/${name}.ko.md`, import.meta.url));
    this.lines = [`# ${title}`];
    this.step = 0;
  }

  say(sentence) { this.lines.push('', sentence); this.step = 0; }

  chapter(title) { this.lines.push('', `## ${title}`); this.step = 0; }

  // From here on somebody else sits at the screen, and what they do there.
  person(who, task) { this.say(`**${who}** — ${task}`); }

  #do(sentence) {
    if (this.step === 0) this.lines.push('');
    this.lines.push(`${++this.step}. ${sentence}`);
  }

  // A page of the menu, by its name there: beside the page, or on a phone behind 전체메뉴.
  async open(page, menu) {
    this.#do(`메뉴에서 ‘${menu}’${object(menu)} 엽니다.`);
    const all = page.locator('nav summary', { hasText: '전체메뉴' });
    if (await all.isVisible()) await all.click();
    await page.locator('.menu a:visible', { hasText: new RegExp(`^\\s*${menu}(?![가-힣])`) }).click();
    await page.waitForLoadState();
  }

  // The link of this page that leads there, by the name it has.
  async follow(page, end) {
    const link = page.locator(`main a[href$="${end}"]`).first();
    const name = (await link.innerText()).trim();
    this.#do(`‘${name}’${object(name)} 누릅니다.`);
    await link.click();
    await page.waitForLoadState();
  }

  // The case in a list or among the day's tasks.
  async pick(page, row, link = row.getByRole('link')) {
    this.#do('목록에서 이름을 누릅니다.');
    await link.first().click();
    await page.waitForLoadState();
  }

  async press(page, name, shown = name) {
    this.#do(`‘${shown}’${object(shown)} 누릅니다.`);
    const main = page.locator('main');
    const button = main.getByRole('button', { name });
    await (await button.count() > 0 ? button : main.getByRole('link', { name })).first().click();
    await page.waitForLoadState();
  }

  // A deed that binds, by somebody in a hurry: two clicks. The journey looks afterwards that it was done
  // once; the button is gone with the page it stood on. The second click is that same button's and never
  // the next page's, but for where scripts are off: there the mouse does both.
  async pressTwice(page, name, shown = name) {
    this.#do(`‘${shown}’${object(shown)} 누릅니다.`);
    const button = page.locator('main').getByRole('button', { name }).last();
    if (page.bare) {
      await button.dblclick();
    } else {
      await button.click({ trial: true });
      await button.evaluate(b => { b.click(); setTimeout(() => b.click()); });
    }
    await button.waitFor({ state: 'hidden' });
    await page.waitForLoadState();
  }

  // `what` says in words what belongs there; without it the value itself is an example.
  async fill(page, label, value, what) {
    this.#do(what === undefined ? `‘${label}’${object(label)} 적습니다. 예: ${value}` : `‘${label}’에 ${what}${object(what)} 적습니다.`);
    await page.locator('main').getByLabel(label).and(page.locator('input, textarea')).first().fill(value);
  }

  // Something done by hand in the journey, told here.
  tell(sentence) { this.#do(sentence); }

  // Something the person sees now; fails when it is not there.
  async see(page, words) {
    this.#do(`화면에 ‘${words}’${subject(words)} 보입니다.`);
    await page.locator('main').getByText(words).first().waitFor({ timeout: 5000 });
  }

  text() { return `${this.lines.join('\n').trimEnd()}\n`; }

  // The file as it must be. Written when asked to.
  check(assert) {
    if (process.env.MANUAL === 'write') writeFileSync(this.path, this.text());
    assert.equal(this.text(), readFileSync(this.path, 'utf8'), `${this.path} is not what the journey did`);
  }
}
