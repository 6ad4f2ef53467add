import { describe, expect, it } from 'vitest';
import { approxImageTokens } from './approx-tokens.ts';
import { packWindows } from './windows.ts';

describe('packWindows', () => {
  it.each([
    [[10, 10, 10], 100, 1, [[0, 1, 2]]],
    [
      [10, 10, 10, 10],
      20,
      0,
      [
        [0, 1],
        [2, 3],
      ],
    ],
    [
      [10, 10, 10, 10],
      20,
      1,
      [
        [0, 1],
        [1, 2],
        [2, 3],
      ],
    ],
    [[50, 10, 10], 20, 1, [[0], [1, 2]]],
    [[50, 50], 20, 3, [[0], [1]]],
    [[], 20, 1, []],
  ])('%j within %i, overlapping %i', (tokens, budget, overlap, expected) => {
    expect(packWindows(tokens, budget, overlap, true)).toEqual(expected);
  });

  it('takes no more images than vendors take', () => {
    const pages = Array.from({ length: 45 }, () => 1);
    expect(packWindows(pages, 1000, 0, true).map((window) => window.length)).toEqual([20, 20, 5]);
    expect(packWindows(pages, 1000, 0, false)).toHaveLength(1);
  });
});

it('counts the tokens of an image as the vendors say', () => {
  // The examples of OpenAI's documentation.
  expect(approxImageTokens('openai', 1024, 1024)).toBe(765);
  expect(approxImageTokens('openai', 2048, 4096)).toBe(1105);
  expect(approxImageTokens('anthropic', 1000, 1000)).toBe(1334);
  expect(approxImageTokens('google', 768, 1536)).toBe(516);
});
