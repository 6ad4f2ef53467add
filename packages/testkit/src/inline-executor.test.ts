import { InlineExecutor } from '@unifex/core';
import { describe, it } from 'vitest';
import { testExecutor } from './test-executor.ts';

testExecutor({
  name: 'the inline executor',
  makeExecutor: () => new InlineExecutor(),
  supports: { isolation: false, parallel: false, window: 2 },
  describe,
  it,
});
