import type { PageResult } from '@unifex/core';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { unpackResult, type PackedResult } from './packed-result.ts';
import type { HostMessage, WorkerMessage } from './protocol.ts';
import { serve } from './serve.ts';
import { testRef, testSource, witnessOf, type TestOptions, type Witness } from './test-backend.ts';

/** A worker within this thread: what it says, in order. */
function worker(refuse?: (message: WorkerMessage) => void): {
  said: WorkerMessage[];
  tell: (...messages: HostMessage[]) => void;
  heard: (kind: WorkerMessage['kind'], count?: number) => Promise<void>;
} {
  const said: WorkerMessage[] = [];
  const receive = serve(async (message) => {
    refuse?.(message);
    // As a port does: what is no plain data throws.
    said.push(structuredClone(message));
  });
  return {
    said,
    tell: (...messages) => messages.forEach(receive),
    heard: (kind, count = 1) =>
      vi.waitFor(() => expect(said.filter((message) => message.kind === kind)).toHaveLength(count), {
        interval: 2,
        timeout: 60_000,
      }),
  };
}

function open(documentId: number, options: TestOptions = {}): HostMessage {
  return { kind: 'open', documentId, backend: testRef(options), source: { kind: 'shared', source: testSource() } };
}

function read(documentId: number, ...pages: number[]): HostMessage {
  return { kind: 'read', documentId, pages };
}

/** What was said, short: kind, document and page. */
function brief(said: readonly WorkerMessage[]): string[] {
  return said.map((message) =>
    message.kind === 'result'
      ? `${message.documentId}: ${message.result.index}${codeOf(message.result)}`
      : 'documentId' in message
        ? `${message.kind} ${message.documentId}`
        : message.kind,
  );
}

function codeOf(travelled: PageResult | PackedResult): string {
  const result = unpackResult(travelled);
  return result.success ? '' : ` ${result.error.code}`;
}

function witnesses(said: readonly WorkerMessage[]): Witness[] {
  return said.flatMap((message) => {
    const result = message.kind === 'result' ? unpackResult(message.result) : undefined;
    return result?.success ? [witnessOf(result.page)] : [];
  });
}

