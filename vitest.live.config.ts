import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

// What asks the vendors themselves: it costs money and needs keys, so that it is never a part of `npm test`.
if (process.env['UNIFEX_LIVE_LLM'] !== '1') {
  throw new Error('NOT RUN: set UNIFEX_LIVE_LLM=1, and the keys of the vendors that are to be asked.');
}

const { projects: _, ...test } = base.test ?? {};

export default defineConfig({ ...base, test: { ...test, include: ['packages/*/src/**/test-live.ts'] } });
