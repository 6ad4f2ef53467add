import { createExtractor, isUnifexError, loadSource, type Source } from '@unifex/core';
import {
  extractStructured,
  highlightPdf,
  toHighlights,
  type DocumentStructuredResult,
  type Highlights,
  type PageExtraction,
  type StructuredResult,
  type WindowExtraction,
} from '@unifex/llm';
import { registerHouse } from '../../house.ts';
import { errorLine, pageWhere } from '../error-line.ts';
import { checkNotAnInput } from '../output-target.ts';
import { pagesOf } from '../pages-of.ts';
import { progressBar } from '../progress-bar.ts';
import type { CliIo, ExitCode } from '../run.ts';
import { fileSink, type Sink, streamSink } from '../sink.ts';
import { UsageError } from '../usage-error.ts';
import { formatConflicts, formatFields, pageStatus, toJson, usageSummary, withoutStacks } from './format-result.ts';
import type { LlmCliOptions } from './llm-options.ts';
import { loadSchema } from './load-schema.ts';

/** What every part of the command writes with. */
interface Output {
  /** Data, on standard output or in the file. */
  readonly print: (text: string) => Promise<void>;
  /** How it goes, on standard error. */
  readonly say: (line: string) => void;
  readonly progress: (done: number, total: number, failed: number) => void;
}

/** Extracts from one document and prints the data as it comes, in the order of the pages. */
export async function runLlm(options: LlmCliOptions, io: CliIo, signal: AbortSignal): Promise<ExitCode> {
  const { source: input, json, quiet } = options;
  if (input === '-' && io.stdin.isTTY) {
    throw new UsageError(
      '- reads a document from standard input, which is the terminal. Pipe one in, as with < a.pdf.',
    );
  }
  const schema = options.schemaFile === undefined ? undefined : await loadSchema(options.schemaFile);
  registerHouse();
  const bar = progressBar(io.stderr, { enabled: !quiet, env: io.env });
  const label = input === '-' ? 'standard input' : input;
  const start = performance.now();
  const progress = (done: number, total: number, failed: number): void => {
    const pagesPerSecond = done / Math.max((performance.now() - start) / 1000, 0.001);
    bar.update({ label, file: 1, files: 1, done, total, failed, pagesPerSecond });
  };
  progress(0, 0, 0);
  const opened: Sink[] = [];
  const open = async (path: string, flag: string): Promise<Sink> => {
    checkNotAnInput({ kind: 'file', path }, [input], flag);
    const sink = await fileSink(path, flag);
    opened.push(sink);
    return sink;
  };
  try {
    const source = await loadSource(input === '-' ? io.stdin : input, { signal });
    if (options.highlight !== undefined && source.info.mediaType !== 'application/pdf') {
      throw new UsageError(
        `--highlight marks PDFs, and ${label} is ${source.info.mediaType}.${makePdfFirst(input, source)}`,
      );
    }
    const asked = { ...options.extraction, ...(schema === undefined ? {} : { schema }), signal };
    // A document is opened for it, which costs nothing beside a request.
    const pages = pagesOf(options.pages, await countPages(source, options.extraction, signal));
    progress(0, pages.length, 0);
    // First: that a file cannot be written or marked is not to be said after everything has been paid for.
    const toFile = options.output !== undefined && options.output !== '-';
    const sink = toFile ? await open(options.output, '--output') : streamSink(io.stdout, () => bar.hide());
    const marked = options.highlight === undefined ? undefined : await open(options.highlight, '--highlight');
    // Marks nothing, and is refused where marking would be.
    if (marked) await marks(source, { boxes: [], unplaced: [] }, options);
    const output: Output = {
      progress,
      say: (line) => {
        bar.hide();
        io.stderr.write(line);
      },
      print: (text) => sink.write(text),
    };
    const outcome =
      options.mode === 'document'
        ? await wholeDocument(options, label, pages, output, (onWindow) =>
            extractStructured(source, { ...asked, pages, mode: 'document', onWindow }),
          )
        : await pageByPage(options, label, pages, output, (onPage) =>
            extractStructured(source, { ...asked, pages, onPage }),
          );
    if (json) await output.print(`${toJson(options.debug ? outcome.result : withoutStacks(outcome.result))}\n`);
    await sink.commit();
    await marked?.write(await marks(source, toHighlights(outcome.result), options));
    await marked?.commit();
    if (!quiet)
      output.say(`unifex: ${usageSummary(pages.length, outcome.failed, outcome.requests, outcome.result.usage)}\n`);
    return outcome.failed > 0 ? 1 : 0;
  } catch (error) {
    for (const sink of opened) await sink.discard();
    throw error;
  } finally {
    bar.hide();
  }
}

