import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bboxArea,
  boxAround,
  clampBBox,
  containsBBox,
  intersectBBox,
  normalizeAngle,
  polygonToBox,
  rotateBBox,
  unionBBox,
} from './geometry.ts';
import { box } from './test-document.ts';
import type { BBox, Point } from './units.ts';

const coordinate = fc.double({ min: -2000, max: 2000, noNaN: true }).map((value) => value + 0);
const point: fc.Arbitrary<Point> = fc.record({ x: coordinate, y: coordinate });
const anyBox: fc.Arbitrary<BBox> = fc.tuple(point, point).map(([a, b]) => boxAround([a, b]));
const size = fc.double({ min: 1, max: 2000, noNaN: true });

/** The corners of a box as its text sees them, turned clockwise about its centre. */
function turned({ x0, y0, x1, y1 }: BBox, degrees: number): Point[] {
  const [cx, cy, angle] = [(x0 + x1) / 2, (y0 + y1) / 2, (degrees * Math.PI) / 180];
  const corners = [
    { x: x0, y: y0 },
    { x: x1, y: y0 },
    { x: x1, y: y1 },
    { x: x0, y: y1 },
  ];
  // y points down, so that this turns clockwise.
  return corners.map(({ x, y }) => ({
    x: cx + (x - cx) * Math.cos(angle) - (y - cy) * Math.sin(angle),
    y: cy + (x - cx) * Math.sin(angle) + (y - cy) * Math.cos(angle),
  }));
}

describe('polygonToBox', () => {
  it.each([
    [0, box(10, 20, 110, 40)],
    [90, box(50, -20, 70, 80)],
    [180, box(10, 20, 110, 40)],
    [270, box(50, -20, 70, 80)],
  ])('finds text turned by %d degrees', (degrees, expected) => {
    const { bbox, rotation } = polygonToBox(turned(box(10, 20, 110, 40), degrees));
    expect(rotation).toBeCloseTo(degrees, 9);
    for (const edge of ['x0', 'y0', 'x1', 'y1'] as const) expect(bbox[edge]).toBeCloseTo(expected[edge], 9);
  });

  it('finds any angle, with a box around every point', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 359.999, noNaN: true }), (degrees) => {
        const points = turned(box(10, 20, 110, 40), degrees);
        const { bbox, rotation } = polygonToBox(points);
        const difference = Math.abs(rotation - degrees);
        expect(Math.min(difference, 360 - difference)).toBeLessThan(1e-9);
        expect(rotation).toBeLessThan(360);
        expect(points.every(({ x, y }) => containsBBox(bbox, { x0: x, y0: y, x1: x, y1: y }))).toBe(true);
      }),
    );
  });

  it('is steady against a noisy corner, because both edges tell the direction', () => {
    const [a, b, c, d] = turned(box(0, 0, 100, 10), 0) as [Point, Point, Point, Point];
    expect(polygonToBox([a, { x: b.x, y: 4 }, c, d]).rotation).toBeLessThan(2);
    expect(polygonToBox([a, b, c, { x: d.x, y: 14 }]).rotation).toBeGreaterThan(357);
  });

  it('goes by the first edge of two, three, five and more points', () => {
    const line = [
      { x: 0, y: 0 },
      { x: 10, y: 10 },
    ];
    expect(polygonToBox(line)).toEqual({ bbox: box(0, 0, 10, 10), rotation: 45 });
    expect(polygonToBox([...line, { x: 0, y: 20 }]).rotation).toBe(45);
    // Three points along the top, three along the bottom: the third and fourth are one above the other.
    const hexagon = [0, 50, 100].map((x) => ({ x, y: 0 })).concat([100, 50, 0].map((x) => ({ x, y: 12 })));
    expect(polygonToBox(hexagon)).toEqual({ bbox: box(0, 0, 100, 12), rotation: 0 });
  });

  it('takes a polygon without extent', () => {
    const point = { x: 3, y: 4 };
    expect(polygonToBox([point, point, point, point])).toEqual({ bbox: box(3, 4, 3, 4), rotation: 0 });
  });

  it.each([[[]], [[{ x: 1, y: 1 }]]])('refuses the points %j', (points) => {
    expect(() => polygonToBox(points)).toThrow(
      `\`points\` is ${points.length}, and it must be a polygon of at least two points`,
    );
  });
});

