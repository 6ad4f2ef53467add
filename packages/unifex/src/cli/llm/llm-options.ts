import { resolve } from 'node:path';
import { LANGUAGE_FLAGS, languagePlaces, readLanguages } from '../ocr/ocr-flags.ts';
import type { PageRange } from '../options.ts';
import type { Flags } from '../read-flags.ts';
import { UsageError } from '../usage-error.ts';

const OWN_FLAGS = {
  model: { type: 'string', short: 'm' },
  schema: { type: 'string', short: 's' },
  prompt: { type: 'string' },
  pages: { type: 'string', short: 'p' },
  mode: { type: 'string' },
  input: { type: 'string' },
  dpi: { type: 'string' },
  extractor: { type: 'string' },
  password: { type: 'string' },
  'max-workers': { type: 'string', short: 'j' },
  'max-retries': { type: 'string' },
  temperature: { type: 'string' },
  'max-output-tokens': { type: 'string' },
  'base-url': { type: 'string' },
  header: { type: 'string', multiple: true },
  cache: { type: 'string' },
  price: { type: 'string' },
  grounding: { type: 'string' },
  locale: { type: 'string' },
  highlight: { type: 'string' },
  json: { type: 'boolean' },
  output: { type: 'string', short: 'o' },
  quiet: { type: 'boolean', short: 'q' },
} as const;

export const LLM_FLAGS: typeof OWN_FLAGS & typeof LANGUAGE_FLAGS = { ...OWN_FLAGS, ...LANGUAGE_FLAGS };

type LlmFlags = Flags<keyof typeof LLM_FLAGS | 'debug'>;

/** What the command line asks for, checked. An option that was not given is absent, so that the library's default holds. */
export interface LlmCliOptions {
  readonly source: string;
  readonly schemaFile: string | undefined;
  readonly pages: readonly PageRange[] | undefined;
  readonly mode: 'page' | 'document';
  readonly highlight: string | undefined;
  readonly json: boolean;
  readonly output: string | undefined;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly password: string | undefined;
  /** As `extractStructured` takes them. */
  readonly extraction: {
    readonly model: string;
    readonly prompt?: string;
    readonly input?: 'auto' | 'image' | 'text' | 'image+text' | 'pdf';
    readonly dpi?: number;
    readonly extractor?: string;
    readonly extractorOptions?: Record<string, unknown>;
    readonly maxWorkers?: number;
    readonly maxRetries?: number;
    readonly temperature?: number;
    readonly maxOutputTokens?: number;
    readonly baseUrl?: string;
    readonly headers?: Record<string, string>;
    readonly cache?: string;
    readonly pricing?: { readonly input: number; readonly output: number };
    readonly grounding?: false | { readonly mode: 'search' | 'cite'; readonly locale?: string };
  };
}

/** @throws UsageError */
export function llmOptions(flags: LlmFlags): LlmCliOptions {
  const [source, ...others] = flags.inputs;
  if (source === undefined) throw new UsageError('nothing to read. Give a file, an http(s) URL, or -.');
  if (others.length > 0) throw new UsageError(`one document at a time, but got ${flags.inputs.length}.`);
  const model = flags.last('model');
  if (model === undefined) throw new UsageError('which model? Give one: --model openai/gpt-4o.');
  const grounding = flags.oneOf('grounding', ['search', 'cite', 'off']) ?? 'search';
  const locale = flags.last('locale');
  const password = flags.last('password');
  const mode = flags.oneOf('mode', ['page', 'document']) ?? 'page';
  const [output, highlight] = [flags.last('output'), flags.last('highlight')];
  if (highlight !== undefined && output !== undefined && resolve(highlight) === resolve(output))
    throw new UsageError(`--output and --highlight are both "${output}": give them two names.`);
  return {
    source,
    schemaFile: flags.last('schema'),
    pages: flags.pages('pages'),
    mode,
    highlight,
    json: flags.has('json'),
    output,
    quiet: flags.has('quiet'),
    debug: flags.has('debug'),
    password,
    extraction: given({
      model,
      prompt: flags.last('prompt'),
      input: flags.oneOf('input', ['auto', 'image', 'text', 'image+text', 'pdf']),
      dpi: flags.number('dpi', 'number'),
      extractor: flags.last('extractor'),
      extractorOptions: extractorOptions(flags, password),
      maxWorkers: flags.number('max-workers', 'integer'),
      maxRetries: fromZero(flags, 'max-retries'),
      temperature: fromZero(flags, 'temperature'),
      maxOutputTokens: flags.number('max-output-tokens', 'integer'),
      baseUrl: flags.last('base-url'),
      headers: flags.headers('header'),
      cache: flags.last('cache'),
      pricing: pricing(flags.last('price')),
      grounding: grounding === 'off' ? (false as const) : given({ mode: grounding, locale }),
    }),
  };
}

/** How the document is opened: what a scan is written in tells the text that values are looked for in. */
function extractorOptions(flags: LlmFlags, password: string | undefined): Record<string, unknown> | undefined {
  const languages = readLanguages(flags.last('languages'));
  const engine = { ...(languages ? { languages } : {}), ...languagePlaces(flags) };
  const asked = Object.keys(engine).length > 0;
  if (!asked && password === undefined) return undefined;
  return {
    ...(password === undefined ? {} : { password }),
    // An engine that was named takes them as its own options.
    ...((flags.last('extractor') ?? 'auto') === 'auto' ? (asked ? { ocr: engine } : {}) : engine),
  };
}

/** Without what was not given: an option that is `undefined` is not the same as none. */
function given<T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}

function fromZero(flags: LlmFlags, name: 'max-retries' | 'temperature'): number | undefined {
  const text = flags.last(name);
  if (text === undefined) return undefined;
  const pattern = name === 'temperature' ? /^\d+(?:\.\d+)?$/ : /^\d+$/;
  if (!pattern.test(text)) {
    throw new UsageError(`--${name} "${text}" is not a ${name === 'temperature' ? '' : 'whole '}number of 0 or more.`);
  }
  return Number(text);
}

function pricing(text: string | undefined): { input: number; output: number } | undefined {
  if (text === undefined) return undefined;
  const match = /^(\d+(?:\.\d+)?),(\d+(?:\.\d+)?)$/.exec(text);
  if (!match) throw new UsageError(`--price "${text}" is not two prices of a million tokens, such as 0.3,2.5.`);
  return { input: Number(match[1]), output: Number(match[2]) };
}
