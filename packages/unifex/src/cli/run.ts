import type { Readable, Writable } from 'node:stream';
import { isUnifexError, toUnifexError, type ErrorCode, type UnifexError } from '@unifex/core';
import { type DocumentWriter, documentWriter } from './document-writer.ts';
import { errorLine, pageWhere } from './error-line.ts';
import { expandInputs, type InputFailure, type InputItem } from './expand-inputs.ts';
import type { CliOptions } from './options.ts';
import { checkNotAnInput, type OutputTarget, outputNamer, outputTarget } from './output-target.ts';
import { OutputError } from './output-error.ts';
import { progressBar } from './progress-bar.ts';
import { readDocument, type ReadOutcome } from './read-document.ts';
import { fileSink, type Sink, streamSink } from './sink.ts';
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

/** Reads all inputs, one document after another, each by as many workers as it is worth; goes on where one fails. */
export async function run(options: CliOptions, io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  if (options.inputs.includes('-') && io.stdin.isTTY) {
    throw new UsageError(
      '- reads a document from standard input, which is the terminal. Pipe one in: unifex - < a.pdf.',
    );
  }
  const { items, several } = await expandInputs(options.inputs, options);
  const target = await outputTarget(options.output, several);
  checkNotAnInput(
    target,
    items.flatMap((item) => (item.kind === 'file' ? [item.uri] : [])),
  );

  const bar = progressBar(io.stderr, { enabled: !options.quiet, env: io.env });
  const say = (line: string): void => {
    bar.hide();
    io.stderr.write(line);
  };
  const outputs = openOutputs(target, options, several, () => sharedSink(target, io, () => bar.hide()));
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
        const outcome = await readItem(item, {
          options,
          stdin: io.stdin,
          signal,
          outputs,
          onProgress: (event) => bar.update({ ...step, ...event }),
          onPageError: (page, error) => say(errorLine(error, pageWhere(item.label, page), options.debug)),
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
    await outputs.finish(!signal.aborted);
  } catch (error) {
    await outputs.finish(false);
    throw error;
  } finally {
    bar.hide();
  }
  const wanted = !options.quiet && !signal.aborted;
  if (wanted && ((several && failedFiles + failedPages > 0) || (io.stderr.isTTY && options.output !== undefined))) {
    say(summary({ files: items.length, failedFiles, pages, failedPages, seconds: (performance.now() - start) / 1000 }));
  }
  return failedFiles + failedPages > 0 ? 1 : 0;
}

function stopsAll(error: UnifexError, { extractor }: CliOptions): boolean {
  return STOPPING.has(error.code) || (extractor !== 'auto' && STOPPING_UNLESS_AUTO.has(error.code));
}

/** Whether an error is about the command line, and not about a document. */
export function isUsageError(error: unknown): boolean {
  return (
    error instanceof UsageError ||
    (isUnifexError(error) && (STOPPING.has(error.code) || STOPPING_UNLESS_AUTO.has(error.code)))
  );
}

interface Outputs {
  /** A writer for one document, and what to do when it is through. */
  open(item: InputItem): Promise<{ writer: DocumentWriter; done: (success: boolean) => Promise<void> }>;
  finish(success: boolean): Promise<void>;
}

function openOutputs(
  target: OutputTarget,
  options: CliOptions,
  several: boolean,
  openShared: () => Promise<Sink>,
): Outputs {
  const { format, boxes, debug } = options;
  if (target.kind === 'folder') {
    const nameOf = outputNamer(target.path, format);
    return {
      open: async ({ label, outputName }) => {
        const sink = await fileSink(nameOf(outputName));
        const done = (success: boolean): Promise<void> => (success ? sink.commit() : sink.discard());
        return { writer: documentWriter(sink, { format, boxes, debug, label, shared: false }), done };
      },
      finish: () => Promise.resolve(),
    };
  }
  let shared: Promise<Sink> | undefined;
  return {
    open: async ({ label }) => {
      const sink = await (shared ??= openShared());
      return {
        writer: documentWriter(sink, { format, boxes, debug, label, shared: several }),
        done: () => Promise.resolve(),
      };
    },
    finish: async (success) => {
      const sink = await shared;
      await (success ? sink?.commit() : sink?.discard());
    },
  };
}

async function sharedSink(target: OutputTarget, io: CliIo, hideBar: () => void): Promise<Sink> {
  return target.kind === 'file' ? await fileSink(target.path) : streamSink(io.stdout, hideBar);
}

interface ItemContext extends Omit<Parameters<typeof readDocument>[1], 'openWriter'> {
  readonly outputs: Outputs;
}

async function readItem(item: InputItem | InputFailure, { outputs, ...context }: ItemContext): Promise<ReadOutcome> {
  if (item.kind === 'failure') throw item.error;
  let finish: ((success: boolean) => Promise<void>) | undefined;
  try {
    const outcome = await readDocument(item, {
      ...context,
      openWriter: async () => {
        const { writer, done } = await outputs.open(item);
        finish = done;
        return writer;
      },
    });
    await finish?.(true);
    return outcome;
  } catch (error) {
    await finish?.(false);
    throw error;
  }
}

function summary(counts: {
  files: number;
  failedFiles: number;
  pages: number;
  failedPages: number;
  seconds: number;
}): string {
  const { files, failedFiles, pages, failedPages, seconds } = counts;
  const read = `${files - failedFiles} of ${files} ${files === 1 ? 'file' : 'files'} read`;
  const failed = failedPages > 0 ? ` (${failedPages} failed)` : '';
  return `unifex: ${read}, ${pages} ${pages === 1 ? 'page' : 'pages'}${failed} in ${seconds.toFixed(1)} s\n`;
}
