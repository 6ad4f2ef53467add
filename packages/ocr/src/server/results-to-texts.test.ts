import { describe, expect, it } from 'vitest';
import type { ServerResult } from './answer.ts';
import { resultsToTexts } from './results-to-texts.ts';

function result(text: string, x0: number, y0: number, x1: number, y1: number, rotation = 0): ServerResult {
  return { text, bbox: { x0, y0, x1, y1 }, confidence: 0.9, rotation };
}

const HALF = { x: 0.5, y: 0.5 };

describe('resultsToTexts', () => {
  it('puts words together into lines, and keeps columns apart', () => {
    const words = [
      result('Total', 0, 0, 50, 20),
      result('due:', 60, 1, 100, 19),
      result('12.50', 300, 0, 350, 20),
      result('Thank', 0, 30, 50, 50),
    ];
    const lines = resultsToTexts(words, HALF, 'line');
    expect(lines.map(({ text }) => text)).toEqual(['Total due:', '12.50', 'Thank']);
    expect(lines[0]).toMatchObject({ bbox: { x0: 0, y0: 0, x1: 50, y1: 10 }, origin: 'ocr', confidence: 0.9 });
    expect(lines[0]?.words).toHaveLength(2);
  });

  it('takes lines apart into words by their letters', () => {
    const [line] = resultsToTexts([result('ab cde', 0, 0, 60, 10)], { x: 1, y: 1 }, 'line');
    expect(line?.words?.map(({ text, bbox }) => [text, bbox.x0, bbox.x1])).toEqual([
      ['ab', 0, 20],
      ['cde', 30, 60],
    ]);
    const words = resultsToTexts([result('ab cde', 0, 0, 60, 10)], { x: 1, y: 1 }, 'word');
    expect(words.map(({ text }) => text)).toEqual(['ab', 'cde']);
    const chars = resultsToTexts([result('ab', 0, 0, 60, 10)], { x: 1, y: 1 }, 'char');
    expect(chars.map(({ text, bbox }) => [text, bbox.x0])).toEqual([
      ['a', 0],
      ['b', 30],
    ]);
  });

  it.each([
    [90, ['y0', 'y1'], [0, 20]],
    [270, ['y0', 'y1'], [40, 60]],
    [180, ['x0', 'x1'], [40, 60]],
  ] as const)('finds the first word where text turned by %i begins', (rotation, [from, to], place) => {
    const upright = rotation === 180;
    const [line] = resultsToTexts(
      [result('ab cde', 0, 0, upright ? 60 : 10, upright ? 10 : 60, rotation)],
      { x: 1, y: 1 },
      'line',
    );
    const first = line!.words![0]!;
    expect(first.text).toBe('ab');
    expect(first.bbox[from]).toBeCloseTo(place[0], 9);
    expect(first.bbox[to]).toBeCloseTo(place[1], 9);
  });
});
