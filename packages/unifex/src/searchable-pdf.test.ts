import { makeSearchablePdf, type SearchablePdf } from '@unifex/ocr/searchable-pdf';
import { readTruth, samplePath, type SampleName } from '@unifex/samples';
import { readFile } from 'node:fs/promises';
import { degrees, PDFDocument, PDFName, PDFNumber, StandardFonts } from 'pdf-lib';
import PdfKit from 'pdfkit';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  createExtractor,
  createRegistry,
  pdfBackend,
  pdfiumBackend,
  type Backend,
  type BBox,
  type Page,
  type Registry,
} from './index.ts';
import { truthOcr, type TruePage, type TrueWord } from './test-truth-ocr.ts';

/** Points that a word may be off: PDFs hold numbers of four decimals, and OCR boxes whole pixels. */
const TOLERANCE = 1.5;

function registryWith(ocr: Backend): Registry {
  const registry = createRegistry();
  for (const backend of [pdfiumBackend, pdfBackend, ocr]) registry.register(backend);
  return registry;
}

function make(input: string | Uint8Array, pages: readonly TruePage[], options: object = {}): Promise<SearchablePdf> {
  return makeSearchablePdf(input, { registry: registryWith(truthOcr(pages)), ocr: { engine: 'truth' }, ...options });
}

async function readPages(bytes: Uint8Array, backend: Backend = pdfiumBackend): Promise<Page[]> {
  await using extractor = await createExtractor(bytes, backend, {});
  const { document, errors } = await extractor.extract();
  expect(errors).toEqual([]);
  return document.pages;
}

/** Every true word is on the page, invisible, and in its place. */
function expectWords(page: Page, truth: TruePage): void {
  const words = page.texts.filter(({ hidden }) => hidden === 'invisible').flatMap((block) => block.words ?? []);
  const missing = truth.lines.flat().filter(({ text, bbox }) => {
    return !words.some((word) => word.text === text && isNear(word.bbox, bbox));
  });
  const found = words.map(({ text, bbox }) => `${text} ${Object.values(bbox).map(Math.round).join(',')}`);
  expect(missing, found.join(' | ').slice(0, 2000)).toEqual([]);
}

function isNear(a: BBox, b: BBox): boolean {
  return (['x0', 'y0', 'x1', 'y1'] as const).every((side) => Math.abs(a[side] - b[side]) <= TOLERANCE);
}

function word(text: string, x0: number, y0: number, x1: number, y1: number, rotation = 0): TrueWord {
  return { text, bbox: { x0, y0, x1, y1 }, rotation };
}

const LINES = [
  [word('Deed', 60, 80, 110, 96), word('of', 118, 80, 136, 96), word('sale', 144, 80, 190, 96)],
  [word('Größe:', 60, 120, 130, 134), word('12,5', 140, 120, 175, 134), word('m²', 183, 120, 210, 134)],
  [word('sideways', 300, 200, 314, 290, 90)],
];

let scan: Uint8Array;

beforeAll(async () => {
  const noise = Buffer.from(Array.from({ length: 300 * 400 }, (_, i) => (i % 7 === 0 ? 40 : 230)));
  scan = await sharp(noise, { raw: { width: 300, height: 400, channels: 1 } })
    .jpeg()
    .toBuffer();
});

/** A page that an image fills, turned, cropped and in a unit of its own, whose displayed size is the second value. */
async function scannedPage(setup: {
  rotate?: number;
  crop?: readonly [x: number, y: number, width: number, height: number];
  userUnit?: number;
  content?: string;
}): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  const page = pdf.addPage([600, 800]);
  page.drawImage(await pdf.embedJpg(scan), { x: 0, y: 0, width: 600, height: 800 });
  if (setup.rotate !== undefined) page.setRotation(degrees(setup.rotate));
  if (setup.crop) page.setCropBox(...setup.crop);
  if (setup.userUnit !== undefined) page.node.set(PDFName.of('UserUnit'), PDFNumber.of(setup.userUnit));
  if (setup.content !== undefined) page.node.addContentStream(pdf.context.register(pdf.context.stream(setup.content)));
  return await pdf.save();
}

