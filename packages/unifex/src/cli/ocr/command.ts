import { toUnifexError } from '@unifex/core';
import type { SearchablePdfOptions } from '@unifex/ocr/searchable-pdf';
import { resolve } from 'node:path';
import { type CliCommand, defineCommand } from '../command.ts';
import { errorLine, pageWhere, warningLine } from '../error-line.ts';
import { expandInputs, type InputItem } from '../expand-inputs.ts';
import { outputTarget, type OutputTarget } from '../output-target.ts';
import { progressBar } from '../progress-bar.ts';
import type { ExitCode } from '../run.ts';
import { fileSink, streamSink, type Sink } from '../sink.ts';
import { UsageError } from '../usage-error.ts';
import { OCR_FLAGS, ocrEngine } from './ocr-flags.ts';
import { recognise, type OcrFormat, type Recognised } from './recognise.ts';

const HELP = `unifex ocr: make scans searchable

Usage
  unifex ocr <input...> -o PATH [options]

  Reads what is in pixels, and writes a PDF that shows the same pages, with
  the text over them invisibly. Pages whose text is text stay as they are, and
  so do those that have a text layer. Of an image it makes a PDF.

Options
  -o, --output PATH     the file to write; a folder, or a name that ends in /,
                        for several inputs; - for standard output
  -f, --format NAME     pdf, or hocr: text and places as XHTML. Default: pdf,
                        for an output that ends in .hocr hocr
      --languages LIST  of the text, as ISO 639-1 codes: en,de. Default: en
      --language-data DIR
                        folder with files of languages (deu.traineddata)
      --download-languages
                        download languages that are not installed
      --ocr-server URL  read with this server (POST /ocr) and not with the
                        engine that is built in
      --dpi N           hocr: pixels an inch of the boxes. Default: 300
      --allow-signed    pdf: add text to signed documents too; the signatures
                        in the new file are then invalid
      --password TEXT   hocr: password of an encrypted document
  -j, --max-workers N   pages read at once. Default: by pages and processors
      --executor NAME   thread, process or inline
      --page-timeout MS give up on a page after so many milliseconds
      --header K=V      request header for URLs; may be repeated
      --glob PATTERN    which files of a folder. Default: PDFs and images
  -q, --quiet           no progress bar
      --debug           errors with their stack
  -h, --help            print this

Examples
  unifex ocr scan.pdf -o searchable.pdf
  unifex ocr receipt.jpg -o receipt.pdf --languages de
  unifex ocr scan.pdf --format hocr -o scan.hocr
  unifex ocr scans/ -o searchable/

Exit codes
  0 everything was read    1 some page or file failed    2 wrong usage
`;

