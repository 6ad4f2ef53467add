import { randomUUID } from 'node:crypto';
import { startFakeLlm, type FakeLlm, type FakeLlmOptions } from '@unifex/llm-fakes';
import { afterEach, beforeEach, vi } from 'vitest';
import { truth } from './test-invoices.ts';
import { VARIABLES } from './test-vendors.ts';

/**
 * For the head of a test file: a function that starts fake servers which tell the truth about the test invoices and end with the
 * test. Each has a key of its own, so that no test waits at the gate of another; the environment has none.
 */
export function fakeServers(): (options?: FakeLlmOptions) => Promise<FakeLlm> {
  const running: FakeLlm[] = [];
  beforeEach(() => {
    for (const name of VARIABLES) vi.stubEnv(name, undefined);
  });
  afterEach(async () => {
    vi.unstubAllEnvs();
    for (const fake of running.splice(0)) await fake[Symbol.asyncDispose]();
  });
  return async (options) => {
    const fake = await startFakeLlm({ truth, apiKey: `sk-fake-${randomUUID()}`, ...options });
    running.push(fake);
    return fake;
  };
}
