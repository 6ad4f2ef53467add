import { abortedError, isUnifexError, rejectOnAbort } from '@unifex/core';
import type { LlmAdapter, LlmRequest, LlmResponse } from '../adapter.ts';
import { LlmError } from '../errors.ts';
import { addUsage, noUsage, type Usage } from '../usage.ts';
import type { RateGate } from './rate-gate.ts';
import type { Redactor } from './redact.ts';
import { backoffMs, sleep } from './sleep.ts';

/** Keeps an endless stream of refusals from being waited through for ever, however well others do meanwhile. */
const MAX_LIMITED = 50;

export interface Transport {
  readonly adapter: LlmAdapter;
  readonly gate: RateGate;
  readonly redactor: Redactor;
  /** Repeats after a failure that may pass. */
  readonly retries: number;
  readonly maxRetryAfterMs: number;
}

/** What was spent on the way to an answer, or to none. Added to as it happens, so that it survives an error. */
export interface Spending {
  requests: number;
  usage: Usage;
}

export function noSpending(): Spending {
  return { requests: 0, usage: noUsage() };
}

/**
 * Sends a request until there is an answer, or no hope of one. Waits at the gate, outside the request's own time limit. A
 * refusal by rate counts as a retry only where nobody else was served since the last one: a queue that moves is waited for.
 * @throws LlmError of the last attempt; UnifexError `ABORTED`
 */
export async function send(transport: Transport, request: LlmRequest, spending: Spending): Promise<LlmResponse> {
  const { adapter, gate, retries, maxRetryAfterMs } = transport;
  let failures = 0;
  let successesAtLastRefusal: number | undefined;
  for (let limited = 0; ;) {
    const pass = await gate.enter(request.signal);
    spending.requests += 1;
    // An adapter that does not heed the signal is not waited for.
    using aborted = rejectOnAbort(request.signal, abortedError);
    try {
      const response = await Promise.race([adapter.complete(request), aborted.promise]);
      pass.succeeded();
      spending.usage = addUsage(spending.usage, response.usage);
      return response;
    } catch (thrown) {
      const error = coded(thrown, transport, request.signal);
      const { retryAfterMs } = error.facts;
      const byRate = error.code === 'RATE_LIMITED' || error.code === 'OVERLOADED';
      const patient = retryAfterMs === undefined || retryAfterMs <= maxRetryAfterMs;
      // A wait that nobody is going to wait for is no reason to make all others wait.
      if (byRate && patient) pass.limited(retryAfterMs);
      else pass.failed();
      spending.usage = addUsage(spending.usage, error.usage);
      if (!error.retryable || !patient) throw error;
      const moved = byRate && successesAtLastRefusal !== undefined && pass.successesBefore > successesAtLastRefusal;
      if (byRate) {
        limited += 1;
        successesAtLastRefusal = pass.successesBefore;
      }
      if (!moved) failures += 1;
      if (failures > retries || limited > MAX_LIMITED) throw error;
      if (!byRate) await sleep(Math.max(backoffMs(failures - 1), retryAfterMs ?? 0), request.signal);
    } finally {
      pass.failed();
    }
  }
}

/** An adapter of somebody else's may throw anything. @throws UnifexError `ABORTED` */
function coded(thrown: unknown, { adapter, redactor }: Transport, signal: AbortSignal): LlmError {
  if (signal.aborted) throw abortedError(signal);
  if (thrown instanceof LlmError) return thrown;
  const { provider, model } = adapter;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new LlmError(isUnifexError(thrown) ? thrown.code : 'PROVIDER_ERROR', redactor.text(message), {
    provider,
    model,
    retryable: false,
    cause: redactor.cause(thrown),
  });
}
