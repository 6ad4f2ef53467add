import { parseArgs } from 'node:util';
import type { PageRange } from './options.ts';
import { parsePageRanges } from './page-ranges.ts';
import { UsageError } from './usage-error.ts';

/** What flags a command takes, as `util.parseArgs` has it. Every command has `--help` (`-h`), `--version` and `--debug` besides. */
export type FlagTable = Readonly<
  Record<string, { readonly type: 'string' | 'boolean'; readonly short?: string; readonly multiple?: boolean }>
>;

/** What was typed, and typed questions about it: each throws a `UsageError` that names the flag, its value and what is allowed. */
export interface Flags<Name extends string> {
  readonly inputs: readonly string[];
  has(name: Name): boolean;
  /** The last value given, as in every program. */
  last(name: Name): string | undefined;
  all(name: Name): readonly string[];
  oneOf<Value extends string>(name: Name, allowed: readonly Value[]): Value | undefined;
  /** `integer`: 1 or more; `number`: above 0. */
  number(name: Name, kind: 'integer' | 'number'): number | undefined;
  /** `0-3,7` or `4-`. */
  pages(name: Name): readonly PageRange[] | undefined;
  /** `Name=value`, or `Name: value` as curl writes it, of a flag that may be repeated. */
  headers(name: Name): Record<string, string> | undefined;
}

const COMMON = {
  debug: { type: 'boolean' },
  version: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** `'help'` and `'version'` win over everything else on the line. @throws UsageError for an unknown flag, or a value that is missing */
export function readFlags<Table extends FlagTable>(
  argv: readonly string[],
  table: Table,
): Flags<Extract<keyof Table | keyof typeof COMMON, string>> | 'help' | 'version' {
  const known: FlagTable = { ...table, ...COMMON };
  // Not strict: the messages of our own name the allowed values and the nearest flag.
  const { positionals, tokens } = parseArgs({
    args: [...argv],
    options: known,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const flags = tokens.filter((token) => token.kind === 'option');
  if (flags.some((flag) => flag.name === 'help')) return 'help';
  if (flags.some((flag) => flag.name === 'version')) return 'version';
  const given = new Map<string, string[]>();
  for (const token of flags) {
    const values = given.get(token.name) ?? [];
    values.push(checkToken(token, known));
    given.set(token.name, values);
  }
  return answers(given, positionals);
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function checkToken({ name, rawName, value, inlineValue }: OptionToken, known: FlagTable): string {
  const flag = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!flag) {
    const near = nearestName(name, Object.keys(known));
    throw new UsageError(`unknown option "${rawName}".${near ? ` Did you mean --${near}?` : ''}`);
  }
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

function answers(given: ReadonlyMap<string, readonly string[]>, inputs: readonly string[]): Flags<string> {
  const last = (name: string): string | undefined => given.get(name)?.at(-1);
  return {
    inputs,
    has: (name) => given.has(name),
    last,
    all: (name) => given.get(name) ?? [],
    oneOf: (name, allowed) => {
      const value = last(name);
      if (value === undefined || isOneOf(value, allowed)) return value;
      throw new UsageError(`--${name} "${value}" is not one of ${allowed.join(', ')}.`);
    },
    number: (name, kind) => {
      const text = last(name);
      if (text === undefined) return undefined;
      const value = /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : Number.NaN;
      if (kind === 'integer' ? Number.isSafeInteger(value) && value >= 1 : value > 0) return value;
      throw new UsageError(
        `--${name} "${text}" is not a ${kind === 'integer' ? 'whole number of 1 or more' : 'number above 0'}.`,
      );
    },
    pages: (name) => {
      const text = last(name);
      return text === undefined ? undefined : parsePageRanges(text);
    },
    headers: (name) => parseHeaders(name, given.get(name)),
  };
}

function isOneOf<Value extends string>(value: string, allowed: readonly Value[]): value is Value {
  return (allowed as readonly string[]).includes(value);
}

/** The value is a secret more often than not: messages do not repeat it. */
function parseHeaders(name: string, values: readonly string[] | undefined): Record<string, string> | undefined {
  if (!values) return undefined;
  const headers: Record<string, string> = {};
  for (const text of values) {
    // The token of RFC 9110, section 5.6.2.
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*[=:]\s*(.*)$/s.exec(text);
    if (!match?.[1] || /[\r\n\0]/.test(text)) {
      throw new UsageError(`--${name} wants Name=value, such as Authorization="Bearer …".`);
    }
    headers[match[1]] = match[2] ?? '';
  }
  return headers;
}

/**
 * The name within an edit of what was typed, or the only one that starts so (`--pass`), or the one within two edits, which leave next to
 * nothing of three letters. Undefined where there is none.
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  // What other programs call it.
  if (/^v$/i.test(typed)) return names.find((name) => name === 'version');
  if (typed.length === 1) return undefined;
  let best: string | undefined;
  let bestDistance = 3;
  for (const name of names) {
    const distance = editDistance(typed, name);
    if (distance < bestDistance && distance <= (name.length > 3 ? 2 : 1)) [best, bestDistance] = [name, distance];
  }
  const longer = typed.length >= 3 ? names.filter((name) => name.startsWith(typed)) : [];
  return bestDistance > 1 && longer.length === 1 ? longer[0] : best;
}

/** Levenshtein distance, one row at a time, where a swap of neighbours counts one too. */
function editDistance(a: string, b: string): number {
  let above: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (above[j - 2] ?? Infinity) + 1 : Infinity;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    [above, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
