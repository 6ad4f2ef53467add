import { toUnifexError } from '@unifex/core';
import { type CliCommand, defineCommand } from '../command.ts';
import { errorLine, pageWhere } from '../error-line.ts';
import { expandInputs, type InputItem } from '../expand-inputs.ts';
import type { PageRange } from '../options.ts';
import { resolvePages } from '../page-ranges.ts';
import type { CliIo, ExitCode } from '../run.ts';
import { streamSink } from '../sink.ts';
import { UsageError } from '../usage-error.ts';
import { inspectionText } from './inspection-text.ts';

const HELP = `unifex inspect: say of every page where its text is

Usage
  unifex inspect <input...> [options]

  Of every page: native (its text is text), scan (pixels), mixed (some of
  each), garbled (its fonts say no or wrong characters), or empty; and why.
  No OCR is run, and none is needed for it.

Options
  -p, --pages LIST     0-based pages: 0-3,7 or 4- (to the end). Default: all
      --password TEXT  password of an encrypted document
      --header K=V     request header for URLs; may be repeated
      --glob PATTERN   which files of a folder. Default: PDFs and images
      --json           all figures, one JSON object a document and line
      --debug          errors with their stack
  -h, --help           print this

Examples
  unifex inspect contract.pdf
  unifex inspect scans/ --json
  unifex inspect report.pdf --pages 0-9

Exit codes
  0 everything was read    1 some page or file failed    2 wrong usage
`;

const FLAGS = {
  pages: { type: 'string', short: 'p' },
  password: { type: 'string' },
  header: { type: 'string', multiple: true },
  glob: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** `unifex inspect` */
export const inspectCommand: CliCommand = defineCommand({
  help: HELP,
  flags: FLAGS,
  async run(flags, io, signal) {
    if (flags.inputs.length === 0) {
      throw new UsageError('no input: name a file, a folder, a URL, or - for standard input.');
    }
    const ranges = flags.pages('pages');
    const headers = flags.headers('header');
    const password = flags.last('password');
    const glob = flags.last('glob');
    const { items } = await expandInputs(flags.inputs, { extractor: 'auto', ...(glob === undefined ? {} : { glob }) });
    const { inspect } = await import('../../inspect.ts');
    const sink = streamSink(io.stdout, () => undefined);
    let code: ExitCode = 0;
    for (const item of items) {
      if (signal.aborted) break;
      try {
        if (item.kind === 'failure') throw item.error;
        const input = inputOf(item, io);
        const options = {
          ...(password === undefined ? {} : { password }),
          ...(headers && item.kind === 'url' ? { source: { headers } } : {}),
          signal,
        };
        const found = await inspect(input, {
          ...options,
          ...(ranges ? { pages: (pageCount: number) => resolve(ranges, pageCount, item.label) } : {}),
        });
        await sink.write(flags.has('json') ? `${JSON.stringify(found)}\n` : inspectionText(item.label, found));
        for (const { page, error } of found.errors) {
          code = 1;
          io.stderr.write(errorLine(error, pageWhere(item.label, page), flags.has('debug')));
        }
      } catch (thrown) {
        if (signal.aborted) break;
        if (thrown instanceof UsageError) throw thrown;
        code = 1;
        const error = toUnifexError(thrown, 'SOURCE_UNREADABLE', 'Reading failed');
        io.stderr.write(errorLine(error, [item.label], flags.has('debug')));
      }
    }
    return code;
  },
});

function resolve(ranges: readonly PageRange[], pageCount: number, label: string): number[] {
  const resolved = resolvePages(ranges, pageCount);
  if (resolved.ok) return resolved.pages;
  const has = pageCount === 1 ? '1 page (index 0)' : `${pageCount} pages (indices 0 to ${pageCount - 1})`;
  throw new UsageError(`--pages asks for index ${resolved.missing}, but ${label} has ${has}.`);
}

function inputOf(item: InputItem, io: CliIo): string | CliIo['stdin'] {
  return item.kind === 'stdin' ? io.stdin : item.uri;
}