/** A scanned page of 600 by 800 points in an encrypted document. */
async function encryptedScan(options: PDFKit.PDFDocumentOptions): Promise<Uint8Array> {
  const pdf = new PdfKit({ size: [600, 800], margin: 0, ...options });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve) => pdf.on('end', resolve));
  pdf.image(Buffer.from(scan), 0, 0, { width: 600, height: 800 });
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

describe('makeSearchablePdf', () => {
  it.each([
    ['upright', {}, 600, 800],
    ['turned by 90', { rotate: 90 }, 800, 600],
    ['turned by 180', { rotate: 180 }, 600, 800],
    ['turned by 270', { rotate: 270 }, 800, 600],
    ['turned by -90', { rotate: -90 }, 800, 600],
    ['cropped', { crop: [50, 100, 400, 500] }, 400, 500],
    ['cropped and turned', { crop: [50, 100, 400, 500], rotate: 90 }, 500, 400],
    ['cropped past its edges', { crop: [-100, 300, 900, 900] }, 600, 500],
    ['in a unit of two points', { userUnit: 2 }, 1200, 1600],
    ['with coordinates left changed', { content: '0.5 0 0 0.5 100 100 cm q' }, 600, 800],
  ] as const)('puts the words of a scan in their places: %s', async (_name, setup, width, height) => {
    const original = await scannedPage(setup);
    const truth: TruePage = { width, height, lines: LINES };
    const made = await make(original, [truth]);
    expect(made).toMatchObject({ pages: [{ index: 0, words: 7 }], errors: [], success: true });
    const [page] = await readPages(made.bytes);
    expect([page!.width, page!.height]).toEqual([width, height]);
    expectWords(page!, truth);
    const [inPdfJs] = await readPages(made.bytes, pdfBackend);
    expectWords(inPdfJs!, truth);
  });

  it('shows the same page as before', async () => {
    const draw = async (bytes: Uint8Array): Promise<Uint8Array> => {
      await using extractor = await createExtractor(bytes, pdfiumBackend, {});
      return (await extractor.renderPage(0, { dpi: 72, format: 'rgba' })).data;
    };
    const original = await readFile(samplePath('scanned'));
    const { bytes } = await make(original, [samplePage('scanned')]);
    expect(Buffer.compare(await draw(bytes), await draw(original))).toBe(0);
  });

  it('is found in by whoever searches: a letter of many lines', async () => {
    const truth = samplePage('scanned');
    const { bytes, pages } = await make(samplePath('scanned'), [truth]);
    expect(pages[0]?.words).toBe(truth.lines.flat().length);
    const [page] = await readPages(bytes);
    const told = page!.texts.map(({ text }) => text);
    for (const line of truth.lines) expect(told).toContain(line.map(({ text }) => text).join(' '));
  });

  it('can hold text in any script', async () => {
    const texts = ['契約書', 'Договор', 'חוזה', 'عقد', '𝔘𝔫𝔦', '€½', 'naïve', '한국어'];
    const lines = texts.map((text, i) => [word(text, 60, 60 + i * 40, 160, 80 + i * 40)]);
    const truth: TruePage = { width: 600, height: 800, lines };
    const { bytes } = await make(await scannedPage({}), [truth]);
    for (const backend of [pdfiumBackend, pdfBackend]) {
      const [page] = await readPages(bytes, backend);
      expect(page!.texts.map(({ text }) => text)).toEqual(texts);
    }
  });

  it('adds nothing to pages whose text is text, and keeps an OCR layer', async () => {
    for (const name of ['article', 'searchable-scan'] as const) {
      const log: string[] = [];
      const registry = registryWith(truthOcr([], log));
      const made = await makeSearchablePdf(samplePath(name), { registry, ocr: { engine: 'truth' } });
      expect(made.pages.every(({ words }) => words === 0)).toBe(true);
      expect(log).toEqual([]);
      const before = await readPages(await readFile(samplePath(name)));
      const after = await readPages(made.bytes);
      expect(after.map(({ texts }) => texts)).toEqual(before.map(({ texts }) => texts));
    }
  });

  it('gives the page that OCR fails on without text, and says so', async () => {
    const [good] = [{ width: 600, height: 800, lines: LINES }];
    const pdf = await PDFDocument.create();
    for (const bytes of [await scannedPage({}), await scannedPage({})]) {
      const [page] = await pdf.copyPages(await PDFDocument.load(bytes), [0]);
      pdf.addPage(page);
    }
    const made = await make(await pdf.save(), [good]);
    expect(made).toMatchObject({ pages: [{ index: 0, words: 7 }], errors: [{ page: 1 }], success: false });
    expect(await readPages(made.bytes)).toHaveLength(2);
  });

  it('refuses a signed document, unless that is allowed, and one that its owner lets nobody change', async () => {
    await expect(make(samplePath('signed'), [])).rejects.toMatchObject({
      code: 'DOCUMENT_PROTECTED',
      details: { protection: 'signature' },
    });
    expect((await make(samplePath('signed'), [], { allowSigned: true })).success).toBe(true);
    await expect(make(samplePath('restricted'), [])).rejects.toMatchObject({
      code: 'DOCUMENT_PROTECTED',
      details: { protection: 'encryption' },
    });
  });

  it.each(['1.3', '1.4', '1.6', '1.7ext3'] as const)(
    'gives the copy of an encrypted document its password and its permissions: PDF %s',
    async (pdfVersion) => {
      const truth: TruePage = { width: 600, height: 800, lines: LINES };
      const locked = await encryptedScan({
        pdfVersion,
        userPassword: 'user',
        ownerPassword: 'owner',
        permissions: { modifying: true, printing: 'lowResolution' },
      });
      const { bytes } = await make(locked, [truth], { password: 'user' });
      for (const backend of [pdfiumBackend, pdfBackend]) {
        await expect(createExtractor(bytes, backend, {})).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
        await expect(createExtractor(bytes, backend, { password: 'owner' })).rejects.toThrow('password');
        await using extractor = await createExtractor(bytes, backend, { password: 'user' });
        const { document } = await extractor.extract();
        expectWords(document.pages[0]!, truth);
        await using original = await createExtractor(locked, backend, { password: 'user' });
        const { permissions } = (await original.metadata()).encryption!;
        expect(permissions).toContain('modify');
        expect(permissions).not.toContain('copy');
        expect(document.metadata.encryption).toMatchObject({
          algorithm: 'AES 256 bit',
          openedWith: 'user',
          permissions,
        });
      }
    },
  );

  it('lets the owner do what others may not, and leaves a document open that was', async () => {
    const permissions = { copying: true };
    const open = await encryptedScan({ pdfVersion: '1.7', ownerPassword: 'owner', permissions });
    const truth: TruePage = { width: 600, height: 800, lines: LINES };
    await expect(make(open, [truth])).rejects.toMatchObject({ code: 'DOCUMENT_PROTECTED' });
    const { bytes } = await make(open, [truth], { password: 'owner' });
    const openedWith = async (password: object): Promise<unknown> => {
      await using extractor = await createExtractor(bytes, pdfiumBackend, password);
      return (await extractor.metadata()).encryption?.openedWith;
    };
    expect(await openedWith({})).toBe('user');
    expect(await openedWith({ password: 'owner' })).toBe('owner');
  });

  it('leaves the owner the owner of a document that others need a password for', async () => {
    const locked = await encryptedScan({ pdfVersion: '1.7', userPassword: 'user', ownerPassword: 'owner' });
    const truth: TruePage = { width: 600, height: 800, lines: LINES };
    const once = await make(locked, [truth], { password: 'owner' });
    await using extractor = await createExtractor(once.bytes, pdfiumBackend, { password: 'owner' });
    expect((await extractor.metadata()).encryption?.openedWith).toBe('owner');
    await expect(createExtractor(once.bytes, pdfiumBackend, {})).rejects.toMatchObject({ code: 'PASSWORD_REQUIRED' });
    expect((await make(once.bytes, [truth], { password: 'owner' })).success).toBe(true);
  });

  it('leaves what the document says of itself', async () => {
    const pdf = await PDFDocument.load(await scannedPage({}));
    pdf.setTitle('Deed 1921');
    pdf.setProducer('An old scanner');
    await pdf.embedFont(StandardFonts.Courier);
    const { bytes } = await make(await pdf.save(), [{ width: 600, height: 800, lines: LINES }]);
    await using extractor = await createExtractor(bytes, pdfiumBackend, {});
    expect(await extractor.metadata()).toMatchObject({ title: 'Deed 1921', producer: 'An old scanner' });
  });
});

