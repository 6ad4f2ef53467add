import type { DocumentReader, OpenContext, PageContext } from '../backend.ts';
import { abortedError, isUnifexError, toUnifexError, UnifexError, type ErrorCode } from '../errors.ts';
import type { DocumentMetadata, OutlineItem, Page } from '../model.ts';
import type { RejectedEngine } from '../provenance.ts';
import type { RenderedPage, RenderOptions } from '../render.ts';
import type { Source } from '../source.ts';
import type { AutoOptions } from './auto-options.ts';
import { findDamage, legibility, soundness } from './damage.ts';
import { Engine } from './engine.ts';
import { HybridReader, type FoundRenderer, type Renderer } from './hybrid.ts';

/** An engine that has opened the document. */
interface OpenEngine {
  readonly engine: Engine;
  readonly reader: DocumentReader;
}

/**
 * Opens a document with the first engine that can. A document that had to be repaired is opened by all of them, because
 * none can know what it has lost.
 * @throws UnifexError what the engines throw: that it needs a password before that it is corrupt, and that before an engine
 *   that is not installed or does not take the options
 */
export async function openWithEngines(
  source: Source,
  options: AutoOptions,
  context: OpenContext,
): Promise<DocumentReader> {
  const engines = options.engines.map((ref) => new Engine(ref, source, context.resolve));
  const { signal } = context;
  const failures: { engine: Engine; error: UnifexError }[] = [];
  let first: OpenEngine | undefined;
  try {
    for (const engine of engines) {
      const opened = await tryOpen(engine, signal, failures);
      if (!opened) continue;
      first = opened;
      break;
    }
    if (!first) throw mostTelling(failures.map(({ error }) => error));
    const { repaired } = first.reader;
    const others = engines.slice(engines.indexOf(first.engine) + 1);
    const pageCounts = [first.reader.pageCount];
    if (repaired !== undefined) {
      for (const engine of others) {
        const opened = await tryOpen(engine, signal, []);
        if (opened) pageCounts.push(opened.reader.pageCount);
      }
    }
    const rejected = failures.map(({ engine, error }) => rejection(engine, error));
    const document = { first, others, rejected, pageCount: Math.max(...pageCounts), repaired };
    return new AutoReader(document, options.ocr, context.resolve);
  } catch (error) {
    await Promise.all(engines.map((engine) => engine[Symbol.asyncDispose]()));
    throw error;
  }
}

async function tryOpen(
  engine: Engine,
  signal: AbortSignal,
  failures: { engine: Engine; error: UnifexError }[],
): Promise<OpenEngine | undefined> {
  try {
    return { engine, reader: await engine.reader(signal) };
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    failures.push({ engine, error: thrown as UnifexError });
    return undefined;
  }
}

/** What is about the document comes before what is about this installation. */
function mostTelling(errors: readonly UnifexError[]): UnifexError {
  const rank = ({ code }: UnifexError): number =>
    code === 'PASSWORD_REQUIRED' || code === 'PASSWORD_WRONG' ? 0 : ABOUT_THE_ENGINE.has(code) ? 2 : 1;
  return errors.reduce((best, error) => (rank(error) < rank(best) ? error : best));
}

const ABOUT_THE_ENGINE: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['EXTRACTOR_NOT_INSTALLED', 'INVALID_OPTION']);

/** What the caller got wrong: another engine would say the same. */
const NOT_FOR_ANOTHER: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['INVALID_OPTION', 'PAGE_OUT_OF_RANGE']);

function rejection(engine: Engine, { code, message }: UnifexError): RejectedEngine {
  return { engine: engine.type, reason: message, code };
}

interface AutoDocument {
  readonly first: OpenEngine;
  /** Those after it. */
  readonly others: readonly Engine[];
  /** Those before it, which could not open the document. */
  readonly rejected: readonly RejectedEngine[];
  readonly pageCount: number;
  readonly repaired: string | undefined;
}

/** A page as one engine gave it. */
interface Reading {
  readonly engine: Engine;
  readonly page: Page;
  readonly damage: string | undefined;
}

class AutoReader implements DocumentReader {
  readonly pageCount: number;
  readonly repaired?: string;
  readonly #document: AutoDocument;
  readonly #hybrid: HybridReader | undefined;
  #renderer: Promise<FoundRenderer> | undefined;
  #disposed: Promise<void> | undefined;

  constructor(document: AutoDocument, ocr: AutoOptions['ocr'], resolve: OpenContext['resolve']) {
    this.#document = document;
    // Engines that read pixels have nothing left to be read.
    if (ocr && !document.first.engine.isOneOf(ocr.engines)) {
      this.#hybrid = new HybridReader(ocr, resolve, (signal) => this.#findRenderer(signal));
    }
    this.pageCount = document.pageCount;
    if (document.repaired !== undefined) this.repaired = document.repaired;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    const page = await this.#readPage(index, signal);
    return this.#hybrid ? await this.#hybrid.complete(page, signal) : page;
  }

