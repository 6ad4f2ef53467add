import { parseArgs } from 'node:util';
import type { CliOptions, Command } from './options.ts';
import { parsePageRanges } from './page-ranges.ts';
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
  'page-timeout': { type: 'string' },
  boxes: { type: 'boolean' },
  header: { type: 'string', multiple: true },
  glob: { type: 'string' },
  output: { type: 'string', short: 'o' },
  quiet: { type: 'boolean', short: 'q' },
  debug: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

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
  // Not strict: the messages of our own name the allowed values and the nearest flag.
  const { positionals, tokens } = parseArgs({
    args: [...argv],
    options: FLAGS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = tokens.filter((token) => token.kind === 'option');
  if (flags.some((flag) => flag.name === 'help')) return { kind: 'help' };
  if (flags.some((flag) => flag.name === 'version')) return { kind: 'version' };
  const given = new Map<string, string[]>();
  for (const token of flags) {
    const values = given.get(token.name) ?? [];
    values.push(checkToken(token));
    given.set(token.name, values);
  }
  return { kind: 'extract', options: toOptions(given, positionals) };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkToken({ name, rawName, value, inlineValue }: OptionToken): string {
  if (!Object.hasOwn(FLAGS, name)) {
    const near = nearestFlag(name);
    throw new UsageError(`unknown option "${rawName}".${near ? ` Did you mean --${near}?` : ''}`);
  }
  const flag = FLAGS[name as keyof typeof FLAGS];
  if (flag.type === 'boolean') {
    if (inlineValue) throw new UsageError(`${rawName} takes no value, but got "${value ?? ''}".`);
    return '';
  }
  // `-o --json` is a forgotten value, never a file called `--json`; `--password=--x` still says what it means.
  if (value === undefined || value === '' || (!inlineValue && value.startsWith('--'))) {
    throw new UsageError(`${rawName} needs a value.`);
  }
  return value;
}

function toOptions(given: ReadonlyMap<string, string[]>, inputs: readonly string[]): CliOptions {
  const last = (name: keyof typeof FLAGS): string | undefined => given.get(name)?.at(-1);
  const oneOf = <Name extends string>(name: keyof typeof FLAGS, allowed: readonly Name[]): Name | undefined => {
    const value = last(name);
    if (value === undefined || isOneOf(value, allowed)) return value;
    throw new UsageError(`--${name} "${value}" is not one of ${allowed.join(', ')}.`);
  };
  const number = (name: keyof typeof FLAGS, kind: 'integer' | 'number'): number | undefined => {
    const text = last(name);
    if (text === undefined) return undefined;
    const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
    if (kind === 'integer' ? Number.isSafeInteger(value) && value >= 1 : value > 0) return value;
    throw new UsageError(
      `--${name} "${text}" is not a ${kind === 'integer' ? 'whole number of 1 or more' : 'number above 0'}.`,
    );
  };

  const format = oneOf('format', FORMATS);
  if (format === 'text' && given.has('json')) throw new UsageError('--format text and --json contradict each other.');
  const json = format === 'json' || given.has('json');
  const boxes = given.has('boxes');
  if (boxes && json) throw new UsageError('--boxes belongs to the text format; JSON has every box already.');
  const unit = oneOf('unit', UNIT_NAMES);
  const dpi = number('dpi', 'number');
  if (dpi !== undefined && unit !== 'pixels')
    throw new UsageError(`--dpi ${dpi} means something only with --unit pixels.`);
  const pages = last('pages');
  const options: Partial<CliOptions> = {
    ...optional('pages', pages === undefined ? undefined : parsePageRanges(pages)),
    ...optional('maxWorkers', number('max-workers', 'integer')),
    ...optional('executor', oneOf('executor', EXECUTORS)),
    ...optional('unit', unit),
    ...optional('dpi', dpi),
    ...optional('granularity', oneOf('granularity', GRANULARITIES)),
    ...optional('password', last('password')),
    ...optional('pageTimeout', number('page-timeout', 'integer')),
    ...optional('headers', parseHeaders(given.get('header'))),
    ...optional('glob', last('glob')),
    ...optional('output', last('output')),
  };
  // Last, so that a wrong flag is named even where the input was forgotten too.
  if (inputs.length === 0) throw new UsageError('no input: name a file, a folder, a URL, or - for standard input.');
  if (inputs.filter((input) => input === '-').length > 1)
    throw new UsageError('standard input (-) can be read only once.');
  return {
    ...options,
    inputs,
    extractor: last('extractor') ?? 'auto',
    format: json ? 'json' : 'text',
    boxes,
    quiet: given.has('quiet'),
    debug: given.has('debug'),
  };
}

function optional<Key extends keyof CliOptions>(key: Key, value: CliOptions[Key] | undefined): Partial<CliOptions> {
  return value === undefined ? {} : { [key]: value };
}

function isOneOf<Name extends string>(value: string, allowed: readonly Name[]): value is Name {
  return (allowed as readonly string[]).includes(value);
}

/** `Name=value`, or `Name: value` as curl writes it. The value is a secret more often than not: messages do not repeat it. */
function parseHeaders(values: readonly string[] | undefined): Record<string, string> | undefined {
  if (!values) return undefined;
  const headers: Record<string, string> = {};
  for (const text of values) {
    // The token of RFC 9110, section 5.6.2.
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*[=:]\s*(.*)$/s.exec(text);
    if (!match?.[1] || /[\r\n\0]/.test(text)) {
      throw new UsageError('--header wants Name=value, such as Authorization="Bearer …".');
    }
    headers[match[1]] = match[2] ?? '';
  }
  return headers;
}

/** The flag within two edits of what was typed, if any. */
function nearestFlag(typed: string): string | undefined {
  if (typed.length === 1) return undefined;
  let best: string | undefined;
  let bestDistance = 3;
  for (const name of Object.keys(FLAGS)) {
    const distance = editDistance(typed, name);
    if (distance < bestDistance && distance < name.length) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** Levenshtein distance, one row at a time; a swap of neighbours counts two. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
