import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec';
import type { BBox, Extractor, SourceInput } from '@unifex/core';
import type { LlmAdapter } from './adapter.ts';
import type { LlmErrorInfo } from './errors.ts';
import type { Usage } from './usage.ts';

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** A JSON Schema with a type that is known at compile time, and a check of one's own: what `jsonSchema()` makes. */
export interface TypedJsonSchema<T> {
  readonly '~unifex/schema': JsonSchema;
  /** Absent: the value is checked against the schema alone. Throws, or returns the value to use. */
  readonly parse?: (value: unknown) => T | Promise<T>;
}

/** What a caller may give as `schema`: a Standard Schema that knows its JSON Schema (zod 4.2, valibot, arktype…), or a JSON Schema. */
export type Schema = (StandardSchemaV1 & StandardJSONSchemaV1) | TypedJsonSchema<unknown> | JsonSchema;

/** The type of the data that a schema gives. */
export type SchemaOutput<S> = S extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<S>
  : S extends TypedJsonSchema<infer T>
    ? T
    : Record<string, unknown>;

/** A JSON Pointer (RFC 6901): `/items/0/amount`. */
export type Pointer = '' | `/${string}`;

/** Where a value stands on a page. */
export interface EvidenceSpan {
  /** 0-based. */
  page: number;
  /** In points, on the page as displayed; as in the pages that an extractor gives. */
  bbox: BBox;
  /** What is printed there. */
  text: string;
  source: 'native' | 'ocr';
}

/**
 * `verified`: the value is printed there (numbers and dates in whatever form). `fuzzy`: text like it is, with the same digits.
 * `unverified`: it is not found. `absent`: the value is null, so that there is nothing to find. `skipped`: not looked for.
 */
export type EvidenceStatus = 'verified' | 'fuzzy' | 'unverified' | 'absent' | 'skipped';

/**
 * Why a value that is printed may be something else:
 * - `places`: it stands on more than one, and no label tells which is meant;
 * - `reading`: the number or date there can be read in another way (1,234; 01/02/2026), and the document does not tell in which;
 * - `form`: an amount of money is printed as something else is: as a measure, or as a whole number among amounts with decimals;
 * - `label`: what is printed beside it says that it is something else, or another such value is labelled more like the field, an amount as much;
 * - `claimed`: it is the evidence of another field as well.
 */
export type Doubt = 'places' | 'reading' | 'form' | 'label' | 'claimed';

/** What is known of where a value came from. */
export interface FieldEvidence {
  status: EvidenceStatus;
  /** 0 to 1: how well the text matches. No probability. */
  score: number;
  method: 'text' | 'number' | 'date' | null;
  /** In the rows that the model named, on the page elsewhere, or on another page of the request. */
  where: 'cited' | 'page' | 'document' | null;
  /**
   * 0 where there is one candidate, else how many there are: places on which the value stands (the spans are those of the likeliest),
   * readings, rows with such a label, fields that claim the place.
   */
  ambiguous: number;
  /** Why the likeliest candidate may not be the one that is meant. Empty where there is no other, or a label decides between them. */
  doubts: Doubt[];
  spans: EvidenceSpan[];
}

/** Evidence of every leaf, by its JSON Pointer in the data as the model gave it (before transforms of the schema). */
export interface Evidence {
  [pointer: `/${string}`]: FieldEvidence;
  /** Where the data is a single value. */
  ''?: FieldEvidence;
}

/** Something to know that is no error. */
export interface LlmWarning {
  /** Stable: `temperature_ignored`, `output_fallback`, `no_text_layer`, `hidden_text`, `invented_row`, `cache_unreadable`… */
  code: string;
  message: string;
  /** Of the field that it is about. */
  pointer?: Pointer;
}

export type FinishReason = 'stop' | 'length' | 'refusal' | 'filter';

/** How the answer is asked for: the vendor's strict mode, a forced tool, JSON mode, or nothing but the prompt. */
export type OutputMode = 'json_schema' | 'tool' | 'json_object' | 'prompt';

export type InputMode = 'auto' | 'image' | 'text' | 'image+text' | 'pdf';

/** What became of one page. */
export interface PageExtraction<T> {
  /** 0-based. */
  page: number;
  /** Null where `error` is set. */
  data: T | null;
  error: LlmErrorInfo | null;
  /** Null with `grounding: false` and where there is no data. */
  evidence: Evidence | null;
  /** Of all attempts, failed ones too. */
  usage: Usage;
  /** Requests sent. */
  attempts: number;
  /** Of the last answer; null where none came. */
  finishReason: FinishReason | null;
  /** Taken from the cache, without a request. */
  cached: boolean;
  warnings: LlmWarning[];
  /** The last answer as the model wrote it. */
  rawText: string | null;
}

/** The result of `mode: 'page'`. */
export interface StructuredResult<T> {
  /** One for every page asked for, in that order. */
  data: PageExtraction<T>[];
  model: string;
  provider: string;
  /** Of all pages. */
  usage: Usage;
  failedPages: number[];
}

/** The window of pages that one request of `mode: 'document'` was about. */
export interface WindowExtraction<T> extends Omit<PageExtraction<T>, 'page'> {
  pages: number[];
}

/** Windows that disagree about a value. */
export interface Conflict {
  pointer: Pointer;
  values: { pages: number[]; value: unknown; status: EvidenceStatus | null }[];
}

