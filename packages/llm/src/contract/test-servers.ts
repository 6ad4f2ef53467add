import { LLMock, type FixtureResponse } from '@copilotkit/aimock';
import { say, startFakeLlm, type ProtocolName, type Step } from '@unifex/llm-fakes';
import type { ExtractStructuredOptions } from '../types.ts';
import { VENDORS } from './test-vendors.ts';

/** What a conversation has come to when the server is asked. */
export interface Asked {
  /** The first turn of the user. */
  readonly text: string;
  /** The model's own turns so far. */
  readonly answers: number;
  /** How often this page was asked about before. */
  readonly times: number;
}

export type Reply =
  | {
      readonly say: string;
      readonly finish?: 'length';
      readonly usage?: { readonly input: number; readonly output: number };
    }
  | { readonly status: number; readonly message: string; readonly retryAfterSeconds?: number };

export interface RunningServer extends AsyncDisposable {
  /** Options that lead to it. */
  access(
    protocol: ProtocolName,
  ): Pick<ExtractStructuredOptions, 'credentials' | 'baseUrl' | 'providerOptions'> & { model: string };
}

/** A server that speaks all protocols: ours, and one by other people, who have read the vendors' pages in their own way. */
export interface TestServer {
  readonly name: string;
  start(plan: (asked: Asked) => Reply): Promise<RunningServer>;
}

export const SERVERS: readonly TestServer[] = [
  {
    name: '@unifex/llm-fakes',
    async start(plan) {
      const counted = counter(plan);
      const fake = await startFakeLlm({
        script: ({ understood: { turns } }) =>
          stepOf(counted(turns[0]!.text, turns.filter(({ role }) => role === 'assistant').length)),
      });
      return {
        access(protocol) {
          const { transport: _, ...access } = VENDORS.find((vendor) => vendor.protocol === protocol)!.access(fake);
          return protocol === 'openai-chat' ? { ...access, baseUrl: `${fake.url}/v1` } : access;
        },
        [Symbol.asyncDispose]: () => fake[Symbol.asyncDispose](),
      };
    },
  },
  {
    name: '@copilotkit/aimock',
    async start(plan) {
      const counted = counter(plan);
      const mock = await LLMock.create({ port: 0 });
      mock.on({ endpoint: 'chat' }, ({ messages }) => {
        const first = messages.find(({ role }) => role === 'user')?.content ?? '';
        const text = typeof first === 'string' ? first : first.map((part) => part.text ?? '').join('\n');
        return fixtureOf(counted(text, messages.filter(({ role }) => role === 'assistant').length));
      });
      return {
        access(protocol) {
          const { transport: _, ...access } = VENDORS.find((vendor) => vendor.protocol === protocol)!.access({
            url: mock.url,
            apiKey: 'mock',
          });
          if (protocol === 'openai-chat' || protocol === 'compatible') return { ...access, baseUrl: `${mock.url}/v1` };
          // It answers for Gemini under the beta alone.
          return protocol === 'google' ? { ...access, providerOptions: { apiVersion: 'v1beta' } } : access;
        },
        [Symbol.asyncDispose]: () => mock.stop(),
      };
    },
  },
];

/** Counts how often each page is asked about. */
function counter(plan: (asked: Asked) => Reply): (text: string, answers: number) => Reply {
  const seen = new Map<string, number>();
  return (text, answers) => {
    const page = /A-\d{4}/.exec(text)?.[0] ?? '';
    const times = seen.get(page) ?? 0;
    seen.set(page, times + 1);
    return plan({ text, answers, times });
  };
}

function stepOf(reply: Reply): Step {
  if ('say' in reply) {
    const usage = reply.usage && {
      input: reply.usage.input,
      output: reply.usage.output,
      cached: 0,
      cacheWrite: 0,
      reasoning: 0,
    };
    return {
      kind: 'answer',
      text: reply.say,
      ...(reply.finish ? { finish: reply.finish } : {}),
      ...(usage ? { usage } : {}),
    };
  }
  const { status, message, retryAfterSeconds } = reply;
  const retryAfter =
    retryAfterSeconds === undefined ? {} : { retryAfter: { ms: retryAfterSeconds * 1000, form: 'seconds' as const } };
  return say.error(status === 429 ? 'rate-limit' : status === 401 ? 'authentication' : 'server-error', message, {
    status,
    ...retryAfter,
  });
}

function fixtureOf(reply: Reply): FixtureResponse {
  if ('say' in reply) {
    const usage = reply.usage && {
      prompt_tokens: reply.usage.input,
      completion_tokens: reply.usage.output,
      total_tokens: reply.usage.input + reply.usage.output,
    };
    return { content: reply.say, ...(reply.finish ? { finishReason: reply.finish } : {}), ...(usage ? { usage } : {}) };
  }
  const { status, message, retryAfterSeconds } = reply;
  const retryAfter = retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds };
  return { error: { message, type: status === 429 ? 'rate_limit_error' : 'server_error' }, status, ...retryAfter };
}
