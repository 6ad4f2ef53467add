import { crop } from '../image/crop.ts';
import { invert, type GrayImage } from '../image/pixels.ts';
import { resize } from '../image/resample.ts';
import { smooth } from '../image/smooth.ts';
import type { CoreBlock, CoreBox, CoreLine, CoreWord } from './core.ts';
import { wordConfidence } from './lines.ts';
import type { Recognizer } from './recognizer.ts';

/** Lines that are read with less are read again by themselves. 0 to 1. */
const DOUBTFUL = 0.8;
/** What the second reading must be better by. */
const LEAD = 0.02;
/** Height of the piece in pixels that was read best, with the margin below: capitals of about 30. */
const HEIGHT = 52;
/** White that is left around a line, in shares of its height, and the paper that is put around the piece, in pixels. */
const MARGIN = 0.15;
const BORDER = 10;
/** Lower pieces are specks, and higher ones are no lines, in pixels. */
const MIN_HEIGHT = 8;
const MAX_HEIGHT = 300;
const SINGLE_LINE = 7;

/**
 * Reads doubtful lines again, each by itself, at the size that is read best, where the lines around it and the rulings of the page
 * cannot mislead the engine. Of the two readings the one with more confidence is kept.
 */
export function readDoubtfulAgain(
  blocks: readonly CoreBlock[],
  image: GrayImage,
  recognizer: Recognizer,
): { blocks: readonly CoreBlock[]; again: number } {
  let again = 0;
  const better = (line: CoreLine): CoreLine => {
    const height = line.bbox.y1 - line.bbox.y0;
    if (height < MIN_HEIGHT || height > MAX_HEIGHT) return line;
    const before = wordConfidence(line.words);
    if (before >= DOUBTFUL) return line;
    again += 1;
    const words = readLine(line.bbox, image, recognizer);
    return wordConfidence(words) > before + LEAD ? { bbox: line.bbox, words } : line;
  };
  const read = blocks.map((block) => ({
    paragraphs: block.paragraphs.map(({ lines }) => ({ lines: lines.map(better) })),
  }));
  return { blocks: read, again };
}

/** Reads what stands in a box as one line, at the size that is read best. */
export function readLine(box: CoreBox, image: GrayImage, recognizer: Recognizer): CoreWord[] {
  const margin = Math.round((box.y1 - box.y0) * MARGIN);
  const x0 = Math.max(0, box.x0 - margin);
  const y0 = Math.max(0, box.y0 - margin);
  const found = crop(image, x0, y0, Math.min(image.width, box.x1 + margin), Math.min(image.height, box.y1 + margin));
  // Light print on a bar of colour or of black, as headings of tables have it.
  const piece = isLightOnDark(found) ? invert(found) : found;
  const scale = HEIGHT / piece.height;
  const scaled = smooth(resize(piece, Math.max(1, Math.round(piece.width * scale)), HEIGHT));
  const back = ({ x0: left, y0: top, x1: right, y1: bottom }: CoreBox): CoreBox => ({
    x0: (left - BORDER) / scale + x0,
    y0: (top - BORDER) / scale + y0,
    x1: (right - BORDER) / scale + x0,
    y1: (bottom - BORDER) / scale + y0,
  });
  const words: CoreWord[] = [];
  for (const block of recognizer.read(framed(scaled), SINGLE_LINE)) {
    for (const paragraph of block.paragraphs) {
      for (const line of paragraph.lines) {
        for (const word of line.words) {
          const symbols = word.symbols.map(({ text, bbox }) => ({ text, bbox: back(bbox) }));
          words.push({ ...word, bbox: back(word.bbox), symbols });
        }
      }
    }
  }
  return words;
}

/** With a border of paper: print that touches the edge of an image is read badly. */
function framed({ data, width, height }: GrayImage): GrayImage {
  const wide = width + 2 * BORDER;
  const out = new Uint8Array(wide * (height + 2 * BORDER)).fill(paperOf(data));
  for (let y = 0; y < height; y++) {
    out.set(data.subarray(y * width, (y + 1) * width), (y + BORDER) * wide + BORDER);
  }
  return { data: out, width: wide, height: height + 2 * BORDER };
}

/** The shade of the paper: a high quantile, because there is more of it than of ink. */
function paperOf(data: Uint8Array): number {
  return shade(histogram(data), data.length * 0.2);
}

/** Whether most of a line is nearer to its darkest than to its lightest shade: there is more paper than ink. */
function isLightOnDark({ data }: GrayImage): boolean {
  const counts = histogram(data);
  const [light, middle, dark] = [0.02, 0.5, 0.98].map((share) => shade(counts, data.length * share)) as [
    number,
    number,
    number,
  ];
  return middle - dark < light - middle;
}

function histogram(data: Uint8Array): Uint32Array {
  const counts = new Uint32Array(256);
  for (const value of data) counts[value]! += 1;
  return counts;
}

/** The shade that so many pixels reach. */
function shade(counts: Uint32Array, pixels: number): number {
  let left = pixels;
  for (let value = 255; value > 0; value--) {
    left -= counts[value]!;
    if (left <= 0) return value;
  }
  return 0;
}
