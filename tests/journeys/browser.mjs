// A real browser at the site under test: DURE_URL and CHROMIUM come from ./test.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as runner from 'node:test';
import { chromium } from 'playwright-core';

export const url = process.env.DURE_URL;
export const sizes = [{ name: 'desk', width: 1280, height: 900 }, { name: 'phone', width: 390, height: 844 }];
// The databases take turns: on one everything is done at a desk, on the other on a phone. EVERY_SIZE=1
// does both on each.
export const turn = process.env.EVERY_SIZE ? sizes : [sizes[process.env.DURE_ENGINE === 'postgres' ? 1 : 0]];
// With scripts off every step works as well; the main job is walked so on one of the databases.
export const bare = { name: 'desk, no scripts', width: 1280, height: 900, scripts: false };
export const turnAndBareOn = engine => (process.env.DURE_ENGINE === engine ? [...turn, bare] : turn);
// What takes too long for each ./test: walked by `make test-sizes` alone.
export const turnAtLength = process.env.EVERY_SIZE ? sizes : [];
export const bareAtLength = process.env.EVERY_SIZE ? [bare] : [];

// Nothing waits for ever, whatever it waits for: a page, an answer, a browser that has died.
const TEST_MS = 180000;
const WALK_MS = 600000; // of a walk through the whole trade
export const test = (name, body) => runner.test(name, { timeout: TEST_MS }, body);
export const walk = (name, body) => runner.test(name, { timeout: WALK_MS }, body);

// The line that `make proof` gathers of what came out as it should.
export const tell = (name, tried) => {
  console.log(`proof ${JSON.stringify({ name, database: process.env.DURE_ENGINE === 'postgres' ? 'postgresql' : 'sqlite', tried })}`);
};

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// One browser for all journeys, started for the first page and gone after the last test. Pages of the
// site share a process: starting one for each context took a fifth of the time.
let started;
const browser = () => (started ??= chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--process-per-site', '--lang=ko-KR'],
}));
runner.after(async () => { await (await started)?.close(); }, { timeout: TEST_MS });

async function newContext(size, options) {
  return (await browser()).newContext({
    viewport: { width: size.width, height: size.height }, locale: 'ko-KR', timezoneId: 'Asia/Seoul', reducedMotion: 'reduce',
    javaScriptEnabled: size.scripts !== false, ...options,
  });
}

// A page that fails on any script error or refused resource. `done` closes it, or what was opened for it.
async function pageOf(context, { scripts = true, closes = false } = {}) {
  const page = await context.newPage();
  page.setDefaultTimeout(15000);
  page.bare = !scripts;
  const troubles = [];
  page.on('pageerror', e => troubles.push(`script: ${e.message}`));
  page.on('response', r => { if (r.status() >= 500) troubles.push(`${r.status()} ${r.url()}`); });
  return { page, context, troubles, done: () => (closes ? context.close() : page.close()) };
}

// Somebody who was never here: no cookie, nothing kept.
export async function newcomer(size, options = {}) {
  const scripts = size.scripts !== false && options.javaScriptEnabled !== false;
  return pageOf(await newContext(size, options), { scripts, closes: true });
}

const kept = new Map();
const keptContext = (who, size) => {
  const key = `${who} ${size.name}`;
  if (!kept.has(key)) kept.set(key, newContext(size));
  return kept.get(key);
};

// A visitor who does not log in; the same browser's memory serves all of them.
export const visit = async size => pageOf(await keptContext('visitor', size), size);

// One of the demo's people at their desk, still logged in from the journey before.
export async function sit(role, size) {
  const seat = await pageOf(await keptContext(role, size), size);
  await seat.page.goto(`${url}/home`);
  if (new URL(seat.page.url()).pathname === '/login') {
    await logIn(seat.page, role);
    await seat.page.waitForURL(/\/(buyer|supplier|admin)$/);
  }
  if (size.scripts !== false) { // a seat that had to wait for long stays in, as a person would
    const ends = seat.page.locator('dialog#session-end[open]');
    await seat.page.addLocatorHandler(ends, () => ends.getByRole('button').click());
  }
  return seat;
}

