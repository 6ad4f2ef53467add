import {
  abortedError,
  defineBackend,
  optionsParser,
  UnifexError,
  type Backend,
  type DocumentMetadata,
  type DocumentReader,
  type Page,
  type PageContext,
  type Source,
  type TextBlock,
} from '@unifex/core';

/** A4 in points, with margins of an inch: plain text has no page of its own. */
const WIDTH = 595.28;
const HEIGHT = 841.89;
const MARGIN = 72;

export interface TextOptions {
  /** Font size in points, from which the places of the lines follow. Default 12. */
  readonly fontSize: number;
}

const CHECKS = { fontSize: optionsParser.number({ above: 0, max: 72 }) };

class TextReader implements DocumentReader {
  readonly pageCount: number;
  readonly #pages: readonly string[];
  readonly #fontSize: number;
  #closed = false;

  constructor(pages: readonly string[], fontSize: number) {
    this.pageCount = pages.length;
    this.#pages = pages;
    this.#fontSize = fontSize;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.#assertOpen();
    if (signal.aborted) throw abortedError(signal);
    const text = this.#pages[index];
    if (text === undefined) throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${index}.`);
    const texts = text.split('\n').flatMap((line, row) => this.#block(line, row) ?? []);
    const sizeInPoints = { width: WIDTH, height: HEIGHT };
    return { index, ...sizeInPoints, sizeInPoints, unit: 'points', rotation: 0, texts, tables: [] };
  }

  async metadata(): Promise<DocumentMetadata> {
    this.#assertOpen();
    return { pageCount: this.pageCount };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
  }

  /** A line as a block. What does not fit is set at the page's edge, so that every box lies inside the page. */
  #block(line: string, row: number): TextBlock | undefined {
    const text = line.trim();
    if (text === '') return undefined;
    const size = this.#fontSize;
    const y0 = Math.min(MARGIN + row * size * 1.2, HEIGHT - size);
    const x1 = Math.min(MARGIN + text.length * size * 0.6, WIDTH);
    return { text, bbox: { x0: MARGIN, y0, x1, y1: y0 + size }, rotation: 0, origin: 'native' };
  }

  #assertOpen(): void {
    if (this.#closed) throw new UnifexError('EXTRACTOR_DISPOSED', 'The text was closed. Open it again.');
  }
}

/** Reads plain text, a page at each form feed. The default export is what workers import by `module`. */
export const textBackend: Backend<TextOptions> = defineBackend({
  apiVersion: 1,
  type: 'text',
  // A package of its own would say its name here: 'unifex-backend-text'.
  module: import.meta.url,
  supports: { mediaTypes: ['text/plain'], environments: ['node', 'browser'], concurrency: 'exclusive' },
  parseOptions: (input) => ({ fontSize: 12, ...optionsParser.check(input, CHECKS, 'the text extractor') }),
  async open({ bytes }: Source, { fontSize }, { signal }) {
    if (signal.aborted) throw abortedError(signal);
    let text: string;
    try {
      // Copied, since decoders in browsers take no shared memory.
      text = new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array(bytes));
    } catch (cause) {
      throw new UnifexError('DOCUMENT_CORRUPT', 'This is not UTF-8 text. Convert it first.', { cause });
    }
    return new TextReader(text.split('\f'), fontSize);
  },
});

export default textBackend;
