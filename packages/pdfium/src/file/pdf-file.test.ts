import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openBytes, pdfFile } from '../test-pdf.ts';
import { Lexer, nameOf, PdfRef, textOf } from '@unifex/pdf-common/syntax';
import { PdfFile } from './pdf-file.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
const signal = new AbortController().signal;

/** A file whose page tree stands in an object stream, with a cross-reference stream behind a PNG predictor (ISO 32000-2, 7.5.7 and 7.5.8). */
function modernFile(): Uint8Array {
  const inside = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 50] /UserUnit 3 >>',
  ];
  let at = 0;
  const header = inside.map((body, i) => {
    const entry = `${i + 1} ${at}`;
    at += body.length + 1;
    return entry;
  });
  const first = `${header.join(' ')} `;
  const packed = deflateSync(Buffer.from(`${first}${inside.join('\n')}`, 'latin1')).toString('latin1');
  const start = '%PDF-1.7\n';
  const objectStream = `4 0 obj\n<< /Type /ObjStm /N 3 /First ${first.length} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream\nendobj\n`;
  const xref = start.length + objectStream.length;
  const rows = [
    [0, 0, 0],
    [2, 4, 0],
    [2, 4, 1],
    [2, 4, 2],
    [1, start.length, 0],
    [1, xref, 0],
  ].map(([type = 0, second = 0, third = 0]) => [type, second >> 8, second & 255, third]);
  const predicted = rows.flatMap((row, i) => [2, ...row.map((byte, k) => (byte - (rows[i - 1]?.[k] ?? 0)) & 255)]);
  const table = deflateSync(Uint8Array.from(predicted)).toString('latin1');
  const dict = `/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >> /Length ${table.length}`;
  return bytes(
    `${start}${objectStream}5 0 obj\n<< ${dict} >>\nstream\n${table}\nendstream\nendobj\nstartxref\n${xref}\n%%EOF\n`,
  );
}

describe('PdfFile', () => {
  it('reads object streams and cross-reference streams', async () => {
    const file = await PdfFile.open(modernFile());
    const pages = await file.get(await file.catalog(), 'Pages');
    expect(await file.get(pages, 'Count')).toBe(1);
    await using reader = await openBytes(modernFile());
    const page = await reader.extractPage(0, { signal });
    expect([page.width, page.height]).toEqual([300, 150]);
  });

  it('takes what is not there, or is no object, for null', async () => {
    const file = await PdfFile.open(pdfFile(['<< /Type /Catalog /Loop 3 0 R >>', '<< /Broken', '3 0 R']));
    expect(await file.object(99)).toBeNull();
    expect(await file.object(2)).toBeNull();
    expect(await file.get(await file.catalog(), 'Loop')).toBeNull();
  });

  it.each(['', '%PDF-1.7\n', '%PDF-1.7\nstartxref\n5\n%%EOF', 'startxref 0', 'xref\n0 9999999\nstartxref\n0\n'])(
    'refuses %j',
    async (text) => {
      await expect(PdfFile.open(bytes(text))).rejects.toBeInstanceOf(Error);
    },
  );

  it('ends where tables lead to each other', async () => {
    const table = 'xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R /Prev 0 >>\nstartxref\n0\n%%EOF';
    const file = await PdfFile.open(bytes(table));
    await expect(file.catalog()).rejects.toThrow(/catalog/);
  });
});

describe('Lexer', () => {
  const read = (text: string): unknown => new Lexer(bytes(text)).object();

  it('reads every kind of object', () => {
    expect(read(' % a comment\n -1.5')).toBe(-1.5);
    expect(read('true')).toBe(true);
    expect(read('null')).toBeNull();
    expect(read('12 0 R')).toEqual(new PdfRef(12, 0));
    expect(read('[1 2 0 R 3]')).toEqual([1, new PdfRef(2, 0), 3]);
    expect(nameOf(new Lexer(bytes('/A#20b')).object())).toBe('A b');
    const dict = read('<< /A (x) /B << /C [/D] >> >>') as Map<string, unknown>;
    expect([...dict.keys()]).toEqual(['A', 'B']);
  });

  it('reads strings with all their escapes', () => {
    const text = (source: string): string | undefined => textOf(new Lexer(bytes(source)).object());
    expect(text('(a\\(b\\)(c)\\\\)')).toBe('a(b)(c)\\');
    expect(text('(\\101\\12\\r\\\n!)')).toBe('A\n\r!');
    expect(text('(one\r\ntwo\rthree)')).toBe('one\ntwo\nthree');
    expect(text('<41 4>')).toBe('A@');
    expect(text('<FEFF20AC>')).toBe('€');
    expect(text('<EFBBBFE282AC>')).toBe('€');
    expect(text('(\\200 \\240)')).toBe('• €');
  });

  it.each(['', '(open', '<41', '[1 2', '<< /A 1', '<< 1 2 >>', 'endobj', '['.repeat(1000)])('refuses %j', (text) => {
    expect(() => read(text)).toThrow(SyntaxError);
  });
});
