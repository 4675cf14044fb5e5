// The first visit of somebody whose browser holds nothing: how many bytes come over the wire, without
// fonts and pictures and with them, and when the largest thing on the page has been painted (LCP).
//
//   CHROMIUM=/usr/bin/chromium-headless-shell node tests/bench/visit.mjs --url http://127.0.0.1:8080
//
// The browser and its driver are those of tests/journeys.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';

const { chromium } = createRequire(new URL('../journeys/package.json', import.meta.url))('playwright-core');
const VISITS = 3; // the median counts
const SIZES = { desk: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };
const LEFT_OUT = ['Font', 'Image'];

const { values: options } = parseArgs({ options: { url: { type: 'string' } } });
const median = all => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)];

// Kinds and bytes of everything the page asked for, heads included.
async function listen(page) {
  const session = await page.context().newCDPSession(page);
  const kinds = new Map();
  const came = [];
  session.on('Network.responseReceived', e => kinds.set(e.requestId, [e.type, e.response.headers['Content-Encoding'] ?? '']));
  session.on('Network.loadingFinished', e => came.push([...(kinds.get(e.requestId) ?? ['Other', '']), e.encodedDataLength]));
  await session.send('Network.enable');
  return came;
}

async function visit(browser, size, path) {
  const context = await browser.newContext({ viewport: SIZES[size], locale: 'ko-KR', timezoneId: 'Asia/Seoul' });
  const page = await context.newPage();
  const came = await listen(page);
  await page.goto(options.url + path, { waitUntil: 'networkidle' });
  const lcp = await page.evaluate(() => new Promise(resolve => {
    new PerformanceObserver(list => resolve(list.getEntries().at(-1).startTime)).observe({ type: 'largest-contentful-paint', buffered: true });
  }));
  await context.close();
  const sum = some => some.reduce((total, [, , bytes]) => total + bytes, 0);
  const encodings = [...new Set(came.map(([, encoding]) => encoding).filter(e => e !== ''))];
  return { lcp, encodings, bytes: sum(came.filter(([kind]) => !LEFT_OUT.includes(kind))), all: sum(came), requests: came.length };
}

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  await visit(browser, 'desk', '/guide'); // the program's own first page is not the site's
  for (const [page, path] of [['home', '/'], ['search', `/search?q=${encodeURIComponent('의자')}`]]) {
    for (const size of Object.keys(SIZES)) {
      const visits = [];
      for (let i = 0; i < VISITS; i++) visits.push(await visit(browser, size, path));
      const of = name => median(visits.map(v => v[name]));
      console.log(`bench ${JSON.stringify({ name: 'visit', page, size, encodings: visits[0].encodings.join(', '), requests: of('requests'), bytes: of('bytes'), all_bytes: of('all'), lcp_ms: of('lcp') })}`);
    }
  }
} finally {
  await browser.close();
}
