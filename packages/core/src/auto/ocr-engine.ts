import { importBackend } from '../backend-ref.ts';
import type { Backend, BackendRef, OpenContext } from '../backend.ts';
import { abortedError, isUnifexError, toUnifexError, UnifexError } from '../errors.ts';
import { sourceFromBytes } from '../load-source.ts';
import type { Page, TextBlock } from '../model.ts';
import type { RejectedEngine } from '../provenance.ts';
import type { RenderedPage } from '../render.ts';
import type { Source } from '../source.ts';
import type { BBox } from '../units.ts';
import { encodePng } from './png.ts';

/** What an OCR engine read in a part of a page, in points on the page. */
export interface OcrReading {
  readonly texts: readonly TextBlock[];
  readonly warnings: readonly string[];
  /** What was done to the pixels first. */
  readonly preprocessing: readonly string[];
}

/** A part of a page as an engine gets it. */
export interface OcrPicture {
  readonly source: Source;
  /** Of the page. */
  readonly index: number;
  /** What it shows of the page, in points. */
  readonly region: BBox;
}

/**
 * Makes a picture for an engine of what was drawn, which need not be kept: its pixels take four times as much, and the engine seconds.
 * @param dpi of the image
 */
export function ocrPicture(image: RenderedPage, dpi: number): OcrPicture {
  const { index } = image;
  return { source: sourceFromBytes(encodePng(image, dpi), `page-${index}.png`), index, region: regionOf(image) };
}

/** The first of several OCR engines that is installed and takes its options. Found when it is first needed, and once. */
export class OcrEngine {
  readonly rejected: RejectedEngine[] = [];
  readonly #refs: readonly BackendRef[];
  readonly #resolve: OpenContext['resolve'];
  #found: Promise<{ backend: Backend; options: object } | undefined> | undefined;

  constructor(refs: readonly BackendRef[], resolve: OpenContext['resolve']) {
    this.#refs = refs;
    this.#resolve = resolve;
  }

  /** Type of the engine; undefined where there is none. */
  async type(): Promise<string | undefined> {
    return (await this.#find())?.backend.type;
  }

  /**
   * Reads a picture of a part of a page.
   * @throws UnifexError what the engine throws, `PAGE_FAILED` for a foreign error, `ABORTED`
   */
  async read({ source, index, region }: OcrPicture, signal: AbortSignal): Promise<OcrReading> {
    const found = await this.#find();
    if (!found)
      throw new UnifexError('EXTRACTOR_NOT_INSTALLED', 'There is no OCR engine. Run: npm install @unifex/ocr');
    const { backend, options } = found;
    try {
      const resolve = this.#resolve;
      await using reader = await backend.open(source, options, { signal, ...(resolve ? { resolve } : {}) });
      const page = await reader.extractPage(0, { signal });
      return {
        texts: ontoPage(page, region),
        warnings: page.warnings ?? [],
        preprocessing: page.provenance?.preprocessing ?? [],
      };
    } catch (error) {
      if (signal.aborted) throw abortedError(signal);
      const known = toUnifexError(error, 'PAGE_FAILED', `The OCR engine "${backend.type}" failed`);
      throw new UnifexError(known.code, `Page ${index} could not be read from its pixels: ${known.message}`, {
        cause: known,
        details: { ...known.details, page: index, engine: backend.type },
      });
    }
  }

  #find(): Promise<{ backend: Backend; options: object } | undefined> {
    return (this.#found ??= this.#search());
  }

  async #search(): Promise<{ backend: Backend; options: object } | undefined> {
    const resolve = this.#resolve ?? importBackend;
    for (const ref of this.#refs) {
      try {
        const backend = await resolve(ref);
        const { granularity: _, ...others } = ref.options as { granularity?: unknown };
        return { backend, options: backend.parseOptions(backend.supports.granularity ? ref.options : others) };
      } catch (error) {
        if (!isUnifexError(error)) throw error;
        this.rejected.push({ engine: ref.type, reason: error.message, code: error.code });
      }
    }
    return undefined;
  }
}

/** The part of the page that an image shows, in points. */
function regionOf({ width, height, transform: [x, , , y, left, top] }: RenderedPage): BBox {
  return { x0: -left / x, y0: -top / y, x1: (width - left) / x, y1: (height - top) / y };
}

/** Texts of an image where they stand on the page. Whatever size in points the engine gave the image, it fills the region. */
function ontoPage(page: Page, region: BBox): TextBlock[] {
  const x = (region.x1 - region.x0) / page.width;
  const y = (region.y1 - region.y0) / page.height;
  const move = (box: BBox): BBox => ({
    x0: region.x0 + box.x0 * x,
    y0: region.y0 + box.y0 * y,
    x1: region.x0 + box.x1 * x,
    y1: region.y0 + box.y1 * y,
  });
  return page.texts.map((block) => ({
    ...block,
    origin: block.origin === 'native' ? 'ocr' : block.origin,
    bbox: move(block.bbox),
    ...(block.font ? { font: { ...block.font, size: block.font.size * y } } : {}),
    ...(block.words
      ? {
          words: block.words.map((word) => ({
            ...word,
            bbox: move(word.bbox),
            ...(word.chars ? { chars: word.chars.map((char) => ({ ...char, bbox: move(char.bbox) })) } : {}),
          })),
        }
      : {}),
  }));
}
