import type { Backend } from './backend.ts';
import { UnifexError } from './errors.ts';
import type { Executor, ProgressEvent } from './executor.ts';
import { checkExecutor, defaultExecutor } from './find-executor.ts';
import { MAX_DELAY_MS } from './load-source.ts';
import {
  abortSignal,
  arrayOf,
  checkOptions,
  functionOf,
  invalidOption,
  number,
  oneOf,
  type OptionCheck,
} from './options.ts';
import type { Registry } from './registry.ts';
import { DEFAULT_DPI, UNITS, type Unit } from './units.ts';

/** How the pages of a document are to be read. */
export interface ExtractOptions {
  /** 0-based indices, in the order in which the pages are wanted; each at most once. Default: all pages. */
  pages?: readonly number[];
  /** Number of pages read at once. Default 1. */
  maxWorkers?: number;
  /** An executor or its type. Default: `inline` for one worker, else `thread` (see the executors' guide). */
  executor?: string | Executor;
  /** Unit of all coordinates in the result. Default `points`. */
  unit?: Unit;
  /** Pixels an inch, for the unit `pixels` only. Default 96. */
  dpi?: number;
  /** A page that takes longer fails with `PAGE_TIMEOUT`. Default: no limit. */
  pageTimeoutMs?: number;
  /** Stops the extraction with `ABORTED`. */
  signal?: AbortSignal;
  /** Called after every page. */
  onProgress?: (event: ProgressEvent) => void;
}

/** Options of `extractor.pages()`. */
export interface PagesOptions extends ExtractOptions {
  /** Called for a page that failed, which is then left out. Without it, a failed page throws at its turn. */
  onPageError?: (error: UnifexError, index: number) => void;
}

/** Options with every default filled in. */
export interface CheckedExtractOptions {
  readonly pages: readonly number[];
  readonly maxWorkers: number;
  readonly executor: string | Executor;
  readonly unit: Unit;
  readonly dpi?: number;
  readonly pageTimeoutMs?: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (event: ProgressEvent) => void;
  readonly onPageError?: (error: UnifexError, index: number) => void;
}

const pageNumber: OptionCheck<number> = (value, name) => {
  if (!Number.isInteger(value)) throw invalidOption(name, value, 'a whole number (pages are counted from 0)');
  return value as number;
};

const CHECKS = {
  pages: arrayOf(pageNumber),
  maxWorkers: number({ integer: true, min: 1 }),
  /** Against the registry, below. */
  executor: (value: unknown): unknown => value,
  unit: oneOf(...UNITS),
  dpi: number({ above: 0 }),
  pageTimeoutMs: number({ above: 0, max: MAX_DELAY_MS }),
  signal: abortSignal(),
  onProgress: functionOf<(event: ProgressEvent) => void>(),
  onPageError: functionOf<(error: UnifexError, index: number) => void>(),
};

/**
 * Checks everything that can be checked before any work.
 * @throws UnifexError `INVALID_OPTION`, `PAGE_OUT_OF_RANGE`, `EXECUTOR_UNKNOWN`
 */
export function checkExtractOptions(
  input: unknown,
  document: { pageCount: number; backend: Backend; registry: Registry },
): CheckedExtractOptions {
  const {
    pages,
    maxWorkers = 1,
    executor,
    unit = 'points',
    ...rest
  } = checkOptions(
    input,
    { ...CHECKS, executor: (value: unknown): string | Executor => checkExecutor(value, document.registry) },
    'an extraction',
  );
  if (rest.dpi !== undefined && unit !== 'pixels') {
    throw invalidOption('dpi', rest.dpi, `left out with the unit '${unit}': it belongs to the unit 'pixels'`);
  }
  if (pages) checkPageNumbers(pages, document.pageCount);
  return {
    ...rest,
    pages: pages ?? Array.from({ length: document.pageCount }, (_, index) => index),
    maxWorkers,
    executor: executor ?? defaultExecutor(document.backend, maxWorkers),
    unit,
    ...(unit === 'pixels' ? { dpi: rest.dpi ?? DEFAULT_DPI } : {}),
  };
}

function checkPageNumbers(pages: readonly number[], pageCount: number): void {
  const seen = new Set<number>();
  for (const page of pages) {
    if (page < 0 || page >= pageCount) {
      const range =
        pageCount === 0
          ? 'has no pages'
          : pageCount === 1
            ? 'has 1 page, number 0'
            : `has ${pageCount} pages, numbers 0 to ${pageCount - 1}`;
      throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${page}: the document ${range}.`, {
        details: { page, pageCount },
      });
    }
    if (seen.has(page))
      throw invalidOption('pages', pages, `a list that names every page once; page ${page} is in it twice`);
    seen.add(page);
  }
}
