import type { PdfStream } from '../syntax/objects.ts';

const ENDSTREAM = new TextEncoder().encode('endstream');

/** Where the data of a stream ends: by its length where that is right, else by the keyword, else at the end of the file. */
export function streamEnd(bytes: Uint8Array, { dict, start }: PdfStream): number {
  const length = dict.get('Length');
  if (typeof length === 'number' && keywordFollows(bytes, start + length)) return start + length;
  const keyword = indexOf(bytes, ENDSTREAM, start);
  return keyword < 0 ? bytes.length : keyword;
}

/** Whether the file ends within the stream. */
export function isCutOff(bytes: Uint8Array, stream: PdfStream): boolean {
  return streamEnd(bytes, stream) === bytes.length;
}

function keywordFollows(bytes: Uint8Array, at: number): boolean {
  const keyword = indexOf(bytes.subarray(at, at + ENDSTREAM.length + 2), ENDSTREAM, 0);
  return keyword >= 0;
}

export function indexOf(bytes: Uint8Array, text: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(text[0]!, from); at >= 0; at = bytes.indexOf(text[0]!, at + 1)) {
    if (text.every((byte, i) => bytes[at + i] === byte)) return at;
  }
  return -1;
}
