import { expect, it } from 'vitest';
import { describeExit } from './describe-exit.ts';

it.each([
  [{ code: 0 }, 'exit code 0'],
  [{ code: 7, signal: null }, 'exit code 7'],
  [{ code: null }, 'exit code unknown'],
  [{ code: null, signal: 'SIGSEGV' }, 'signal SIGSEGV'],
  [{ code: null, signal: 'SIGABRT' }, 'signal SIGABRT (most likely out of memory)'],
  [{ code: null, signal: 'SIGKILL' }, expect.stringMatching(/^signal SIGKILL .*memory ran out/)],
  [{ code: 1, error: new TypeError('no') }, 'an uncaught TypeError: no'],
  [{ code: 1, error: Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }) }, 'out of memory'],
  [{ code: 1, error: 'a thrown text' }, 'exit code 1'],
])('says of %j: %s', (exit, said) => {
  expect(describeExit(exit)).toEqual(said);
});
