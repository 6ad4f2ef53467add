import assert from 'node:assert/strict';
import { ERROR_CODES, type ErrorInfo, type PageResult } from '@unifex/core';
import { assertPlainData, assertRejects, assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import { assertResults, BACKENDS, inLab, repeat } from './lab.ts';
import type { ExecutorSubject } from './subject.ts';

export function testFailures(runner: Runner, subject: ExecutorSubject): void {
  group(runner, 'failures', (add) => {
    const test = inLab(add, subject);

    for (const backend of BACKENDS) {
      test(`has a failed page of ${backend.supports.concurrency} readers as a result, and reads the others`, async (lab) => {
        const task = lab.task(['ok', 'fails', 'ok', 'throws', 'fails', 'ok'], { backend });
        const results = await lab.collect(task, { maxWorkers: 2 });
        assertResults(results, task, 'fake', { 1: 'PROVIDER_ERROR', 3: 'PAGE_FAILED', 4: 'PROVIDER_ERROR' });
      });
    }

    test('hands on what a failed page says: code, message, details, cause', async (lab) => {
      const [coded, foreign] = (await lab.collect(lab.task(['fails', 'throws']))).map(errorOf);
      assertPlainData([coded, foreign], 'the errors of the pages');
      assertSame({ status: 503, retry: ['later', null] }, coded?.details, 'details of the coded error');
      assert.match(coded?.message ?? '', /out of order/, 'the message of the coded error');
      assertCause(coded, 'RangeError', 'out of paper');
      assert.match(foreign?.message ?? '', /a fake mistake/, 'the message for a foreign error');
      assertCause(foreign, 'TypeError', 'a fake mistake');
    });

    test('reads on when every page fails', async (lab) => {
      const task = lab.task(repeat('throws', 10));
      const failed = Object.fromEntries(task.pages.map((index) => [index, 'PAGE_FAILED']));
      assertResults(await lab.collect(task, { maxWorkers: 2 }), task, 'fake', failed);
    });

    test('has a page that the document does not have as a failed page', async (lab) => {
      const task = lab.task(['ok', 'ok'], { ask: [0, 7, 1] });
      assertResults(await lab.collect(task), task, 'fake', { 7: 'PAGE_OUT_OF_RANGE' });
    });

    test('throws what the opening of the document throws, and reads the next one', async (lab) => {
      const task = lab.task(['ok', 'ok']);
      const bytes = new TextEncoder().encode('something else');
      const corrupt = { ...task, source: { ...task.source, bytes, info: { ...task.source.info, size: bytes.length } } };
      const error = await assertRejects(
        lab.collect(corrupt, { maxWorkers: 2 }),
        'DOCUMENT_CORRUPT',
        'a corrupt document',
      );
      assertSame({ size: bytes.length }, error.details, 'details of the error');
      assertResults(await lab.collect(task), task);
    });

    test('throws what is wrong with the options of the backend', async (lab) => {
      const task = lab.task(['ok']);
      const wrong = { ...task, backend: { ...task.backend, options: { noSuchOption: 1 } } };
      await assertRejects(lab.collect(wrong), 'INVALID_OPTION', 'an unknown option of the backend');
    });

    test('throws EXTRACTOR_NOT_INSTALLED for a backend that is not there', async (lab) => {
      const task = lab.task(['ok']);
      const missing = { ...task, backend: { ...task.backend, module: '@unifex/no-such-backend' } };
      const error = await assertRejects(lab.collect(missing), 'EXTRACTOR_NOT_INSTALLED', 'a backend that is not there');
      assert.match(error.message, /@unifex\/no-such-backend/, 'the message names the package');
    });
  });
}

function errorOf(result: PageResult): ErrorInfo {
  assert.ok(!result.success, `page ${result.index} ought to fail, and was read`);
  assert.ok(ERROR_CODES.includes(result.error.code), `page ${result.index} failed with the code ${result.error.code}`);
  return result.error;
}

function assertCause(error: ErrorInfo | undefined, name: string, message: string): void {
  const { cause } = error ?? {};
  assert.equal(cause?.name, name, 'the name of the cause');
  assert.match(cause.message, new RegExp(message), 'the message of the cause');
}
