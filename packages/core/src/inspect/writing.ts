import { unionBBox } from '../geometry.ts';
import type { BBox } from '../units.ts';
import type { GreyImage } from './page-inspection.ts';

/** At this resolution a letter of 10 points is 7 pixels high: enough to know writing from a picture, not to read it. */
export const GLANCE_DPI = 100;
/** Side of the squares that are judged one by one, in pixels: about a line of text. */
const TILE = 16;
/** Difference of luminance below which marks are the paper's own. */
const MIN_CONTRAST = 60;
/** Fewer squares of writing than these are a speck or a corner of something. */
const MIN_TILES = 4;
/** Writing goes on: so many squares stand side by side, or one above the other. */
const MIN_RUN = 3;

/** Share of an image's width and height that is its edge. */
const EDGE = 0.03;

/** The writing in an image. */
export interface Writing {
  /** Squares that look like writing. */
  readonly tiles: number;
  /** Of these, those outside the text layer. */
  readonly outside: number;
  /** Share of the image in those outside. */
  readonly share: number;
  /** Around those outside, single ones among them, in pixels; undefined where there are none. */
  readonly box: BBox | undefined;
  /** Nothing is on the image at all: one colour, within the noise of a scanner. */
  readonly blank: boolean;
}

/**
 * Finds what looks like writing: strokes of one tone on a ground of another, crossed again and again both ways, side by side.
 * Photographs have edges but no even ground, drawings have even ground but few crossings.
 * @param covered boxes of the text layer, in pixels
 */
export function findWriting(image: GreyImage, covered: readonly BBox[]): Writing {
  const columns = Math.ceil(image.width / TILE);
  const rows = Math.ceil(image.height / TILE);
  const looks = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (isWriting(image, column * TILE, row * TILE)) looks[row * columns + column] = 1;
    }
  }
  let tiles = 0;
  let outside = 0;
  let box: BBox | undefined;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (looks[row * columns + column] === 0) continue;
      const runs = inRun(looks, columns, rows, column, row);
      if (runs) tiles += 1;
      const x = (column + 0.5) * TILE;
      const y = (row + 0.5) * TILE;
      // A square that a line of text touches is that line's.
      const reach = TILE / 2;
      if (
        !covered.some((box) => x > box.x0 - reach && x < box.x1 + reach && y > box.y0 - reach && y < box.y1 + reach)
      ) {
        if (runs) outside += 1;
        box = unionBBox([box ?? around(x, y), around(x, y)]);
      }
    }
  }
  if (outside < MIN_TILES) [outside, box] = [0, undefined];
  return { tiles, outside, share: outside / Math.max(1, columns * rows), box, blank: tiles === 0 && isBlank(image) };
}

/** A square with the half of its neighbours: letters at the edge of writing reach into squares that do not look like it. */
function around(x: number, y: number): BBox {
  return { x0: x - TILE, y0: y - TILE, x1: x + TILE, y1: y + TILE };
}

/** Whether a square has strokes on an even ground. */
function isWriting(image: GreyImage, left: number, top: number): boolean {
  const { width, height, pixels } = image;
  const right = Math.min(left + TILE, width);
  const bottom = Math.min(top + TILE, height);
  if (right - left < TILE / 2 || bottom - top < TILE / 2) return false;
  let darkest = 255;
  let lightest = 0;
  for (let y = top; y < bottom; y++) {
    for (let i = y * width + left; i < y * width + right; i++) {
      const value = pixels[i]!;
      if (value < darkest) darkest = value;
      if (value > lightest) lightest = value;
    }
  }
  const contrast = lightest - darkest;
  if (contrast < MIN_CONTRAST) return false;
  const { dark, nearDark, nearLight, across, along } = measure(image, { left, top, right, bottom }, darkest, contrast);
  const count = (right - left) * (bottom - top);
  const lightGround = dark * 2 <= count;
  const ground = lightGround ? nearLight : nearDark;
  const strokes = (lightGround ? dark : count - dark) / count;
  // An even ground holds most of the square; strokes are crossed at least twice in every other row, and in every other column.
  return ground >= count * 0.4 && strokes >= 0.03 && across >= bottom - top && along >= (right - left) / 2;
}

/** Pixels on the dark side of the middle tone, those near the two ends, and how often rows and columns cross the middle. */
function measure(
  { width, pixels }: GreyImage,
  tile: { left: number; top: number; right: number; bottom: number },
  darkest: number,
  contrast: number,
): { dark: number; nearDark: number; nearLight: number; across: number; along: number } {
  const { left, top, right, bottom } = tile;
  const middle = darkest + contrast / 2;
  let [dark, nearDark, nearLight, across, along] = [0, 0, 0, 0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const value = pixels[y * width + x]!;
      const isDark = value < middle;
      if (isDark) dark += 1;
      if (value < darkest + contrast * 0.25) nearDark += 1;
      if (value > darkest + contrast * 0.75) nearLight += 1;
      if (x > left && isDark !== pixels[y * width + x - 1]! < middle) across += 1;
      if (y > top && isDark !== pixels[(y - 1) * width + x]! < middle) along += 1;
    }
  }
  return { dark, nearDark, nearLight, across, along };
}

function inRun(looks: Uint8Array, columns: number, rows: number, column: number, row: number): boolean {
  const at = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < columns && y < rows && looks[y * columns + x] === 1;
  if (!at(column, row)) return false;
  const length = (dx: number, dy: number): number => {
    let run = 1;
    for (let i = 1; at(column + dx * i, row + dy * i); i++) run += 1;
    for (let i = 1; at(column - dx * i, row - dy * i); i++) run += 1;
    return run;
  };
  return length(1, 0) >= MIN_RUN || length(0, 1) >= MIN_RUN;
}

/**
 * Whether an image is one tone: all but a thousandth of its pixels (dust) within 60 steps of 255, its edges apart, where the
 * shadow of a scanner's lid falls.
 */
function isBlank({ width, height, pixels }: GreyImage): boolean {
  const counts = new Uint32Array(256);
  const edge = { x: Math.round(width * EDGE), y: Math.round(height * EDGE) };
  let total = 0;
  for (let y = edge.y; y < height - edge.y; y++) {
    for (let i = y * width + edge.x; i < (y + 1) * width - edge.x; i++) counts[pixels[i]!]! += 1;
    total += width - 2 * edge.x;
  }
  const dust = total / 2000;
  const end = (from: number, step: number): number => {
    let value = from;
    for (let sum = counts[value]!; sum <= dust && value + step >= 0 && value + step < 256; sum += counts[value]!) {
      value += step;
    }
    return value;
  };
  return end(255, -1) - end(0, 1) <= MIN_CONTRAST;
}
