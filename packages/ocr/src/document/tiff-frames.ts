/** A file that goes round in a circle has no more. */
const MOST = 100_000;

/**
 * The frames of a TIFF, as its directories are linked (TIFF 6.0, section 2; BigTIFF by its design, libtiff.org). Decoders count those only
 * that come before the first one that is damaged.
 */
export function countTiffFrames(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 16) return 0;
  const little = bytes[0] === 0x49;
  const big = view.getUint16(2, little) === 43;
  const offset = (at: number): number => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const seen = new Set<number>();
  let at = offset(big ? 8 : 4);
  while (at > 0 && seen.size < MOST && !seen.has(at)) {
    if (at + 8 > bytes.length) break;
    const entries = big ? Number(view.getBigUint64(at, little)) : view.getUint16(at, little);
    const next = at + (big ? 8 + entries * 20 : 2 + entries * 12);
    seen.add(at);
    if (next + (big ? 8 : 4) > bytes.length) break;
    at = offset(next);
  }
  return seen.size;
}
