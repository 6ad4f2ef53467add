import { createExtractor } from '@unifex/core';
import { samplePath } from '@unifex/samples';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';

/** What the pieces say, and where they stand on the memo, in points. */
const PIECES = {
  'Salary review 2026': { left: 60, top: 96, width: 240, height: 42 },
  Confidential: { left: 60, top: 64, width: 90, height: 26 },
};
export type Piece = keyof typeof PIECES;
export const PIECE_DPI = 144;

let memo: Promise<Uint8Array> | undefined;

/** A small piece of a sample as PNG: print whose text is known, and which is read quickly. */
export async function piecePng(name: Piece = 'Salary review 2026'): Promise<Uint8Array> {
  memo ??= drawMemo();
  const { left, top, width, height } = PIECES[name];
  const scale = PIECE_DPI / 72;
  const region = { left: left * scale, top: top * scale, width: width * scale, height: height * scale };
  return new Uint8Array(
    await sharp(await memo)
      .extract(region)
      .png()
      .toBuffer(),
  );
}

async function drawMemo(): Promise<Uint8Array> {
  const options = { password: 'secret' };
  await using extractor = await createExtractor(samplePath('encrypted'), 'pdfium', options);
  return (await extractor.renderPage(0, { dpi: PIECE_DPI })).data;
}

/** Such a piece as the only thing on the pages of a PDF. */
export async function piecePdf(...names: readonly Piece[]): Promise<Uint8Array> {
  return (await pieceDocument(names)).save();
}

/** The same behind a password. */
export async function lockedPdf(userPassword: string, ...names: readonly Piece[]): Promise<Uint8Array> {
  const document = await pieceDocument(names);
  document.encrypt({ userPassword });
  return document.save({ useObjectStreams: false });
}

async function pieceDocument(names: readonly Piece[]): Promise<PDFDocument> {
  const document = await PDFDocument.create();
  for (const name of names) {
    const image = await document.embedPng(await piecePng(name));
    const { width, height } = PIECES[name];
    document.addPage([width, height]).drawImage(image, { x: 0, y: 0, width, height });
  }
  return document;
}

/** Grey pixels of pieces as one uncompressed TIFF, a frame each (TIFF 6.0, sections 2 and 4). */
export async function pieceTiff(...names: readonly Piece[]): Promise<Uint8Array> {
  const frames = await Promise.all(
    names.map(async (name) =>
      sharp(await piecePng(name))
        .flatten({ background: '#ffffff' })
        .toColourspace('b-w')
        .raw()
        .toBuffer({ resolveWithObject: true }),
    ),
  );
  const entries = 9;
  const directory = 2 + entries * 12 + 4;
  const bytes = new Uint8Array(8 + frames.reduce((sum, { data }) => sum + directory + data.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 8, true);
  let at = 8;
  frames.forEach(({ data, info }, i) => {
    const pixels = at + directory;
    const next = pixels + data.length;
    view.setUint16(at, entries, true);
    // Tag, type (3: 16 bits, 4: 32 bits), value: size, 8 bits, no compression, black is 0, strips, one sample.
    const tags = [
      [256, 4, info.width],
      [257, 4, info.height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, pixels],
      [277, 3, 1],
      [278, 4, info.height],
      [279, 4, data.length],
    ] as const;
    tags.forEach(([tag, type, value], entry) => {
      const field = at + 2 + entry * 12;
      view.setUint16(field, tag, true);
      view.setUint16(field + 2, type, true);
      view.setUint32(field + 4, 1, true);
      if (type === 3) view.setUint16(field + 8, value, true);
      else view.setUint32(field + 8, value, true);
    });
    view.setUint32(at + 2 + entries * 12, i < frames.length - 1 ? next : 0, true);
    bytes.set(data, pixels);
    at = next;
  });
  return bytes;
}
