import type { Readable, Writable } from 'node:stream';
import {
  isUnifexError,
  toUnifexError,
  type ErrorCode,
  type ErrorInfo,
  type ProgressEvent,
  type UnifexError,
} from '@unifex/core';
import { errorLine, pageWhere, warningLine } from './error-line.ts';
import { expandInputs, type ExpandedInputs, type InputItem } from './expand-inputs.ts';
import type { CommonOptions } from './options.ts';
import { OutputError } from './output-error.ts';
import { pageMessages } from './page-messages.ts';
import { oneLine } from './printable.ts';
import { progressBar } from './progress-bar.ts';
import { UsageError } from './usage-error.ts';

/** The outside world, as the command sees it. */
export interface CliIo {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 0: everything was read. 1: some page or file failed. 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

// Every other input would fail in the same way, so that going on would only repeat the line.
const STOPPING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'EXTRACTOR_UNKNOWN',
  'EXECUTOR_UNKNOWN',
  'EXECUTOR_NOT_INSTALLED',
  'RUNTIME_UNSUPPORTED',
]);
// With `auto`, these are about one document only: the next one may need another extractor, which is installed or has the option.
const STOPPING_UNLESS_AUTO: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['EXTRACTOR_NOT_INSTALLED', 'INVALID_OPTION']);

/** How many pages of a document were gone through, and how many of them failed. */
export interface ReadOutcome {
  readonly pages: number;
  readonly failed: number;
}

/** What a document is gone through with. */
export interface ItemContext {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly signal: AbortSignal;
  readonly onProgress: (event: ProgressEvent) => void;
  readonly onPageError: (page: number, error: ErrorInfo) => void;
  /** What was wrong with a page without costing it. */
  readonly onPageWarning: (page: number, warning: string) => void;
}

/** What a command does with every document. */
export interface ItemWork {
  /** @throws UnifexError where the document as a whole fails; UsageError and OutputError end the run */
  run(item: InputItem, context: ItemContext): Promise<ReadOutcome>;
  finish(success: boolean): Promise<void>;
}

/** A command that goes through documents. */
export interface ItemCommand {
  readonly options: CommonOptions & { readonly output?: string };
  /** What the summary calls it: `3 of 4 files read`. */
  readonly verb: string;
  /** Called once the inputs are known. @param hideBar to be called before anything is printed */
  readonly prepare: (inputs: ExpandedInputs, hideBar: () => void) => Promise<ItemWork>;
}

/** Goes through all inputs, one document after another; goes on where one fails. */
export async function runItems(command: ItemCommand, io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  const { options, verb } = command;
  if (options.inputs.includes('-') && io.stdin.isTTY) {
    throw new UsageError(
      '- reads a document from standard input, which is the terminal. Pipe one in, as with < a.pdf.',
    );
  }
  const inputs = await expandInputs(options.inputs, options);
  const { items, several } = inputs;
  const bar = progressBar(io.stderr, { enabled: !options.quiet, env: io.env });
  const say = (line: string): void => {
    bar.hide();
    io.stderr.write(line);
  };
  const work = await command.prepare(inputs, () => bar.hide());
  const start = performance.now();
  let pages = 0;
  let failedPages = 0;
  let failedFiles = 0;
  try {
    for (const [index, item] of items.entries()) {
      if (signal.aborted) break;
      const step = { label: item.label, file: index + 1, files: items.length };
      bar.update({ ...step, done: 0, total: 0, failed: 0, pagesPerSecond: 0 });
      try {
        if (item.kind === 'failure') throw item.error;
        const [ofError, ofWarning] = [pageMessages(), pageMessages()];
        const outcome = await work.run(item, {
          stdin: io.stdin,
          signal,
          onProgress: (event) => bar.update({ ...step, ...event }),
          onPageError: (page, error) => {
            const shown = options.debug ? error : { code: error.code, message: ofError(page, error.message) };
            say(errorLine(shown, pageWhere(item.label, page), options.debug));
          },
          onPageWarning: (page, warning) => {
            if (!options.quiet) say(warningLine(ofWarning(page, warning), pageWhere(item.label, page)));
          },
        });
        pages += outcome.pages;
        failedPages += outcome.failed;
      } catch (thrown) {
        if (signal.aborted) break;
        if (thrown instanceof UsageError || thrown instanceof OutputError) throw thrown;
        const error = toUnifexError(thrown, 'SOURCE_UNREADABLE', 'Reading failed');
        if (stopsAll(error, options)) throw error;
        failedFiles++;
        say(errorLine(error, [item.label], options.debug));
      }
    }
    await work.finish(!signal.aborted);
  } catch (error) {
    await work.finish(false);
    throw error;
  } finally {
    bar.hide();
  }
  const wanted = !options.quiet && !signal.aborted;
  if (wanted && ((several && failedFiles + failedPages > 0) || (io.stderr.isTTY && options.output !== undefined))) {
    say(
      summary(verb, {
        files: items.length,
        failedFiles,
        pages,
        failedPages,
        seconds: (performance.now() - start) / 1000,
        output: options.output,
      }),
    );
  }
  return failedFiles + failedPages > 0 ? 1 : 0;
}

function stopsAll(error: UnifexError, { extractor }: CommonOptions): boolean {
  const { option, allowed } = error.details ?? {};
  // A language that nobody knows; one whose data are missing is so only for documents that have something to read in it.
  if (error.code === 'INVALID_OPTION' && option === 'languages' && allowed !== undefined) return true;
  return STOPPING.has(error.code) || (extractor !== 'auto' && STOPPING_UNLESS_AUTO.has(error.code));
}

/** Whether an error is about the command line, and not about a document. */
export function isUsageError(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    (isUnifexError(error) && (STOPPING.has(error.code) || STOPPING_UNLESS_AUTO.has(error.code)))
  );
}

function summary(
  verb: string,
  counts: {
    files: number;
    failedFiles: number;
    pages: number;
    failedPages: number;
    seconds: number;
    output: string | undefined;
  },
): string {
  const { files, failedFiles, pages, failedPages, seconds, output } = counts;
  const done = `${files - failedFiles} of ${files} ${files === 1 ? 'file' : 'files'} ${verb}`;
  const failed = failedPages > 0 ? ` (${failedPages} failed)` : '';
  // Where no file was read, nothing was written either.
  const where =
    output === undefined || output === '-' || files === failedFiles ? '' : `, written to ${oneLine(output)}`;
  return `unifex: ${done}, ${pages} ${pages === 1 ? 'page' : 'pages'}${failed} in ${seconds.toFixed(1)} s${where}\n`;
}
