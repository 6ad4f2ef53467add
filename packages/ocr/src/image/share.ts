/**
 * A copy on memory that threads share: an engine's thread reads the pixels where they are. Sent as they are, they would be there three
 * times, and a page of 35 megapixels has 35 MB, or 140 in colour.
 */
export function share(pixels: Uint8Array): Uint8Array {
  const shared = new Uint8Array(new SharedArrayBuffer(pixels.length));
  shared.set(pixels);
  return shared;
}