describe('normalizeAngle', () => {
  it.each([
    [0, 0],
    [-0, 0],
    [360, 0],
    [-360, 0],
    [-90, 270],
    [725, 5],
    [-1e-20, 0],
  ])('makes %d degrees %d', (given, expected) => {
    expect(normalizeAngle(given)).toBe(expected);
  });

  it('lies from 0 to 360 and is the same direction', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (degrees) => {
        const angle = normalizeAngle(degrees);
        expect(angle).toBeGreaterThanOrEqual(0);
        expect(angle).toBeLessThan(360);
        expect(Math.cos((angle * Math.PI) / 180)).toBeCloseTo(Math.cos((degrees * Math.PI) / 180), 6);
      }),
    );
  });
});

describe('boxes', () => {
  it('around points hold them all and no more', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1 }), (points) => {
        const around = boxAround(points);
        expect(around).toEqual({
          x0: Math.min(...points.map(({ x }) => x)),
          y0: Math.min(...points.map(({ y }) => y)),
          x1: Math.max(...points.map(({ x }) => x)),
          y1: Math.max(...points.map(({ y }) => y)),
        });
      }),
    );
    expect(() => boxAround([])).toThrow('at least one point');
  });

  it('united hold each of them; what they have in common lies in each', () => {
    fc.assert(
      fc.property(anyBox, anyBox, (a, b) => {
        const union = unionBBox([a, b]);
        expect(containsBBox(union, a) && containsBBox(union, b)).toBe(true);
        expect(unionBBox([b, a])).toEqual(union);
        const common = intersectBBox(a, b);
        expect(intersectBBox(b, a)).toEqual(common);
        if (common) expect(containsBBox(a, common) && containsBBox(b, common)).toBe(true);
        if (containsBBox(a, b)) expect(common).toEqual(b);
      }),
    );
    expect(() => unionBBox([])).toThrow('at least one box');
  });

  it('that touch share a box without area, and boxes apart share none', () => {
    expect(intersectBBox(box(0, 0, 10, 10), box(10, 0, 20, 10))).toEqual(box(10, 0, 10, 10));
    expect(intersectBBox(box(0, 0, 10, 10), box(11, 0, 20, 10))).toBeUndefined();
    expect(intersectBBox(box(0, 0, 10, 10), box(0, 11, 10, 20))).toBeUndefined();
  });

  it('are not changed by being united', () => {
    const first = box(0, 0, 1, 1);
    unionBBox([first, box(5, 5, 6, 6)]);
    expect(first).toEqual(box(0, 0, 1, 1));
  });

  it('have an area, and contain themselves', () => {
    expect(bboxArea(box(1, 2, 4, 6))).toBe(12);
    expect(containsBBox(box(1, 2, 4, 6), box(1, 2, 4, 6))).toBe(true);
    expect(containsBBox(box(1, 2, 4, 6), box(1, 2, 4.1, 6))).toBe(false);
  });

  it('are cut so that they lie on the page, and left alone when they do', () => {
    fc.assert(
      fc.property(anyBox, size, size, (bbox, width, height) => {
        const page = box(0, 0, width, height);
        const clamped = clampBBox(bbox, { width, height });
        expect(containsBBox(page, clamped)).toBe(true);
        if (containsBBox(page, bbox)) expect(clamped).toEqual(bbox);
        const common = intersectBBox(page, bbox);
        if (common) expect(clamped).toEqual(common);
      }),
    );
  });
});

describe('rotateBBox', () => {
  const page = { width: 200, height: 100 };

  it.each([
    [0, box(10, 20, 30, 25)],
    [90, box(75, 10, 80, 30)],
    [180, box(170, 75, 190, 80)],
    [270, box(20, 170, 25, 190)],
  ] as const)('turns a page by %d degrees', (degrees, expected) => {
    expect(rotateBBox(box(10, 20, 30, 25), degrees, page)).toEqual(expected);
  });

  it('is undone by the rest of the turn', () => {
    fc.assert(
      fc.property(anyBox, fc.constantFrom(90, 180, 270), size, size, (bbox, degrees, width, height) => {
        const turnedPage = degrees === 180 ? { width, height } : { width: height, height: width };
        const there = rotateBBox(bbox, degrees, { width, height });
        const back = rotateBBox(there, (360 - degrees) as 90 | 180 | 270, turnedPage);
        for (const edge of ['x0', 'y0', 'x1', 'y1'] as const)
          expect(Math.abs(back[edge] - bbox[edge])).toBeLessThan(1e-9);
        expect(there.x0 <= there.x1 && there.y0 <= there.y1).toBe(true);
      }),
    );
  });
});
