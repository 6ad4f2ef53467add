import type { FakeUsage, ModelAnswer } from './protocols/protocol.ts';
import { VendorError, type FailureDetails, type FailureKind, type RetryAfter } from './vendor-error.ts';

/** What becomes of one request. */
export type Step = (
  | {
      /** The model speaks: `text` as it is, else `value` as JSON as it is, else the truth in the shape that the schema asks for. */
      readonly kind: 'answer';
      readonly text?: string;
      readonly value?: unknown;
      readonly finish?: ModelAnswer['finish'];
      readonly usage?: FakeUsage;
    }
  | { readonly kind: 'fail'; readonly error: VendorError }
  | { readonly kind: 'raw'; readonly status: number; readonly contentType: string; readonly body: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
) & { readonly delayMs?: number };

type Say = Readonly<{
  truth: (more?: { usage?: FakeUsage }) => Step;
  value: (value: unknown) => Step;
  text: (text: string) => Step;
  refusal: (text?: string) => Step;
  truncated: (text?: string) => Step;
  contextFull: () => Step;
  filtered: () => Step;
  rateLimited: (retryAfter?: RetryAfter) => Step;
  quota: () => Step;
  overloaded: (retryAfter?: RetryAfter) => Step;
  serverError: (status?: number) => Step;
  error: (kind: FailureKind, message: string, details?: FailureDetails) => Step;
  html: (status?: number) => Step;
  empty: () => Step;
  malformed: () => Step;
  hang: () => Step;
  reset: () => Step;
  after: (delayMs: number, step: Step) => Step;
}>;

const HTML = '<!doctype html><html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';

/** Steps by name. */
export const say: Say = {
  /** The truth of the page that is asked about. */
  truth: ({ usage } = {}) => ({ kind: 'answer', ...(usage ? { usage } : {}) }),
  /** This value, whatever the schema says. */
  value: (value) => ({ kind: 'answer', value }),
  /** These very words. */
  text: (text) => ({ kind: 'answer', text }),
  refusal: (text = 'I cannot help with that.') => ({ kind: 'answer', text, finish: 'refusal' }),
  truncated: (text = '{"cut": "in the mid') => ({ kind: 'answer', text, finish: 'length' }),
  contextFull: () => ({ kind: 'answer', text: '{"cut":', finish: 'context' }),
  /** Stopped before the first word. */
  filtered: () => ({ kind: 'answer', text: '', finish: 'filter' }),
  rateLimited: (retryAfter) => fail('rate-limit', 'Rate limit reached for requests.', retryAfter ? { retryAfter } : {}),
  quota: () => fail('quota', 'You exceeded your current quota, please check your plan and billing details.'),
  overloaded: (retryAfter) =>
    fail('overloaded', 'The model is overloaded. Please try again later.', retryAfter ? { retryAfter } : {}),
  serverError: (status = 500) =>
    fail('server-error', 'The server had an error while processing your request.', { status }),
  error: fail,
  /** A page of a proxy, with status 200 where none is given. */
  html: (status = 200) => ({ kind: 'raw', status, contentType: 'text/html', body: HTML }),
  /** `{}`, which is JSON and no answer. */
  empty: () => ({ kind: 'raw', status: 200, contentType: 'application/json', body: '{}' }),
  /** A body that ends in the middle. */
  malformed: () => ({ kind: 'raw', status: 200, contentType: 'application/json', body: '{"id":"x","model":"y","cho' }),
  /** Never answers. */
  hang: () => ({ kind: 'hang' }),
  /** Closes the connection without an answer. */
  reset: () => ({ kind: 'reset' }),
  /** The same, later. */
  after: (delayMs, step) => ({ ...step, delayMs }),
};

function fail(kind: FailureKind, message: string, details: FailureDetails = {}): Step {
  return { kind: 'fail', error: new VendorError(kind, message, details) };
}
