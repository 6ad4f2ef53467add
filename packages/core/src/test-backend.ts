import type { Backend, BackendSupports, DocumentReader, OpenContext, PageContext } from './backend.ts';
import type { Executor, PageResult, PageTask, RunOptions } from './executor.ts';
import type { DocumentMetadata, OutlineItem, Page } from './model.ts';
import { checkOptions, string } from './options.ts';
import type { Source } from './source.ts';
import { pageOf } from './test-document.ts';

/** What a fake backend does otherwise than well. */
export interface FakeBehaviour {
  readonly type?: string;
  readonly module?: string;
  readonly supports?: Partial<BackendSupports>;
  readonly pageCount?: number;
  readonly open?: (source: Source, options: object, context: OpenContext) => unknown;
  readonly read?: (index: number, context: PageContext) => Page | Promise<Page>;
  readonly metadata?: () => Promise<DocumentMetadata>;
  readonly outline?: () => Promise<OutlineItem[]>;
  readonly dispose?: () => unknown;
}

/** A backend that keeps a log of what it is asked: `open`, `read 0`, `metadata`, `dispose`… */
export interface FakeBackend extends Backend {
  readonly log: string[];
}

/** Three pages of nothing, read at once, unless told otherwise. Takes the option `language`. */
export function fakeBackend(behaviour: FakeBehaviour = {}): FakeBackend {
  const { type = 'fake', pageCount = 3 } = behaviour;
  const log: string[] = [];
  const supports: BackendSupports = {
    mediaTypes: ['text/plain'],
    environments: ['node'],
    concurrency: 'exclusive',
    ...behaviour.supports,
  };
  const reader: DocumentReader = {
    pageCount,
    async extractPage(index, context) {
      log.push(`read ${index}`);
      return behaviour.read ? behaviour.read(index, context) : pageOf(index);
    },
    async metadata() {
      log.push('metadata');
      return behaviour.metadata ? behaviour.metadata() : { pageCount };
    },
    ...(behaviour.outline ? { outline: behaviour.outline } : {}),
    async [Symbol.asyncDispose]() {
      log.push('dispose');
      await behaviour.dispose?.();
    },
  };
  return {
    apiVersion: 1,
    type,
    module: behaviour.module ?? `@unifex-tests/${type}`,
    supports,
    parseOptions: (input) => ({
      language: 'en',
      ...checkOptions(input, { language: string() }, `the ${type} extractor`),
    }),
    async open(source, options, context) {
      log.push('open');
      await behaviour.open?.(source, options, context);
      return reader;
    },
    log,
  };
}

/** An executor that does what it is told, and remembers what it was asked. */
export function fakeExecutor(
  run: (task: PageTask, options: RunOptions) => AsyncIterable<PageResult>,
  type = 'fake',
): Executor & { readonly asked: { task: PageTask; options: RunOptions }[] } {
  const asked: { task: PageTask; options: RunOptions }[] = [];
  return {
    type,
    asked,
    run(task, options = {}) {
      asked.push({ task, options });
      return run(task, options);
    },
    async [Symbol.asyncDispose]() {},
  };
}

/** The result of a page that was read. */
export function goodResult(index: number): PageResult {
  return { index, success: true, page: pageOf(index), durationMs: 1 };
}

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Waits for an abort, as a reader does that heeds its signal. */
export function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('told to stop')), { once: true });
  });
}
