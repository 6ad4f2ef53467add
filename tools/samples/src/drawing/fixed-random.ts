import { createHash } from 'node:crypto';

/**
 * Runs something whose random bytes come from a seed: pdfkit and pdf-lib draw salts, keys and names from the platform, and
 * the samples must come out the same every time. Nothing here is secret: the passwords stand in the truth files.
 */
export async function withFixedRandom<Result>(seed: string, run: () => Promise<Result>): Promise<Result> {
  const getRandomValues = globalThis.crypto.getRandomValues.bind(globalThis.crypto);
  const { random } = Math;
  const next = byteStream(seed);
  globalThis.crypto.getRandomValues = (<View extends Uint8Array>(view: View): View => {
    for (let i = 0; i < view.length; i++) view[i] = next();
    return view;
  }) as typeof getRandomValues;
  Math.random = () => (next() * 65536 + next() * 256 + next()) / 2 ** 24;
  try {
    return await run();
  } finally {
    globalThis.crypto.getRandomValues = getRandomValues;
    Math.random = random;
  }
}

/** SHA-256 of the seed and a counter, byte by byte. */
function byteStream(seed: string): () => number {
  let block: Uint8Array = new Uint8Array(0);
  let at = 0;
  let count = 0;
  return () => {
    if (at === block.length) {
      block = createHash('sha256').update(`${seed}/${count++}`).digest();
      at = 0;
    }
    return block[at++]!;
  };
}
