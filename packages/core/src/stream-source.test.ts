import { getEventListeners } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { readIterable, readStream } from './stream-source.ts';

const NEVER = new Promise<never>(() => undefined);
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.slice());

function webStream(chunks: readonly (Uint8Array | string)[], cancel?: () => void): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next as Uint8Array);
    },
    ...(cancel ? { cancel } : {}),
  });
}

describe('readStream', () => {
  it('reads a web stream to its end, into shared memory', async () => {
    const bytes = await readStream(
      webStream([Buffer.from('one '), Uint8Array.of(), Buffer.from('two')]),
      100,
      undefined,
    );
    expect(text(bytes)).toBe('one two');
    expect(bytes.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('reads an empty stream', async () => {
    expect(await readStream(webStream([]), 100, undefined)).toHaveLength(0);
  });

  it('tells a stream that fails, with its reason', async () => {
    const reason = new Error('disk gone');
    const stream = new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(reason) });
    await expect(readStream(stream, 100, undefined)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: 'The stream of the source failed: disk gone',
      cause: reason,
    });
  });

  it('refuses a stream that somebody else reads', async () => {
    const stream = webStream(['x']);
    stream.getReader();
    await expect(readStream(stream, 100, undefined)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('locked'),
    });
  });

  it('refuses chunks that are no bytes, and cancels the stream', async () => {
    const cancel = vi.fn();
    await expect(readStream(webStream([7 as never], cancel), 100, undefined)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining('`source` is 7, and it must be a stream of bytes'),
    });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('stops at the limit, and cancels the stream', async () => {
    const cancel = vi.fn();
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(10)),
      cancel,
    });
    await expect(readStream(endless, 25, undefined)).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('stops at once when it is aborted, and cancels a stream that hangs', async () => {
    const cancel = vi.fn();
    const stream = new ReadableStream<Uint8Array>({ pull: () => NEVER, cancel });
    const controller = new AbortController();
    const reading = readStream(stream, 100, controller.signal);
    controller.abort('enough');
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED', cause: 'enough' });
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('does not mind a stream that cannot be cancelled', async () => {
    const cancel = (): never => {
      throw new Error('cannot');
    };
    await expect(readStream(webStream(['too long'], cancel), 3, undefined)).rejects.toMatchObject({
      code: 'SOURCE_TOO_LARGE',
    });
  });
});

describe('readIterable', () => {
  it('reads a Node.js stream of bytes, and of text', async () => {
    expect(text(await readIterable(Readable.from([Buffer.from('by'), Buffer.from('tes')]), 100, undefined))).toBe(
      'bytes',
    );
    expect(text(await readIterable(Readable.from(['te', 'xt é']), 100, undefined))).toBe('text é');
  });

  it('reads an async generator, and chunks of other views', async () => {
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield Uint8Array.of(65);
      yield new Uint8ClampedArray([66, 67]).subarray(1) as unknown as Uint8Array;
    }
    expect(text(await readIterable(chunks(), 100, undefined))).toBe('AC');
  });

  it('tells a stream that fails, with its reason', async () => {
    const stream = new PassThrough();
    const reading = readIterable(stream, 100, undefined);
    stream.write('half');
    stream.destroy(new Error('unplugged'));
    await expect(reading).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('unplugged'),
    });
  });

  it('tells a stream that was cut off or is closed already', async () => {
    const stream = new PassThrough();
    stream.destroy();
    await expect(readIterable(stream, 100, undefined)).rejects.toMatchObject({ code: 'SOURCE_UNREADABLE' });
  });

  it('stops at the limit, and closes the stream', async () => {
    const stream = Readable.from([Buffer.alloc(10), Buffer.alloc(10)]);
    await expect(readIterable(stream, 15, undefined)).rejects.toMatchObject({ code: 'SOURCE_TOO_LARGE' });
    await vi.waitFor(() => expect(stream.destroyed).toBe(true), { timeout: 60_000 });
  });

  it('stops at once when it is aborted, and closes a stream that hangs', async () => {
    const stream = new PassThrough();
    const controller = new AbortController();
    const reading = readIterable(stream, 100, controller.signal);
    stream.write('half');
    controller.abort();
    await expect(reading).rejects.toMatchObject({ code: 'ABORTED' });
    expect(stream.destroyed).toBe(true);
  });

  it('lets go of an iterator without a way to return, and of one that cannot', async () => {
    const controller = new AbortController();
    controller.abort();
    const endless = { [Symbol.asyncIterator]: () => ({ next: () => NEVER }) };
    await expect(readIterable(endless, 100, controller.signal)).rejects.toMatchObject({ code: 'ABORTED' });
    const stubborn = {
      [Symbol.asyncIterator]: () => ({ next: () => NEVER, return: () => Promise.reject(new Error('cannot')) }),
    };
    await expect(readIterable(stubborn, 100, controller.signal)).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('leaves no listener on the signal', async () => {
    const { signal } = new AbortController();
    const add = vi.spyOn(signal, 'addEventListener');
    await readIterable(Readable.from(['x', 'y']), 100, signal);
    expect(add).toHaveBeenCalled();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});
