import { UnifexError } from './errors.ts';
import { plainValue, printValue } from './print-value.ts';

/** Checks one option's value. @throws UnifexError `INVALID_OPTION` */
export type OptionCheck<T> = (value: unknown, name: string) => T;

type Checks = Record<string, OptionCheck<unknown>>;
/** The options that {@link checkOptions} gives for a table of checks: each may be absent. */
export type CheckedOptions<C extends Checks> = { [K in keyof C]?: Exclude<ReturnType<C[K]>, undefined> };

/** The error for a bad option: which one, what it was, what it may be. */
export function invalidOption(name: string, value: unknown, allowed: string): UnifexError {
  return new UnifexError(
    'INVALID_OPTION',
    `The option \`${name}\` is ${printValue(value)}, and it must be ${allowed}.`,
    { details: { option: name, value: plainValue(value), allowed } },
  );
}

/**
 * Reads an options object: refuses what is not an object and names that are not in the table, and runs the check of every
 * option that is given. An option that is `undefined` counts as absent.
 * @param context whose options these are, for the message: `the pdf extractor`
 * @throws UnifexError `INVALID_OPTION`
 */
export function checkOptions<C extends Checks>(input: unknown, checks: C, context: string): CheckedOptions<C> {
  if (input === undefined) return {};
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw invalidOption('options', input, `an object (the options of ${context})`);
  }
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (!check) {
      const names = Object.keys(checks);
      const allowed = names.length === 0 ? 'It has none.' : `It has: ${names.join(', ')}.`;
      throw new UnifexError('INVALID_OPTION', `There is no option \`${name}\` for ${context}. ${allowed}`, {
        details: { option: name, allowed: names },
      });
    }
    if (value !== undefined) result[name] = check(value, name);
  }
  return result as CheckedOptions<C>;
}

/** One of a list of strings. */
export function oneOf<const T extends string>(...values: readonly T[]): OptionCheck<T> {
  return (value, name) => {
    if (!values.includes(value as T)) throw invalidOption(name, value, values.map((item) => `'${item}'`).join(' or '));
    return value as T;
  };
}

/** Text; with `nonEmpty`, of at least one character. */
export function string(rule: { nonEmpty?: boolean } = {}): OptionCheck<string> {
  return (value, name) => {
    if (typeof value !== 'string' || (rule.nonEmpty && value === '')) {
      throw invalidOption(name, value, rule.nonEmpty ? 'text of at least one character' : 'text');
    }
    return value;
  };
}

export function boolean(): OptionCheck<boolean> {
  return (value, name) => {
    if (typeof value !== 'boolean') throw invalidOption(name, value, 'true or false');
    return value;
  };
}

/** A finite number within limits: `min` and `max` are allowed values, `above` is not. */
export function number(
  rule: { integer?: boolean; min?: number; above?: number; max?: number } = {},
): OptionCheck<number> {
  const limits = [
    ...(rule.above === undefined ? [] : [`greater than ${rule.above}`]),
    ...(rule.min === undefined ? [] : [`of at least ${rule.min}`]),
    ...(rule.max === undefined ? [] : [`of at most ${rule.max}`]),
  ];
  const allowed = [rule.integer ? 'a whole number' : 'a number', limits.join(' and ')].filter(Boolean).join(' ');
  return (value, name) => {
    const valid =
      typeof value === 'number' &&
      Number.isFinite(value) &&
      (!rule.integer || Number.isInteger(value)) &&
      (rule.above === undefined || value > rule.above) &&
      (rule.min === undefined || value >= rule.min) &&
      (rule.max === undefined || value <= rule.max);
    if (!valid) throw invalidOption(name, value, allowed);
    return value;
  };
}

/** An array whose every item passes a check. */
export function arrayOf<T>(item: OptionCheck<T>): OptionCheck<T[]> {
  return (value, name) => {
    if (!Array.isArray(value)) throw invalidOption(name, value, 'an array');
    return value.map((entry: unknown, index) => item(entry, `${name}[${index}]`));
  };
}

export function functionOf<F extends (...args: never[]) => unknown>(): OptionCheck<F> {
  return (value, name) => {
    if (typeof value !== 'function') throw invalidOption(name, value, 'a function');
    return value as F;
  };
}

/** An AbortSignal, of this realm or another. */
export function abortSignal(): OptionCheck<AbortSignal> {
  return (value, name) => {
    const signal = value as Partial<AbortSignal> | null;
    if (typeof signal !== 'object' || typeof signal?.aborted !== 'boolean' || !signal.addEventListener) {
      throw invalidOption(name, value, 'an AbortSignal');
    }
    return value as AbortSignal;
  };
}

/** The checks by name, to be used as `optionsParser.oneOf('char', 'word', 'line')`. */
export const optionsParser: {
  check: typeof checkOptions;
  oneOf: typeof oneOf;
  string: typeof string;
  boolean: typeof boolean;
  number: typeof number;
  arrayOf: typeof arrayOf;
  functionOf: typeof functionOf;
  abortSignal: typeof abortSignal;
} = { check: checkOptions, oneOf, string, boolean, number, arrayOf, functionOf, abortSignal };
