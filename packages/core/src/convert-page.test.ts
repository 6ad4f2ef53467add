import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { convertBBox, convertPage, convertPoint } from './convert-page.ts';
import { containsBBox } from './geometry.ts';
import type { Page } from './model.ts';
import { block, box, fullPage, pageOf } from './test-document.ts';
import { DEFAULT_DPI, UNITS, type BBox, type Point, type Unit } from './units.ts';

/** Every box, point and length of a page by its path, wherever one may stand: told by its shape, not by a list of members. */
function coordinatesOf(value: unknown, path = ''): Map<string, number> {
  const found = new Map<string, number>();
  if (typeof value !== 'object' || value === null) return found;
  const keys = Object.keys(value).sort().join();
  const isPlace = keys === 'x0,x1,y0,y1' || keys === 'x,y';
  for (const [key, item] of Object.entries(value)) {
    const at = `${path}.${key}`;
    if (
      typeof item === 'number' &&
      (isPlace || /\.(font\.size|thickness)$/.test(at) || /^\.(width|height)$/.test(at))
    ) {
      found.set(at, item);
    }
    for (const [inner, number] of coordinatesOf(item, at)) found.set(inner, number);
  }
  return found;
}

function expectClose(actual: Page, expected: Page, tolerance = 1e-9): void {
  const before = coordinatesOf(expected);
  const after = coordinatesOf(actual);
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  for (const [path, value] of after) {
    expect(Math.abs(value - (before.get(path) ?? NaN)), `${path} was ${before.get(path)}`).toBeLessThanOrEqual(
      tolerance,
    );
  }
}

const unit = fc.constantFrom(...UNITS);
const dpi = fc.double({ min: 1, max: 4800, noNaN: true });
const width = fc.double({ min: 0.5, max: 14_400, noNaN: true });
/** Often the very edge of the page: that is where rounding shows. */
const share = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0, 1));

/** A page of any size in points, and a box that lies on it. */
const placed = fc
  .record({ width, height: width, a: share, b: share, c: share, d: share })
  .map(({ width, height, a, b, c, d }) => {
    const bbox = box(Math.min(a, b) * width, Math.min(c, d) * height, Math.max(a, b) * width, Math.max(c, d) * height);
    return { page: pageOf(0, { width, height, texts: [block('x', bbox)] }), bbox };
  });

const dpiFor = (target: Unit, value: number): { dpi?: number } => (target === 'pixels' ? { dpi: value } : {});

