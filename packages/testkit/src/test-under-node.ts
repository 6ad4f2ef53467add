import { InlineExecutor } from '@unifex/core';
import { describe, it } from 'node:test';
import { testBackend, testExecutor } from './index.ts';
import { CASES, withText } from './test-broken-paper.ts';
import { paperBackend } from './test-paper.ts';

// Test helper: the suites under node:test, started by under-node.test.ts. One fault is in the backend where the environment asks for it.
const broken = process.env['UNIFEX_TESTKIT_FAULT'] === 'boxes';

testBackend({
  backend: broken ? withText(({ bbox }) => ({ bbox: { ...bbox, x1: 999 } })) : paperBackend,
  cases: CASES,
  describe,
  it,
});

if (!broken) {
  testExecutor({
    name: 'the inline executor',
    makeExecutor: () => new InlineExecutor(),
    supports: { isolation: false, parallel: false, window: 2 },
    describe,
    it,
  });
}
