import {
  failedPage,
  importBackend,
  readPage,
  serializeError,
  toUnifexError,
  UnifexError,
  type BackendRef,
  type DocumentReader,
  type ErrorInfo,
  type PageResult,
} from '@unifex/core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { HostMessage, WorkerMessage } from './protocol.ts';
import { receiveSource, type TravellingSource } from './travelling-source.ts';

type Post = (message: WorkerMessage) => Promise<void>;

/** The worker's side of the protocol. Returns what is to be called for every message of the host. */
export function serve(post: Post): (message: HostMessage) => void {
  const documents = new Map<number, Promise<DocumentReader | undefined>>();
  const queue: { documentId: number; index: number }[] = [];
  let controller = new AbortController();
  let reading: Promise<void> | undefined;

  async function open(
    documentId: number,
    backend: BackendRef,
    source: TravellingSource,
  ): Promise<DocumentReader | undefined> {
    try {
      const { signal } = controller;
      const module = await importBackend(backend);
      const reader = await module.open(await receiveSource(source), module.parseOptions(backend.options), { signal });
      await post({ kind: 'opened', documentId });
      return reader;
    } catch (error) {
      await post({
        kind: 'open-failed',
        documentId,
        error: toInfo(error, 'The document could not be opened in a worker'),
      });
      return undefined;
    }
  }

  async function close(documentId: number): Promise<void> {
    const document = documents.get(documentId);
    documents.delete(documentId);
    await reading;
    await (await document)?.[Symbol.asyncDispose]();
  }

  async function readQueue(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { documentId, index } = next;
      const { signal } = controller;
      // A document that could not be opened has been reported, and its pages go with it.
      const reader = await documents.get(documentId);
      if (!reader || signal.aborted) continue;
      const result = await readPage(reader, index, { signal });
      if (!signal.aborted) await postResult(documentId, result);
      // A backend that never leaves the microtask queue would keep `cancel` from being heard.
      await nextTurn();
    }
    reading = undefined;
  }

  async function postResult(documentId: number, result: PageResult): Promise<void> {
    try {
      await post({ kind: 'result', documentId, result });
    } catch (error) {
      const refused = new UnifexError(
        'NOT_CLONEABLE',
        `Page ${result.index} was read, but holds something that cannot travel from a worker: a backend's pages are plain data.`,
        { cause: error, details: { page: result.index } },
      );
      await post({ kind: 'result', documentId, result: failedPage(result.index, refused, result.durationMs) });
    }
  }

  async function cancel(): Promise<void> {
    queue.length = 0;
    controller.abort();
    await reading;
    controller = new AbortController();
    await post({ kind: 'cancelled' });
  }

  function receive(message: HostMessage): void {
    switch (message.kind) {
      case 'import':
        void importBackend(message.backend).then(
          () => post({ kind: 'imported' }),
          (error: unknown) => post({ kind: 'imported', error: toInfo(error, 'The backend could not be imported') }),
        );
        break;
      case 'open':
        documents.set(message.documentId, open(message.documentId, message.backend, message.source));
        break;
      case 'read':
        for (const index of message.pages) queue.push({ documentId: message.documentId, index });
        reading ??= readQueue();
        break;
      case 'cancel':
        void cancel();
        break;
      case 'close':
        void close(message.documentId);
        break;
    }
  }

  void post({ kind: 'ready' });
  return receive;
}

function toInfo(error: unknown, context: string): ErrorInfo {
  return serializeError(toUnifexError(error, 'DOCUMENT_CORRUPT', context));
}
