import type { OcrOptions } from '@unifex/core';
import { optional } from '../optional.ts';
import type { CommonOptions } from '../options.ts';
import type { Flags } from '../read-flags.ts';
import { UsageError } from '../usage-error.ts';
import { OCR_FLAGS, ocrEngine } from './ocr-flags.ts';
import type { OcrFormat } from './recognise.ts';

/** `unifex ocr <input...>`: make scans searchable. */
export interface OcrCliOptions extends CommonOptions {
  /** As `--format` says; where it does not, the output's name may. */
  readonly format?: OcrFormat;
  /** Of the boxes of hOCR. */
  readonly dpi?: number;
  readonly allowSigned: boolean;
  readonly ocr: OcrOptions;
  /** A file or a directory; `-` and absent mean standard output. */
  readonly output?: string;
}

const OWN_FLAGS = {
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

export const OCR_COMMAND_FLAGS: typeof OCR_FLAGS & typeof OWN_FLAGS = { ...OCR_FLAGS, ...OWN_FLAGS };

/** @throws UsageError for a value that is wrong or missing */
export function ocrOptions(flags: Flags<keyof typeof OCR_COMMAND_FLAGS | 'debug'>): OcrCliOptions {
  const options: Partial<OcrCliOptions> = {
    ...optional('format', flags.oneOf('format', ['pdf', 'hocr'] as const)),
    ...optional('dpi', flags.number('dpi', 'number')),
    ...optional('password', flags.last('password')),
    ...optional('maxWorkers', flags.number('max-workers', 'integer')),
    ...optional('executor', flags.oneOf('executor', ['inline', 'thread', 'process'] as const)),
    ...optional('pageTimeout', flags.number('page-timeout', 'integer')),
    ...optional('headers', flags.headers('header')),
    ...optional('glob', flags.last('glob')),
    ...optional('output', flags.last('output')),
    ocr: ocrEngine(flags),
  };
  const { inputs } = flags;
  // After the flags, so that a wrong one is named even where the input was forgotten too.
  if (inputs.length === 0) throw new UsageError('no input: name a file, a folder, a URL, or - for standard input.');
  if (inputs.filter((input) => input === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once.');
  if (options.output === undefined && options.format !== 'hocr')
    throw new UsageError('--output is missing: name the file to write.');
  return {
    ocr: {},
    ...options,
    inputs,
    extractor: 'auto',
    allowSigned: flags.has('allow-signed'),
    quiet: flags.has('quiet'),
    debug: flags.has('debug'),
  };
}