/** The result of `mode: 'document'`. */
export interface DocumentStructuredResult<T> {
  data: T;
  evidence: Evidence | null;
  conflicts: Conflict[];
  windows: WindowExtraction<Partial<T>>[];
  model: string;
  provider: string;
  usage: Usage;
  warnings: LlmWarning[];
}

export interface GroundingOptions {
  /** `search`: the request stays as it is and values are looked for. `cite`: the model names the rows of text. */
  mode: 'search' | 'cite';
  /** `cite`: rows for every cell of a table, not once for its row. Costs tokens. Default false. */
  cell?: boolean;
  /** The least score of `fuzzy`, 0 to 1; 1 switches it off. Default 0.85. */
  minFuzzy?: number;
  /**
   * How numbers and dates of the document are written, as a BCP 47 tag (`de`, `en-US`). Default: what the pages show; where they do not,
   * `1,234` and `01/02/2026` count in both readings, with a doubt.
   */
  locale?: string;
  /**
   * Draw pages on which something may cover text, and take words that leave no trace in the image for hidden. Needs an extractor that
   * makes images. Default true.
   */
  look?: boolean;
}

/** Prices for a million tokens, in whatever currency `usage.cost` is to be in. */
export interface Pricing {
  input: number;
  /** Default: as `input`. */
  cachedInput?: number;
  /** Default: as `input`. */
  cacheWrite?: number;
  output: number;
}

export interface ImageOptions {
  /** Default `png`; a page that is given as an image goes as it is. */
  format?: 'png' | 'jpeg';
  /** Longest side in pixels. Default 2048. */
  maxDimension?: number;
}

export interface TransportOptions {
  /** How often a request is repeated after 429, 5xx and lost connections. Default 4. */
  retries?: number;
  /** For one request. Default 120,000. */
  timeoutMs?: number;
  /** A server that asks for a longer wait fails the page instead. Default 120,000. */
  maxRetryAfterMs?: number;
  fetch?: typeof fetch;
  /** Requests a minute. Default: no limit but the server's. */
  rpm?: number;
}

/** One rule for merging what several windows say of a field. */
export type MergeRule =
  | 'first-verified'
  | 'first'
  | 'last'
  | 'vote'
  | 'concat'
  | 'longest'
  | { concat: true; dedupeBy?: Pointer | readonly Pointer[] }
  | ((values: readonly MergeValue[]) => unknown);

export interface MergeValue {
  value: unknown;
  pages: readonly number[];
  status: EvidenceStatus | null;
}

/** Rules by JSON Pointer (of an array: without indices); `default` for what is not named: `first-verified`, arrays `concat`. */
export interface MergePolicy {
  default?: MergeRule;
  /** Go on without the windows that failed, instead of throwing. Default false. */
  allowPartial?: boolean;
  [pointer: `/${string}`]: MergeRule;
}

export interface ExtractStructuredOptions<S extends Schema | undefined = undefined> {
  /** `provider/model`; `gpt-…`, `o3…`, `claude-…` and `gemini-…` are inferred. Or an adapter of one's own. */
  model: string | LlmAdapter;
  schema?: S;
  /** What to look for, in addition to the schema. */
  prompt?: string;
  /** 0-based, in the order wanted. Default: all. */
  pages?: readonly number[];
  /** Of page images. Default 200. */
  dpi?: number;
  image?: ImageOptions;
  /** `auto`: image and text with `cite` where there is text, else the image; text where no image can be had. */
  input?: InputMode;
  /** Requests, and rendered pages, at a time. Default 4. */
  maxWorkers?: number;
  /** Turns in which the model is told what was wrong with its answer. Default 3. */
  maxRetries?: number;
  /** Default 0 where the model takes one. Null: never sent. */
  temperature?: number | null;
  /** Default 8192 for Anthropic, which needs one; else the model's own. */
  maxOutputTokens?: number;
  /** `apiKey`; Azure also `endpoint`, `apiVersion`. Default: the vendor's environment variables. */
  credentials?: Record<string, string>;
  /** Of a compatible server; an environment variable's key is sent to it too, and without any a dummy. */
  baseUrl?: string;
  headers?: Record<string, string>;
  transport?: TransportOptions;
  /** Default `search`. */
  grounding?: false | 'search' | 'cite' | GroundingOptions;
  structuredOutput?: 'auto' | OutputMode;
  /** Folder that keeps every validated page, so that a rerun asks only for what is missing. */
  cache?: string;
  pricing?: Pricing;
  signal?: AbortSignal;
  /** Called with every page as it is finished, whatever its place. For `mode: 'page'`; `mode: 'document'` has `onWindow`. */
  onPage?: (result: PageExtraction<SchemaOutput<S>>) => void;
  /** Merged into the vendor's request body; `api: 'responses'` chooses OpenAI's other protocol. */
  providerOptions?: Record<string, unknown>;
  /** Type of the extractor that opens the document. Default `auto`. */
  extractor?: string;
  /** Options of that extractor: `{ password: '…' }`. */
  extractorOptions?: Record<string, unknown>;
}

export interface DocumentModeOptions {
  mode: 'document';
  merge?: MergePolicy;
  /** Approximate tokens of input in one request. Default 60,000. */
  tokenBudget?: number;
  /** Pages that two neighbouring windows share. Default 1. */
  overlap?: number;
  /** Called with every window as it is finished, whatever its place. One that turns out too much for the model is asked about in halves first. */
  onWindow?: (result: WindowExtraction<unknown>) => void;
}

/** Anything that can be opened, or an extractor that is open already and stays so. */
export type StructuredSource = SourceInput | Extractor;
