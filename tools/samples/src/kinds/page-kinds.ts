import { degrees, PDFDocument, StandardFonts, type PDFFont, type PDFPage } from 'pdf-lib';
import { drawLetter } from '../documents/letter.ts';
import { scanOnPaper } from '../drawing/degrade.ts';
import { rasterize, type GreyImage } from '../drawing/rasterize.ts';
import { drawShapes } from './draw-shapes.ts';
import { barChart, lineOfText, photograph, plain, withCorner } from './pictures.ts';
import { withSpoiltFonts } from './spoil-fonts.ts';
import { placeBits, placeGrey, placeStrips } from './place-image.ts';
import { CODES, LANGUAGES, LETTER, LISTING, NUMBERS, PROSE, rotateLetters, STAMP } from './texts.ts';
import { writeGlyphShapes } from './write-glyph-shapes.ts';
import { writeInvisibly } from './write-invisibly.ts';

/** A page of which it is known what it is. */
export interface LabelledPage {
  readonly label: string;
  readonly kind: 'native' | 'scan' | 'mixed' | 'garbled' | 'empty';
  /** Made by OCR before. */
  readonly ocrLayer?: true;
  /** What OCR has to read: nothing, the whole page, or a part, in points from the top left. */
  readonly ocr: 'nothing' | 'page' | readonly [x0: number, y0: number, x1: number, y1: number];
}

export interface LabelledDocument {
  readonly bytes: Uint8Array;
  readonly pages: readonly LabelledPage[];
}

const [WIDTH, HEIGHT] = [595, 842];

interface Tools {
  readonly pdf: PDFDocument;
  readonly font: PDFFont;
  readonly fixed: PDFFont;
  /** The letter as an office scanner sees it. */
  readonly scan: GreyImage;
  /** The same without noise. */
  readonly clean: GreyImage;
  /** What was scanned. */
  readonly letter: PDFDocument;
  readonly spoilt: { readonly shifted: PDFDocument; readonly unmapped: PDFDocument };
}

type Draw = (page: PDFPage, tools: Tools) => Promise<void> | void;

/** Draws a document of one page for every case that tells pages with text from those whose text is in pixels. */
export async function drawPageKinds(): Promise<LabelledDocument> {
  const letter = (await drawLetter(LETTER)).bytes;
  const clean = await rasterize(letter, 150, 0.6);
  const pdf = await PDFDocument.create();
  const spoilt = await withSpoiltFonts(PROSE);
  const tools: Tools = {
    pdf,
    font: await pdf.embedFont(StandardFonts.Helvetica),
    fixed: await pdf.embedFont(StandardFonts.Courier),
    scan: scanOnPaper(clean, 11),
    clean,
    letter: await PDFDocument.load(letter),
    spoilt,
  };
  const pages: LabelledPage[] = [];
  for (const [labelled, draw] of CASES) {
    const page = pdf.addPage([WIDTH, HEIGHT]);
    await draw(page, tools);
    pages.push(labelled);
  }
  return { bytes: await pdf.save(), pages };
}

