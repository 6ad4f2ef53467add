import { invalidOption, optionsParser, UnifexError, type OptionCheck } from '@unifex/core';
import type { LlmAdapter } from '../adapter.ts';
import type {
  DocumentModeOptions,
  ExtractStructuredOptions,
  GroundingOptions,
  ImageOptions,
  MergePolicy,
  PageExtraction,
  Pricing,
  Schema,
  TransportOptions,
  WindowExtraction,
} from '../types.ts';

const { check, oneOf, string, boolean, number, arrayOf, functionOf, abortSignal } = optionsParser;

const OUTPUT_MODES = ['auto', 'json_schema', 'tool', 'json_object', 'prompt'] as const;
const MERGE_RULES = ['first-verified', 'first', 'last', 'vote', 'concat', 'longest'] as const;

const model: OptionCheck<string | LlmAdapter> = (value, name) => {
  const adapter = value as Partial<LlmAdapter> | null;
  const fits = typeof value === 'string' ? value !== '' : typeof adapter?.complete === 'function';
  if (!fits)
    throw invalidOption(name, value, "a name such as 'openai/gpt-4o', or an adapter with a function `complete`");
  return value as string | LlmAdapter;
};

const temperature: OptionCheck<number | null> = (value, name) =>
  value === null ? null : number({ min: 0, max: 2 })(value, name);

/** Names and texts, of which the texts may be secrets and are never shown. */
const texts: OptionCheck<Record<string, string>> = (value, name) => {
  const allowed = 'a plain object of names and texts';
  if (!isPlain(value)) throw invalidOption(name, typeof value, allowed);
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw invalidOption(`${name}.${key}`, typeof text, 'a text');
  }
  return value as Record<string, string>;
};

const plain: OptionCheck<Record<string, unknown>> = (value, name) => {
  if (!isPlain(value)) throw invalidOption(name, typeof value, 'a plain object');
  return value;
};

const image: OptionCheck<ImageOptions> = (value, name) =>
  check(plain(value, name), { format: oneOf('png', 'jpeg'), maxDimension: number({ integer: true, min: 64 }) }, name);

const transport: OptionCheck<TransportOptions> = (value, name) =>
  check(
    plain(value, name),
    {
      retries: number({ integer: true, min: 0 }),
      timeoutMs: number({ above: 0, max: 2 ** 30 }),
      maxRetryAfterMs: number({ min: 0 }),
      fetch: functionOf<typeof fetch>(),
      rpm: number({ above: 0 }),
    },
    name,
  );

const pricing: OptionCheck<Pricing> = (value, name) => {
  const price = number({ min: 0 });
  const prices = check(
    plain(value, name),
    { input: price, cachedInput: price, cacheWrite: price, output: price },
    name,
  );
  const { input, output } = prices;
  if (input === undefined || output === undefined) throw invalidOption(name, value, 'prices of `input` and `output`');
  return { ...prices, input, output };
};

const locale: OptionCheck<string> = (value, name) => {
  const tag = string({ nonEmpty: true })(value, name);
  try {
    Intl.getCanonicalLocales(tag);
  } catch {
    throw invalidOption(name, value, "a language tag such as 'de' or 'en-US'");
  }
  return tag;
};

const groundingFields = {
  mode: oneOf('search', 'cite'),
  cell: boolean(),
  minFuzzy: number({ min: 0, max: 1 }),
  locale,
  look: boolean(),
};
const grounding: OptionCheck<false | GroundingOptions> = (value, name) => {
  if (value === false) return false;
  if (value === 'search' || value === 'cite') return { mode: value };
  if (!isPlain(value)) throw invalidOption(name, value, "false, 'search', 'cite' or an object with a `mode`");
  return { mode: 'search', ...check(value, groundingFields, name) };
};

const merge: OptionCheck<MergePolicy> = (value, name) => {
  const policy = plain(value, name);
  for (const [key, rule] of Object.entries(policy)) {
    if (key === 'allowPartial') boolean()(rule, `${name}.allowPartial`);
    else if (key !== 'default' && !key.startsWith('/')) {
      throw invalidOption(name, key, "'default', 'allowPartial' or a JSON Pointer such as '/items'");
    } else checkRule(rule, `${name}.${key}`);
  }
  return policy as MergePolicy;
};

