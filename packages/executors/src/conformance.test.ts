import { testExecutor } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { processExecutor, threadExecutor } from './executors.ts';

const supports = { isolation: true, parallel: true, window: 16, module: '@unifex/executors' };

testExecutor({ name: 'worker threads', makeExecutor: threadExecutor, supports, describe, it });
testExecutor({ name: 'child processes', makeExecutor: processExecutor, supports, describe, it });
