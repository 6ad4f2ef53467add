import type { FinishReason, JsonSchema, LlmWarning, OutputMode } from './types.ts';
import type { Usage } from './usage.ts';

/** Which vendor's rules a schema has to keep. */
export type SchemaDialect = 'openai' | 'anthropic' | 'google';

/** `sharedPrefix` marks the last part that other requests of the same run begin with as well: up to it, a vendor may cache. */
export type LlmPart =
  | { readonly type: 'text'; readonly text: string; readonly sharedPrefix?: boolean }
  | { readonly type: 'image'; readonly mediaType: string; readonly data: Uint8Array }
  | { readonly type: 'pdf'; readonly data: Uint8Array; readonly name: string; readonly sharedPrefix?: boolean };

export interface LlmTurn {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly LlmPart[];
}

export interface LlmRequest {
  readonly system: string;
  readonly turns: readonly LlmTurn[];
  readonly output: {
    readonly mode: OutputMode;
    /** In the dialect of the adapter. Absent where the caller gave none: any JSON object. */
    readonly schema?: JsonSchema;
    /** A name for the schema, of letters, digits and `_`. */
    readonly name: string;
  };
  /** Absent: not sent. */
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  /** Try the vendor's other name for the limit of the output (`max_tokens`, `max_completion_tokens`). */
  readonly otherTokenField?: boolean;
  readonly signal: AbortSignal;
  /** For one request, in milliseconds. */
  readonly timeoutMs: number;
}

export interface LlmResponse {
  /** Null where the model wrote none. */
  readonly text: string | null;
  readonly finishReason: FinishReason;
  /** What the model said in refusing, or the category of a filter. */
  readonly refusal?: string;
  readonly usage: Usage;
  readonly requestId?: string;
  readonly warnings?: readonly LlmWarning[];
}

/**
 * A way to a model. `complete` sends *one* request and repeats nothing: retries, waiting and corrections are the caller's. It
 * throws `LlmError` for everything but an answer; anything else that is thrown counts as `PROVIDER_ERROR`.
 */
export interface LlmAdapter {
  /** `openai`, `anthropic`, `google`, `azure-openai`, or a name of one's own. */
  readonly provider: string;
  readonly model: string;
  readonly dialect: SchemaDialect;
  /** Whether PDFs can be sent as they are. Default false. */
  readonly takesPdf?: boolean;
  /** Modes of output to be tried, the best first. Default: `json_schema` alone. */
  readonly outputModes?: readonly OutputMode[];
  /** The server's base URL: part of the cache's key, and of what shares a rate limit. */
  readonly endpoint?: string;
  /** Whether temperature 0 is sent when the caller says nothing. Default true. */
  readonly defaultTemperature?: number | null;
  /** The limit of the output that is sent when the caller says nothing. */
  readonly defaultMaxOutputTokens?: number;
  complete(request: LlmRequest): Promise<LlmResponse>;
}
