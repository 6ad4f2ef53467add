import type { DocumentReader, OpenContext } from '../backend.ts';
import { abortedError, UnifexError } from '../errors.ts';
import { bboxArea } from '../geometry.ts';
import { glanceAt } from '../inspect/glance.ts';
import { inspectPage } from '../inspect/inspect-page.ts';
import type { PageInspection } from '../inspect/page-inspection.ts';
import { NONSENSE, nonsenseOf } from '../inspect/nonsense.ts';
import { middleIn } from '../inspect/regions.ts';
import { readTextLayer, type TextLayer } from '../inspect/text-layer.ts';
import type { Page, TextBlock } from '../model.ts';
import type { OcrProvenance, RejectedEngine } from '../provenance.ts';
import type { BBox } from '../units.ts';
import type { OcrPlan } from './auto-options.ts';
import { insertGroups, numbered, withoutDuplicates } from './merge-texts.ts';
import { OcrEngine, ocrPicture, type OcrPicture } from './ocr-engine.ts';
import { ocrDpi } from './ocr-dpi.ts';

/** An engine that turns pages into images. */
export type Renderer = DocumentReader & Required<Pick<DocumentReader, 'renderPage'>>;

/** An engine that draws, or one that could not open the document and might have. */
export interface FoundRenderer {
  readonly renderer?: Renderer;
  readonly failure?: RejectedEngine;
}

/** Reading so much less from the pixels than the page has glyphs is no improvement on them. */
const FEWER = 0.5;
/** A text of which the pixels have so many of the words is right, however it looks. */
const SAME_WORDS = 0.3;

/** Completes pages with what they hold as pixels only. */
export class HybridReader {
  readonly #plan: OcrPlan;
  readonly #engine: OcrEngine;
  readonly #renderer: (signal: AbortSignal) => Promise<FoundRenderer>;

  constructor(
    plan: OcrPlan,
    resolve: OpenContext['resolve'],
    renderer: (signal: AbortSignal) => Promise<FoundRenderer>,
  ) {
    this.#plan = plan;
    this.#engine = new OcrEngine(plan.engines, resolve);
    this.#renderer = renderer;
  }