// What axe finds on a page. It is half a megabyte of script: put into the pages that are looked at alone,
// not into each one that is passed. `region` is left out: it looks at every word, and what it says is moderate.
export async function faults(page, options) {
  await page.evaluate(axe);
  return page.evaluate(async o => (await window.axe.run(document,
    { resultTypes: ['violations'], rules: { region: { enabled: false } }, ...o })).violations
    .map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(n => `${n.target}`) })), options);
}

let shotCount = 0; // with SHOTS=FOLDER each page that is looked at is kept there, in their order

// Words that stand on two lines, of a comparison's labels and of tables that were unfolded: a narrow column is as
// wide as its longest word. In the latter a line may end before what stands in brackets.
const brokenWords = page => page.evaluate(() => {
  const broken = (text, words) => [...text.data.matchAll(words)].filter(({ 0: word, index }) => {
    const range = document.createRange();
    range.setStart(text, index);
    range.setEnd(text, index + word.length);
    return new Set([...range.getClientRects()].map(r => r.top)).size > 1;
  }).map(([word]) => word);
  const labels = [...document.querySelectorAll('.qc tbody th')].map(label => label.firstChild);
  const cells = [...document.querySelectorAll('details.data[open] .tb :is(th, td)')].flatMap(cell => {
    const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walk.nextNode()) texts.push(walk.currentNode);
    return texts;
  });
  return [
    ...labels.filter(text => text?.nodeType === Node.TEXT_NODE).flatMap(text => broken(text, /\S+/g)),
    ...cells.flatMap(text => broken(text, /[^\s()]+/g)),
  ];
});

// Nothing serious or critical, no sideways scroll, and no label broken inside a word.
export async function check(page, assert) {
  if (!page.bare) { // where scripts are off, axe cannot run either
    const bad = (await faults(page)).filter(v => v.impact === 'serious' || v.impact === 'critical')
      .map(v => `${v.id}: ${v.nodes.join(' ')}`);
    assert.deepEqual(bad, [], page.url());
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `sideways scroll at ${page.url()}`);
  assert.deepEqual(await brokenWords(page), [], `words broken at ${page.url()}`);
  if (process.env.SHOTS) {
    const name = String(++shotCount).padStart(3, '0') + new URL(page.url()).pathname.replace(/\W+/g, '-') + page.viewportSize().width;
    await page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true });
  }
}

// Files dragged from outside onto `selector`, as a browser tells the page of it.
export async function drop(page, selector, files) {
  const data = await page.evaluateHandle(list => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, base64 } of list) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), c => c.charCodeAt(0))], name, { type: mimeType }));
    }
    return transfer;
  }, files.map(f => ({ name: f.name, mimeType: f.mimeType, base64: f.buffer.toString('base64') })));
  for (const type of ['dragenter', 'dragover', 'drop']) {
    await page.dispatchEvent(selector, type, { dataTransfer: data });
  }
}

const lastCode = new Map(); // of each person: a code opens once

// Comes in as one of the demo's people, by the form.
export async function logIn(page, role) {
  const row = page.locator('tr', { hasText: `${role}@demo.dure` });
  let code;
  do {
    if (code) await page.waitForTimeout(2000); // for the next one
    await page.goto(`${url}/login`);
    code = (await row.locator('td').nth(1).textContent()).trim();
  } while (/^\d{6}$/.test(code) && code === lastCode.get(role));
  lastCode.set(role, code);
  await page.fill('#email', `${role}@demo.dure`);
  await page.fill('#password', 'dure-demo-2026');
  if (/^\d{6}$/.test(code)) await page.fill('#code', code);
  await page.locator('main button[type=submit]').click();
}
