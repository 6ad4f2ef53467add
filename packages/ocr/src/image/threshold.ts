import type { GrayImage } from './pixels.ts';

/** One byte a pixel: 1 for ink. */
export interface InkImage {
  readonly ink: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Sauvola and Pietikäinen 2000, "Adaptive document image binarization": their k is 0.5 and R 128; the lower k keeps faint print. */
const K = 0.2;
const RANGE = 128;
/** Print that is fainter than theirs: darker than its surroundings by this many times their deviation (Niblack 1986)… */
const FAINT = 0.75;
/** …and by this much at least, in grey levels and in deviations of the empty paper, whose grain would be ink otherwise. */
const MIN_CONTRAST = 16;
const GRAIN = 4;

/**
 * Tells ink from paper by the mean and the deviation of the square around each pixel, so that shadows and stains do not matter.
 * @param window side of the square in pixels
 */
export function findInk({ data, width, height }: GrayImage, window: number): InkImage {
  const reach = window >> 1;
  const contrast = Math.max(MIN_CONTRAST, GRAIN * grainOf({ data, width, height }));
  const ink = new Uint8Array(width * height);
  // Sums of columns over the rows of the square, moved along row by row.
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  const addRow = (y: number, sign: 1 | -1): void => {
    const at = y * width;
    for (let x = 0; x < width; x++) {
      const value = data[at + x]!;
      sums[x]! += sign * value;
      squares[x]! += sign * value * value;
    }
  };
  for (let y = 0; y < Math.min(reach, height); y++) addRow(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) addRow(y + reach, 1);
    if (y - reach - 1 >= 0) addRow(y - reach - 1, -1);
    const rows = Math.min(height, y + reach + 1) - Math.max(0, y - reach);
    let sum = 0;
    let square = 0;
    for (let x = 0; x < Math.min(reach, width); x++) {
      sum += sums[x]!;
      square += squares[x]!;
    }
    for (let x = 0; x < width; x++) {
      if (x + reach < width) {
        sum += sums[x + reach]!;
        square += squares[x + reach]!;
      }
      if (x - reach - 1 >= 0) {
        sum -= sums[x - reach - 1]!;
        square -= squares[x - reach - 1]!;
      }
      const count = rows * (Math.min(width, x + reach + 1) - Math.max(0, x - reach));
      const mean = sum / count;
      // Both thresholds lie below the mean: half of all pixels need no more.
      if (data[y * width + x]! >= mean) continue;
      const deviation = Math.sqrt(Math.max(0, square / count - mean * mean));
      const clear = mean * (1 + K * (deviation / RANGE - 1));
      const faint = mean - Math.max(contrast, FAINT * deviation);
      if (data[y * width + x]! < Math.max(clear, faint)) ink[y * width + x] = 1;
    }
  }
  return { ink, width, height };
}

/** Side of the squares, in pixels, of which the quieter ones are empty paper. */
const PATCH = 8;

/** Standard deviation of the shade of empty paper: that of the square at the first quarter, of a thousand or so all over the image. */
function grainOf({ data, width, height }: GrayImage): number {
  const step = Math.max(PATCH, Math.floor(Math.sqrt((width * height) / 1000)));
  const deviations: number[] = [];
  for (let y = 0; y + PATCH <= height; y += step) {
    for (let x = 0; x + PATCH <= width; x += step) {
      let sum = 0;
      let square = 0;
      for (let dy = 0; dy < PATCH; dy++) {
        for (let dx = 0; dx < PATCH; dx++) {
          const value = data[(y + dy) * width + x + dx]!;
          sum += value;
          square += value * value;
        }
      }
      const count = PATCH * PATCH;
      deviations.push(Math.sqrt(Math.max(0, square / count - (sum / count) ** 2)));
    }
  }
  return deviations.sort((a, b) => a - b)[deviations.length >> 2] ?? 0;
}
