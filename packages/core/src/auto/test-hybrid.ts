import { inflateSync } from 'node:zlib';
import { autoBackend } from './auto-backend.ts';
import type { OcrPlan } from './auto-options.ts';
import type { Backend, BackendRef, DocumentReader, OpenContext } from '../backend.ts';
import { UnifexError } from '../errors.ts';
import { middleIn } from '../inspect/regions.ts';
import { sourceFromBytes } from '../load-source.ts';
import type { Page, PageImage, TextBlock, TextWord } from '../model.ts';
import { checkRenderOptions, imageSize, type RenderedPage } from '../render.ts';
import type { Source } from '../source.ts';
import type { BBox } from '../units.ts';

/** A word as it stands on the page, whether as text or in pixels only. */
export interface TrueWord {
  readonly text: string;
  readonly bbox: BBox;
}

/** A page, with what its pixels show. */
export interface HybridPage {
  readonly texts?: readonly TextBlock[];
  readonly images?: readonly PageImage[];
  /** What an OCR engine finds in the pixels: text that is drawn as text is in them too. */
  readonly seen?: readonly TrueWord[];
  readonly warnings?: string[];
  readonly omitted?: NonNullable<Page['coverage']>['omitted'];
}

export interface HybridSetting {
  readonly pages: readonly HybridPage[];
  readonly ocr?: Partial<OcrPlan>;
  /** Thrown when the OCR engine reads. */
  readonly ocrFails?: Error;
  /** Whether an engine turns pages into images, or what it throws when it is to. Default true. */
  readonly renders?: boolean | Error;
  /** What an engine that would draw throws when it opens the document, before or after the one that reads it. */
  readonly painter?: { readonly refuses: Error; readonly before: boolean };
  /** Whether the OCR engine is installed. Default true. */
  readonly installed?: boolean;
}

export const SIZE = { width: 600, height: 800 } as const;
export const FRAME: BBox = { x0: 0, y0: 0, x1: 600, y1: 800 };

/**
 * Test helper: a document whose OCR engine knows the truth. What is drawn says in its first pixels which part of which page it is;
 * the engine reads that from the PNG, and gives the words of that part, in pixels of an image of which it knows nothing else.
 */
export async function openHybrid(setting: HybridSetting): Promise<{ reader: DocumentReader; log: string[] }> {
  const { ocr = {}, installed = true, painter } = setting;
  const log: string[] = [];
  const resolve: OpenContext['resolve'] = async (ref) => {
    if (ref.type === 'native') return nativeBackend(setting, log);
    if (ref.type === 'painter' && painter) throw painter.refuses;
    if (ref.type === 'eyes' && installed) return ocrBackend(setting, log);
    throw new UnifexError('EXTRACTOR_NOT_INSTALLED', `${ref.type} is not installed.`);
  };
  const names = painter ? (painter.before ? ['painter', 'native'] : ['native', 'painter']) : ['native'];
  const options = autoBackend.parseOptions({ engines: names.map(refTo), ocr: { engines: [refTo('eyes')], ...ocr } });
  const context = { signal: new AbortController().signal, resolve };
  return { reader: await autoBackend.open(sourceFromBytes(Uint8Array.of(1)), options, context), log };
}

export function refTo(type: string): BackendRef {
  return { apiVersion: 1, type, module: `fake-${type}`, options: {} };
}

/** A line of words at a place, as a native reader gives it. */
export function nativeLine(text: string, x0: number, y0: number, extra: Partial<TextBlock> = {}): TextBlock {
  const words = wordsOf(text, x0, y0);
  const bbox = { x0, y0, x1: words.at(-1)!.bbox.x1, y1: y0 + 12 };
  return { text, bbox, rotation: 0, origin: 'native', words: words.map((word) => ({ ...word })), ...extra };
}

/** Words beside each other, six points a letter. */
export function wordsOf(text: string, x0: number, y0: number): TrueWord[] {
  let x = x0;
  return text.split(' ').map((word) => {
    const bbox = { x0: x, y0, x1: x + word.length * 6, y1: y0 + 12 };
    x = bbox.x1 + 6;
    return { text: word, bbox };
  });
}

export function imageOver(bbox: BBox): PageImage {
  return {
    bbox,
    rotation: 0,
    pixelWidth: Math.round((bbox.x1 - bbox.x0) * 3),
    pixelHeight: Math.round((bbox.y1 - bbox.y0) * 3),
  };
}