  /**
   * The page with what the verdict on it asks to be read from pixels. Not half of it: where that fails, the page fails.
   * @throws UnifexError what the renderer and the OCR engine throw, `EXTRACTOR_NOT_INSTALLED` where OCR was asked for, `ABORTED`
   */
  async complete(page: Page, signal: AbortSignal): Promise<Page> {
    const { mode, textLayer } = this.#plan;
    const frame: BBox = { x0: 0, y0: 0, x1: page.width, y1: page.height };
    const always = mode === 'always';
    const verdict = await this.#inspect(page, signal);
    const replaces = always || textLayer === 'replace';
    const wanted = always ? [frame] : [...verdict.ocrRegions, ...(replaces ? verdict.layerRegions : [])];
    const regions = wanted.some((region) => bboxArea(region) >= bboxArea(frame)) ? [frame] : wanted;
    const reason = always ? 'OCR of every page was asked for' : verdict.reasons.join('. ');
    const ocr: OcrProvenance = { verdict: verdict.kind, reason };
    if (verdict.ocrLayer) ocr.textLayer = replaces && regions.length > 0 ? 'replaced' : 'kept';
    if (regions.length === 0) return untouched(page, verdict, ocr);

    const { renderer, failure } = await this.#renderer(signal);
    const engine = await this.#engine.type();
    if (engine === undefined || !renderer)
      return this.#unread(withLayer(page, verdict.layerRegions, ocr), verdict, engine, failure);
    ocr.engine = engine;
    if (this.#engine.rejected.length > 0) ocr.rejected = [...this.#engine.rejected];
    const groups: TextBlock[][] = [];
    const warnings: string[] = [];
    const steps = new Set<string>();
    for (const region of regions) {
      const dpi = this.#plan.dpi ?? ocrDpi(page, region);
      const picture = await draw(renderer, page.index, { dpi, region }, signal);
      if (signal.aborted) throw abortedError(signal);
      const reading = await this.#engine.read(picture, signal);
      groups.push([...reading.texts]);
      warnings.push(...reading.warnings);
      for (const step of reading.preprocessing) steps.add(step);
    }
    if (steps.size > 0) ocr.preprocessing = [...steps];
    const kept = withLayer(page, replaces ? [] : verdict.layerRegions, ocr);
    return merge(kept, { regions, groups, warnings, verdict, ocr, always });
  }

  async #inspect(page: Page, signal: AbortSignal): Promise<PageInspection> {
    return await inspectPage(page, async (region) => {
      // What is read anyway needs no look.
      if (this.#plan.mode === 'always') return undefined;
      const { renderer } = await this.#renderer(signal);
      return renderer && (await glanceAt(renderer, page.index, region, { signal }));
    });
  }

  /** The page as it is, and that something of it was not read. */
  #unread(page: Page, verdict: PageInspection, engine: string | undefined, failure: RejectedEngine | undefined): Page {
    const reasons = this.#engine.rejected.map(({ reason }) => reason);
    const why =
      engine === undefined
        ? `there is no OCR engine. ${reasons[0] ?? 'Run: npm install @unifex/ocr'}`
        : failure
          ? `no engine that can open the document makes images of its pages (${failure.engine}: ${failure.reason})`
          : 'no engine that is installed makes images of pages. Run: npm install @unifex/pdfium';
    if (this.#plan.required) {
      throw new UnifexError('EXTRACTOR_NOT_INSTALLED', `Page ${page.index} has text in pixels, and ${why}`, {
        details: { page: page.index, verdict: verdict.kind },
      });
    }
    const ocr: OcrProvenance = { ...page.provenance?.ocr, verdict: verdict.kind, reason: verdict.reasons.join('. ') };
    if (this.#engine.rejected.length > 0) ocr.rejected = [...this.#engine.rejected];
    const warning = `Text in pixels was not read: ${why}`;
    return withOcr({ ...page, warnings: [...(page.warnings ?? []), warning] }, ocr);
  }
}

/** On its own, so that the pixels are let go of before the picture of them is read. */
async function draw(
  renderer: Renderer,
  index: number,
  { dpi, region }: { dpi: number; region: BBox },
  signal: AbortSignal,
): Promise<OcrPicture> {
  return ocrPicture(await renderer.renderPage(index, { dpi, format: 'rgba', region }, { signal }), dpi);
}

interface Reading {
  readonly regions: readonly BBox[];
  readonly groups: readonly TextBlock[][];
  readonly warnings: readonly string[];
  readonly verdict: PageInspection;
  readonly ocr: OcrProvenance;
  readonly always: boolean;
}

function merge(page: Page, { regions, groups, warnings, verdict, ocr, always }: Reading): Page {
  const layer = readTextLayer(page);
  const read = groups.flat();
  if (verdict.kind === 'garbled' && !always && !isBetter(read, layer)) {
    const warning = 'The text of the page is garbled, and what was read from its pixels is no better.';
    return withOcr({ ...page, warnings: [...(page.warnings ?? []), warning, ...warnings] }, ocr);
  }
  const sound = new Set(layer.sound);
  const isDropped = (block: TextBlock): boolean => {
    if (block.hidden === 'invisible') return regions.some((region) => middleIn(block.bbox, region));
    return block.hidden === undefined && (always || !sound.has(block));
  };
  const kept = page.texts.filter((block) => !isDropped(block));
  const shown = kept.filter(({ hidden }) => hidden === undefined);
  const texts = insertGroups(
    kept,
    numbered(groups).map((group) => withoutDuplicates(group, shown)),
  );
  const merged: Page = { ...page, texts };
  const dropped = page.texts.filter(isDropped);
  if (page.coverage && dropped.length > 0) merged.coverage = accountFor(page.coverage, dropped);
  if (warnings.length > 0) merged.warnings = [...(page.warnings ?? []), ...warnings];
  return withOcr(merged, ocr);
}

/** Whether what was read from the pixels of a garbled page may take the place of its text. */
function isBetter(read: readonly TextBlock[], { glyphs, unmapped, garbled }: TextLayer): boolean {
  const text = textOf(read);
  const count = text.replace(/\s+/gu, '').length;
  if ((nonsenseOf(text) ?? 0) > NONSENSE) return false;
  // Characters that nobody knows are worth nothing.
  if (unmapped * 2 > glyphs) return count > 0;
  // Those that look wrong may be right: a program, a list of codes. Then the pixels show the same words.
  return count >= glyphs * FEWER && sharedWords(textOf(garbled), text) < SAME_WORDS;
}

/** Share of the words of a text that are in another one as well, case apart. */
function sharedWords(text: string, other: string): number {
  const words = (from: string): string[] => from.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  const known = new Set(words(other));
  const asked = new Set(words(text));
  return [...asked].filter((word) => known.has(word)).length / Math.max(1, asked.size);
}

function textOf(blocks: readonly TextBlock[]): string {
  return blocks.map(({ text }) => text).join('\n');
}

/** The page with its OCR layer as what it is: text that OCR read, and that the reader of the page sees as pixels. */
function withLayer(page: Page, regions: readonly BBox[], ocr: OcrProvenance): Page {
  if (regions.length === 0) return page;
  const texts = page.texts.map((block): TextBlock => {
    if (block.hidden !== 'invisible' || !regions.some((region) => middleIn(block.bbox, region))) return block;
    const { hidden: _hidden, ...rest } = block;
    return { ...rest, origin: 'ocr' };
  });
  return withOcr({ ...page, texts }, ocr);
}

/** The page as it is, where nothing asks to be read from pixels. */
function untouched(page: Page, verdict: PageInspection, ocr: OcrProvenance): Page {
  const layered = verdict.ocrLayer ? withLayer(page, verdict.layerRegions, ocr) : page;
  if (verdict.unseen === undefined) return layered;
  // Without a look it may only seem so.
  const warning = `The page cannot be drawn, so that text in its pixels would not be found: ${verdict.unseen}`;
  return withOcr({ ...layered, warnings: [...(page.warnings ?? []), warning] }, ocr);
}

function withOcr(page: Page, ocr: OcrProvenance): Page {
  return { ...page, provenance: { ...page.provenance!, ocr } };
}

/** Glyphs whose place was taken by what was read from the pixels are no longer in the texts. */
function accountFor(coverage: NonNullable<Page['coverage']>, dropped: readonly TextBlock[]): Page['coverage'] & object {
  const text = dropped.map((block) => block.text).join(' ');
  const glyphs = Math.min(coverage.inTexts, text.replace(/\s+/gu, '').length);
  if (glyphs === 0) return coverage;
  return {
    ...coverage,
    inTexts: coverage.inTexts - glyphs,
    omitted: [...coverage.omitted, { reason: 'replaced', glyphs, sample: text.slice(0, 200) }],
  };
}
