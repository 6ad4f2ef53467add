import type { Pricing } from './types.ts';

/** Tokens as all vendors are made to count them. */
export interface Usage {
  /** Answers that were paid for. */
  requests: number;
  /** Everything that went in, cached tokens included. */
  inputTokens: number;
  cachedInputTokens: number;
  cacheWriteTokens: number;
  /** Everything that came out, reasoning included. */
  outputTokens: number;
  reasoningTokens: number;
  totalTokens: number;
  /** Present where prices were given. */
  cost?: number;
}

export function noUsage(): Usage {
  return {
    requests: 0,
    inputTokens: 0,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    outputTokens: 0,
    reasoningTokens: 0,
    totalTokens: 0,
  };
}

/** The sum; costs are summed where there are any. */
export function addUsage(...usages: readonly Usage[]): Usage {
  const sum = noUsage();
  for (const usage of usages) {
    sum.requests += usage.requests;
    sum.inputTokens += usage.inputTokens;
    sum.cachedInputTokens += usage.cachedInputTokens;
    sum.cacheWriteTokens += usage.cacheWriteTokens;
    sum.outputTokens += usage.outputTokens;
    sum.reasoningTokens += usage.reasoningTokens;
    sum.totalTokens += usage.totalTokens;
    if (usage.cost !== undefined) sum.cost = (sum.cost ?? 0) + usage.cost;
  }
  return sum;
}

/** The usage with its cost. */
export function priced(usage: Usage, pricing: Pricing | undefined): Usage {
  if (!pricing) return usage;
  const { input, cachedInput = input, cacheWrite = input, output } = pricing;
  const fresh = usage.inputTokens - usage.cachedInputTokens - usage.cacheWriteTokens;
  const millions =
    fresh * input +
    usage.cachedInputTokens * cachedInput +
    usage.cacheWriteTokens * cacheWrite +
    usage.outputTokens * output;
  return { ...usage, cost: millions / 1e6 };
}
