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
import { packResult, transferOf } from './packed-result.ts';
import type { HostMessage, WorkerMessage } from './protocol.ts';
import { receiveSource, type TravellingSource } from './travelling-source.ts';

/**
 * Sends a message to the host. Resolves when it can no longer be lost; rejects when it is no plain data.
 * @param transfer what of the message may be handed over instead of copied: nobody looks at it here any more
 */
type Post = (message: WorkerMessage, transfer?: ArrayBuffer[]) => Promise<void>;

interface ServedDocument {
  /** Undefined when the document could not be opened, which has been told. */
  readonly reader: Promise<DocumentReader | undefined>;
  /** Stops the opening; does nothing to a document that is open. */
  readonly abortOpening: () => void;
}

/** The worker's side of the protocol. Returns what is to be called for every message of the host. */
export function serve(post: Post): (message: HostMessage) => void {
  const documents = new Map<number, ServedDocument>();
  const queue: { documentId: number; index: number }[] = [];
  let controller = new AbortController();
  let reading: Promise<void> | undefined;
  /** The document whose page is being read. */
  let inUse: { documentId: number; free: Promise<unknown> } | undefined;

  function open(documentId: number, backend: BackendRef, source: TravellingSource): ServedDocument {
    const opening = new AbortController();
    let open = false;
    const reader = openReader(backend, source, opening.signal).then(
      async (opened) => {
        open = true;
        await post({ kind: 'opened', documentId });
        return opened;
      },
      async (error: unknown) => {
        await post({
          kind: 'open-failed',
          documentId,
          error: toInfo(error, 'The document could not be opened in a worker'),
        });
        return undefined;
      },
    );
    return { reader, abortOpening: () => (open ? undefined : opening.abort()) };
  }

  async function close(documentId: number): Promise<void> {
    const document = documents.get(documentId);
    documents.delete(documentId);
    document?.abortOpening();
    if (inUse?.documentId === documentId) await inUse.free;
    try {
      await (await document?.reader)?.[Symbol.asyncDispose]();
    } catch {
      // Nobody waits for it: what was asked of the document has been read.
    }
  }

  async function readQueue(): Promise<void> {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const { documentId, index } = next;
      const { signal } = controller;
      // A document that could not be opened has been reported, and its pages go with it.
      const reader = await documents.get(documentId)?.reader;
      if (!reader || signal.aborted) continue;
      const page = readPage(reader, index, { signal });
      inUse = { documentId, free: page };
      const result = await page;
      inUse = undefined;
      if (!signal.aborted) await postResult(documentId, result);
      // A backend that never leaves the microtask queue would keep `cancel` from being heard.
      await nextTurn();
    }
    reading = undefined;
  }

  async function postResult(documentId: number, result: PageResult): Promise<void> {
    try {
      const travelling = packResult(result);
      await post({ kind: 'result', documentId, result: travelling }, transferOf(travelling));
    } catch (error) {
      const { index, durationMs } = result;
      const refused = result.success
        ? failedPage(index, notCloneable(index, error), durationMs)
        : { ...result, error: withoutDetails(result.error) };
      await post({ kind: 'result', documentId, result: refused });
    }
  }

  async function cancel(): Promise<void> {
    queue.length = 0;
    controller.abort();
    for (const document of documents.values()) document.abortOpening();
    await reading;
    controller = new AbortController();
    await post({ kind: 'cancelled' });
  }

  async function importOnly(backend: BackendRef): Promise<void> {
    try {
      await importBackend(backend);
    } catch (error) {
      await post({ kind: 'imported', error: toInfo(error, 'The backend could not be imported') });
      return;
    }
    await post({ kind: 'imported' });
  }

  function receive(message: HostMessage): void {
    switch (message.kind) {
      case 'import':
        void importOnly(message.backend);
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

async function openReader(backend: BackendRef, source: TravellingSource, signal: AbortSignal): Promise<DocumentReader> {
  const module = await importBackend(backend);
  return module.open(await receiveSource(source), module.parseOptions(backend.options), { signal });
}

function toInfo(error: unknown, context: string): ErrorInfo {
  const info = serializeError(toUnifexError(error, 'DOCUMENT_CORRUPT', context));
  try {
    structuredClone(info);
    return info;
  } catch {
    return withoutDetails(info);
  }
}

/** The values that an error speaks of are plain data by contract; where they are not, the message still is. */
function withoutDetails({ details: _, ...info }: ErrorInfo): ErrorInfo {
  return info;
}

function notCloneable(index: number, cause: unknown): UnifexError {
  return new UnifexError(
    'NOT_CLONEABLE',
    `Page ${index} was read, but holds something that cannot travel from a worker: a backend's pages are plain data.`,
    { cause, details: { page: index } },
  );
}
