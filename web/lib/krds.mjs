// The KRDS parts we use, compiled from the kit's own SCSS and mended where it errs, with only those
// of its tokens that somebody reads.
import fs from 'node:fs';
import * as sass from 'sass';

const KIT = 'node_modules/krds-uiux/resources';
const PARTS = ['button', 'form_chip', 'switch'];

const SOURCE = `
$url: "${KIT}";
@import "common/include";
${PARTS.map((p) => `@import "component/${p}";`).join('\n')}
.sr-only { @include sr-only; }
`;

// `[data-krds-mode=…] :root` picks nothing: the mode stands on the root itself.
const mendModes = (css) => css.replace(/\[data-krds-mode=([\w-]+)\] :root/g, ':root[data-krds-mode=$1]');

// A rule for every radio and checkbox of the page hides them all; keep it inside KRDS boxes.
const mendInputs = (css) => css.replace(/input\[type=radio\],\s*input\[type=checkbox\] \{/g, '.krds-form-chip > input {');

// Icons are masks of our own; the kit's addresses point nowhere.
const dropImages = (css) => css.replace(/[\w-]+:\s*[^;{}]*url\([^)]*\)[^;{}]*;/g, '');

const namesRead = (css) => new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((m) => m[1]));

// Tokens that are read, directly or by another token that is read.
function pruneTokens(tokens, readers) {
  const values = new Map([...tokens.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map((m) => [m[1], m[2]]));
  const read = new Set();
  const visit = (name) => {
    if (read.has(name)) return;
    read.add(name);
    for (const next of namesRead(values.get(name) ?? '')) visit(next);
  };
  for (const name of namesRead(readers)) visit(name);
  return tokens.replace(/\s*(--[\w-]+):\s*[^;]+;/g, (line, name) => (read.has(name) ? line : ''));
}

export function krdsCss(ourCss) {
  const compiled = sass.compileString(SOURCE, {
    loadPaths: [`${KIT}/scss`],
    silenceDeprecations: ['import', 'global-builtin', 'color-functions', 'mixed-decls', 'slash-div'],
    quietDeps: true,
    logger: sass.Logger.silent,
  }).css;
  const parts = dropImages(mendInputs(mendModes(compiled)));
  const tokens = mendModes(fs.readFileSync(`${KIT}/css/token/krds_tokens.css`, 'utf8'));
  return pruneTokens(tokens, parts + ourCss) + parts;
}
