// A real browser at the site under test: DURE_URL and CHROMIUM come from ./test.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const url = process.env.DURE_URL;
export const sizes = [{ name: 'desk', width: 1280, height: 900 }, { name: 'phone', width: 390, height: 844 }];
// The databases take turns: on one everything is done at a desk, on the other on a phone. EVERY_SIZE=1
// does both on each.
export const turn = process.env.EVERY_SIZE ? sizes : [sizes[process.env.DURE_ENGINE === 'postgres' ? 1 : 0]];

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const open = () => chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});

// A page of one size that fails on any script error or refused resource.
export async function visit(browser, size, options = {}) {
  const context = await browser.newContext({
    viewport: { width: size.width, height: size.height }, locale: 'ko-KR', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce', ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.bare = options.javaScriptEnabled === false;
  const troubles = [];
  page.on('pageerror', e => troubles.push(`script: ${e.message}`));
  page.on('response', r => { if (r.status() >= 500) troubles.push(`${r.status()} ${r.url()}`); });
  return { context, page, troubles };
}

// Nothing serious or critical, and no sideways scroll.
export async function check(page, assert) {
  if (!page.bare) { // where scripts are off, axe cannot run either
    const found = await page.evaluate(`${axe}; axe.run(document, { resultTypes: ['violations'] })`);
    const bad = found.violations.filter(v => v.impact === 'serious' || v.impact === 'critical');
    assert.deepEqual(bad.map(v => `${v.id}: ${v.nodes.map(n => n.target).join(' ')}`), [], page.url());
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `sideways scroll at ${page.url()}`);
  if (process.env.SHOTS) {
    const name = new URL(page.url()).pathname.replace(/\W+/g, '-') + page.viewportSize().width;
    await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  }
}

// Comes in as one of the demo's people, by the form.
export async function logIn(page, role) {
  await page.goto(`${url}/login`);
  const row = page.locator('tr', { hasText: `${role}@demo.dure` });
  const code = (await row.locator('td').nth(1).textContent()).trim();
  await page.fill('#email', `${role}@demo.dure`);
  await page.fill('#password', 'dure-demo-2026');
  if (/^\d{6}$/.test(code)) await page.fill('#code', code);
  await page.locator('main button[type=submit]').click();
}
