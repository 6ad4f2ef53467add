import { describe, expect, it } from 'vitest';
import type { GrayImage } from '../image/pixels.ts';
import { survey } from '../preprocess/survey.ts';
import type { CoreBlock, CoreBox, CoreWord } from './core.ts';
import { readMissed } from './read-missed.ts';
import type { Recognizer } from './recognizer.ts';

const WIDTH = 600;
const HEIGHT = 400;
const frame = { width: WIDTH, height: HEIGHT, quarters: 0, skew: 0, scaleX: 1, scaleY: 1 } as const;

/** A page with a row of eight characters, of the shape of an L, at each of these heights. */
function page(...rows: readonly number[]): GrayImage {
  const data = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (const top of rows) {
    for (let letter = 0; letter < 8; letter++) {
      const left = 100 + letter * 18;
      for (let y = top; y < top + 20; y++) {
        const end = y < top + 16 ? left + 4 : left + 12;
        data.fill(0, y * WIDTH + left, y * WIDTH + end);
      }
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
}

function word(text: string, bbox: CoreBox, confidence = 90): CoreWord {
  return { text, bbox, confidence, symbols: [] };
}

const row = (y0: number, x0 = 98): CoreBox => ({ x0, y0, x1: 250, y1: y0 + 20 });
const block = (...words: readonly CoreWord[]): CoreBlock => ({
  paragraphs: [{ lines: words.map((only) => ({ bbox: only.bbox, words: [only] })) }],
});
const texts = (blocks: readonly CoreBlock[]): string[] =>
  blocks.flatMap(({ paragraphs }) =>
    paragraphs.flatMap(({ lines }) => lines.map(({ words }) => words.map(({ text }) => text).join(' '))),
  );

/** Reads this from every line that it is given. */
function reader(text: string, confidence: number): { recognizer: Recognizer; lines: () => number } {
  let lines = 0;
  const read = (image: GrayImage): CoreBlock[] => {
    lines += 1;
    return [block(word(text, { x0: 10, y0: 10, x1: image.width - 10, y1: image.height - 10 }, confidence))];
  };
  return { recognizer: { read } as unknown as Recognizer, lines: () => lines };
}

function missed(image: GrayImage, blocks: readonly CoreBlock[], recognizer: Recognizer): ReturnType<typeof readMissed> {
  return readMissed(blocks, { image, frame, survey: survey(image), minConfidence: 0.3 }, recognizer);
}

describe('readMissed', () => {
  it('reads the line of which no word came out, and puts it where it stands', () => {
    const { recognizer, lines } = reader('second', 95);
    const read = [block(word('first', row(100)), word('third', row(220)))];
    const { blocks, found } = missed(page(100, 160, 220), read, recognizer);
    expect(texts(blocks)).toEqual(['first', 'second', 'third']);
    expect(found).toBe(1);
    expect(lines()).toBe(1);
    const box = blocks[0]!.paragraphs[0]!.lines[1]!.words[0]!.bbox;
    expect(box.y0).toBeGreaterThan(150);
    expect(box.y1).toBeLessThan(190);
  });

  it('completes a line, in place of what was hardly more than a guess', () => {
    const { recognizer } = reader('right', 95);
    const guess = word('~guess', { x0: 98, y0: 100, x1: 170, y1: 120 }, 10);
    const end = word('end', { x0: 400, y0: 100, x1: 460, y1: 120 });
    const read: CoreBlock[] = [{ paragraphs: [{ lines: [{ bbox: row(100), words: [guess, end] }] }] }];
    expect(texts(missed(page(100), read, recognizer).blocks)).toEqual(['right end']);
  });

  it('does not join the line of another column, but stands in its own', () => {
    const { recognizer } = reader('second', 95);
    const other = (y0: number): CoreBox => ({ x0: 400, y0, x1: 550, y1: y0 + 20 });
    const right = block(word('other one', other(100)), word('other two', other(160)), word('other three', other(220)));
    const left = block(word('first', row(100)), word('third', row(220)));
    const { blocks } = missed(page(100, 160, 220), [right, left], recognizer);
    expect(texts(blocks)).toEqual(['other one', 'other two', 'other three', 'first', 'second', 'third']);
  });

  it('joins the nearer of two lines', () => {
    const { recognizer } = reader('middle', 95);
    const far = word('far', { x0: 300, y0: 100, x1: 400, y1: 120 });
    const near = word('near', { x0: 40, y0: 100, x1: 90, y1: 120 });
    expect(texts(missed(page(100), [block(far, near)], recognizer).blocks)).toEqual(['far', 'near middle']);
  });

  it('leaves a page alone on which everything was read, and takes nothing of little confidence', () => {
    const sure = reader('more', 95);
    const read = [block(word('first', row(100)))];
    expect(missed(page(100), read, sure.recognizer)).toEqual({ blocks: read, found: 0 });
    expect(sure.lines()).toBe(0);
    const unsure = reader('perhaps', 45);
    expect(missed(page(100, 160), read, unsure.recognizer)).toEqual({ blocks: read, found: 0 });
    expect(unsure.lines()).toBe(1);
  });
});
