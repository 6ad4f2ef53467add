import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findComponents } from './components.ts';
import { toGray, type GrayImage } from './pixels.ts';
import { resize, shrink } from './resample.ts';
import { smooth } from './smooth.ts';
import { findInk } from './threshold.ts';
import { rotate, turn, type QuarterTurns } from './turn.ts';

/** An image drawn with characters: `#` is black, anything else white. */
function drawn(...rows: readonly string[]): GrayImage {
  const width = rows[0]!.length;
  return { data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 0 : 255)), width, height: rows.length };
}

const images: fc.Arbitrary<GrayImage> = fc
  .record({ width: fc.integer({ min: 1, max: 12 }), height: fc.integer({ min: 1, max: 12 }) })
  .chain(({ width, height }) =>
    fc
      .uint8Array({ minLength: width * height, maxLength: width * height })
      .map((data) => ({ data: Uint8Array.from(data), width, height })),
  );

describe('toGray', () => {
  it('shows white paper through what is transparent', () => {
    const data = Uint8Array.from([0, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 255, 255, 0, 0, 255]);
    expect([...toGray({ data, width: 4, height: 1, channels: 4 }).data]).toEqual([0, 255, 255, 76]);
  });
});

describe('turn', () => {
  it('turns clockwise', () => {
    const { data, width, height } = turn({ data: Uint8Array.from([1, 2, 3, 4, 5, 6]), width: 3, height: 2 }, 1);
    expect([[...data], width, height]).toEqual([[4, 1, 5, 2, 6, 3], 2, 3]);
  });

  it('four quarters are none, in any parts', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 0, max: 3 }), (image, quarters) => {
        const back = ((4 - quarters) % 4) as QuarterTurns;
        expect(turn(turn(image, quarters as QuarterTurns), back)).toEqual(image);
      }),
    );
  });
});

describe('rotate', () => {
  it('makes a line level that falls to the right', () => {
    const size = 101;
    const data = new Uint8Array(size * size).fill(255);
    for (let x = 0; x < size; x++) data[Math.round(50 + (x - 50) * Math.tan(Math.PI / 36)) * size + x] = 0;
    const level = rotate({ data, width: size, height: size }, 5);
    for (let x = 15; x < 86; x++)
      expect(Math.min(...[49, 50, 51].map((y) => level.data[y * size + x]!))).toBeLessThan(160);
  });
});

describe('resize', () => {
  it('keeps an even shade at any size', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 }), (image, width, height) => {
        const even = { ...image, data: image.data.map(() => 137) };
        const { data } = resize(even, width, height);
        expect(data.length).toBe(width * height);
        expect(data.every((value) => value === 137)).toBe(true);
      }),
    );
  });

  it('puts an edge where it was', () => {
    const { data } = resize(drawn('####....'), 16, 2);
    expect(data[6]).toBeLessThan(40);
    expect(data[9]).toBeGreaterThan(215);
  });
});

describe('shrink', () => {
  it('takes the mean of squares', () => {
    const image = { data: Uint8Array.from([0, 100, 50, 50, 100, 200, 50, 50]), width: 4, height: 2 };
    expect(shrink(image, 2)).toEqual({ data: Uint8Array.from([100, 50]), width: 2, height: 1 });
  });

  it('leaves a pixel of what is smaller than the square', () => {
    fc.assert(
      fc.property(images, fc.integer({ min: 1, max: 20 }), (image, factor) => {
        const { data, width, height } = shrink(image, factor);
        expect(width).toBeGreaterThan(0);
        expect(data.length).toBe(width * height);
      }),
    );
  });
});

describe('smooth', () => {
  it('spreads a dot over its neighbours, and nothing else', () => {
    const { data } = smooth(drawn('.....', '.....', '..#..', '.....', '.....'));
    expect(data[12]).toBe(191);
    expect(data[0]).toBe(255);
    expect(data[7]).toBe(data[11]);
  });
});

describe('findInk', () => {
  it('finds the same print in the light and in a shadow', () => {
    const width = 120;
    const shade = (x: number): number => (x < 60 ? 240 : 90);
    const data = Uint8Array.from({ length: width * 30 }, (_, i) => {
      const x = i % width;
      const y = Math.floor(i / width);
      return y > 12 && y < 18 && x % 20 > 8 && x % 20 < 12 ? shade(x) * 0.4 : shade(x);
    });
    const found = findComponents(findInk({ data, width, height: 30 }, 15)).filter(({ area }) => area >= 10);
    const lit = found.filter(({ x1 }) => x1 < 50);
    const dark = found.filter(({ x0 }) => x0 > 70);
    expect(lit.map(({ area }) => area)).toEqual(Array.from({ length: lit.length }, () => 15));
    expect(lit.length).toBeGreaterThanOrEqual(2);
    expect(dark.map(({ area }) => area)).toEqual(Array.from({ length: dark.length }, () => 15));
    expect(dark.length).toBeGreaterThanOrEqual(2);
  });

  it('finds faint print beside something black, and no ink in the grain of paper', () => {
    const width = 200;
    const height = 60;
    const image = (grain: number): GrayImage => ({
      // A multiplicative generator (Lehmer's), so that the grain is the same every time.
      data: Uint8Array.from({ length: width * height }, (_, i) => {
        const x = i % width;
        const y = Math.floor(i / width);
        const noise = (((i * 48_271) % 2_147_483_647) % 1000) / 1000 - 0.5;
        const print = y > 22 && y < 38 && x % 20 > 8 && x % 20 < 12 ? (x < 40 ? 0 : 200) : 230;
        return print + noise * grain;
      }),
      width,
      height,
    });
    const found = findComponents(findInk(image(0), 31));
    expect(found.map(({ x0, x1, y0, y1 }) => [x0 % 20, x1 - x0, y0, y1])).toEqual(
      Array.from({ length: 10 }, () => [9, 3, 23, 38]),
    );
    const specks = findComponents(findInk(image(50), 31)).filter(({ x0, y1 }) => x0 > 60 && y1 < 20);
    expect(specks).toEqual([]);
  });
});

describe('findComponents', () => {
  it('joins what touches, across corners and from below', () => {
    const { width, height, data } = drawn('#...#.#', '.#..#.#', '....###', '.......', '##.....');
    const ink = { ink: data.map((value) => (value === 0 ? 1 : 0)), width, height };
    expect(findComponents(ink)).toEqual([
      { x0: 0, y0: 0, x1: 2, y1: 2, area: 2 },
      { x0: 4, y0: 0, x1: 7, y1: 3, area: 7 },
      { x0: 0, y0: 4, x1: 2, y1: 5, area: 2 },
    ]);
  });

  it('counts every pixel of ink once', () => {
    fc.assert(
      fc.property(images, ({ data, width, height }) => {
        const ink = data.map((value) => (value < 100 ? 1 : 0));
        const counted = findComponents({ ink, width, height }).reduce((sum, { area }) => sum + area, 0);
        expect(counted).toBe(ink.reduce((sum, value) => sum + value, 0));
      }),
    );
  });
});
