import { optional } from '../optional.ts';
import type { CommonOptions } from '../options.ts';
import type { Flags } from '../read-flags.ts';
import { UsageError } from '../usage-error.ts';

/** `unifex render <input...>`: turn pages into images. */
export interface RenderCliOptions extends CommonOptions {
  readonly format: 'png' | 'jpeg' | 'webp';
  readonly dpi?: number;
  /** In pixels. Not together with `dpi`. */
  readonly width?: number;
  readonly background?: string;
  readonly annotations: boolean;
  readonly maxPixels?: number;
  /** A directory. */
  readonly output: string;
  /** List what was written as JSON, and not as paths. */
  readonly json: boolean;
}

export const RENDER_FLAGS = {
  extractor: { type: 'string' },
  pages: { type: 'string', short: 'p' },
  'max-workers': { type: 'string', short: 'j' },
  executor: { type: 'string' },
  format: { type: 'string', short: 'f' },
  dpi: { type: 'string' },
  width: { type: 'string' },
  background: { type: 'string' },
  'no-annotations': { type: 'boolean' },
  'max-pixels': { type: 'string' },
  password: { type: 'string' },
  'page-timeout': { type: 'string' },
  header: { type: 'string', multiple: true },
  glob: { type: 'string' },
  output: { type: 'string', short: 'o' },
  json: { type: 'boolean' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

/** What this command takes from a folder: the only documents that can be drawn. */
const DEFAULT_GLOB = '**/*.pdf';

/** `jpg` is what the files end in. */
function imageFormat(flags: Flags<'format'>): RenderCliOptions['format'] | undefined {
  return flags.last('format') === 'jpg' ? 'jpeg' : flags.oneOf('format', ['png', 'jpeg', 'webp']);
}

/** @throws UsageError for a value that is wrong or missing */
export function renderOptions(flags: Flags<keyof typeof RENDER_FLAGS | 'debug'>): RenderCliOptions {
  const format = imageFormat(flags) ?? 'png';
  const dpi = flags.number('dpi', 'number');
  const width = flags.number('width', 'integer');
  if (dpi !== undefined && width !== undefined)
    throw new UsageError('--dpi and --width contradict each other: leave one out.');
  const background = flags.last('background');
  if (background !== undefined && !/^(?:#[\da-f]{6}|transparent)$/i.test(background))
    throw new UsageError(`--background "${background}" is neither a colour such as #ffffff nor transparent.`);
  if (background?.toLowerCase() === 'transparent' && format === 'jpeg')
    throw new UsageError('--background transparent: a JPEG cannot be. Choose --format png, or a colour.');
  const options: Partial<RenderCliOptions> = {
    ...optional('pages', flags.pages('pages')),
    ...optional('maxWorkers', flags.number('max-workers', 'integer')),
    ...optional('executor', flags.oneOf('executor', ['inline', 'thread', 'process'])),
    ...optional('dpi', dpi),
    ...optional('width', width),
    ...optional('background', background),
    ...optional('maxPixels', flags.number('max-pixels', 'integer')),
    ...optional('password', flags.last('password')),
    ...optional('pageTimeout', flags.number('page-timeout', 'integer')),
    ...optional('headers', flags.headers('header')),
  };
  const { inputs } = flags;
  // After the flags, so that a wrong one is named even where the input was forgotten too.
  if (inputs.length === 0) throw new UsageError('no input: name a PDF, a folder, a URL, or - for standard input.');
  if (inputs.filter((input) => input === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once.');
  const output = flags.last('output');
  if (output === undefined) throw new UsageError('--output is missing: name the folder that the images go to.');
  if (output === '-') throw new UsageError('--output -: images are files. Name the folder that they go to.');
  return {
    ...options,
    inputs,
    output,
    format,
    extractor: flags.last('extractor') ?? 'auto',
    glob: flags.last('glob') ?? DEFAULT_GLOB,
    annotations: !flags.has('no-annotations'),
    json: flags.has('json'),
    quiet: flags.has('quiet'),
    debug: flags.has('debug'),
  };
}
