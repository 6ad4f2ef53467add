import type { CompatibleAbilities } from './protocols/protocol.ts';
import type { RateLimit } from './rate-window.ts';
import type { AcceptedRequest, FakeRequest } from './request/fake-request.ts';
import type { Step } from './script.ts';

/** How long requests are held back for others to come, in milliseconds. */
export const GATHER_MS = 20_000;

/** How a fake server behaves. Everything may be left out. */
export interface FakeLlmOptions {
  /** What stands on the page that a request is about. Default: nothing, `{}`. */
  readonly truth?: (request: AcceptedRequest) => unknown;
  /**
   * Steps for the first requests that are acceptable, in order of arrival; or a function that chooses one for each, where undefined
   * stands for the truth.
   */
  readonly script?: readonly Step[] | ((request: AcceptedRequest) => Step | undefined);
  /** Before every answer, in milliseconds. */
  readonly latencyMs?: number | ((request: FakeRequest) => number);
  /**
   * Nobody is answered before so many requests have been open at once: what a client sends together is then seen together, however
   * busy the machine is. After {@link GATHER_MS} the answers come all the same.
   */
  readonly gather?: number;
  readonly rateLimit?: RateLimit;
  /** The one key that is good. Default: `FAKE_KEY`. */
  readonly apiKey?: string;
  /** Models, or deployments, that do not exist. Default: `no-such-model`. */
  readonly unknownModels?: readonly string[];
  /** What the server under `/compatible/v1` can do. Default: everything. */
  readonly compatible?: Partial<CompatibleAbilities>;
  /** The size of the context window, in the fake's rough tokens. Default: no limit. */
  readonly contextTokens?: number;
  /** Whether requests are kept. Default true; false for benchmarks, whose images would fill the memory. */
  readonly record?: boolean;
  /** Larger requests are refused. Default 64 MB. */
  readonly maxBodyBytes?: number;
}