/** Of an image a PDF can be made, whose text is in the places where the image has it. */
function makePdfFirst(input: string, { info: { mediaType } }: Source): string {
  if (!mediaType.startsWith('image/')) return '';
  const name = (input === '-' ? 'scan' : input.replace(/[?#].*$/, '').replace(/^https?:\/\/.*\//i, '')).replace(
    /\.\w+$/,
    '',
  );
  const quoted = (path: string): string => (/[^\w./:@%+-]/.test(path) ? JSON.stringify(path) : path);
  return ` Make a PDF of it first: unifex ocr ${quoted(input)} -o ${quoted(`${name}.pdf`)}, and give that.`;
}

interface Finished {
  readonly result: StructuredResult<unknown> | DocumentStructuredResult<unknown>;
  readonly failed: number;
  readonly requests: number;
}

async function pageByPage(
  { json, quiet, debug }: LlmCliOptions,
  label: string,
  pages: readonly number[],
  { print, say, progress }: Output,
  extract: (onPage: (page: PageExtraction<unknown>) => void) => Promise<StructuredResult<unknown>>,
): Promise<Finished> {
  let done = 0;
  let failed = 0;
  const waiting = new Map<number, PageExtraction<unknown>>();
  let next = 0;
  let printing = Promise.resolve();
  const result = await extract((page) => {
    done += 1;
    if (page.error) failed += 1;
    if (page.error) say(errorLine(page.error, pageWhere(label, page.page), debug));
    else if (!quiet) say(`unifex: ${pageWhere(label, page.page).join(': ')}: ${pageStatus(page)}\n`);
    progress(done, pages.length, failed);
    if (json) return;
    waiting.set(page.page, page);
    for (let ready = waiting.get(pages[next]!); ready; ready = waiting.get(pages[next]!)) {
      waiting.delete(ready.page);
      next += 1;
      const text = ready.error ? '' : `Page ${ready.page + 1}\n${formatFields(ready.data, ready.evidence)}`;
      printing = printing.then(() => print(text));
      // Waited for below; what fails there must not count as unhandled meanwhile.
      printing.catch(() => undefined);
    }
  });
  await printing;
  return { result, failed, requests: result.data.reduce((sum, { attempts }) => sum + attempts, 0) };
}

async function wholeDocument(
  { json, quiet }: LlmCliOptions,
  label: string,
  pages: readonly number[],
  { print, say, progress }: Output,
  extract: (onWindow: (window: WindowExtraction<unknown>) => void) => Promise<DocumentStructuredResult<unknown>>,
): Promise<Finished> {
  const done = new Set<number>();
  const failed = new Set<number>();
  const result = await extract((window) => {
    // Windows share pages: one that is answered in any of them is.
    for (const page of window.pages) (window.error ? failed : done).add(page);
    const lost = [...failed].filter((page) => !done.has(page)).length;
    const numbers = window.pages.map((page) => page + 1).join(', ');
    if (!quiet)
      say(`unifex: ${label}: page${window.pages.length === 1 ? '' : 's'} ${numbers}: ${pageStatus(window)}\n`);
    progress(done.size + lost, pages.length, lost);
  });
  if (!json) await print(formatFields(result.data, result.evidence) + formatConflicts(result.conflicts));
  return { result, failed: 0, requests: result.windows.reduce((sum, { attempts }) => sum + attempts, 0) };
}

async function countPages(
  source: Source,
  { extractor = 'auto', extractorOptions = {} }: LlmCliOptions['extraction'],
  signal: AbortSignal,
): Promise<number> {
  try {
    await using opened = await createExtractor(source, extractor, { ...extractorOptions, signal });
    return opened.pageCount;
  } catch (error) {
    // A picture that nothing installed reads is looked at by the model alone.
    const unread = isUnifexError(error) && /^(?:UNSUPPORTED_MEDIA_TYPE|EXTRACTOR_NOT_INSTALLED)$/.test(error.code);
    if (unread && source.info.mediaType.startsWith('image/')) return 1;
    throw error;
  }
}

function marks({ bytes }: Source, highlights: Highlights, { password }: LlmCliOptions): Promise<Uint8Array> {
  return highlightPdf(bytes, highlights, password === undefined ? {} : { password });
}
