import { PDFDocument, StandardFonts } from 'pdf-lib';
import { describe, expect, it } from 'vitest';
import { PdfFile } from './pdf-file.ts';
import { isDict, nameOf, PdfStream, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import { repairPdf } from '@unifex/pdf-common/repair';

/** Where the text stands in the bytes. */
const indexOf = (bytes: Uint8Array, text: string, from: number): number =>
  Buffer.from(bytes).indexOf(text, from, 'latin1');
const latin = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** A document of some pages, each of its own size, so that they can be told apart. */
async function makePdf(pageCount: number, useObjectStreams: boolean): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const font = await pdf.embedFont(StandardFonts.Helvetica);
  for (let i = 0; i < pageCount; i++) pdf.addPage([100 + i, 200]).drawText(`page ${i}`, { font, size: 10 });
  return pdf.save({ useObjectStreams });
}

async function pagesOf(bytes: Uint8Array): Promise<{ widths: number[]; contents: (string | undefined)[] }> {
  const file = await PdfFile.open(bytes);
  const widths: number[] = [];
  const contents: (string | undefined)[] = [];
  const walk = async (node: PdfObject): Promise<void> => {
    if (!isDict(node)) return;
    if (nameOf(node.get('Type')) === 'Page') {
      widths.push(((await file.get(node, 'MediaBox')) as number[])[2]!);
      const [stream] = [await file.get(node, 'Contents')].flat();
      const resolved = await file.resolve(stream);
      contents.push(resolved instanceof PdfStream ? 'content' : undefined);
      return;
    }
    for (const kid of (await file.get(node, 'Kids')) as PdfObject[]) await walk(await file.resolve(kid));
  };
  await walk(await file.get(await file.catalog(), 'Pages'));
  return { widths, contents };
}

function cutBefore(bytes: Uint8Array, text: string): Uint8Array {
  const at = indexOf(bytes, text, 0);
  expect(at).toBeGreaterThan(0);
  return bytes.slice(0, at);
}

describe('repairPdf', () => {
  it('gives a file whose table is cut off a new one', async () => {
    const whole = await makePdf(3, false);
    const repaired = await repairPdf(cutBefore(whole, 'xref\n'));
    expect(repaired?.what).toMatch(/^its cross-reference table was rebuilt from the \d+ objects found$/);
    expect((await pagesOf(repaired!.bytes)).widths).toEqual([100, 101, 102]);
  });

  it('leaves what was in the file as it was', async () => {
    const cut = cutBefore(await makePdf(1, false), 'xref\n');
    const repaired = await repairPdf(cut);
    expect(repaired!.bytes.subarray(0, cut.length)).toEqual(cut);
  });

  it('finds objects that stand in object streams', async () => {
    const whole = await makePdf(3, true);
    const repaired = await repairPdf(cutBefore(whole, 'startxref'));
    expect((await pagesOf(repaired!.bytes)).widths).toEqual([100, 101, 102]);
  });

  it('reads an object stream as far as the cut', async () => {
    const whole = await makePdf(60, true);
    const stream = indexOf(whole, '/ObjStm', 0);
    const repaired = await repairPdf(whole.slice(0, Math.floor(stream + (whole.length - stream) / 2)));
    const { widths } = await pagesOf(repaired!.bytes);
    expect(widths.length).toBeGreaterThan(5);
    expect(widths.length).toBeLessThan(60);
  });

  it('makes a page tree of the pages that are there, with what they had inherited', async () => {
    const file = latin(
      [
        '%PDF-1.7',
        '3 0 obj << /Type /Pages /Parent 9 0 R /MediaBox [0 0 70 80] /Kids [4 0 R 5 0 R] /Count 2 >> endobj',
        '4 0 obj << /Type /Page /Parent 3 0 R /Contents 6 0 R >> endobj',
        '5 0 obj << /Type /Page /MediaBox [0 0 71 80] >> endobj',
        '7 0 obj << /Type /Page /Parent 8 0 R >> endobj',
        '6 0 obj << /Length 20 >> stream\nBT (cut off',
      ].join('\n'),
    );
    const repaired = await repairPdf(file);
    expect(repaired?.what).toBe(
      'its cross-reference table was rebuilt from the 5 objects found, and its page tree from the 3 pages among them',
    );
    expect(await pagesOf(repaired!.bytes)).toEqual({
      widths: [70, 71, 612],
      contents: ['content', undefined, undefined],
    });
    // The stream that the file ends in is closed, or it would swallow what was appended.
    const at = indexOf(repaired!.bytes, '(cut off', 0);
    expect(indexOf(repaired!.bytes, 'endstream', at)).toBe(at + '(cut off\n'.length);
  });

  it('takes the newer of two objects of one number, unless that is mangled', async () => {
    const page = (width: number): string => `<< /Type /Page /MediaBox [0 0 ${width} 9] >>`;
    const file = latin(
      `%PDF-1.7\n1 0 obj ${page(10)} endobj\n2 0 obj ${page(20)} endobj\n1 0 obj ${page(11)} endobj\n2 0 obj << /Type /Pa`,
    );
    expect((await pagesOf((await repairPdf(file))!.bytes)).widths.sort()).toEqual([11, 20]);
  });

  it('drops what stands before the header, and keeps the trailer that is left', async () => {
    const cut = cutBefore(await makePdf(1, false), 'startxref');
    const repaired = await repairPdf(new Uint8Array([...latin('HTTP/1.1 200 OK\n\n'), ...cut]));
    expect(repaired!.bytes.subarray(0, 5)).toEqual(latin('%PDF-'));
    const trailer: PdfDict = (await PdfFile.open(repaired!.bytes)).trailer;
    expect([...trailer.keys()]).toEqual(expect.arrayContaining(['Root', 'Info', 'Size']));
  });

  it.each([
    ['an empty file', ''],
    ['a header alone', '%PDF-1.7\n'],
    ['words', 'no object in here'],
    ['objects that are no pages', '%PDF-1.7\n1 0 obj << /Type /Font >> endobj'],
    [
      'a tree that runs in circles',
      '%PDF-1.7\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj 2 0 obj << /Type /Pages /Kids [2 0 R] >> endobj',
    ],
    ['numbers that are too large', '%PDF-1.7\n99999999999999999999 0 obj << /Type /Page >> endobj'],
  ])('has nothing to give for %s', async (_name, text) => {
    expect(await repairPdf(latin(text))).toBeUndefined();
  });
});