function nativeBackend({ pages, renders = true }: HybridSetting, log: string[]): Backend {
  return {
    apiVersion: 1,
    type: 'native',
    module: 'fake-native',
    supports: {
      mediaTypes: ['application/pdf'],
      environments: ['node'],
      concurrency: 'exclusive',
      render: renders !== false,
    },
    parseOptions: (input) => input ?? {},
    open: async () => ({
      pageCount: pages.length,
      extractPage: async (index) => toPage(pages[index]!, index),
      metadata: async () => ({ pageCount: pages.length }),
      ...(renders
        ? {
            async renderPage(index: number, options: object): Promise<RenderedPage> {
              const checked = checkRenderOptions(options);
              if (renders instanceof Error) throw renders;
              log.push(`draws ${index} at ${checked.dpi} dpi`);
              return draw(index, pages[index]!, checked);
            },
          }
        : {}),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  };
}

function toPage({ texts = [], images = [], warnings, omitted = [] }: HybridPage, index: number): Page {
  const inTexts = texts.reduce((sum, { text }) => sum + text.replace(/\s/g, '').length, 0);
  return {
    index,
    ...SIZE,
    unit: 'points',
    sizeInPoints: { ...SIZE },
    rotation: 0,
    texts: [...texts],
    tables: [],
    images: [...images],
    coverage: {
      glyphs: inTexts + omitted.reduce((sum, { glyphs }) => sum + glyphs, 0),
      inTexts,
      omitted: [...omitted],
    },
    ...(warnings ? { warnings } : {}),
  };
}

/** Grey, with strokes where words are, and the place in the first row. */
function draw(index: number, { seen = [] }: HybridPage, options: Parameters<typeof imageSize>[1]): RenderedPage {
  const { width, height, transform } = imageSize(SIZE, options);
  const data = new Uint8Array(width * height * 4).fill(240);
  for (const { bbox } of seen) {
    const [sx, , , sy, left, top] = transform;
    for (let y = Math.max(1, Math.round(bbox.y0 * sy + top)); y < Math.min(height, bbox.y1 * sy + top); y++) {
      for (let x = Math.max(0, Math.round(bbox.x0 * sx + left)); x < Math.min(width, bbox.x1 * sx + left); x++) {
        if (x % 6 < 2 || (y % 8 === 4 && x % 12 < 6)) data.fill(20, (y * width + x) * 4, (y * width + x) * 4 + 3);
      }
    }
  }
  const place = [index, ...transform.map((value) => Math.round(value * 1000))];
  place.forEach((value, i) => {
    const pixel = new DataView(data.buffer, i * 8, 8);
    // Two pixels a number, three bytes of each: what a PNG without alpha keeps.
    pixel.setUint16(0, (value >>> 16) & 0xffff);
    pixel.setUint16(4, value & 0xffff);
  });
  return { index, width, height, format: 'rgba', data, transform };
}

function ocrBackend({ pages, ocrFails }: HybridSetting, log: string[]): Backend {
  return {
    apiVersion: 1,
    type: 'eyes',
    module: 'fake-eyes',
    supports: { mediaTypes: ['image/png'], environments: ['node'], concurrency: 'shared', ocr: true },
    parseOptions: (input) => input ?? {},
    open: async (source) => {
      if (ocrFails) throw ocrFails;
      return {
        pageCount: 1,
        extractPage: async () => readTruth(source, pages, log),
        metadata: async () => ({ pageCount: 1 }),
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
  };
}

function readTruth(source: Source, pages: readonly HybridPage[], log: string[]): Page {
  const { width, height, row } = decodeFirstRow(source.bytes);
  const numbers = Array.from({ length: 7 }, (_, i) => {
    const [a, b, , c, d] = row.subarray(i * 6, i * 6 + 6);
    return (a! << 24) | (b! << 16) | (c! << 8) | d! | 0;
  });
  const [index, ...transform] = numbers as [number, ...number[]];
  const [sx, , , sy, left, top] = transform.map((value) => value / 1000) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const region = { x0: -left / sx, y0: -top / sy, x1: (width - left) / sx, y1: (height - top) / sy };
  log.push(`reads ${index} ${[region.x0, region.y0, region.x1, region.y1].map(Math.round).join(' ')}`);
  const words = (pages[index]!.seen ?? []).filter(({ bbox }) => middleIn(bbox, region));
  // The engine takes the image for one of 96 dpi.
  const toPoints = ({ x0, y0, x1, y1 }: BBox): BBox => ({
    x0: (x0 * sx + left) * 0.75,
    y0: (y0 * sy + top) * 0.75,
    x1: (x1 * sx + left) * 0.75,
    y1: (y1 * sy + top) * 0.75,
  });
  const lines = Map.groupBy(words, ({ bbox }) => bbox.y0);
  const texts = [...lines.values()].map((line): TextBlock => {
    const boxed: TextWord[] = line.map(({ text, bbox }) => ({ text, bbox: toPoints(bbox), confidence: 0.9 }));
    const [first, last] = [boxed[0]!.bbox, boxed.at(-1)!.bbox];
    return {
      text: line.map(({ text }) => text).join(' '),
      bbox: { x0: first.x0, y0: first.y0, x1: last.x1, y1: last.y1 },
      rotation: 0,
      origin: 'ocr',
      confidence: 0.9,
      words: boxed,
    };
  });
  const size = { width: width * 0.75, height: height * 0.75 };
  const provenance = { engine: 'eyes', preprocessing: ['made level'] };
  return { index: 0, ...size, unit: 'points', sizeInPoints: size, rotation: 0, texts, tables: [], provenance };
}

/** Of a PNG of 8-bit colour without filters. */
function decodeFirstRow(bytes: Uint8Array): { width: number; height: number; row: Uint8Array } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  const start = Buffer.from(bytes).indexOf('IDAT');
  const packed = bytes.slice(start + 4, start + 4 + view.getUint32(start - 4));
  const raw = new Uint8Array(inflateSync(packed));
  return { width, height, row: raw.subarray(1, 1 + width * 3) };
}
