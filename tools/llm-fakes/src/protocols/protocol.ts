import type { AcceptedRequest, HttpCall, ProtocolName, UnderstoodRequest } from '../request/fake-request.ts';
import type { VendorError } from '../vendor-error.ts';

/** What the fake's model says, before a protocol puts it into the vendor's words. */
export interface ModelAnswer {
  readonly text: string;
  /**
   * `stop`: it is complete. `length`: cut off by the limit of the output. `refusal`: the model would not. `filter`: a filter of the
   * vendor's stopped it. `context`: the context window was full before the answer was complete.
   */
  readonly finish: 'stop' | 'length' | 'refusal' | 'filter' | 'context';
  readonly usage: FakeUsage;
}

/** Tokens, counted in one way for all; a protocol reports them in the vendor's way. */
export interface FakeUsage {
  /** All of the input, cached or not. */
  readonly input: number;
  readonly cached: number;
  readonly cacheWrite: number;
  /** All of the output, reasoning included. */
  readonly output: number;
  readonly reasoning: number;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/** What differs from server to server and from account to account. */
export interface ServerSettings {
  /** The one key that is good. */
  readonly apiKey: string;
  readonly unknownModels: readonly string[];
  readonly compatible: CompatibleAbilities;
}

/** What a server of one's own, compatible with OpenAI, can do. */
export interface CompatibleAbilities {
  /** The best `response_format` that it takes. */
  readonly structured: 'json_schema' | 'json_object' | 'none';
  readonly images: boolean;
  readonly tokenField: 'max_tokens' | 'max_completion_tokens' | 'both';
  readonly temperature: boolean;
}

export interface Protocol {
  readonly name: ProtocolName;
  /** @throws {VendorError} for what the vendor would refuse */
  read(call: HttpCall, settings: ServerSettings): UnderstoodRequest;
  /** A response of status 200; or the vendor's error, where it reports such an ending as one. */
  answer(answer: ModelAnswer, request: AcceptedRequest): HttpReply;
  error(error: VendorError, index: number): HttpReply;
}

export function ok(body: object): HttpReply {
  return { status: 200, headers: {}, body };
}

/** @throws {VendorError} when the header does not carry the good key */
export function checkKey(
  given: string | undefined,
  expected: string,
  refuse: (problem: 'missing' | 'wrong') => VendorError,
): void {
  if (given === undefined || given === '') throw refuse('missing');
  if (given !== expected) throw refuse('wrong');
}

/** The key of a header `Authorization: Bearer …`. */
export function bearer(headers: Readonly<Record<string, string>>): string | undefined {
  return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}
