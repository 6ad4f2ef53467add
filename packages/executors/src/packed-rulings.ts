import type { Point, Ruling } from '@unifex/core';
import { hasKeys } from './has-keys.ts';
import { styleFinder } from './styles.ts';

/** The rulings of a page, without their numbers. */
export interface PackedRulings {
  readonly count: number;
  /** What rulings have beside their ends and thickness, each kind once, as a ruling. */
  readonly styles: readonly Ruling[];
}

/** Style, both ends, thickness. */
const RULING_NUMBERS = 6;
const POINT_KEYS: readonly string[] = ['x', 'y'];
const NO_POINT: Point = { x: 0, y: 0 };

/** How many numbers the rulings take; undefined where one of them is not as the model has it. */
export function rulingNumbers(rulings: unknown): number | undefined {
  if (!Array.isArray(rulings)) return undefined;
  for (const ruling of rulings as readonly (Partial<Ruling> | null | undefined)[]) {
    if (!isPoint(ruling?.start) || !isPoint(ruling?.end) || typeof ruling?.thickness !== 'number') return undefined;
  }
  return rulings.length * RULING_NUMBERS;
}

/** @param numbers is filled from its start. Shape: as many as `rulingNumbers` says, or more */
export function packRulings(rulings: readonly Ruling[], numbers: Float64Array): PackedRulings {
  const styles = styleFinder<Ruling>(['start', 'end', 'thickness'], (ruling) => ({
    ...ruling,
    start: NO_POINT,
    end: NO_POINT,
    thickness: 0,
  }));
  let at = 0;
  for (const ruling of rulings) {
    numbers[at] = styles.indexOf(ruling);
    numbers[at + 1] = ruling.start.x;
    numbers[at + 2] = ruling.start.y;
    numbers[at + 3] = ruling.end.x;
    numbers[at + 4] = ruling.end.y;
    numbers[at + 5] = ruling.thickness;
    at += RULING_NUMBERS;
  }
  return { count: rulings.length, styles: styles.found };
}

export function unpackRulings({ count, styles }: PackedRulings, numbers: Float64Array): Ruling[] {
  const rulings: Ruling[] = [];
  for (let i = 0, at = 0; i < count; i++, at += RULING_NUMBERS) {
    const ruling: Ruling = { ...styles[numbers[at]!]! };
    ruling.start = { x: numbers[at + 1]!, y: numbers[at + 2]! };
    ruling.end = { x: numbers[at + 3]!, y: numbers[at + 4]! };
    ruling.thickness = numbers[at + 5]!;
    rulings.push(ruling);
  }
  return rulings;
}

function isPoint(point: unknown): point is Point {
  return hasKeys(point, POINT_KEYS) && typeof (point as Point).x === 'number' && typeof (point as Point).y === 'number';
}
