import { describe, expect, it } from 'vitest';
import { levelWords, type PlacedWord } from './level-words.ts';

/** A word of a line whose letters without tails stand on y = 100, turned around the corner of the page. */
function word(text: string, x: number, top: number, bottom: number, rotation = 0): PlacedWord {
  const angle = (rotation * Math.PI) / 180;
  const [along, across] = [x + 15, (top + bottom) / 2];
  const middle = {
    x: along * Math.cos(angle) - across * Math.sin(angle),
    y: along * Math.sin(angle) + across * Math.cos(angle),
  };
  return { text, middle, width: 30, height: bottom - top, rotation };
}

describe('levelWords', () => {
  it.each([0, 2, 90, 180, 358])('gives the words of a line one height and one baseline, at %i degrees', (rotation) => {
    const line = [
      word('Tag', 0, 90, 103, rotation),
      word('on', 40, 93, 100, rotation),
      word('yes', 80, 93, 103, rotation),
    ];
    const levelled = levelWords(line);
    for (const { height } of levelled) expect(height).toBeCloseTo(13, 6);
    const whole = line.map(({ text }, i) => word(text, i * 40, 90, 103, rotation));
    levelled.forEach(({ middle, width }, i) => {
      expect(middle.x).toBeCloseTo(whole[i]!.middle.x, 6);
      expect(middle.y).toBeCloseTo(whole[i]!.middle.y, 6);
      expect(width).toBe(30);
    });
  });

  it('leaves alone what is much higher or lies elsewhere, and single words', () => {
    const initial = word('D', 0, 60, 130);
    const beside = word('2', 40, 80, 87);
    const line = [initial, word('on', 80, 93, 100), word('Tag', 120, 90, 103), word('yes', 160, 93, 103), beside];
    const levelled = levelWords(line);
    expect(levelled[0]).toBe(initial);
    expect(levelled[4]).toBe(beside);
    expect(levelled[1]!.height).toBe(13);
    expect(levelWords([initial])).toEqual([initial]);
  });
});
