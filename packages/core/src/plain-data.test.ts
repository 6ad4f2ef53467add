import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findNotPlain } from './plain-data.ts';

describe('findNotPlain', () => {
  it('finds nothing in what JSON and a structured clone leave as it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(findNotPlain(value, 'value')).toBeUndefined();
      }),
    );
    expect(findNotPlain({ left: undefined, out: [Object.create(null)] }, 'value')).toBeUndefined();
    expect(findNotPlain(runInNewContext('({ a: [1, { b: 2 }] })'), 'value')).toBeUndefined();
  });

  it('takes the same object twice, side by side', () => {
    const shared = { a: 1 };
    expect(findNotPlain({ left: shared, right: [shared, shared] }, 'value')).toBeUndefined();
  });

  class Client {}
  const circle: { inner: { back?: unknown } } = { inner: {} };
  circle.inner.back = circle;

  it.each([
    [{ a: { b: () => 1 } }, 'options.a.b', 'a function'],
    [{ list: [1, Symbol('x')] }, 'options.list[1]', 'a symbol'],
    [{ n: 10n }, 'options.n', 'a bigint'],
    [{ n: NaN }, 'options.n', 'NaN'],
    [{ n: [-Infinity] }, 'options.n[0]', '-Infinity'],
    [{ c: new Client() }, 'options.c', 'an instance of Client'],
    [{ d: new Date(0) }, 'options.d', 'an instance of Date'],
    [{ m: new Map() }, 'options.m', 'an instance of Map'],
    [{ b: new Uint8Array(1) }, 'options.b', 'an instance of Uint8Array'],
    [circle, 'options.inner.back', 'a circular reference'],
    [() => 1, 'options', 'a function'],
  ])('finds what is none: %s', (value: unknown, path, what) => {
    expect(findNotPlain(value, 'options')).toEqual({ path, what });
  });
});