describe('serve', () => {
  it('is ready at once', async () => {
    const { said, heard } = worker();
    await heard('ready');
    expect(said).toEqual([{ kind: 'ready' }]);
  });

  it('opens a document, and reads its pages in the order in which they were asked for', async () => {
    const { said, tell, heard } = worker();
    tell(open(1), read(1, 2, 0), read(1, 1));
    await heard('result', 3);
    expect(brief(said)).toEqual(['ready', 'opened 1', '1: 2', '1: 0', '1: 1']);
  });

  it('serves several documents, and closes one while another is in hand', async () => {
    const { said, tell, heard } = worker();
    tell(open(1), open(2), read(1, 0), read(2, 0, 1));
    await heard('result', 3);
    tell({ kind: 'close', documentId: 1 }, read(1, 1), read(2, 2));
    await heard('result', 4);
    expect(brief(said).slice(-4)).toEqual(['1: 0', '2: 0', '2: 1', '2: 2']);
  });

  it('closes a document without waiting for the pages of another', async () => {
    const { said, tell, heard } = worker();
    tell(open(1), open(2, { acts: { 0: 'sleep 50' } }), read(2, 0, 1));
    await heard('opened', 2);
    tell({ kind: 'close', documentId: 1 });
    await heard('result', 2);
    const [first, second] = witnesses(said);
    expect((second?.closed ?? 0) - (first?.closed ?? 0)).toBe(1);
  });

  it('closes a document only when its own page is done', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { acts: { 0: 'sleep 50' } }), open(2), read(1, 0));
    await heard('opened', 2);
    await pause(10);
    tell({ kind: 'close', documentId: 1 }, read(2, 0));
    await heard('result', 2);
    expect(brief(said).slice(-2)).toEqual(['1: 0', '2: 0']);
  });

  it('goes on after a document that does not close', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { opening: 'dispose-throws' }), { kind: 'close', documentId: 1 }, open(2), read(2, 0));
    await heard('result');
    expect(brief(said)).toContain('2: 0');
  });

  it('tells why a document could not be opened, and drops its pages', async () => {
    const { said, tell, heard } = worker();
    const bad: HostMessage = {
      kind: 'open',
      documentId: 1,
      backend: { ...testRef(), module: 'not-installed-anywhere' },
      source: { kind: 'shared', source: testSource() },
    };
    tell(bad, read(1, 0), open(2), read(2, 0));
    await heard('result');
    expect(brief(said)).toEqual(expect.arrayContaining(['open-failed 1', '2: 0']));
    const failure = said.find((message) => message.kind === 'open-failed');
    expect(failure).toMatchObject({ error: { code: 'EXTRACTOR_NOT_INSTALLED' } });
  });

  it('drops the pages in hand when they are cancelled, and reads on afterwards', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { acts: { 0: 'sleep 50' } }), read(1, 0, 1, 2));
    await heard('opened');
    tell({ kind: 'cancel' });
    await heard('cancelled');
    expect(brief(said)).toEqual(['ready', 'opened 1', 'cancelled']);
    tell(read(1, 3));
    await heard('result');
    expect(brief(said).at(-1)).toBe('1: 3');
  });

  it('is done with cancelling only when the page is done', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { acts: { 0: 'sleep 150' } }), read(1, 0));
    await heard('opened');
    await pause(20);
    tell({ kind: 'cancel' });
    await pause(40);
    expect(brief(said)).not.toContain('cancelled');
    await heard('cancelled');
  });

  it('answers a cancel when there is nothing in hand', async () => {
    const { tell, heard } = worker();
    tell({ kind: 'cancel' });
    await heard('cancelled');
    tell(open(1), read(1, 0));
    await heard('result');
  });

  it('aborts an opening that is cancelled, and not a document that is open', async () => {
    const { said, tell, heard } = worker();
    tell(open(1));
    await heard('opened');
    tell(open(2, { opening: 'wait' }), read(2, 0));
    await pause(10);
    tell({ kind: 'cancel' });
    await heard('cancelled');
    expect(brief(said).slice(-2)).toEqual(['open-failed 2', 'cancelled']);
    tell(read(1, 0));
    await heard('result');
    expect(witnesses(said)[0]).toMatchObject({ openingAborted: false });
  });

  it('aborts the opening of a document that is closed meanwhile', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { opening: 'wait' }));
    await pause(10);
    tell({ kind: 'close', documentId: 1 });
    await heard('open-failed');
    expect(brief(said).at(-1)).toBe('open-failed 1');
  });

  it('imports a backend, and tells what is wrong with one', async () => {
    const { said, tell, heard } = worker();
    tell({ kind: 'import', backend: testRef() });
    await heard('imported');
    tell({ kind: 'import', backend: { ...testRef(), module: 'not-installed-anywhere' } });
    await heard('imported', 2);
    expect(said.slice(1)).toMatchObject([
      { kind: 'imported' },
      { kind: 'imported', error: { code: 'EXTRACTOR_NOT_INSTALLED' } },
    ]);
    expect(said[1]).not.toHaveProperty('error');
  });

  it('turns a page that is no plain data into a failed one', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { acts: { 0: 'not-cloneable' } }), read(1, 0, 1));
    await heard('result', 2);
    expect(brief(said).slice(2)).toEqual(['1: 0 NOT_CLONEABLE', '1: 1']);
    expect(said[2]).toMatchObject({ result: { error: { details: { page: 0 }, cause: { name: 'DataCloneError' } } } });
  });

  it('keeps the code and the message of an error whose details are no plain data', async () => {
    const { said, tell, heard } = worker();
    tell(open(1, { acts: { 0: 'odd-details' } }), read(1, 0));
    await heard('result');
    expect(said.at(-1)).toMatchObject({
      result: { error: { code: 'PROVIDER_ERROR', message: 'The details are odd.' } },
    });
  });
});
