/** Why a vendor does not answer. Each protocol turns a kind into its own status and body. */
export type FailureKind =
  | 'authentication'
  | 'permission'
  | 'model-not-found'
  | 'not-found'
  | 'bad-request'
  | 'schema'
  | 'too-large'
  | 'context-exceeded'
  | 'filtered'
  | 'rate-limit'
  | 'quota'
  | 'overloaded'
  | 'server-error';

/** How long to wait, and the form in which the vendor says so: a header in seconds, as a date or in milliseconds, or Google's JSON. */
export interface RetryAfter {
  readonly ms: number;
  readonly form: 'seconds' | 'date' | 'milliseconds' | 'retry-info';
}

export interface FailureDetails {
  /** The parameter to blame, as the vendor names it. */
  readonly param?: string;
  /** The vendor's machine-readable code, where it has more than one for the kind. */
  readonly code?: string;
  readonly retryAfter?: RetryAfter;
  /** A status other than the usual one of the kind. */
  readonly status?: number;
}

/** Thrown while a request is read, or by a script: becomes the vendor's error response. */
export class VendorError extends Error {
  readonly kind: FailureKind;
  readonly details: FailureDetails;

  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message);
    this.name = 'VendorError';
    this.kind = kind;
    this.details = details;
  }
}

/** The headers that say how long to wait. Google's form is in the body: see {@link retryInfo}. */
export function retryHeaders({ retryAfter }: FailureDetails): Record<string, string> {
  if (!retryAfter) return {};
  const { ms, form } = retryAfter;
  if (form === 'milliseconds') return { 'retry-after-ms': String(ms) };
  if (form === 'seconds') return { 'retry-after': String(ms / 1000) };
  // A date has whole seconds: rounded up, so that one who comes back then does not come early.
  if (form === 'date') return { 'retry-after': new Date(Math.ceil((Date.now() + ms) / 1000) * 1000).toUTCString() };
  return {};
}

/** `google.rpc.RetryInfo`, whose duration is a decimal number of seconds followed by `s`. */
export function retryInfo({ retryAfter }: FailureDetails): object[] {
  if (retryAfter?.form !== 'retry-info') return [];
  return [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter.ms / 1000}s` }];
}
