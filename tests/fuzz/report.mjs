// The report of tools/fuzz.sh: what each target did in the newest run of each build, as a page. Nothing in
// it is typed by hand.
//
//   node tests/fuzz/report.mjs BUILD BUILD    with ASan and UBSan, and with MSan
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import os from 'node:os';

const here = new URL('.', import.meta.url).pathname;
const number = n => n.toLocaleString('en');
const linesOf = build => (existsSync(`${build}/fuzz.lines`) ? readFileSync(`${build}/fuzz.lines`, 'utf8') : '')
  .split('\n').filter(line => line !== '').map(line => line.split(' '))
  .map(([name, executions, seconds, findings, day]) => ({ name, executions: Number(executions), seconds, findings: Number(findings), day }));
const [address, memory] = process.argv.slice(2, 4).map(linesOf);
// The first sentence of the target, which says what it reads.
const whatOf = name => readFileSync(`${here}${name}_fuzz.c`, 'utf8').match(/^((?:\/\/.*\n)+)/)[1]
  .replaceAll(/^\/\/ ?/gm, '').replaceAll('\n', ' ').split(/[.:] /)[0].replace(/\.\s*$/, '');
const cells = line => (line ? `${number(line.executions)} | ${line.seconds} | ${line.findings}` : 'not run | | ');

console.log(`# What the parsers were tried with

<!-- Made by \`make fuzz\` and \`make fuzz-memory\` from what libFuzzer prints: run them again instead of changing this. -->

${[...new Set([...address, ...memory].map(line => line.day))].join(', ')}, on ${os.cpus().length} × ${os.cpus()[0].model}, Linux ${os.release().split('-')[0]}. Inputs of up to 64 KiB, from the kept
corpus of \`tests/fuzz/corpus\` on, which \`./test\` replays; \`tests/fuzz/README.md\` lists every parser of bytes from outside.

| Target | What it reads | Kept | ASan and UBSan: executions | Seconds | Findings | MSan: executions | Seconds | Findings |
|---|---|---:|---:|---:|---:|---:|---:|---:|`);
const never = [];
for (const file of readdirSync(here).filter(name => name.endsWith('_fuzz.c')).sort()) {
  const name = file.replace('_fuzz.c', '');
  const of = lines => lines.find(line => line.name === name);
  if (!of(address) && !of(memory)) never.push(name);
  console.log(`| ${name} | ${whatOf(name)} | ${readdirSync(`${here}corpus/${name}`).length} | ${cells(of(address))} | ${cells(of(memory))} |`);
}
console.log(`
Not run with MSan is what reads through a library that was not built with it, which would cry wolf.${never.length > 0 ? ` Not run at all since
their targets came: ${never.join(', ')}.` : ''}`);
