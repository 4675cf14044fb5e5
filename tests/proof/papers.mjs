// Work for those who otherwise idle while purchases go on: papers that a child looks into, and backups that,
// of a server, a child writes.
import { randomBytes } from 'node:crypto';
import { fill, formOf, forms } from './site.mjs';

// Nobody's bytes twice: what was looked at once is not looked at again.
function pdf() {
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>', `(${randomBytes(16).toString('hex')})`];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, i) => {
    const at = text.length;
    text += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const at = text.length;
  return `${text}xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`;
}

// A certificate of the firm with its paper, by the post of its form.
export async function handInPaper(seat, number) {
  const page = await seat.page('/supplier/certificates/new');
  const form = formOf(page, '등록');
  const [, kind] = form.inner.match(/<option value="([a-z_]+)"/);
  const fields = new URLSearchParams(fill(form, { kind, number, issuer: '증명하는 곳', valid_from: '2026-01-01' }));
  const boundary = `proof-${randomBytes(8).toString('hex')}`;
  const parts = [...fields].filter(([name]) => name !== 'evidence')
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
  const file = `--${boundary}\r\nContent-Disposition: form-data; name="evidence"; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n${pdf()}\r\n--${boundary}--\r\n`;
  const answer = await seat.ask('POST', form.action, { type: `multipart/form-data; boundary=${boundary}`, bytes: Buffer.from(parts.join('') + file) });
  if (answer.status !== 303) throw new Error(`a paper was answered ${answer.status}: ${forms({ body: answer.body }).map(f => f.text).join(' ').slice(0, 800)}`);
  seat.site.done++;
}
