import type { GrayImage } from '../image/pixels.ts';
import type { Frame, PixelBox } from '../preprocess/frame.ts';
import type { Survey } from '../preprocess/survey.ts';

/** Side of the sample in heights of the print: some ten lines of some forty characters. */
const SIDE = 22;
const MIN_GLYPHS = 8;

/** The square of the read image that has most characters in it. Undefined where there are hardly any. */
export function sampleOf(image: GrayImage, { glyphs, height, factor }: Survey, frame: Frame): PixelBox | undefined {
  if (glyphs.length < MIN_GLYPHS) return undefined;
  const step = (SIDE * height) / 2;
  const counts = new Map<string, number>();
  let best = { column: 0, row: 0, count: 0 };
  for (const { x0, y0, x1, y1 } of glyphs) {
    const x = Math.floor((x0 + x1) / 2 / step);
    const y = Math.floor((y0 + y1) / 2 / step);
    // The squares overlap by half: each character is in four of them.
    for (const column of [x - 1, x]) {
      for (const row of [y - 1, y]) {
        const key = `${column} ${row}`;
        const count = (counts.get(key) ?? 0) + 1;
        counts.set(key, count);
        if (count > best.count) best = { column, row, count };
      }
    }
  }
  const x0 = clamp(Math.round(best.column * step * factor * frame.scaleX), image.width);
  const y0 = clamp(Math.round(best.row * step * factor * frame.scaleY), image.height);
  const x1 = clamp(Math.round((best.column + 2) * step * factor * frame.scaleX), image.width);
  const y1 = clamp(Math.round((best.row + 2) * step * factor * frame.scaleY), image.height);
  if (x1 - x0 < 8 || y1 - y0 < 8) return undefined;
  return { x0, y0, x1, y1 };
}

function clamp(value: number, most: number): number {
  return Math.min(Math.max(value, 0), most);
}
