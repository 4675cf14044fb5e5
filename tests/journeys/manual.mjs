// The manual writes itself: what a journey does on the screen is a sentence of docs/journeys/, so the
// two cannot disagree. A run compares; MANUAL=write writes the file anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

// 을 or 를: after a syllable with a final consonant or without; after anything else both.
const object = word => {
  const code = word.charCodeAt(word.length - 1) - 0xac00;
  return code < 0 || code > 11171 ? '을(를)' : code % 28 === 0 ? '를' : '을';
};

export class Manual {
  constructor(name, title) {
    this.path = fileURLToPath(new URL(`../../docs/journeys/${name}.ko.md`, import.meta.url));
    this.lines = [`# ${title}`, ''];
    this.step = 0;
  }

  say(sentence) { this.lines.push(sentence, ''); }

  // A part of the way, and who walks it.
  chapter(title, who) {
    this.step = 0;
    this.lines.push(`## ${title}`, '', `**${who}** 화면에서 합니다.`, '');
  }

  #do(sentence) { this.lines.push(`${++this.step}. ${sentence}`); }

  async press(page, name, options = {}) {
    this.#do(`‘${name}’${object(name)} 누릅니다.`);
    const exact = { name, exact: options.exact ?? false };
    const scope = options.within ? page.locator(options.within) : page.locator('main');
    const target = scope.getByRole('button', exact).or(scope.getByRole('link', exact)).first();
    await target.click();
    await page.waitForLoadState();
  }

  async fill(page, label, value, shown = value) {
    this.#do(`‘${label}’에 “${shown}”${object(shown)} 적습니다.`);
    await page.locator('main').getByLabel(label, { exact: false }).first().fill(value);
  }

  async choose(page, label) {
    this.#do(`‘${label}’${object(label)} 고릅니다.`);
    await page.locator('main').getByLabel(label, { exact: false }).first().check();
  }

  // Something the person sees now; fails when it is not there.
  async see(page, words) {
    this.#do(`화면에 “${words}”이(가) 보입니다.`);
    await page.locator('main').getByText(words, { exact: false }).first().waitFor({ timeout: 5000 });
  }

  text() { return `${this.lines.join('\n').replace(/\n{3,}/g, '\n\n').trimEnd()}\n`; }

  // The file as it must be. Written when asked to.
  check(assert) {
    if (process.env.MANUAL === 'write') writeFileSync(this.path, this.text());
    assert.equal(this.text(), readFileSync(this.path, 'utf8'), `${this.path} is not what the journey did`);
  }
}
