import { describe, expect, it } from 'vitest';
import { measured, renderFigures } from './figures.ts';

describe('measured', () => {
  it('judges the median, with the limit itself within', () => {
    expect(measured({ name: 'a', unit: 'x', values: [1, 1.15, 9], target: { atMost: 1.15 } }).met).toBe(true);
    expect(measured({ name: 'a', unit: 'x', values: [1, 1.16, 1.2], target: { atMost: 1.15 } }).met).toBe(false);
    expect(measured({ name: 'a', unit: 'x', values: [1.7], target: { atLeast: 1.7 } }).met).toBe(true);
    expect(measured({ name: 'a', unit: 'x', values: [1.69], target: { atLeast: 1.7 } }).met).toBe(false);
  });

  it('says nothing of a target that is not there', () => {
    expect(measured({ name: 'a', unit: 'ms', values: [3] })).not.toHaveProperty('met');
  });
});

describe('renderFigures', () => {
  it('prints the spread, the target and the verdict', () => {
    const table = renderFigures([
      measured({ name: 'ratio', unit: 'x', values: [1, 1.1, 1.2], target: { atMost: 1.15 } }),
      measured({ name: 'start', unit: 'ms', values: [123.4] }),
    ]);
    expect(table).toContain('ratio   1.10 x  1.00 – 1.20  <= 1.15  met');
    expect(table).toMatch(/^start {3}123 ms$/m);
  });

  it('makes a missed target stand out', () => {
    expect(renderFigures([measured({ name: 'r', unit: 'x', values: [1], target: { atLeast: 1.7 } })])).toContain(
      'MISSED',
    );
  });
});
