import {
  abortedError,
  checkOptions,
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
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Test helper: options of the paper backend. */
export interface PaperOptions {
  readonly granularity: 'char' | 'word' | 'line';
  readonly password?: string;
}

/** What a paper document is: lines of text for each page, perhaps under a password. */
export interface Paper {
  readonly pages: readonly (readonly string[])[];
  readonly password?: string;
}

/** A header that is sniffed as a PDF, so that garbage is told from a document. */
const HEADER = '%PDF-paper\n';

export function paperBytes(paper: Paper): Uint8Array {
  return new TextEncoder().encode(`${HEADER}${JSON.stringify(paper)}\n`);
}

const CHECKS = {
  granularity: optionsParser.oneOf('char', 'word', 'line'),
  password: (value: unknown, name: string): string => {
    if (typeof value === 'string') return value;
    throw new UnifexError('INVALID_OPTION', `The option \`${name}\` must be text.`, {
      details: { option: name, allowed: 'text' },
    });
  },
};

export function parsePaperOptions(input: unknown): PaperOptions {
  return { granularity: 'line', ...checkOptions(input, CHECKS, 'the paper extractor') };
}

export async function openPaper(source: Source, options: PaperOptions, signal: AbortSignal): Promise<PaperReader> {
  if (signal.aborted) throw abortedError(signal);
  await nextTurn();
  if (signal.aborted) throw abortedError(signal);
  const text = new TextDecoder().decode(new Uint8Array(source.bytes));
  let paper: Paper;
  try {
    if (!text.startsWith(HEADER)) throw new Error('it has no header');
    paper = JSON.parse(text.slice(HEADER.length)) as Paper;
  } catch (cause) {
    throw new UnifexError('DOCUMENT_CORRUPT', 'The document is no paper.', { cause });
  }
  if (paper.password !== undefined && options.password === undefined) {
    throw new UnifexError('PASSWORD_REQUIRED', 'The paper needs a password.');
  }
  if (paper.password !== undefined && options.password !== paper.password) {
    throw new UnifexError('PASSWORD_WRONG', 'The password does not open the paper.');
  }
  return new PaperReader(paper, options);
}

const SIZE = { width: 200, height: 100 };
const LINE = 10;

/** A sound reader of paper documents; tests change one thing in it at a time. */
export class PaperReader implements DocumentReader {
  readonly pageCount: number;
  readonly paper: Paper;
  readonly options: PaperOptions;
  disposed = false;

  constructor(paper: Paper, options: PaperOptions) {
    this.paper = paper;
    this.options = options;
    this.pageCount = paper.pages.length;
  }

  async extractPage(index: number, { signal }: PageContext): Promise<Page> {
    this.assertOpen();
    const lines = this.paper.pages[index];
    if (!lines) throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${index}.`);
    if (signal.aborted) throw abortedError(signal);
    await nextTurn();
    if (signal.aborted) throw abortedError(signal);
    const glyphs = lines.join('').replace(/\s/g, '').length;
    return {
      index,
      ...SIZE,
      unit: 'points',
      sizeInPoints: { ...SIZE },
      rotation: 0,
      texts: lines.flatMap((line, row) => cut(line, row, this.options.granularity)),
      tables: [],
      coverage: { glyphs: glyphs + 3, inTexts: glyphs, omitted: [{ reason: 'unmapped', glyphs: 3, sample: '???' }] },
    };
  }

  async metadata(): Promise<DocumentMetadata> {
    this.assertOpen();
    return { pageCount: this.pageCount, title: 'a paper' };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disposed = true;
  }

  assertOpen(): void {
    if (this.disposed) throw new UnifexError('EXTRACTOR_DISPOSED', 'The paper was closed.');
  }
}

function cut(line: string, row: number, granularity: PaperOptions['granularity']): TextBlock[] {
  const pattern = { char: /\S/gu, word: /\S+/gu, line: /.+/gu }[granularity];
  return [...line.matchAll(pattern)].map(({ 0: text, index }) => ({
    text,
    bbox: { x0: index, y0: row * LINE, x1: index + text.length, y1: (row + 1) * LINE },
    rotation: 0,
    origin: 'native',
  }));
}

/** The backend that passes; its module is this file. */
export const paperBackend: Backend<PaperOptions> = defineBackend({
  apiVersion: 1,
  type: 'paper',
  module: import.meta.url,
  supports: {
    mediaTypes: ['application/pdf'],
    environments: ['node'],
    concurrency: 'shared',
    passwords: true,
    granularity: true,
    coverage: true,
  },
  parseOptions: parsePaperOptions,
  open: (source, options, { signal }) => openPaper(source, options, signal),
});
export default paperBackend;
