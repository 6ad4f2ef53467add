import type { Backend, BBox, Page, TextBlock } from '@unifex/core';
import sharp from 'sharp';

/** A word that a page shows, in points from the top left of the displayed page, and the clockwise angle of its baseline. */
export interface TrueWord {
  readonly text: string;
  readonly bbox: BBox;
  readonly rotation?: number;
}

/** What a document's pages show, each of the size in which it is displayed. */
export interface TruePage {
  readonly width: number;
  readonly height: number;
  /** Lines of words. */
  readonly lines: readonly (readonly TrueWord[])[];
}

/**
 * Test helper: an OCR engine that knows the truth. It reads whole pages, which `auto` hands it as `page-3.png`, or an image, which
 * is page 0; the boxes come in points of an image of 96 dpi.
 */
export function truthOcr(pages: readonly TruePage[], log: string[] = []): Backend {
  return {
    apiVersion: 1,
    type: 'truth',
    module: 'unifex-tests/truth',
    supports: {
      mediaTypes: ['image/png', 'image/jpeg', 'image/tiff', 'image/webp'],
      environments: ['node'],
      concurrency: 'shared',
      ocr: true,
    },
    parseOptions: (input) => input ?? {},
    open: async (source) => {
      const index = Number(/^page-(\d+)\.png$/.exec(source.info.name ?? '')?.[1] ?? 0);
      const { width, height, orientation = 1 } = await sharp(source.bytes).metadata();
      const size = orientation >= 5 ? { width: height, height: width } : { width, height };
      log.push(`page ${index}: ${size.width} x ${size.height}`);
      return {
        pageCount: 1,
        extractPage: async () => toPage(pages[index]!, size),
        metadata: async () => ({ pageCount: 1 }),
        [Symbol.asyncDispose]: async () => undefined,
      };
    },
  };
}

function toPage(truth: TruePage, pixels: { width: number; height: number }): Page {
  const [width, height] = [pixels.width * 0.75, pixels.height * 0.75];
  const [x, y] = [width / truth.width, height / truth.height];
  const move = ({ x0, y0, x1, y1 }: BBox): BBox => ({ x0: x0 * x, y0: y0 * y, x1: x1 * x, y1: y1 * y });
  const texts = truth.lines.map((line): TextBlock => {
    const words = line.map(({ text, bbox }) => ({ text, bbox: move(bbox), confidence: 0.9 }));
    return {
      text: words.map(({ text }) => text).join(' '),
      bbox: words.map(({ bbox }) => bbox).reduce(around),
      rotation: line[0]!.rotation ?? 0,
      origin: 'ocr',
      confidence: 0.9,
      words,
    };
  });
  return { index: 0, width, height, unit: 'points', sizeInPoints: { width, height }, rotation: 0, texts, tables: [] };
}

function around(a: BBox, b: BBox): BBox {
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) };
}
