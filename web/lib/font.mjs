// Pretendard GOV in three parts: letters of the pages (preloaded), the rest of KS X 1001, all other
// syllables. Upstream reserves its name, so a subset carries a name of our own, inside as well.
import fs from 'node:fs';
import subset from 'subset-font';
import wawoff2 from 'wawoff2';

const SOURCE = 'node_modules/pretendard-gov/dist/web/variable/woff2/PretendardGOVVariable.woff2';
const FAMILY = 'Dure Sans';
const SIGNS = '·×±–‘’“”→↑↓✓›㈜㎡○';
const RARE_SIGNS = '÷…—●◎□■△▲▽▼◇◆※←〈〉《》「」『』【】㎥㎝㎜㎏㎞℃％₩①②③④⑤⑥⑦⑧⑨⑩⑪⑫ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣㆍ';

function ksx1001() {
  const decoder = new TextDecoder('euc-kr');
  let all = '';
  for (let lead = 0xb0; lead <= 0xc8; lead++) {
    for (let trail = 0xa1; trail <= 0xfe; trail++) all += decoder.decode(new Uint8Array([lead, trail]));
  }
  return [...all].filter((c) => c >= '가' && c <= '힣');
}

function letters() {
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(0x20 + i));
  const ui = new Set([...ascii, ...SIGNS, ...fs.readFileSync('font/ui.txt', 'utf8').replace(/\s/g, '')]);
  const core = new Set([...RARE_SIGNS, ...ksx1001().filter((c) => !ui.has(c))]);
  const ext = new Set();
  for (let code = 0xac00; code <= 0xd7a3; code++) {
    const c = String.fromCodePoint(code);
    if (!ui.has(c) && !core.has(c)) ext.add(c);
  }
  return { ui: [...ui], core: [...core], ext: [...ext] };
}

function unicodeRange(chars) {
  const codes = chars.map((c) => c.codePointAt(0)).sort((a, b) => a - b);
  const ranges = [];
  for (let i = 0; i < codes.length; ) {
    let j = i;
    while (codes[j + 1] === codes[j] + 1) j++;
    const from = codes[i].toString(16);
    ranges.push(i === j ? `U+${from}` : `U+${from}-${codes[j].toString(16)}`);
    i = j + 1;
  }
  return ranges.join(',');
}

// --- The name table -------------------------------------------------------------------------------

// Upstream's copyright and licence stay; every name a person or program sees becomes ours.
function newNames(part) {
  return new Map([
    [1, FAMILY],
    [2, 'Regular'],
    [3, `${FAMILY} ${part}`],
    [4, FAMILY],
    [5, 'Version 1.0'],
    [6, FAMILY.replace(' ', '')],
    [13, 'This Font Software is licensed under the SIL Open Font License, Version 1.1. It is a subset of a typeface by Kil Hyung-jin with a name of its own.'],
    [14, 'https://openfontlicense.org'],
  ]);
}

const DROPPED = new Set([7, 8, 9, 10, 11, 12, 16, 17, 18, 21, 22, 25]);

function renameTable(table, part) {
  const count = table.readUInt16BE(2);
  const strings = table.readUInt16BE(4);
  const ours = newNames(part);
  const kept = new Map(ours);
  for (let i = 0; i < count; i++) {
    const at = 6 + i * 12;
    const id = table.readUInt16BE(at + 6);
    const isWindowsEnglish = table.readUInt16BE(at) === 3 && table.readUInt16BE(at + 4) === 0x409;
    if (!isWindowsEnglish || ours.has(id) || DROPPED.has(id)) continue;
    const from = strings + table.readUInt16BE(at + 10);
    const bytes = Buffer.from(table.subarray(from, from + table.readUInt16BE(at + 8))).swap16();
    kept.set(id, bytes.toString('utf16le'));
  }
  const rows = [...kept].sort((a, b) => a[0] - b[0]).map(([id, text]) => ({ id, bytes: Buffer.from(text, 'utf16le').swap16() }));
  const head = Buffer.alloc(6 + rows.length * 12);
  head.writeUInt16BE(rows.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  rows.forEach(({ id, bytes }, i) => {
    [3, 1, 0x409, id, bytes.length, offset].forEach((n, k) => head.writeUInt16BE(n, 6 + i * 12 + k * 2));
    offset += bytes.length;
  });
  return Buffer.concat([head, ...rows.map((r) => r.bytes)]);
}

function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) {
    sum = (sum + ((bytes[i] << 24) | ((bytes[i + 1] ?? 0) << 16) | ((bytes[i + 2] ?? 0) << 8) | (bytes[i + 3] ?? 0))) >>> 0;
  }
  return sum;
}

// The same font with its name table rewritten; tables keep their order, head its place.
function rename(sfnt, part) {
  const count = sfnt.readUInt16BE(4);
  const tables = [];
  for (let i = 0; i < count; i++) {
    const at = 12 + i * 16;
    const tag = sfnt.toString('latin1', at, at + 4);
    const offset = sfnt.readUInt32BE(at + 8);
    const body = Buffer.from(sfnt.subarray(offset, offset + sfnt.readUInt32BE(at + 12)));
    if (tag === 'head') body.writeUInt32BE(0, 8);
    tables.push({ tag, body: tag === 'name' ? renameTable(body, part) : body });
  }
  const head = Buffer.alloc(12 + count * 16);
  sfnt.copy(head, 0, 0, 12);
  const bodies = [];
  let offset = head.length;
  tables.forEach(({ tag, body }, i) => {
    const at = 12 + i * 16;
    head.write(tag, at, 'latin1');
    head.writeUInt32BE(checksum(body), at + 4);
    head.writeUInt32BE(offset, at + 8);
    head.writeUInt32BE(body.length, at + 12);
    const padded = Buffer.concat([body, Buffer.alloc((4 - (body.length % 4)) % 4)]);
    bodies.push(padded);
    offset += padded.length;
  });
  const font = Buffer.concat([head, ...bodies]);
  const headAt = tables.slice(0, tables.findIndex((t) => t.tag === 'head')).reduce((n, t) => n + Math.ceil(t.body.length / 4) * 4, head.length);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headAt + 8);
  return font;
}

// Writes the parts into `folder` and returns their @font-face rules.
export async function fontParts(folder) {
  const source = fs.readFileSync(SOURCE);
  let css = '';
  for (const [part, chars] of Object.entries(letters())) {
    const sfnt = await subset(source, chars.join(''), {
      targetFormat: 'sfnt',
      variationAxes: { wght: { min: 400, max: 800 } },
    });
    const file = `dure-${part}.woff2`;
    fs.writeFileSync(`${folder}/${file}`, await wawoff2.compress(rename(sfnt, part)));
    css += `@font-face{font-family:"${FAMILY}";font-weight:400 800;font-display:swap;src:url("${file}") format("woff2");unicode-range:${unicodeRange(chars)}}\n`;
  }
  return css;
}