describe('convertPage', () => {
  const page = pageOf(0, { width: 144, height: 288, texts: [block('x', box(36, 72, 72, 144))] });

  it.each([
    ['points', box(36, 72, 72, 144), 144, 288],
    ['inches', box(0.5, 1, 1, 2), 2, 4],
    ['pixels', box(48, 96, 96, 192), 192, 384],
    ['normalized', box(0.25, 0.25, 0.5, 0.5), 1, 1],
  ] as const)('gives %s', (target, bbox, width, height) => {
    const converted = convertPage(page, target);
    expect(converted).toMatchObject({ unit: target, width, height, sizeInPoints: { width: 144, height: 288 } });
    expect(converted.texts[0]?.bbox).toEqual(bbox);
    expect(converted.dpi).toBe(target === 'pixels' ? DEFAULT_DPI : undefined);
  });

  it('takes the pixels an inch that are asked for', () => {
    expect(convertPage(page, 'pixels', { dpi: 300 })).toMatchObject({ dpi: 300, width: 600, height: 1200 });
  });

  it('converts everything that carries a coordinate: there and back is the identity', () => {
    const original = fullPage();
    fc.assert(
      fc.property(unit, unit, dpi, dpi, (first, second, dpi1, dpi2) => {
        const there = convertPage(original, first, dpiFor(first, dpi1));
        const further = convertPage(there, second, dpiFor(second, dpi2));
        const back = convertPage(further, 'pixels', { dpi: 72 });
        expectClose(back, original);
        expect(withoutNumbers(back)).toEqual(withoutNumbers(original));
      }),
    );
  });

  it('changes every coordinate of a page that has all that a page can have', () => {
    const before = coordinatesOf(fullPage());
    const after = coordinatesOf(convertPage(fullPage(), 'pixels', { dpi: 144 }));
    expect(before.size).toBeGreaterThan(50);
    for (const [path, value] of before) expect(after.get(path), path).toBeCloseTo(value * 2, 9);
  });

  it('is the identity there and back for any page, and what lies on the page stays there', () => {
    fc.assert(
      fc.property(placed, unit, unit, dpi, ({ page, bbox }, first, second, resolution) => {
        const there = convertPage(page, first, dpiFor(first, resolution));
        const further = convertPage(there, second, dpiFor(second, resolution));
        for (const converted of [there, further]) {
          const [text] = converted.texts;
          expect(containsBBox(box(0, 0, converted.width, converted.height), text?.bbox ?? box(-1, -1, -1, -1))).toBe(
            true,
          );
          const { x0, y0, x1, y1 } = text?.bbox ?? box(1, 1, 0, 0);
          expect(x0 <= x1 && y0 <= y1).toBe(true);
        }
        expectClose(convertPage(further, 'points'), page);
        expect(convertPage(further, 'points').texts[0]?.bbox.x1).toBeCloseTo(bbox.x1, 9);
      }),
    );
  });

  it('keeps what lies off the page off the page', () => {
    const outside = pageOf(0, { texts: [block('x', box(-20, -40, 220, 440))] });
    expect(convertPage(outside, 'normalized').texts[0]?.bbox).toEqual(box(-0.1, -0.1, 1.1, 1.1));
  });

  it('leaves the page that it is given as it is, and shares what has no coordinate', () => {
    const original = fullPage();
    const converted = convertPage(original, 'inches');
    expect(original).toEqual(fullPage());
    expect(converted.coverage).toBe(original.coverage);
    expect(convertPage(original, 'pixels', { dpi: 72 })).toEqual(original);
  });

  it('survives a page without extent', () => {
    const empty = pageOf(0, { width: 0, height: 0, texts: [block('x', box(0, 0, 0, 0))] });
    const converted = convertPage(empty, 'normalized');
    expect([...coordinatesOf(converted).values()].every(Number.isFinite)).toBe(true);
    expectClose(convertPage(converted, 'points'), empty);
  });

  it.each([
    ['unit', () => convertPage(page, 'cm' as Unit), '"cm", and it must be points or pixels or inches or normalized'],
    ['dpi', () => convertPage(page, 'pixels', { dpi: 0 }), '0, and it must be a number greater than 0'],
    ['dpi', () => convertPage(page, 'pixels', { dpi: NaN }), 'NaN, and it must be'],
    ['dpi', () => convertPage(page, 'points', { dpi: -1 }), '-1, and it must be'],
  ])('refuses a bad %s', (name, call, message) => {
    expect(call).toThrow(`The option \`${name}\` is ${message}`);
  });
});

describe('convertBBox and convertPoint', () => {
  it('agree with convertPage', () => {
    fc.assert(
      fc.property(placed, unit, dpi, ({ page, bbox }, target, resolution) => {
        const options = dpiFor(target, resolution);
        const converted: BBox = convertBBox(bbox, page, target, options);
        expect(converted).toEqual(convertPage(page, target, options).texts[0]?.bbox);
        const corner: Point = convertPoint({ x: bbox.x1, y: bbox.y1 }, page, target, options);
        expect(corner).toEqual({ x: converted.x1, y: converted.y1 });
      }),
    );
  });

  it('start from the unit and the resolution of the frame', () => {
    const frame = { unit: 'pixels', dpi: 144, sizeInPoints: { width: 72, height: 72 } } as const;
    expect(convertPoint({ x: 144, y: 72 }, frame, 'inches')).toEqual({ x: 1, y: 0.5 });
    expect(convertBBox(box(0, 0, 96, 96), { ...frame, dpi: 96 }, 'normalized')).toEqual(box(0, 0, 1, 1));
  });
});

/** What is left of a page when its numbers are taken away. */
function withoutNumbers(page: Page): unknown {
  return JSON.parse(JSON.stringify(page, (_, value: unknown) => (typeof value === 'number' ? 0 : value)));
}
