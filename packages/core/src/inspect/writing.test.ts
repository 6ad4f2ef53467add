import { describe, expect, it } from 'vitest';
import type { GreyImage } from './page-inspection.ts';
import { findWriting } from './writing.ts';

const [WIDTH, HEIGHT] = [320, 160];

function draw(ink: (x: number, y: number) => number): GreyImage {
  const pixels = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, i) => ink(i % WIDTH, Math.floor(i / WIDTH)));
  return { width: WIDTH, height: HEIGHT, pixels };
}

/** Strokes of two pixels, six apart, in lines of eight pixels, as letters have them at this size. */
function strokes(x: number, y: number): boolean {
  const inLine = y % 16 < 9 && y > 30 && y < 120 && x > 40 && x < 280;
  return inLine && (x % 6 < 2 || (y % 16 === 4 && x % 12 < 6));
}

describe('findWriting', () => {
  it.each([
    ['dark on light', 20, 240],
    ['light on dark', 235, 30],
    ['pale on grey', 110, 190],
  ])('finds writing %s, and where it is', (_name, ink, ground) => {
    const { outside, tiles, box, blank, share } = findWriting(
      draw((x, y) => (strokes(x, y) ? ink : ground)),
      [],
    );
    expect(outside).toBe(tiles);
    expect(outside).toBeGreaterThan(40);
    expect(share).toBeGreaterThan(0.2);
    expect(blank).toBe(false);
    expect(box!.x0).toBeGreaterThan(10);
    expect(box!.x0).toBeLessThan(45);
    expect(box!.y1).toBeGreaterThan(115);
    expect(box!.y1).toBeLessThan(150);
  });

  it('leaves out what lies under the text layer', () => {
    const image = draw((x, y) => (strokes(x, y) ? 20 : 240));
    const all = findWriting(image, [{ x0: 30, y0: 25, x1: 290, y1: 125 }]);
    expect(all).toMatchObject({ outside: 0, share: 0, box: undefined });
    expect(all.tiles).toBeGreaterThan(40);
    const half = findWriting(image, [{ x0: 30, y0: 25, x1: 290, y1: 70 }]);
    expect(half.outside).toBeGreaterThan(0);
    expect(half.outside).toBeLessThan(half.tiles);
  });

  it.each([
    ['bars', (x: number) => (x % 80 < 40 ? 60 : 220)],
    ['a rule', (_x: number, y: number) => (y === 80 ? 0 : 255)],
    ['a gradient', (x: number) => (x / WIDTH) * 255],
    ['noise', (x: number, y: number) => (Math.imul(x * 7919 + y * 104_729, 2_654_435_761) >>> 24) & 0xff],
    ['faint marks', (x: number, y: number) => (strokes(x, y) ? 220 : 250)],
  ])('does not take %s for writing', (_name, ink) => {
    expect(findWriting(draw(ink), [])).toMatchObject({ outside: 0, box: undefined });
  });

  it('knows an empty sheet, with the noise and the dust of a scanner, and the shadow of its lid', () => {
    const sheet = draw((x, y) =>
      x > WIDTH - 5 ? 90 : 225 + ((x * 13 + y * 7) % 20) - ((x * y) % 9973 === 1 ? 120 : 0),
    );
    expect(findWriting(sheet, []).blank).toBe(true);
    expect(
      findWriting(
        draw((x, y) => ((x - 160) ** 2 + (y - 80) ** 2 < 900 ? 60 : 240)),
        [],
      ).blank,
    ).toBe(false);
  });
});
