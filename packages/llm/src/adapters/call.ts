import { abortedError, isUnifexError, linkSignals } from '@unifex/core';
import type { LlmRequest } from '../adapter.ts';
import { LlmError } from '../errors.ts';
import { httpError, type HttpFailure } from '../transport/http-failure.ts';
import type { AdapterSetup } from './setup.ts';

/** Characters of an answer that make it recognisable. */
const SHOWN_LENGTH = 200;

/** What an SDK's own error tells of an answer; undefined for errors that are none of the server's. */
export type ReadFailure = (error: unknown) => Omit<HttpFailure, 'provider' | 'model' | 'cause'> | undefined;

/**
 * Runs one request of an SDK with its time limit, and turns everything that it throws into an error with a code.
 * @throws LlmError, UnifexError `ABORTED`
 */
export async function call<T>(
  setup: AdapterSetup,
  request: LlmRequest,
  send: (signal: AbortSignal) => Promise<T>,
  readFailure: ReadFailure,
): Promise<T> {
  const { provider, model, redactor } = setup;
  using linked = linkSignals(request.signal);
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    linked.abort();
  }, request.timeoutMs);
  try {
    return await send(linked.signal);
  } catch (error) {
    // SDKs word aborts and timeouts alike; only the signals know.
    if (request.signal.aborted) throw abortedError(request.signal);
    if (isUnifexError(error)) throw error;
    const facts = { provider, model, retryable: true, cause: redactor.cause(error) };
    const name = `${provider}/${model}`;
    if (late) {
      throw new LlmError('TIMEOUT', `${name} did not answer within ${request.timeoutMs} ms.`, facts);
    }
    const failure = readFailure(error);
    if (failure) throw httpError({ provider, model, cause: error, ...failure }, redactor);
    // `Unterminated string in JSON` is no connection that was terminated.
    if (!(error instanceof SyntaxError) && isConnection(error)) {
      throw new LlmError('CONNECTION', `${name} cannot be reached: ${redactor.text(reasons(error))}.`, facts);
    }
    // What an SDK throws that reads an answer of a shape that it does not know.
    if (error instanceof SyntaxError || error instanceof TypeError) {
      const why = redactor.text(error.message, SHOWN_LENGTH);
      throw new LlmError('INVALID_RESPONSE', `${name} answered something that is no answer of a model: ${why}`, facts);
    }
    throw new LlmError('PROVIDER_ERROR', `${name}: ${redactor.text(reasons(error))}.`, { ...facts, retryable: false });
  } finally {
    clearTimeout(timer);
  }
}

/** @throws LlmError `INVALID_RESPONSE`: the server said 200, and this is no answer of a model */
export function invalidResponse({ provider, model, redactor }: AdapterSetup, answer: unknown): LlmError {
  const text = typeof answer === 'string' ? answer : (JSON.stringify(answer) ?? String(answer));
  return new LlmError(
    'INVALID_RESPONSE',
    `${provider}/${model} answered something that is no answer of a model: ${redactor.text(text, SHOWN_LENGTH) || '(nothing)'}`,
    { provider, model, retryable: true },
  );
}

/** Words of `fetch` in Node.js (undici) and browsers, and of the SDKs, for a connection that failed or broke. */
function isConnection(error: unknown): boolean {
  const text = reasons(error);
  return /fetch failed|connection error|failed to fetch|terminated|socket|network|ECONN|ENOTFOUND|EAI_AGAIN|EPIPE|UND_ERR|other side closed|premature/i.test(
    text,
  );
}

/** The messages of an error and its causes: `fetch failed` says nothing without `ECONNREFUSED`. */
function reasons(error: unknown): string {
  const messages: string[] = [];
  for (let at: unknown = error, depth = 0; at !== undefined && at !== null && depth < 5; depth += 1) {
    const { message, code, cause } = at as { message?: unknown; code?: unknown; cause?: unknown };
    const text = typeof message === 'string' && message !== '' ? message : typeof code === 'string' ? code : undefined;
    if (text !== undefined && !messages.includes(text)) messages.push(text);
    at = cause;
  }
  return messages.map((message) => message.replace(/\.$/, '')).join(': ') || String(error);
}

/** What the errors of the SDKs of OpenAI and Anthropic, made by the same generator, have of an answer. */
interface SdkError {
  readonly message: string;
  readonly status?: number;
  readonly headers?: Headers;
  readonly error?: unknown;
  readonly code?: string | null;
  readonly errorCode?: string | null;
  readonly type?: string | null;
  readonly param?: string | null;
  readonly requestID?: string | null;
}

/** An error of such an SDK as an answer; undefined where none came. */
export function answeredWith(error: SdkError): ReturnType<ReadFailure> {
  const { status, message, code, errorCode, type, param, headers, error: body, requestID: requestId } = error;
  if (status === undefined) return undefined;
  return { status, message, code: code ?? errorCode, type, param, headers, body, requestId };
}