const FLAGS = {
  ...OCR_FLAGS,
  output: { type: 'string', short: 'o' },
  format: { type: 'string', short: 'f' },
  dpi: { type: 'string' },
  'allow-signed': { type: 'boolean' },
  password: { type: 'string' },
  'max-workers': { type: 'string', short: 'j' },
  executor: { type: 'string' },
  'page-timeout': { type: 'string' },
  header: { type: 'string', multiple: true },
  glob: { type: 'string' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** `unifex ocr` */
export const ocrCommand: CliCommand = defineCommand({
  help: HELP,
  flags: FLAGS,
  async run(flags, io, signal) {
    const output = flags.last('output');
    const format = flags.oneOf('format', ['pdf', 'hocr'] as const) ?? (/\.hocr$/i.test(output ?? '') ? 'hocr' : 'pdf');
    const dpi = flags.number('dpi', 'number');
    const password = flags.last('password');
    const headers = flags.headers('header');
    if (dpi !== undefined && format === 'pdf')
      throw new UsageError(`--dpi ${dpi} means something only with --format hocr.`);
    if (flags.has('allow-signed') && format === 'hocr')
      throw new UsageError('--allow-signed belongs to the format pdf.');
    const maxWorkers = flags.number('max-workers', 'integer');
    const executor = flags.oneOf('executor', ['inline', 'thread', 'process'] as const);
    const pageTimeoutMs = flags.number('page-timeout', 'integer');
    const ocr = ocrEngine(flags);
    if (flags.inputs.length === 0)
      throw new UsageError('no input: name a file, a folder, a URL, or - for standard input.');
    if (output === undefined && format === 'pdf') throw new UsageError('--output is missing: name the file to write.');
    const glob = flags.last('glob');
    const { items, several } = await expandInputs(flags.inputs, {
      extractor: 'auto',
      ...(glob === undefined ? {} : { glob }),
    });
    const target = await outputTarget(output, several);
    if (several && target.kind !== 'folder') throw new UsageError('--output must be a folder for several inputs.');
    const bar = progressBar(io.stderr, { enabled: !flags.has('quiet'), env: io.env });
    const say = (line: string): void => {
      bar.hide();
      io.stderr.write(line);
    };
    const names = new Names(target, format);
    let code: ExitCode = 0;
    try {
      for (const [i, item] of items.entries()) {
        if (signal.aborted) break;
        const step = { label: item.label, file: i + 1, files: items.length };
        try {
          if (item.kind === 'failure') throw item.error;
          const path = names.of(item);
          const options: SearchablePdfOptions & { signal: AbortSignal } = {
            ocr,
            allowSigned: flags.has('allow-signed'),
            signal,
            ...(headers && item.kind === 'url' ? { source: { headers } } : {}),
            extract: {
              ...(maxWorkers === undefined ? {} : { maxWorkers }),
              ...(executor === undefined ? {} : { executor }),
              ...(pageTimeoutMs === undefined ? {} : { pageTimeoutMs }),
              onProgress: (event) => bar.update({ ...step, ...event }),
            },
          };
          const made = await recognise(item.kind === 'stdin' ? io.stdin : item.uri, {
            format,
            options,
            ...(password === undefined ? {} : { password }),
            ...(dpi === undefined ? {} : { dpi }),
          });
          await write(path === undefined ? streamSink(io.stdout, () => bar.hide()) : await fileSink(path), made);
          for (const { index, warnings = [] } of flags.has('quiet') ? [] : made.pages) {
            for (const warning of warnings) say(warningLine(warning, pageWhere(item.label, index)));
          }
          for (const { page, error } of made.errors) {
            code = 1;
            say(errorLine(error, pageWhere(item.label, page), flags.has('debug')));
          }
        } catch (thrown) {
          if (signal.aborted) break;
          if (thrown instanceof UsageError) throw thrown;
          code = 1;
          const error = toUnifexError(thrown, 'SOURCE_UNREADABLE', 'Reading failed');
          say(errorLine(error, [item.label], flags.has('debug')));
        }
      }
    } finally {
      bar.hide();
    }
    return code;
  },
});

async function write(sink: Sink, { content }: Recognised): Promise<void> {
  try {
    await sink.write(content);
  } catch (error) {
    await sink.discard();
    throw error;
  }
  await sink.commit();
}

/** Names of the files that are written, none of which is read. */
class Names {
  readonly #target: OutputTarget;
  readonly #extension: string;
  readonly #taken: Set<string> = new Set();

  constructor(target: OutputTarget, format: OcrFormat) {
    this.#target = target;
    this.#extension = `.${format}`;
  }

  /** @returns undefined for standard output */
  of({ kind, uri, outputName }: InputItem): string | undefined {
    const target = this.#target;
    if (target.kind === 'stdout') return undefined;
    const path = target.kind === 'file' ? target.path : resolve(target.path, this.#unused(outputName));
    if (kind === 'file' && resolve(uri) === resolve(path)) {
      throw new UsageError(`--output "${path}" is one of the inputs, and would be overwritten. Choose another name.`);
    }
    return path;
  }

  /** `scan.pdf` stays, `scan.png` becomes `scan.png.pdf`; the second of two equal names gets a number. */
  #unused(outputName: string): string {
    const extension = this.#extension;
    const base = outputName.toLowerCase().endsWith(extension) ? outputName.slice(0, -extension.length) : outputName;
    let name = base + extension;
    for (let copy = 2; this.#taken.has(name.toLowerCase()); copy++) name = `${base}-${copy}${extension}`;
    this.#taken.add(name.toLowerCase());
    return name;
  }
}
