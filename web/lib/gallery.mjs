// Draws the gallery's pages from the real frames and parts, with sample values instead of the server.
// It follows the page compiler's syntax; escaping stays the compiler's business.
import fs from 'node:fs';

const PARTS = '../src/platform/page';
const assets = () => JSON.parse(fs.readFileSync('dist/assets.json', 'utf8')).names;

const comma = (n) => Number(n).toLocaleString('ko-KR');
const FILTERS = {
  plain: (v) => String(v),
  words: (v) => `금 ${comma(v)}원정`,
  iso: (v) => v,
  day: (v) => v,
  short: (v) => v,
  time: (v) => v,
  lines: (v) => String(v).replaceAll('\n', '<br>'),
  masked: (v) => v,
  business: (v) => v,
};
const show = (v) => (typeof v === 'number' ? comma(v) : String(v ?? ''));

function look(scope, name) {
  if (name === '.') return scope.self;
  const [first, ...rest] = name.split('.');
  const start = first in scope.vars ? scope.vars[first] : scope.self?.[first];
  return rest.reduce((v, key) => (Array.isArray(v) && key === 'count' ? v.length : v?.[key]), start);
}
const truth = (v) => (Array.isArray(v) ? v.length > 0 : Boolean(v));

function parse(source) {
  const tokens = source.split(/(\{\{.*?\}\})/s).filter((t) => t !== '');
  const root = { kids: [] };
  const stack = [root];
  for (const token of tokens) {
    const top = stack.at(-1);
    const put = (node) => (top.inElse ? top.other : top.kids).push(node);
    const words = token.startsWith('{{') ? token.slice(2, -2).trim() : null;
    if (words === null) put({ text: token });
    else if (/^#/.test(words)) {
      const node = { block: words, kids: [], other: [] };
      put(node);
      stack.push(node);
    } else if (words === 'else') top.inElse = true;
    else if (words.startsWith('/')) stack.pop();
    else put({ words });
  }
  return root.kids;
}

function drawBlock({ block, kids, other }, scope) {
  const [verb, ...rest] = block.split(/\s+/);
  if (verb === '#each') {
    const rows = look(scope, rest[2]) ?? [];
    return rows.map((row) => draw(kids, { ...scope, vars: { ...scope.vars, [rest[0]]: row } })).join('');
  }
  const yes = truth(look(scope, rest[0])) === (verb === '#if');
  return draw(yes ? kids : other, scope);
}

function drawWords(words, scope) {
  if (words.startsWith('!')) return '';
  if (words === 'content') return scope.content;
  if (words === 'form_token') return '<input type="hidden" name="_csrf" value="gallery">';
  if (words.startsWith('asset ')) {
    const constant = words.slice(6);
    const name = Object.keys(scope.assets).find((n) => n.replace(/^dure-/, 'font-').replace(/\.woff2$/, '').replace(/\W/g, '_').toUpperCase() === constant);
    return `/assets/${scope.assets[name]}`;
  }
  if (words.startsWith('>')) {
    const [part, field] = words.slice(1).split(/\s+/);
    return drawPart(part, { ...scope, vars: {}, self: look(scope, field) });
  }
  const [name, filter] = words.split('|');
  const value = look(scope, name);
  return filter ? FILTERS[filter](value) : show(value);
}

const draw = (nodes, scope) => nodes.map((n) => (n.text !== undefined ? n.text : n.block ? drawBlock(n, scope) : drawWords(n.words, scope))).join('');
const drawPart = (part, scope) => draw(parse(fs.readFileSync(`${PARTS}/${part}.html`, 'utf8')), scope);

// gallery/<name>.html begins with `{{>frame}}` like a page of the market.
export function drawPage(name, look = {}) {
  const sample = JSON.parse(fs.readFileSync('gallery/sample.json', 'utf8'));
  const source = fs.readFileSync(`gallery/${name}.html`, 'utf8');
  const frameName = source.match(/^\{\{>(\w+)\}\}/)[1];
  const base = { vars: {}, assets: assets() };
  const frame = { ...sample.frame, ...(sample.frames[name] ?? sample.frames[frameName]), ...look };
  const content = draw(parse(source.replace(/^\{\{>\w+\}\}\n/, '')), { ...base, self: sample });
  return drawPart(frameName, { ...base, self: frame, content });
}

export const pageNames = () => fs.readdirSync('gallery').filter((f) => f.endsWith('.html')).map((f) => f.slice(0, -5));
