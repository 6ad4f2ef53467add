import assert from 'node:assert/strict';
import { createRegistry, importBackend, type BackendSupports } from '@unifex/core';
import { assertPlainData, assertSame } from '../assertions.ts';
import { group, type Runner } from '../runner.ts';
import type { Subject } from '../subject.ts';

/** Flags that a manifest may have: a misspelt one would leave out a group of tests without a word. */
const FLAGS: Readonly<Record<keyof BackendSupports, true>> = {
  mediaTypes: true,
  environments: true,
  concurrency: true,
  passwords: true,
  granularity: true,
  coverage: true,
  render: true,
  ocr: true,
  network: true,
};

/** A media type without parameters (RFC 6838, 4.2), a family of them (`image/*`), or all. */
const MEDIA_TYPE = /^([a-z0-9][\w!#$&^.+-]*\/([a-z0-9][\w!#$&^.+-]*|\*)|\*\/\*)$/;

export function testManifest(runner: Runner, subject: Subject): void {
  const { backend } = subject;
  const { supports } = backend;
  group(runner, 'manifest', (test) => {
    test('is a backend that a registry takes', async () => {
      const registry = createRegistry();
      registry.register(backend);
      assert.deepEqual(registry.types(), [backend.type]);
    });

    test('says what it reads and where it runs, in flags that there are', async () => {
      assertPlainData(supports, 'supports');
      const unknown = Object.keys(supports).filter((flag) => !Object.hasOwn(FLAGS, flag));
      assert.deepEqual(unknown, [], `supports has flags that the contract does not know: ${unknown.join(', ')}`);
      assert.ok(supports.mediaTypes.length > 0, 'supports.mediaTypes is empty: what does it read?');
      for (const mediaType of supports.mediaTypes) {
        assert.match(mediaType, MEDIA_TYPE, `supports.mediaTypes has "${mediaType}", which is no media type`);
      }
      assert.ok(supports.environments.length > 0, 'supports.environments is empty: where does it run?');
      for (const environment of supports.environments) {
        assert.ok(
          environment === 'node' || environment === 'browser',
          `supports.environments has "${environment as string}", and there are "node" and "browser"`,
        );
      }
      for (const flag of ['passwords', 'granularity', 'coverage', 'render'] as const) {
        const value: unknown = supports[flag];
        assert.ok(
          value === undefined || typeof value === 'boolean',
          `supports.${flag} is ${String(value)}, and it must be true, false or absent`,
        );
      }
    });

    test('has a module whose default export it is', async () => {
      const { apiVersion, type, module } = backend;
      const found = await importBackend({ apiVersion, type, module, options: {} });
      assertSame(backend.supports, found.supports, `supports of the default export of ${backend.module}`);
    });

    test('reads what its cases are', async () => {
      // Whoever opens a document as an app does is refused what is not among the media types.
      for (const item of subject.cases) await (await subject.extractor(item))[Symbol.asyncDispose]();
    });
  });
}
