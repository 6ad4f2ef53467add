import { defineBackend, refOf, type Backend, type PageTask } from '@unifex/core';
import { extname } from 'node:path';
import { fakeSource, type FakeDocument } from './fake/document.ts';
import { parseFakeOptions, type FakeOptions } from './fake/options.ts';
import { openFake } from './fake/reader.ts';

/** The modules stand beside this file, in source as in the build, with its extension. As URLs, workers find them from anywhere. */
function moduleUrl(name: string): string {
  return new URL(`./${name}${extname(new URL(import.meta.url).pathname)}`, import.meta.url).href;
}

function define(type: string, concurrency: 'exclusive' | 'shared'): Backend<FakeOptions> {
  return defineBackend({
    apiVersion: 1,
    type,
    module: moduleUrl(`${type}-backend`),
    supports: { mediaTypes: ['text/plain'], environments: ['node'], concurrency },
    parseOptions: parseFakeOptions,
    open: (source, options, context) => openFake(source, options, context, concurrency === 'exclusive'),
  });
}

/** Reads fake documents, one page at a time: what an executor is tested with. */
export const fakeBackend: Backend<FakeOptions> = define('fake', 'exclusive');

/** The same, for a reader that serves many pages at once. */
export const fakeSharedBackend: Backend<FakeOptions> = define('fake-shared', 'shared');

/** A task for an executor: all pages of a fake document, from first to last. */
export function fakeTask(
  document: FakeDocument,
  options: Partial<FakeOptions> = {},
  backend: Backend<FakeOptions> = fakeBackend,
): PageTask {
  return {
    backend: refOf(backend, options),
    source: fakeSource(document),
    pages: document.pages.map((_page, index) => index),
  };
}