const CASES: readonly (readonly [LabelledPage, Draw])[] = [
  [{ label: 'prose', kind: 'native', ocr: 'nothing' }, (page, tools) => write(page, tools, PROSE)],
  ...LANGUAGES.map(([language, text]): [LabelledPage, Draw] => [
    { label: `prose in ${language}`, kind: 'native', ocr: 'nothing' },
    (page, tools) => write(page, tools, text),
  ]),
  [{ label: 'a table of numbers', kind: 'native', ocr: 'nothing' }, (page, tools) => write(page, tools, NUMBERS)],
  [
    { label: 'codes and checksums', kind: 'native', ocr: 'nothing' },
    (page, tools) => write(page, tools, CODES, { font: tools.fixed }),
  ],
  [
    { label: 'a program', kind: 'native', ocr: 'nothing' },
    (page, tools) => write(page, tools, LISTING, { font: tools.fixed }),
  ],
  [{ label: 'a page number alone', kind: 'native', ocr: 'nothing' }, (page, tools) => write(page, tools, '17')],
  [
    { label: 'prose with a photograph', kind: 'native', ocr: 'nothing' },
    async (page, tools) => {
      write(page, tools, PROSE);
      await placeGrey(page, photograph(800, 500, 3), [60, 430, 520, 720]);
    },
  ],
  [
    { label: 'prose on a photograph over the whole page', kind: 'native', ocr: 'nothing' },
    async (page, tools) => {
      await placeGrey(page, photograph(900, 1270, 5, 190), [0, 0, WIDTH, HEIGHT]);
      write(page, tools, PROSE);
    },
  ],
  [
    { label: 'prose with a bar chart', kind: 'native', ocr: 'nothing' },
    async (page, tools) => {
      write(page, tools, PROSE);
      await placeGrey(page, barChart(), [60, 430, 520, 720]);
    },
  ],
  [
    { label: 'prose with an icon', kind: 'native', ocr: 'nothing' },
    async (page, tools) => {
      write(page, tools, PROSE);
      await placeGrey(page, photograph(64, 64, 9), [500, 20, 530, 50]);
    },
  ],
  [
    { label: 'a noisy scan', kind: 'scan', ocr: 'page' },
    (page, tools) => placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT], 45),
  ],
  [
    { label: 'a scan in strips', kind: 'scan', ocr: 'page' },
    (page, tools) => placeStrips(page, tools.scan, [0, 0, WIDTH, HEIGHT], 12),
  ],
  [
    { label: 'a black-and-white scan as a stencil', kind: 'scan', ocr: 'page' },
    (page, tools) => placeBits(page, tools.clean, [0, 0, WIDTH, HEIGHT]),
  ],
  [
    { label: 'a scan with margins', kind: 'scan', ocr: [100, 100, 500, 600] },
    (page, tools) => placeGrey(page, tools.scan, [100, 100, 500, 600]),
  ],
  [
    { label: 'a scan that the page turns', kind: 'scan', ocr: 'page' },
    async (page, tools) => {
      await placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT]);
      page.setRotation(degrees(90));
    },
  ],
  [
    { label: 'a photograph of something', kind: 'scan', ocr: 'page' },
    (page) => placeGrey(page, photograph(900, 1270, 21), [0, 0, WIDTH, HEIGHT]),
  ],
  [
    { label: 'a scan with an OCR layer', kind: 'scan', ocrLayer: true, ocr: 'nothing' },
    async (page, tools) => {
      await placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT]);
      writeInvisibly(page, tools.font, LETTER.paragraphs);
    },
  ],
  [
    { label: 'a scan with an OCR layer of nonsense', kind: 'scan', ocr: 'page' },
    async (page, tools) => {
      await placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT]);
      writeInvisibly(page, tools.font, LETTER.paragraphs.map(rotateLetters));
    },
  ],
  [
    { label: 'a stamped scan', kind: 'mixed', ocr: 'page' },
    async (page, tools) => {
      await placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT]);
      write(page, tools, STAMP, { top: 820 });
    },
  ],
  [
    { label: 'a stamped scan with an OCR layer', kind: 'mixed', ocrLayer: true, ocr: 'nothing' },
    async (page, tools) => {
      await placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT]);
      writeInvisibly(page, tools.font, LETTER.paragraphs);
      write(page, tools, STAMP, { top: 820 });
    },
  ],
  [
    { label: 'prose with a scanned letter', kind: 'mixed', ocr: [80, 400, 380, 824] },
    async (page, tools) => {
      write(page, tools, PROSE);
      await placeGrey(page, tools.scan, [80, 400, 380, 824]);
    },
  ],
  [
    { label: 'prose with a picture of a line', kind: 'mixed', ocr: [60, 500, 360, 530] },
    async (page, tools) => {
      write(page, tools, PROSE);
      await placeGrey(page, lineOfText('Account 4471 0098, reference BX-2207'), [60, 500, 360, 530]);
    },
  ],
  [
    { label: 'prose on a background with a line in a corner', kind: 'mixed', ocr: [355, 762, 480, 782] },
    async (page, tools) => {
      await placeGrey(page, withCorner(photograph(1240, 1754, 5, 190)), [0, 0, WIDTH, HEIGHT]);
      write(page, tools, PROSE);
    },
  ],
  [
    { label: 'fonts that say no characters', kind: 'garbled', ocr: 'page' },
    (page, tools) => copyPage(page, tools, tools.spoilt.unmapped),
  ],
  [
    { label: 'fonts that say wrong characters', kind: 'garbled', ocr: 'page' },
    (page, tools) => copyPage(page, tools, tools.spoilt.shifted),
  ],
  [
    { label: 'prose beside a font that says wrong characters', kind: 'garbled', ocr: 'page' },
    async (page, tools) => {
      await copyPage(page, tools, tools.spoilt.shifted);
      write(page, tools, PROSE, { top: 500 });
    },
  ],
  [{ label: 'letters drawn as shapes', kind: 'scan', ocr: 'page' }, (page) => drawShapes(page, PROSE)],
  [
    { label: 'a scan whose letters were made a font', kind: 'native', ocr: 'nothing' },
    async (page) => {
      await placeGrey(page, scanOnPaper(plain(1240, 1754), 5), [0, 0, WIDTH, HEIGHT], 60);
      writeGlyphShapes(page, PROSE);
    },
  ],
  [
    // All but the signature is in the text.
    { label: 'a scan over the text that it shows', kind: 'mixed', ocr: [75, 455, 144, 501] },
    async (page, tools) => {
      await copyPage(page, tools, tools.letter);
      await placeGrey(page, tools.scan, [0, 0, WIDTH, HEIGHT]);
    },
  ],
  [{ label: 'nothing', kind: 'empty', ocr: 'nothing' }, () => undefined],
  [
    { label: 'a rule and a box', kind: 'empty', ocr: 'nothing' },
    (page) => {
      page.drawLine({ start: { x: 60, y: 700 }, end: { x: 500, y: 700 }, thickness: 1 });
      page.drawRectangle({ x: 60, y: 300, width: 300, height: 200, borderWidth: 1 });
    },
  ],
  [
    { label: 'the scanned back of a sheet', kind: 'empty', ocr: 'nothing' },
    (page) => placeGrey(page, scanOnPaper(plain(1240, 1754), 5), [0, 0, WIDTH, HEIGHT], 60),
  ],
  [
    { label: 'invisible text over nothing', kind: 'empty', ocr: 'nothing' },
    (page, tools) => writeInvisibly(page, tools.font, LETTER.paragraphs),
  ],
];

function write(page: PDFPage, { font }: Tools, text: string, options: { font?: PDFFont; top?: number } = {}): void {
  page.drawText(text, {
    x: 60,
    y: HEIGHT - (options.top ?? 70),
    size: 10,
    lineHeight: 14,
    maxWidth: 470,
    font: options.font ?? font,
  });
}

async function copyPage(page: PDFPage, { pdf }: Tools, from: PDFDocument): Promise<void> {
  page.drawPage(await pdf.embedPage(from.getPage(0)));
}