describe('makeSearchablePdf of an image', () => {
  const truth: TruePage = {
    width: 300,
    height: 400,
    lines: [[word('Till', 30, 40, 60, 52), word('receipt', 66, 40, 120, 52)]],
  };
  const turned: TruePage = { width: 400, height: 300, lines: truth.lines };

  it.each(['png', 'jpeg', 'tiff', 'webp'] as const)('makes a PDF: %s', async (format) => {
    const image = await sharp(scan).toFormat(format).toBuffer();
    const { bytes, pages } = await make(image, [truth]);
    expect(pages).toEqual([{ index: 0, words: 2 }]);
    const [page] = await readPages(bytes);
    expect([page!.width, page!.height]).toEqual([225, 300]);
    const inPoints = truth.lines.map((line) => line.map((item) => ({ ...item, bbox: scaled(item.bbox, 0.75) })));
    expectWords(page!, { width: 225, height: 300, lines: inPoints });
    expect(page!.images).toHaveLength(1);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('shows a photograph as it is to be seen: orientation %i', async (orientation) => {
    // Bright in one corner, so that it is known where up is.
    const corner = await sharp({ create: { width: 80, height: 60, channels: 3, background: '#000000' } })
      .composite([
        { input: { create: { width: 30, height: 20, channels: 3, background: '#ffffff' } }, left: 0, top: 0 },
      ])
      .jpeg()
      .withMetadata({ orientation })
      .toBuffer();
    const seen = await sharp(corner).rotate().greyscale().raw().toBuffer({ resolveWithObject: true });
    const { bytes } = await make(corner, [orientation >= 5 ? turned : truth]);
    await using extractor = await createExtractor(bytes, pdfiumBackend, {});
    const { data, width, height } = await extractor.renderPage(0, { dpi: 96, format: 'rgba' });
    expect([width, height]).toEqual([seen.info.width, seen.info.height]);
    for (const [x, y] of [
      [5, 5],
      [width - 6, 5],
      [5, height - 6],
      [width - 6, height - 6],
    ] as const) {
      const at = y * width + x;
      expect(Math.abs(data[at * 4]! - seen.data[at * seen.info.channels]!), `${x},${y}`).toBeLessThan(60);
    }
  });
});

function scaled({ x0, y0, x1, y1 }: BBox, by: number): BBox {
  return { x0: x0 * by, y0: y0 * by, x1: x1 * by, y1: y1 * by };
}

function samplePage(name: SampleName): TruePage {
  const { width, height, lines } = readTruth(name).pages[0]!;
  return {
    width,
    height,
    lines: lines.map(({ words }) => words.map(({ text, box: [x0, y0, x1, y1] }) => word(text, x0, y0, x1, y1))),
  };
}
