import { describe, expect, it } from 'vitest';
import { plainValue, printValue } from './print-value.ts';

describe('printValue', () => {
  it.each([
    ['text', '"text"'],
    ['two\nlines "quoted"', String.raw`"two\nlines \"quoted\""`],
    ['x'.repeat(61), `"${'x'.repeat(60)}"…`],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [-0, '0'],
    [12n, '12n'],
    [true, 'true'],
    [null, 'null'],
    [undefined, 'undefined'],
    [Symbol('s'), 'Symbol(s)'],
    [() => 1, 'a function'],
    [{ secret: 'x' }, 'an object (Object)'],
    [new Map(), 'an object (Map)'],
    [Object.create(null), 'an object (no class)'],
    [{ constructor: 'odd' }, 'an object (no class)'],
    [[1, 'a', [2]], '[1, "a", [2]]'],
    [[[[['deep']]]], '[[[[…]]]]'],
    [Array.from({ length: 9 }, (_, i) => i), '[0, 1, 2, 3, 4, 5, 6, 7, …]'],
  ])('prints %s', (value: unknown, expected) => {
    expect(printValue(value)).toBe(expected);
  });

  it('prints what contains itself', () => {
    const circle: unknown[] = [];
    circle.push(circle);
    expect(printValue(circle)).toBe('[[[[…]]]]');
  });
});

describe('plainValue', () => {
  it('keeps what survives JSON and prints the rest', () => {
    for (const value of ['a', 1, false, null]) expect(plainValue(value)).toBe(value);
    expect(plainValue(Infinity)).toBe('Infinity');
    expect(plainValue([1])).toBe('[1]');
    expect(plainValue(undefined)).toBe('undefined');
  });
});