  async #findRenderer(signal: AbortSignal): Promise<FoundRenderer> {
    this.#renderer ??= this.#searchRenderer(signal);
    const found = await this.#renderer;
    // An abort says nothing of the engines.
    if (signal.aborted) this.#renderer = undefined;
    return found;
  }

  async #searchRenderer(signal: AbortSignal): Promise<FoundRenderer> {
    const { first, others } = this.#document;
    const failures = [...this.#document.rejected];
    for (const engine of [first.engine, ...others]) {
      try {
        const reader = await engine.reader(signal);
        if (reader.renderPage) return { renderer: reader as Renderer };
      } catch (error) {
        failures.push(rejection(engine, error as UnifexError));
      }
    }
    const failure = failures.find(({ code }) => code !== 'EXTRACTOR_NOT_INSTALLED');
    return failure ? { failure } : {};
  }

  async #readPage(index: number, signal: AbortSignal): Promise<Page> {
    this.#assertOpen();
    const { first, others, repaired } = this.#document;
    const readings: Reading[] = [];
    const rejected: RejectedEngine[] = [...this.#document.rejected];
    let failure: UnifexError | undefined;
    for (const engine of [first.engine, ...others]) {
      try {
        const reader = await engine.reader(signal);
        // Engines may disagree on how many pages a damaged document has.
        if (index >= reader.pageCount && index < this.pageCount) continue;
        const page = await reader.extractPage(index, { signal });
        const damage = findDamage(page);
        readings.push({ engine, page, damage });
        if (damage === undefined && repaired === undefined) break;
      } catch (thrown) {
        if (signal.aborted) throw abortedError(signal);
        const error = toUnifexError(thrown, 'PAGE_FAILED', `Page ${index} cannot be read`);
        if (error.code === 'PAGE_OUT_OF_RANGE' || error.code === 'EXTRACTOR_DISPOSED') throw error;
        // What the first engine says of the page is the answer, unless another one reads it.
        failure ??= error;
        rejected.push(rejection(engine, error));
      }
    }
    if (readings.length === 0) throw failure ?? this.#unread(index);
    return this.#choose(readings, rejected);
  }

  /** The reading with most readable glyphs, or with the soundest text of a page whose data are damaged; of equal ones the preferred engine's. */
  #choose(readings: readonly Reading[], rejected: RejectedEngine[]): Page {
    const damaged = readings.map(({ page }) => page.provenance?.damaged).find((damage) => damage !== undefined);
    const counts = readings.map(({ page }) => (damaged === undefined ? legibility(page).readable : soundness(page)));
    const best = counts.indexOf(Math.max(...counts));
    const { engine, page } = readings[best]!;
    for (const [i, reading] of readings.slice(0, best).entries()) {
      const less =
        damaged === undefined
          ? `it read ${counts[i]} glyphs, and ${engine.type} read ${counts[best]}`
          : `of what is damaged, ${engine.type} read more that makes sense`;
      const reason = reading.damage ?? less;
      rejected.push({ engine: reading.engine.type, reason });
    }
    const { repaired } = this.#document;
    const { preprocessing, damaged: told } = page.provenance ?? {};
    if (damaged !== undefined && told === undefined) {
      page.warnings = [
        ...(page.warnings ?? []),
        `The page is damaged: ${damaged}. Some of it may be missing or wrong.`,
      ];
    }
    page.provenance = {
      engine: engine.type,
      ...(rejected.length > 0 ? { rejected: rejected.filter((item) => item.engine !== engine.type) } : {}),
      ...(repaired === undefined ? {} : { repaired }),
      ...(damaged === undefined ? {} : { damaged }),
      ...(preprocessing ? { preprocessing } : {}),
    };
    return page;
  }

  /** As the first engine that can draws it. */
  async renderPage(index: number, options: RenderOptions, { signal }: PageContext): Promise<RenderedPage> {
    this.#assertOpen();
    const { first, others } = this.#document;
    let failure: UnifexError | undefined;
    const keep = (error: unknown): void => {
      failure ??= toUnifexError(error, 'PAGE_FAILED', `Page ${index} cannot be drawn`);
    };
    for (const engine of [first.engine, ...others]) {
      const reader = await engine.reader(signal).catch(keep);
      if (!reader?.renderPage || (index >= reader.pageCount && index < this.pageCount)) continue;
      try {
        return await reader.renderPage(index, options, { signal });
      } catch (error) {
        if (isUnifexError(error) && NOT_FOR_ANOTHER.has(error.code)) throw error;
        keep(error);
      }
      if (signal.aborted) break;
    }
    if (signal.aborted) throw abortedError(signal);
    throw failure ?? this.#undrawn(index);
  }

  metadata(): Promise<DocumentMetadata> {
    return this.#ask(async (reader) => ({ ...(await reader.metadata()), pageCount: this.pageCount }));
  }

  outline(): Promise<OutlineItem[]> {
    return this.#ask(async (reader) => (await reader.outline?.()) ?? []);
  }

  [Symbol.asyncDispose](): Promise<void> {
    const { first, others } = this.#document;
    this.#disposed ??= Promise.all([first.engine, ...others].map((engine) => engine[Symbol.asyncDispose]())).then(
      () => undefined,
    );
    return this.#disposed;
  }

  /** The first engine's answer, else that of the next that has one. */
  async #ask<T>(question: (reader: DocumentReader) => Promise<T>): Promise<T> {
    this.#assertOpen();
    const { first, others } = this.#document;
    try {
      return await question(first.reader);
    } catch (error) {
      for (const engine of others) {
        const reader = await engine.reader(new AbortController().signal).catch(() => undefined);
        const answer = reader && (await question(reader).then(answered, () => undefined));
        if (answer) return answer.value;
      }
      throw error;
    }
  }

  #unread(index: number): UnifexError {
    const engines = [this.#document.first.engine, ...this.#document.others].map(({ type }) => type);
    return new UnifexError('PAGE_FAILED', `No engine has page ${index} (asked: ${engines.join(', ')}).`, {
      details: { page: index, engines },
    });
  }

  #undrawn(index: number): UnifexError {
    return new UnifexError(
      'RUNTIME_UNSUPPORTED',
      `No engine at hand makes an image of page ${index}. Install one that does: npm install @unifex/pdfium`,
      { details: { page: index } },
    );
  }

  #assertOpen(): void {
    if (!this.#disposed) return;
    throw new UnifexError('EXTRACTOR_DISPOSED', 'The document was closed. Open it again before reading from it.');
  }
}

function answered<T>(value: T): { value: T } {
  return { value };
}
