import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pdfFile, readPage, stream } from '../test-pdf.ts';

const CONTENT = Array.from(
  { length: 60 },
  (_, i) => `BT /F1 5 Tf 10 ${95 - i} Td (line ${i * 7919} of many) Tj ET`,
).join('\n');
const whole = deflateSync(CONTENT);

/** A page with these streams of content. */
function page(...streams: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const text = pdfFile([
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources << /Font << /F1 4 0 R >> >> /Contents [${streams
      .map((_, i) => `${i + 5} 0 R`)
      .join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    ...streams.map((bytes) => stream(Buffer.from(bytes).toString('latin1'), '/Filter /FlateDecode')),
  ]);
  return text;
}

function changed(at: number): Uint8Array {
  const bytes = Uint8Array.from(whole);
  bytes.fill(0xff, at, at + 8);
  return bytes;
}

describe('content that is damaged in its middle', () => {
  it('is told, with what there is of it', async () => {
    const read = await readPage(page(changed(Math.floor(whole.length / 2))));
    expect(read.texts.length).toBeGreaterThan(5);
    expect(read.provenance?.damaged).toMatch(/^its content cannot be unpacked to the end \(.+\)$/);
    expect(read.warnings).toEqual([expect.stringMatching(/^The page is damaged: /)]);
  });

  it('is told of one stream of several', async () => {
    const read = await readPage(page(whole, changed(40)));
    expect(read.provenance?.damaged).toMatch(/^1 of the 2 streams /);
  });

  it.each([
    ['whole', whole],
    ['without its checksum', whole.subarray(0, -4)],
    ['with a wrong checksum', Uint8Array.from([...whole.subarray(0, -4), 1, 2, 3, 4])],
    ['with something behind it', Uint8Array.from([...whole, 10, 13, 10])],
  ])('is not, where it is %s', async (_what, bytes) => {
    const read = await readPage(page(bytes));
    expect(read.provenance).toBeUndefined();
    expect(read.warnings).toBeUndefined();
  });

  it.each([' \n', '\t \r\n', '\r'])('is not, where the keyword of the stream ends in %j', async (lineEnd) => {
    const bytes = pdfFile([
      '<< /Type /Catalog /Pages 2 0 R >>',
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Resources << /Font << /F1 4 0 R >> >> /Contents 5 0 R >>',
      '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
      stream(whole.toString('latin1'), '/Filter /FlateDecode').replace('stream\n', `stream${lineEnd}`),
    ]);
    const read = await readPage(bytes);
    expect(read.texts).toHaveLength(60);
    expect(read.provenance).toBeUndefined();
  });
});
