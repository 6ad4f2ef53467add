import type { LlmAdapter, LlmRequest, LlmResponse } from './adapter.ts';
import { LlmError, type LlmErrorFacts, type Remedy } from './errors.ts';
import type { ErrorCode } from '@unifex/core';
import { noUsage } from './usage.ts';

/** An answer of the adapter of tests: text, JSON, more of a response, or an error. */
export type Scripted = string | object | Error | ((request: LlmRequest) => unknown);

/** Test helper: an adapter that answers what it is told, and keeps the requests. The last answer is given for ever. */
export function scriptedAdapter(
  answers: readonly Scripted[] | ((request: LlmRequest, index: number) => unknown),
  more: Partial<LlmAdapter> = {},
): LlmAdapter & { readonly requests: LlmRequest[] } {
  const requests: LlmRequest[] = [];
  return {
    provider: 'scripted',
    model: 'fake',
    dialect: 'openai',
    requests,
    async complete(request) {
      const index = requests.push(request) - 1;
      let answer: unknown =
        typeof answers === 'function' ? answers(request, index) : answers[Math.min(index, answers.length - 1)];
      if (typeof answer === 'function') answer = (answer as (request: LlmRequest) => unknown)(request);
      answer = await answer;
      if (answer instanceof Error) throw answer;
      return toResponse(answer);
    },
    ...more,
  };
}

function toResponse(answer: unknown): LlmResponse {
  if (typeof answer === 'object' && answer !== null && 'finishReason' in answer) {
    return { text: null, usage: tokens(10, 5), ...(answer as Partial<LlmResponse> & { finishReason: 'stop' }) };
  }
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return { text, finishReason: 'stop', usage: tokens(10, 5) };
}

/** Test helper: the usage of one answer. */
export function tokens(input: number, output: number): LlmResponse['usage'] {
  return { ...noUsage(), requests: 1, inputTokens: input, outputTokens: output, totalTokens: input + output };
}

/** Test helper: a failure of a server. */
export function failure(
  code: ErrorCode,
  facts: LlmErrorFacts & { remedy?: Remedy } = {},
  message: string = `a failure: ${code}`,
): LlmError {
  return new LlmError(code, message, { provider: 'scripted', model: 'fake', ...facts });
}
