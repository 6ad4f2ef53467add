import { describe, expect, it } from 'vitest';
import { ChunkStream } from './chunk-stream.ts';

/** A stream whose source does what it is told, and counts how often it was asked for more. */
function streamOf(): {
  stream: ChunkStream<number>;
  asked: { pulls: number; cancelled?: unknown };
  start: () => void;
  answer: () => void;
} {
  const asked: { pulls: number; cancelled?: unknown } = { pulls: 0 };
  const started = Promise.withResolvers<void>();
  let pulled = Promise.withResolvers<void>();
  const stream = new ChunkStream<number>({
    start: () => started.promise,
    pull: () => {
      asked.pulls += 1;
      pulled = Promise.withResolvers();
      return pulled.promise;
    },
    cancel: (reason) => {
      asked.cancelled = reason;
      return Promise.resolve();
    },
  });
  return { stream, asked, start: () => started.resolve(), answer: () => pulled.resolve() };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('ChunkStream', () => {
  it('gives chunks in order, those that were waited for and those that wait, and its end', async () => {
    const { stream } = streamOf();
    const reader = stream.getReader();
    const first = reader.read();
    stream.enqueue(1);
    stream.enqueue(2);
    expect(stream.desiredSize).toBe(0);
    expect(await first).toEqual({ value: 1, done: false });
    expect(await reader.read()).toEqual({ value: 2, done: false });
    const last = reader.read();
    stream.close();
    stream.enqueue(3);
    expect(await last).toEqual({ value: undefined, done: true });
    expect(await reader.read()).toEqual({ value: undefined, done: true });
  });

  it('gives what waits before it says that it was closed', async () => {
    const { stream } = streamOf();
    stream.enqueue(1);
    stream.close();
    expect(await stream.getReader().read()).toEqual({ value: 1, done: false });
    expect(await stream.getReader().read()).toEqual({ value: undefined, done: true });
  });

  it('asks its source for more when it has started, and then once for each chunk that was taken', async () => {
    const { stream, asked, start, answer } = streamOf();
    await turn();
    expect(asked.pulls).toBe(0);
    start();
    await turn();
    expect(asked.pulls).toBe(1);
    // The source has taken note, and works on it: it is left alone.
    answer();
    await turn();
    expect(asked.pulls).toBe(1);
    stream.enqueue(1);
    expect(asked.pulls).toBe(1);
    await stream.read();
    expect(asked.pulls).toBe(2);
    const next = stream.read();
    answer();
    await turn();
    expect(asked.pulls).toBe(3);
    stream.enqueue(2);
    await next;
  });

  it('fails for its reader, now and later', async () => {
    const { stream } = streamOf();
    const read = stream.read();
    stream.error(new Error('broken'));
    await expect(read).rejects.toThrow('broken');
    await expect(stream.read()).rejects.toThrow('broken');
  });

  it('fails when its source cannot start', async () => {
    const stream = new ChunkStream<number>({
      start: () => Promise.reject(new Error('no start')),
      pull: () => Promise.resolve(),
      cancel: () => Promise.resolve(),
    });
    await expect(stream.read()).rejects.toThrow('no start');
  });

  it('tells its source that it was cancelled, once, and ends', async () => {
    const { stream, asked } = streamOf();
    const read = stream.read();
    const reason = new Error('enough');
    await stream.cancel(reason);
    await stream.cancel(new Error('again'));
    expect(asked.cancelled).toBe(reason);
    expect(await read).toEqual({ value: undefined, done: true });
  });
});