function checkRule(rule: unknown, name: string): void {
  if (typeof rule === 'function') return;
  if (isPlain(rule) && rule['concat'] === true) {
    const by = rule['dedupeBy'];
    if (
      by === undefined ||
      (Array.isArray(by) ? by : [by]).every((at) => typeof at === 'string' && at.startsWith('/'))
    ) {
      return;
    }
    throw invalidOption(`${name}.dedupeBy`, by, "a JSON Pointer such as '/name', or several");
  }
  if (typeof rule === 'string') return void oneOf(...MERGE_RULES)(rule, name);
  throw invalidOption(name, rule, `${MERGE_RULES.join(', ')}, { concat: true, dedupeBy } or a function`);
}

const CHECKS = {
  model,
  schema: (value: unknown): Schema => value as Schema,
  prompt: string({ nonEmpty: true }),
  pages: arrayOf(number({ integer: true, min: 0 })),
  dpi: number({ above: 0, max: 2400 }),
  image,
  input: oneOf('auto', 'image', 'text', 'image+text', 'pdf'),
  maxWorkers: number({ integer: true, min: 1 }),
  maxRetries: number({ integer: true, min: 0 }),
  temperature,
  maxOutputTokens: number({ integer: true, min: 1 }),
  credentials: texts,
  baseUrl: string({ nonEmpty: true }),
  headers: texts,
  transport,
  grounding,
  structuredOutput: oneOf(...OUTPUT_MODES),
  cache: string({ nonEmpty: true }),
  pricing,
  signal: abortSignal(),
  onPage: functionOf<(result: PageExtraction<unknown>) => void>(),
  onWindow: functionOf<(result: WindowExtraction<unknown>) => void>(),
  providerOptions: plain,
  extractor: string({ nonEmpty: true }),
  extractorOptions: plain,
  mode: oneOf('page', 'document'),
  merge,
  tokenBudget: number({ integer: true, min: 1 }),
  overlap: number({ integer: true, min: 0 }),
};

/** Options of one mode alone. */
const ONLY_DOCUMENT = ['merge', 'tokenBudget', 'overlap', 'onWindow'] as const;
const ONLY_PAGE = ['onPage'] as const;

/** The options with everything checked, and no default filled in but the shape of `grounding`. */
export type CheckedOptions = Omit<ExtractStructuredOptions<Schema | undefined>, 'grounding' | 'onPage'> &
  Partial<Omit<DocumentModeOptions, 'mode'>> & {
    readonly mode?: 'page' | 'document';
    readonly grounding?: false | GroundingOptions;
    readonly onPage?: (result: PageExtraction<unknown>) => void;
  };

/** @throws UnifexError `INVALID_OPTION`, which shows no value of `credentials` and `headers` */
export function checkStructuredOptions(input: unknown): CheckedOptions {
  const checked = check(input, CHECKS, 'extractStructured');
  if (checked.model === undefined) throw invalidOption('model', undefined, "given: 'openai/gpt-4o', for example");
  const options = { ...checked, model: checked.model };
  const foreign = options.mode === 'document' ? ONLY_PAGE : ONLY_DOCUMENT;
  const wrong = foreign.find((name) => options[name] !== undefined);
  if (wrong) {
    const mode = options.mode === 'document' ? 'page' : 'document';
    const instead = wrong === 'onPage' ? '; here it is `onWindow`' : '';
    throw new UnifexError('INVALID_OPTION', `The option \`${wrong}\` belongs to \`mode: '${mode}'\`${instead}.`, {
      details: { option: wrong },
    });
  }
  return options;
}

/** @throws UnifexError `PAGE_OUT_OF_RANGE`, `INVALID_OPTION` for a page that is named twice */
export function checkPages(pages: readonly number[] | undefined, pageCount: number): number[] {
  if (!pages) return Array.from({ length: pageCount }, (_, page) => page);
  const missing = pages.find((page) => page >= pageCount);
  if (missing !== undefined) {
    const has = pageCount === 1 ? 'has 1 page, number 0' : `has ${pageCount} pages, numbers 0 to ${pageCount - 1}`;
    throw new UnifexError('PAGE_OUT_OF_RANGE', `There is no page ${missing}: the document ${has}.`, {
      details: { page: missing, pageCount },
    });
  }
  if (new Set(pages).size < pages.length) throw invalidOption('pages', pages, 'a list that names every page once');
  return [...pages];
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
