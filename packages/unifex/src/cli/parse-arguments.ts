import { statSync } from 'node:fs';
import { extname } from 'node:path';
import type { OcrOptions } from '@unifex/core';
import type { CliOptions, Command } from './options.ts';
import { OCR_FLAGS, ocrEngine } from './ocr/ocr-flags.ts';
import { optional } from './optional.ts';
import { type Flags, readFlags } from './read-flags.ts';
import { UsageError } from './usage-error.ts';

const FLAGS = {
  extractor: { type: 'string' },
  pages: { type: 'string', short: 'p' },
  'max-workers': { type: 'string', short: 'j' },
  executor: { type: 'string' },
  format: { type: 'string', short: 'f' },
  json: { type: 'boolean' },
  unit: { type: 'string' },
  dpi: { type: 'string' },
  granularity: { type: 'string' },
  password: { type: 'string' },
  ocr: { type: 'string' },
  'text-layer': { type: 'string' },
  ...OCR_FLAGS,
  'page-timeout': { type: 'string' },
  boxes: { type: 'boolean' },
  header: { type: 'string', multiple: true },
  glob: { type: 'string' },
  output: { type: 'string', short: 'o' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** Endings of formats that are not written here. */
const OTHER_FORMATS = /^\.(?:docx?|xlsx?|pptx?|od[tsp]|rtf|epub|x?html?|xml|csv|tsv|svg|tiff?|gif|bmp)$/;
const FORMATS = ['text', 'json'] as const;
const GRANULARITIES = ['char', 'word', 'line'] as const;
const EXECUTORS = ['inline', 'thread', 'process'] as const;
// Spelled out here and not taken from core, which `--help` does not load; a test keeps the two equal.
const UNIT_NAMES = ['points', 'pixels', 'inches', 'normalized'] as const;

/**
 * Turns `process.argv.slice(2)` into what to do. `--help` and `--version` win over everything else on the line.
 *
 * @throws UsageError for an unknown flag, a value that is missing or wrong, or no input: one line that names the option, the value and
 * what is allowed.
 */
export function parseArguments(argv: readonly string[]): Command {
  const flags = readFlags(argv, FLAGS);
  if (flags === 'help' || flags === 'version') return { kind: flags };
  return { kind: 'extract', options: toOptions(flags) };
}

function toOptions(flags: Flags<keyof typeof FLAGS | 'debug'>): CliOptions {
  const format = flags.oneOf('format', FORMATS);
  if (format === 'text' && flags.has('json')) throw new UsageError('--format text and --json contradict each other.');
  const output = flags.last('output');
  const json = format === 'json' || flags.has('json') || namesJson(output, format);
  const boxes = flags.has('boxes');
  if (boxes && json) throw new UsageError('--boxes belongs to the text format; JSON has every box already.');
  const unit = flags.oneOf('unit', UNIT_NAMES);
  const dpi = flags.number('dpi', 'number');
  if (dpi !== undefined && unit !== 'pixels')
    throw new UsageError(`--dpi ${dpi} means something only with --unit pixels.`);
  const options: Partial<CliOptions> = {
    ...optional('pages', flags.pages('pages')),
    ...optional('maxWorkers', flags.number('max-workers', 'integer')),
    ...optional('executor', flags.oneOf('executor', EXECUTORS)),
    ...optional('unit', unit),
    ...optional('dpi', dpi),
    ...optional('granularity', flags.oneOf('granularity', GRANULARITIES)),
    ...optional('password', flags.last('password')),
    ...optional('ocr', ocrOptions(flags)),
    ...optional('pageTimeout', flags.number('page-timeout', 'integer')),
    ...optional('headers', flags.headers('header')),
    ...optional('glob', flags.last('glob')),
    ...optional('output', output),
  };
  const { inputs } = flags;
  // Last, so that a wrong flag is named even where the input was forgotten too.
  if (inputs.length === 0) throw new UsageError('no input: name a file, a folder, a URL, or - for standard input.');
  if (inputs.filter((input) => input === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once.');
  return {
    ...options,
    inputs,
    extractor: flags.last('extractor') ?? 'auto',
    format: json ? 'json' : 'text',
    boxes,
    quiet: flags.has('quiet'),
    debug: flags.has('debug'),
  };
}

/**
 * Whether the name of the output says that it is JSON.
 * @throws UsageError where it says that it is something that is not written here, or contradicts `--format`
 */
function namesJson(output: string | undefined, format: CliOptions['format'] | undefined): boolean {
  // A folder may be called anything.
  if (output === undefined || /[/\\]$/.test(output) || isFolder(output)) return false;
  const ending = extname(output).toLowerCase();
  const command = /^\.(?:pdf|hocr)$/.test(ending)
    ? 'ocr'
    : /^\.(?:png|jpe?g|webp)$/.test(ending)
      ? 'render'
      : undefined;
  if (command !== undefined) {
    throw new UsageError(
      `--output "${output}" ends in ${ending}, and what is written is text or JSON. Did you mean unifex ${command}?`,
    );
  }
  // Other programs would open it as what it is called, and find it broken. Whoever names the format knows.
  if (format === undefined && OTHER_FORMATS.test(ending)) {
    throw new UsageError(
      `--output "${output}" ends in ${ending}, and what is written is text or JSON: end it in .txt or .json, or add --format text.`,
    );
  }
  const json = /^\.(?:json|jsonl|ndjson)$/.test(ending);
  if (json && format === 'text') throw new UsageError(`--output "${output}" and --format text contradict each other.`);
  return json;
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    // Not there, or not to be looked at, which is said when it is written.
    return false;
  }
}

function ocrOptions(flags: Flags<keyof typeof FLAGS>): OcrOptions | undefined {
  const mode = flags.oneOf('ocr', ['needed', 'always', 'never'] as const);
  const textLayer = flags.oneOf('text-layer', ['keep', 'replace'] as const);
  const engine = ocrEngine(flags);
  if (mode === 'never' && (textLayer ?? Object.keys(engine)[0]) !== undefined) {
    throw new UsageError('--ocr never leaves nothing to say of OCR.');
  }
  const extractor = flags.last('extractor') ?? 'auto';
  const belongs = [
    ...(mode || textLayer ? [['auto']] : []),
    ...(engine.engine === undefined ? [] : [['auto', 'ocr-server']]),
    ...(engine['dataPath'] === undefined && engine['allowDownload'] === undefined ? [] : [['auto', 'tesseract']]),
    ...(engine['languages'] === undefined ? [] : [['auto', 'ocr-server', 'tesseract']]),
  ].find((extractors) => !extractors.includes(extractor));
  if (belongs) {
    throw new UsageError(
      `OCR is what you ask for, and --extractor "${extractor}" reads no pixels: use ${belongs.join(' or ')}.`,
    );
  }
  const options = { ...(mode ? { mode } : {}), ...(textLayer ? { textLayer } : {}), ...engine };
  return Object.keys(options).length > 0 ? options : undefined;
}
