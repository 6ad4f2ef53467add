import { abortedError, toUnifexError } from './errors.ts';
import { unlessAborted } from './link-signals.ts';
import { invalidOption } from './options.ts';
import { ByteCollector } from './shared-bytes.ts';

/**
 * Reads a web stream to its end. However it ends, the stream is let go of: nothing is left running behind it.
 * @param size that was announced, 0 when unknown
 * @throws UnifexError `SOURCE_UNREADABLE`, `SOURCE_TOO_LARGE`, `INVALID_OPTION`, `ABORTED`
 */
export async function readStream(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
  signal: AbortSignal | undefined,
  size = 0,
): Promise<Uint8Array> {
  if (stream.locked) throw invalidOption('source', stream, 'a stream that nobody else reads; this one is locked');
  const reader = stream.getReader();
  const stop = (): Promise<void> => reader.cancel();
  return collect(() => reader.read(), stop, maxBytes, signal, size);
}

/**
 * Reads a Node.js stream, or whatever else gives its bytes by `for await`, to its end.
 * @throws UnifexError `SOURCE_UNREADABLE`, `SOURCE_TOO_LARGE`, `INVALID_OPTION`, `ABORTED`
 */
export async function readIterable(
  chunks: AsyncIterable<Uint8Array | string> & { destroy?: () => unknown },
  maxBytes: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]();
  const stop = async (): Promise<void> => {
    // The iterator of a stream that hangs waits for its next chunk before it listens; `destroy` does not wait.
    if (typeof chunks.destroy === 'function') chunks.destroy();
    await iterator.return?.();
  };
  return collect(() => iterator.next(), stop, maxBytes, signal);
}

async function collect(
  next: () => Promise<{ done?: boolean; value?: unknown }>,
  stop: () => Promise<void>,
  maxBytes: number,
  signal: AbortSignal | undefined,
  size = 0,
): Promise<Uint8Array> {
  let finished = false;
  try {
    const collector = new ByteCollector('The source', maxBytes, size);
    for (;;) {
      const chunk = await (signal ? unlessAborted(next(), signal, abortedError) : next());
      if (chunk.done) {
        finished = true;
        return collector.finish();
      }
      collector.add(toBytes(chunk.value));
    }
  } catch (error) {
    if (signal?.aborted) throw abortedError(signal);
    throw toUnifexError(error, 'SOURCE_UNREADABLE', 'The stream of the source failed');
  } finally {
    // Not awaited: a stream that hangs would hang here as well. Why the reading ended has been told; how the stream took it has not.
    if (!finished) stop().catch(() => undefined);
  }
}

function toBytes(chunk: unknown): Uint8Array {
  if (ArrayBuffer.isView(chunk)) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  if (typeof chunk === 'string') return new TextEncoder().encode(chunk);
  throw invalidOption('source', chunk, 'a stream of bytes (Uint8Array)');
}
