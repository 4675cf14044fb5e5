// Builds web/dist: hashed, compressed files, their list, and a header with their names for the pages.
//
// The same sources give the same bytes on any machine and any Node from 18 on: fonts, brotli and
// gzip are made by pinned packages, never by what Node happens to carry.
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import esbuild from 'esbuild';
import pako from 'pako';
import { edgePages } from './lib/edge.mjs';
import { drawings } from './lib/art.mjs';
import { fontParts } from './lib/font.mjs';
import { iconColumn } from './lib/icons.mjs';
import { krdsCss } from './lib/krds.mjs';

const brotli = createRequire(import.meta.url)('brotli-wasm'); // its module form is for browsers

const OUT = 'dist/assets';
const GEN = 'gen';
const COMPRESSED = new Set(['.css', '.js', '.mjs', '.svg', '.txt']);

// Budgets of the first visit, compressed bytes.
const BUDGETS = { 'site.css': 40_000, 'app.mjs': 15_000, 'dure-ui.woff2': 100_000 };

function empty(folder) {
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
}

function ourCss() {
  return fs.readdirSync('css').map((f) => fs.readFileSync(`css/${f}`, 'utf8')).join('\n');
}

async function generate() {
  empty(GEN);
  const icons = iconColumn();
  fs.writeFileSync(`${GEN}/icons.svg`, icons.svg);
  fs.writeFileSync(`${GEN}/icons.css`, icons.css);
  fs.writeFileSync(`${GEN}/krds.css`, krdsCss(ourCss()));
  fs.writeFileSync(`${GEN}/fonts.css`, await fontParts(GEN));
}

// name → hashed name, for the entries and everything they draw in.
async function bundle() {
  const { metafile } = await esbuild.build({
    entryPoints: { site: 'css/site.css', app: 'app.mjs' },
    bundle: true,
    minify: true,
    charset: 'utf8',
    format: 'esm',
    target: ['chrome111', 'safari16.4', 'firefox114'],
    outdir: OUT,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    outExtension: { '.js': '.mjs' },
    loader: { '.woff2': 'file', '.svg': 'file' },
    legalComments: 'none',
    logLevel: 'error',
    metafile: true,
  });
  const names = {};
  for (const [file, made] of Object.entries(metafile.outputs)) {
    const inputs = Object.keys(made.inputs);
    const source = made.entryPoint ?? (inputs.length === 1 ? inputs[0] : undefined);
    if (source) names[path.basename(source)] = path.basename(file);
  }
  return names;
}

const sha256 = (bytes) => crypto.createHash('sha256').update(bytes).digest('hex');

// Pictures the pages name themselves.
function copyPictures(names) {
  for (const file of ['mark.svg', 'empty.svg', 'trouble.svg', 'wait.svg']) {
    const bytes = fs.readFileSync(`img/${file}`);
    const { name, ext } = path.parse(file);
    names[file] = `${name}-${sha256(bytes).slice(0, 8).toUpperCase()}${ext}`;
    fs.writeFileSync(`${OUT}/${names[file]}`, bytes);
  }
}

function copyLicences(names) {
  names['ofl.txt'] = 'ofl.txt';
  fs.copyFileSync('font/OFL.txt', `${OUT}/ofl.txt`);
}

function drawArt() {
  fs.mkdirSync(`${OUT}/art`);
  for (const [name, svg] of drawings()) fs.writeFileSync(`${OUT}/art/${name}.svg`, svg);
}

function compress() {
  const rows = [];
  const files = fs.readdirSync(OUT, { recursive: true, withFileTypes: false }).map(String).sort();
  for (const file of files) {
    const full = `${OUT}/${file}`;
    if (fs.statSync(full).isDirectory()) continue;
    const bytes = fs.readFileSync(full);
    const row = { file: file.replaceAll('\\', '/'), size: bytes.length, sha256: sha256(bytes) };
    if (COMPRESSED.has(path.extname(file)) && !file.startsWith('art')) {
      const br = brotli.compress(bytes, { quality: 11 });
      const gz = pako.gzip(bytes, { level: 9, header: { os: 3, time: 0 } });
      fs.writeFileSync(`${full}.br`, br);
      fs.writeFileSync(`${full}.gz`, gz);
      row.br = br.length;
      row.gz = gz.length;
    }
    rows.push(row);
  }
  return rows;
}

function writeLists(names, rows) {
  const constant = (name) => `ASSET_${name.replace(/^dure-/, 'font-').replace(/\.woff2$/, '').replace(/\W/g, '_').toUpperCase()}`;
  const defines = Object.entries(names)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => `#define ${constant(name)} "/assets/${file}"`);
  fs.writeFileSync('dist/assets.json', `${JSON.stringify({ names, files: rows.filter((r) => !r.file.startsWith('art/')) }, null, 1)}\n`);
  fs.writeFileSync('dist/assets.gen.h', `// Made by web/build.mjs: change that. Names of the built files, hashed by their bytes.\n#pragma once\n\n${defines.join('\n')}\n`);
}

function checkBudgets(names, rows) {
  for (const [name, most] of Object.entries(BUDGETS)) {
    const row = rows.find((r) => r.file === names[name]);
    const size = row.br ?? row.size;
    console.log(`${name.padEnd(16)} ${String(size).padStart(7)} of ${most} bytes`);
    if (size > most) throw new Error(`${name} is over its budget`);
  }
}

await generate();
empty('dist');
fs.mkdirSync(OUT);
const names = await bundle();
copyPictures(names);
copyLicences(names);
drawArt();
for (const [file, text] of Object.entries(edgePages(names))) fs.writeFileSync(`dist/${file}`, text);
fs.copyFileSync('static/robots.txt', 'dist/robots.txt'); // the edge serves it as it is
const rows = compress();
writeLists(names, rows);
checkBudgets(names, rows);
