import { parseArgs } from 'node:util';

/** What the command line asks of a benchmark. */
export interface BenchOptions {
  /** How often each measurement is repeated; the benchmark's own number where it is not given. */
  readonly rounds?: number;
  /** Parts to run; all where it is not given. */
  readonly only?: readonly string[];
  /** At most so many pages of each document. */
  readonly pages?: number;
}

export type BenchCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'run'; readonly name: string; readonly json: string | undefined; readonly options: BenchOptions };

/** Somebody typed what cannot be meant. */
export class BenchUsageError extends Error {}

/** @throws BenchUsageError */
export function parseBenchArguments(args: readonly string[], names: readonly string[]): BenchCommand {
  const { values, positionals } = parse(args);
  if (values.help) return { kind: 'help' };
  const [name, ...rest] = positionals;
  if (name === undefined) throw new BenchUsageError(`Which benchmark? There is ${names.join(', ')}.`);
  if (!names.includes(name))
    throw new BenchUsageError(`There is no benchmark "${name}". There is ${names.join(', ')}.`);
  if (rest.length > 0) throw new BenchUsageError(`Only one benchmark at a time; "${rest.join(' ')}" is too much.`);
  const rounds = count('rounds', values.rounds);
  const pages = count('pages', values.pages);
  const only = values.only?.split(',').map((part) => part.trim());
  return {
    kind: 'run',
    name,
    json: values.json,
    options: {
      ...(rounds === undefined ? {} : { rounds }),
      ...(pages === undefined ? {} : { pages }),
      ...(only === undefined ? {} : { only }),
    },
  };
}

function parse(args: readonly string[]): {
  values: { help?: boolean; json?: string; rounds?: string; only?: string; pages?: string };
  positionals: string[];
} {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        help: { type: 'boolean', short: 'h' },
        json: { type: 'string' },
        rounds: { type: 'string' },
        only: { type: 'string' },
        pages: { type: 'string' },
      },
    });
  } catch (error) {
    throw new BenchUsageError(error instanceof Error ? error.message : String(error));
  }
}

function count(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d*$/.test(text)) throw new BenchUsageError(`--${name} "${text}" is not a whole number of 1 or more.`);
  return Number(text);
}
