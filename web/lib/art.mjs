// Drawn pictures for products without a photo: one drawing a category, four palettes each.
//
// A drawing is a list of flat shapes on a 400 grid standing on the line y = 312, in colours named by
// one letter, so that the same object can be shown in another light. A category without a drawing of
// its own takes its parent's, turned and in another order of palettes, so that neighbours differ.
import fs from 'node:fs';
import { GOODS } from '../art/goods.mjs';
import { OFFICE } from '../art/office.mjs';
import { SERVICES } from '../art/services.mjs';
import { TABLE } from '../art/table.mjs';

const DRAWINGS = { ...OFFICE, ...TABLE, ...GOODS, ...SERVICES };

// Things whose colour does not change with the light.
const FIXED = {
  w: '#ffffff', p: '#f6f8fb', g: '#e2e7ee', h: '#bac3cf', m: '#7f8b9b', k: '#384252',
  n: '#d8b084', o: '#b5875a', q: '#ebd3b3', v: '#68b283', x: '#428c62', z: '#d96a57',
  y: '#f3c655', s: '#d3e6f8', t: '#f1cba8', u: '#85593f', r: '#ee8f55', i: '#cf6d3a', j: '#f8d3b4',
};

// a b c: the object (plain, shaded, lit) · d e f: its second colour.
const PALETTES = [
  { ground: '#eaf1fd', halo: '#d9e6fb', shade: '#c4d5f1', a: '#4a83e0', b: '#2d61ba', c: '#a8c6f5', d: '#f0ac52', e: '#d1892e', f: '#f9d8a4' },
  { ground: '#e8f5ee', halo: '#d4ebdf', shade: '#bcdccb', a: '#43a07f', b: '#297a5e', c: '#a5d8c3', d: '#e88a66', e: '#c76745', f: '#f7cbb7' },
  { ground: '#fdf2e6', halo: '#f9e4cb', shade: '#eed2b0', a: '#dd8a4a', b: '#b7672b', c: '#f4c99c', d: '#4b86c9', e: '#30659f', f: '#b4d1ef' },
  { ground: '#f0f1f9', halo: '#e1e4f3', shade: '#ccd1e8', a: '#6d7cc7', b: '#4b589f', c: '#bcc5ea', d: '#5aa88f', e: '#3b826b', f: '#b6dccf' },
];

const round = (n) => String(Math.round(n * 10) / 10);

// The pen: each call gives one shape in the colours of one palette.
function penOf(palette) {
  const ink = (c) => palette[c] ?? FIXED[c] ?? c;
  return {
    R: (c, x, y, w, h, r = 0) => `<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}"${r ? ` rx="${r}"` : ''} fill="${ink(c)}"/>`,
    C: (c, x, y, r) => `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" fill="${ink(c)}"/>`,
    E: (c, x, y, rx, ry) => `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${ink(c)}"/>`,
    P: (c, d) => `<path d="${d}" fill="${ink(c)}"/>`,
    L: (c, width, d) => `<path d="${d}" fill="none" stroke="${ink(c)}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`,
    G: (transform, shapes) => `<g transform="${transform}">${shapes.flat(9).join('')}</g>`,
  };
}

// Four grounds, so that a row of pictures has a rhythm.
const GROUNDS = [
  ({ C }) => C('halo', 200, 190, 142),
  ({ P }) => P('halo', 'M62 312V196a138 138 0 0 1 276 0v116z'),
  ({ R }) => R('halo', 66, 74, 268, 238, 44),
  ({ P }) => P('halo', 'M0 236c70-40 130-40 200-10s140 20 200-16v190H0z'),
];

function picture(drawing, palette, ground, mirrored) {
  const pen = penOf(palette);
  const shapes = drawing(pen).flat(9).join('');
  const thing = mirrored ? `<g transform="matrix(-1 0 0 1 400 0)">${shapes}</g>` : shapes;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400"><rect width="400" height="400" fill="${palette.ground}"/>${GROUNDS[ground](pen)}${pen.E('shade', 200, 314, 122, 11)}${thing}</svg>\n`;
}

function codes() {
  const lines = fs.readFileSync('../data/categories.csv', 'utf8').trim().split('\n').slice(1);
  return lines.map((line) => line.slice(0, line.indexOf(',')));
}

// The drawing of a code, or of the nearest code above it.
function drawingOf(code) {
  for (let at = code; at; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    if (DRAWINGS[at]) return { drawing: DRAWINGS[at], own: at === code };
  }
  throw new Error(`no drawing for ${code}`);
}

// [name, svg] of every category's four pictures.
export function drawings() {
  const known = codes();
  for (const code of Object.keys(DRAWINGS)) {
    if (!known.includes(code)) throw new Error(`a drawing for ${code}, which is no category`);
  }
  return known.flatMap((code, place) => {
    const { drawing, own } = drawingOf(code);
    const turn = own ? 0 : 1 + (place % 3);
    return PALETTES.map((_, i) => {
      const k = (i + turn) % PALETTES.length;
      return [`${code}-${i + 1}`, picture(drawing, PALETTES[k], k, !own && place % 2 === 1)];
    });
  });
}
