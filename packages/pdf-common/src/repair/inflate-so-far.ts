/** How much is put in at once: what is behind a fault is lost with the piece that it is in. */
const PIECE = 256;

/** Unpacks zlib data as far as it is sound. */
export async function inflateSoFar(packed: Uint8Array): Promise<Uint8Array> {
  const stream = new DecompressionStream('deflate');
  const chunks: Uint8Array[] = [];
  const reading = (async () => {
    for await (const chunk of stream.readable as unknown as AsyncIterable<Uint8Array>) chunks.push(chunk);
  })();
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (let at = 0; at < packed.length; at += PIECE) await writer.write(packed.slice(at, at + PIECE));
    await writer.close();
  })();
  // A fault ends both sides; what came before it is what there is.
  await Promise.allSettled([reading, writing]);
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  const result = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    result.set(chunk, at);
    at += chunk.length;
  }
  return result;
}
