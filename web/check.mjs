// Looks at the gallery as people will: pictures at two widths into shots/, axe in both modes, sideways
// scroll at 320 px and at 150 % text, targets, keyboard reach, the site's policy.
// `npm run check -- desk` looks at one page.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import axe from 'axe-core';
import { chromium } from 'playwright-core';
import { drawPage, pageNames } from './lib/gallery.mjs';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const TYPES = { '.css': 'text/css', '.mjs': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const SUGGESTIONS = [['사무용품', '품목 · 326건'], ['사무용 의자', '품목 · 112건'], ['사무용 가구', '품목 · 84건'], ['사무용품 꾸러미 20종', '제품'], ['사무드림㈜', '기업 · 중구']];

const server = http.createServer((rq, rs) => {
  const url = new URL(rq.url, 'http://gallery');
  if (url.pathname === '/suggest') {
    rs.setHeader('Content-Type', 'application/json');
    return rs.end(JSON.stringify({ items: SUGGESTIONS.map(([t, c]) => ({ t, c })) }));
  }
  if (url.pathname.startsWith('/assets/')) {
    const file = path.join('dist', path.normalize(url.pathname));
    if (!fs.existsSync(file)) return rs.writeHead(404).end();
    rs.setHeader('Content-Type', TYPES[path.extname(file)] ?? 'text/plain');
    return rs.end(fs.readFileSync(file));
  }
  const name = url.pathname.slice(1);
  if (!pageNames().includes(name)) return rs.writeHead(404).end();
  rs.setHeader('Content-Type', 'text/html; charset=utf-8');
  rs.setHeader('Content-Security-Policy', POLICY);
  return rs.end(drawPage(name, { high_contrast: url.searchParams.has('hc'), zoom: Number(url.searchParams.get('zoom') ?? 100) }));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const findings = [];
const found = (page, text) => findings.push(`${page}: ${text}`);

async function open(name, { width, query = '' }) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, locale: 'ko-KR', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (m) => m.type() === 'error' && !/live\/notices|EventSource|404/.test(m.text()) && found(name, m.text()));
  page.on('pageerror', (e) => found(name, String(e)));
  await page.goto(`${origin}/${name}${query}`);
  await page.evaluate(() => document.fonts.ready);
  return page;
}

async function shoot(name, width, query = '', suffix = '') {
  const page = await open(name, { width, query });
  for (const img of await page.$$('img[loading="lazy"]')) await img.evaluate((el) => { el.loading = 'eager'; });
  await page.waitForTimeout(200);
  // As tall as the page, so that what sticks to an edge sits at the page's edge.
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height });
  await page.screenshot({ path: `shots/${name}${suffix}-${width}.png` });
  await page.context().close();
}

async function runAxe(name, query) {
  const page = await open(name, { width: 1280, query });
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  for (const v of violations) found(name + query, `axe ${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 4).join(' | ')}`);
  await page.context().close();
}

// Nothing sticks out sideways.
async function checkWidth(name, width, query) {
  const page = await open(name, { width, query });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) {
    const who = await page.evaluate(() => [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.tw, .gnb, .steps, .tabs, [hidden]')).slice(0, 3).map((e) => `${e.tagName}.${e.className}`));
    found(name, `${wide}px too wide at ${width}px${query}: ${who.join(', ')}`);
  }
  await page.context().close();
}

// Targets are large enough to hit; links inside sentences are excused.
async function checkTargets(name, width) {
  const page = await open(name, { width });
  const small = await page.evaluate(() => [...document.querySelectorAll('a, button, summary, input:not([type="hidden"]), select, textarea')]
    .filter((e) => e.checkVisibility() && !e.closest('p, dd, .note, .skip, td, th, label, [hidden]'))
    .map((e) => [e, e.getBoundingClientRect()])
    .filter(([, r]) => r.width > 0 && (r.height < 24 || r.width < 24))
    .map(([e]) => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 20)}`));
  for (const s of small) found(name, `small target at ${width}: ${s}`);
  await page.context().close();
}

// What the module adds, tried with the keyboard.
async function checkModule() {
  const page = await open('home', { width: 1280 });
  await page.focus('#q');
  await page.keyboard.type('ㅅㅁㅇㅍ');
  await page.waitForSelector('.acl:not([hidden]) [role="option"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  if ((await page.getAttribute('#q', 'aria-activedescendant')) !== 'suggest-0-1') found('home', 'the second suggestion is not the active one');
  await page.screenshot({ path: 'shots/home-suggest.png' });
  await page.evaluate(() => document.querySelector('form.sbar').addEventListener('submit', (e) => e.preventDefault()));
  await page.keyboard.press('Enter');
  if ((await page.inputValue('#q')) !== SUGGESTIONS[1][0]) found('home', 'Enter does not take the suggestion');
  await page.click('form.view button[value="130"]');
  if ((await page.getAttribute('html', 'data-zoom')) !== '130') found('home', 'the text does not grow');
  if (!(await page.context().cookies()).some((c) => c.name === 'ui_zoom' && c.value === '130')) found('home', 'the text size is not kept');
  await page.context().close();

  const product = await open('product', { width: 1280 });
  await product.click('button[data-step="1"]');
  if ((await product.textContent('output[data-sum]')) !== '236,500') found('product', 'the sum does not follow the quantity');
  if ((await product.textContent('output[data-sum-words]')) !== '금 이십삼만육천오백원정') found('product', 'the words do not follow the sum');
  await product.context().close();

  const contract = await open('contract', { width: 1280 });
  await contract.click('[data-open="#cancel"]');
  if (!(await contract.isVisible('#cancel'))) found('contract', 'the dialog does not open');
  await contract.keyboard.press('Escape');
  await contract.emulateMedia({ media: 'print' });
  await contract.screenshot({ path: 'shots/contract-print.png', fullPage: true });
  await contract.context().close();
}

// Everything is reached by Tab and shows where it is.
async function checkKeyboard(name) {
  const page = await open(name, { width: 1280 });
  const reached = new Set();
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const el = document.activeElement;
      if (!el || el === document.body) return null;
      const style = getComputedStyle(el.closest('.sbar, label.pick') ?? el);
      el.dataset.n ??= String(document.querySelectorAll('[data-n]').length);
      return { n: el.dataset.n, ring: style.outlineStyle !== 'none' || getComputedStyle(el).outlineStyle !== 'none', what: `${el.tagName}.${el.className} ${el.textContent.trim().slice(0, 16)}` };
    });
    if (!stop || reached.has(stop.n)) break;
    reached.add(stop.n);
    if (!stop.ring) found(name, `no ring on ${stop.what}`);
  }
  if (reached.size < 3) found(name, `Tab reaches only ${reached.size} places`);
  await page.context().close();
}

const only = process.argv.slice(2);
const names = pageNames().filter((n) => only.length === 0 || only.includes(n));
fs.mkdirSync('shots', { recursive: true });
for (const name of names) {
  await shoot(name, 1280);
  await shoot(name, 390);
  await shoot(name, 1280, '?hc', '-hc');
  await runAxe(name, '');
  await runAxe(name, '?hc');
  await checkWidth(name, 320, '');
  await checkWidth(name, 1280, '?zoom=150');
  await checkTargets(name, 1280);
  await checkTargets(name, 390);
  await checkKeyboard(name);
}
if (only.length === 0) await checkModule();
await browser.close();
server.close();
for (const f of findings) console.log(f);
console.log(`${names.length} pages, ${findings.length} findings`);
process.exitCode = findings.length > 0 ? 1 : 0;
