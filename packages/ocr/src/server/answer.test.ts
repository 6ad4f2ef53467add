import { describe, expect, it } from 'vitest';
import { parseAnswer } from './answer.ts';

const ADDRESS = 'http://localhost:8080/ocr';
const image = { width: 100, height: 50 };
const good = { text: 'Hello', bbox: [10, 20, 60, 40], confidence: 0.98 };
const parse = (...results: unknown[]): ReturnType<typeof parseAnswer> =>
  parseAnswer(JSON.stringify({ results }), image, ADDRESS);

describe('parseAnswer', () => {
  it('reads results, and more than the protocol says', () => {
    const extra = { ...good, language: 'en' };
    expect(parse(extra)).toEqual([
      { text: 'Hello', bbox: { x0: 10, y0: 20, x1: 60, y1: 40 }, confidence: 0.98, rotation: 0 },
    ]);
    expect(parse()).toEqual([]);
  });

  it('takes the direction of the text from the polygon', () => {
    const corners = [
      [60, 20],
      [60, 40],
      [10, 40],
      [10, 20],
    ];
    expect(parse({ ...good, polygon: corners })[0]?.rotation).toBe(90);
    for (const polygon of [null, [], [[1, 2]], 'x']) expect(parse({ ...good, polygon })[0]?.rotation).toBe(0);
  });

  it('leaves out results without text, and cuts boxes that overhang a little', () => {
    expect(parse({ ...good, text: '  ' })).toEqual([]);
    expect(parse({ ...good, bbox: [-1, -0.5, 101, 51] })[0]?.bbox).toEqual({ x0: 0, y0: 0, x1: 100, y1: 50 });
    expect(parse({ ...good, bbox: [100, 50, 100, 50] })[0]?.bbox).toEqual({ x0: 99, y0: 49, x1: 100, y1: 50 });
    expect(parse({ ...good, text: 'two \n words' })[0]?.text).toBe('two words');
  });

  it.each([
    ['no JSON', 'not json', 'not-json'],
    ['HTML', '<!DOCTYPE html><title>Login</title>', 'not-json'],
    ['nothing', '', 'not-json'],
    ['null', 'null', 'wrong-shape'],
    ['a list', '[]', 'wrong-shape'],
    ['results that are no list', '{"results": {"0": 1}}', 'wrong-shape'],
    ['another protocol', '{"texts": ["Hello"]}', 'wrong-shape'],
  ])('refuses %s', (_name, text, kind) => {
    expect(() => parseAnswer(text, image, ADDRESS)).toThrow(
      expect.objectContaining({ code: 'PROVIDER_ERROR', details: expect.objectContaining({ kind }) }),
    );
  });

  it.each([
    ['null', null, 'wrong-shape'],
    ['a text', 'Hello', 'wrong-shape'],
    ['no text', { ...good, text: undefined }, 'wrong-shape'],
    ['a number as text', { ...good, text: 5 }, 'wrong-shape'],
    ['no box', { ...good, bbox: undefined }, 'wrong-shape'],
    ['a box of three', { ...good, bbox: [1, 2, 3] }, 'wrong-shape'],
    ['a box of texts', { ...good, bbox: ['1', '2', '3', '4'] }, 'wrong-shape'],
    ['a box with null for NaN', { ...good, bbox: [1, 2, null, 4] }, 'wrong-shape'],
    [
      'a box that is a polygon',
      {
        ...good,
        bbox: [
          [1, 2],
          [3, 4],
          [5, 6],
          [7, 8],
        ],
      },
      'wrong-shape',
    ],
    ['a box of place and size', { ...good, bbox: [60, 20, 30, 10] }, 'wrong-shape'],
    ['a share in per cent', { ...good, confidence: 98 }, 'wrong-shape'],
    ['no confidence', { ...good, confidence: undefined }, 'wrong-shape'],
    ['a box of a larger image', { ...good, bbox: [10, 20, 600, 400] }, 'box-outside'],
    ['a box above the image', { ...good, bbox: [10, -40, 60, -20] }, 'box-outside'],
  ])('refuses a result that is %s, and says which one', (_name, result, kind) => {
    expect(() => parse(good, result)).toThrow(
      expect.objectContaining({
        message: expect.stringContaining('result 1'),
        details: expect.objectContaining({ kind }),
      }),
    );
  });
});
