import assert from 'node:assert/strict';
import { sourceFromBytes, type DocumentReader, type Source } from '@unifex/core';
import { ANY_CODE, assertCode, assertRejects, assertSame } from '../assertions.ts';
import type { BackendCase } from '../backend-case.ts';
import { group, type Runner } from '../runner.ts';
import { never, type Subject } from '../subject.ts';

/** Where a document is cut: in the middle, and shortly before its end. */
const CUTS: readonly number[] = [0.5, 0.95];

export function testErrors(runner: Runner, subject: Subject): void {
  const { backend, first } = subject;
  // Any bytes are a text in some encoding: only a format with a structure can be told from garbage.
  const isText = backend.supports.mediaTypes.every((mediaType) => mediaType.startsWith('text/'));
  group(runner, 'errors', (test) => {
    const openBytes = (bytes: Uint8Array, item: BackendCase = first): Promise<DocumentReader> => {
      const { info } = sourceFromBytes(bytes, 'damaged');
      const mediaType = backend.supports.mediaTypes[0] ?? info.mediaType;
      const source: Source = { kind: 'bytes', bytes, info: { ...info, mediaType } };
      return backend.open(source, backend.parseOptions(subject.rawOptions(item)), { signal: never });
    };
    const discard = async (reader: DocumentReader): Promise<void> => reader[Symbol.asyncDispose]();

    if (!isText) {
      for (const [name, bytes] of [
        ['bytes that are no document', garbage(5000)],
        ['a single byte', garbage(1)],
        ['no bytes', new Uint8Array(0)],
      ] as const) {
        test(`refuses ${name}`, async () => {
          const codes = ['DOCUMENT_CORRUPT', 'UNSUPPORTED_MEDIA_TYPE', 'SOURCE_EMPTY'] as const;
          await assertRejects(openBytes(bytes), codes, `opening ${name}`, discard);
        });
      }
    }

    for (const item of subject.cases) {
      for (const cut of CUTS) {
        test(`${item.name}: cut off at ${cut * 100} % of its bytes, it fails with a code or is read as far as it goes`, async () => {
          const { bytes } = await subject.source(item);
          await readDamaged(() => openBytes(bytes.slice(0, Math.floor(bytes.length * cut)), item));
        });
      }
    }

    test('refuses a page that does not exist with PAGE_OUT_OF_RANGE, and then goes on', async () => {
      const pages = await subject.pages(first);
      await using reader = await subject.open(first);
      for (const index of [-1, pages.length, pages.length + 1000, 0.5, Number.NaN]) {
        const reading = reader.extractPage(index, { signal: never });
        const error = await assertRejects(reading, 'PAGE_OUT_OF_RANGE', `page ${index} of ${pages.length}`);
        assert.ok(error.message.includes(String(index)), `the message does not name page ${index}: ${error.message}`);
      }
      assertSame(pages[0], await reader.extractPage(0, { signal: never }), 'the page after errors');
    });
  });
}

/** Opening may fail with a code, and so may each page; what may not happen is a foreign error at the opening, or that it hangs. */
async function readDamaged(open: () => Promise<DocumentReader>): Promise<void> {
  let opened: DocumentReader;
  try {
    opened = await open();
  } catch (error) {
    return assertCode(error, ANY_CODE, 'opening a document that is cut off');
  }
  await using reader = opened;
  for (let index = 0; index < reader.pageCount; index += 1) {
    try {
      const page = await reader.extractPage(index, { signal: never });
      assert.equal(page.index, index, 'the index of a page of a damaged document');
    } catch (error) {
      // The failure of a page may be the engine's own: it becomes PAGE_FAILED on its way.
      assert.ok(
        error instanceof Error,
        `page ${index} of a damaged document failed with ${String(error)}, which is no error`,
      );
    }
  }
}

/** Bytes without a pattern, the same on every run (Park and Miller 1988: the minimal standard generator). */
function garbage(length: number): Uint8Array {
  let seed = 4711;
  return Uint8Array.from({ length }, () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed >> 8;
  });
}
