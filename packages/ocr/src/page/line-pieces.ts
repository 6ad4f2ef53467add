import type { ReadWord } from '../engine/job.ts';
import type { PixelBox } from '../preprocess/frame.ts';

/** Gap within a line, in heights of it, from which on what follows stands in another column or cell: more than justified text has. */
export const WIDEST_GAP = 1.5;

/**
 * The words of a line in pieces that belong together, as lines of native text are: an engine reads the cells of a table's row in one go.
 * @param rotation clockwise angle of the line, in degrees
 */
export function linePieces(words: readonly ReadWord[], rotation: number): ReadWord[][] {
  const sideways = Math.abs((rotation % 180) - 90) < 45;
  const along = ({ x0, y0, x1, y1 }: PixelBox): [number, number] => (sideways ? [y0, y1] : [x0, x1]);
  const across = ({ x0, y0, x1, y1 }: PixelBox): number => (sideways ? x1 - x0 : y1 - y0);
  // Full stops and dashes are low: the highest word tells the height of the print.
  const height = Math.max(...words.map(({ bbox }) => across(bbox)));
  const pieces: ReadWord[][] = [];
  let last: [number, number] | undefined;
  for (const word of words) {
    const next = along(word.bbox);
    // Words of a line that is read from the right stand in the order of reading, too.
    const gap = last ? Math.max(next[0] - last[1], last[0] - next[1]) : Infinity;
    if (gap < height * WIDEST_GAP) pieces.at(-1)!.push(word);
    else pieces.push([word]);
    last = next;
  }
  return pieces;
}
