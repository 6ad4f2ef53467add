import { type CliCommand, defineCommand } from '../command.ts';
import type { CommonOptions } from '../options.ts';
import { pagesOf } from '../pages-of.ts';
import type { Flags } from '../read-flags.ts';
import { runItems } from '../run-items.ts';
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
  -q, --quiet          no progress bar and no summary
      --debug          errors with their stack
  -h, --help           print this

Examples
  unifex inspect contract.pdf
  unifex inspect scans/ --json
  unifex inspect report.pdf --pages 0-9

Exit codes
  0 everything was read    1 some page or file failed    2 wrong usage
  130 interrupted
`;

const FLAGS = {
  pages: { type: 'string', short: 'p' },
  password: { type: 'string' },
  header: { type: 'string', multiple: true },
  glob: { type: 'string' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** `unifex inspect` */
export const inspectCommand: CliCommand = defineCommand({
  help: HELP,
  flags: FLAGS,
  async run(flags, io, signal) {
    const options = inspectOptions(flags);
    const prepare: Parameters<typeof runItems>[0]['prepare'] = async (_inputs, hideBar) => {
      const { inspect } = await import('../../inspect.ts');
      const sink = streamSink(io.stdout, hideBar);
      return {
        run: async (item, context) => {
          const found = await inspect(item.kind === 'stdin' ? context.stdin : item.uri, {
            ...(options.password === undefined ? {} : { password: options.password }),
            ...(options.headers && item.kind === 'url' ? { source: { headers: { ...options.headers } } } : {}),
            pages: (pageCount) => pagesOf(options.pages, pageCount),
            signal: context.signal,
          });
          await sink.write(flags.has('json') ? `${JSON.stringify(found)}\n` : inspectionText(item.label, found));
          for (const { page, error } of found.errors) context.onPageError(page, error);
          return { pages: found.pages.length + found.errors.length, failed: found.errors.length };
        },
        finish: () => Promise.resolve(),
      };
    };
    return await runItems({ options, verb: 'inspected', prepare }, io, signal);
  },
});

/** @throws UsageError for a value that is wrong or missing */
function inspectOptions(flags: Flags<keyof typeof FLAGS | 'debug'>): CommonOptions {
  const { inputs } = flags;
  const [pages, headers] = [flags.pages('pages'), flags.headers('header')];
  const [password, glob] = [flags.last('password'), flags.last('glob')];
  if (inputs.length === 0) throw new UsageError('no input: name a file, a folder, a URL, or - for standard input.');
  if (inputs.filter((input) => input === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once.');
  return {
    inputs,
    extractor: 'auto',
    ...(pages ? { pages } : {}),
    ...(headers ? { headers } : {}),
    ...(password === undefined ? {} : { password }),
    ...(glob === undefined ? {} : { glob }),
    quiet: flags.has('quiet'),
    debug: flags.has('debug'),
  };
}
