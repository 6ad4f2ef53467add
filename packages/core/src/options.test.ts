import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { isUnifexError, type UnifexError } from './errors.ts';
import { checkOptions, invalidOption, optionsParser, type OptionCheck } from './options.ts';

function refusal(call: () => unknown): UnifexError {
  try {
    call();
  } catch (error) {
    if (isUnifexError(error)) return error;
    throw error;
  }
  return expect.fail('nothing was refused');
}

describe('invalidOption', () => {
  it('names the option, the value and what is allowed', () => {
    const error = invalidOption('dpi', -1, 'a number greater than 0');
    expect(error).toMatchObject({
      code: 'INVALID_OPTION',
      message: 'The option `dpi` is -1, and it must be a number greater than 0.',
      details: { option: 'dpi', value: -1, allowed: 'a number greater than 0' },
    });
    expect(invalidOption('pages', [1, [2]], 'x').details).toMatchObject({ value: '[1, [2]]' });
  });
});

describe('checkOptions', () => {
  const checks = { dpi: optionsParser.number({ above: 0 }), name: optionsParser.string() };
  const check = (input: unknown): unknown => checkOptions(input, checks, 'the test');

  it('gives what is given, and leaves out what is not', () => {
    expect(check(undefined)).toEqual({});
    expect(check({})).toEqual({});
    expect(check({ dpi: 96, name: undefined })).toEqual({ dpi: 96 });
    expect(Object.keys(check({ name: undefined }) as object)).toEqual([]);
  });

  it('does not read what is inherited', () => {
    expect(check(Object.create({ dpi: 'inherited' }))).toEqual({});
  });

  it.each([[null], ['text'], [3], [[]], [true], [() => 1]])('refuses %j for an options object', (input) => {
    expect(refusal(() => check(input)).message).toContain(', and it must be an object (the options of the test).');
  });

  it.each(['dpl', 'toString', '__proto__', 'constructor'])(
    'refuses the unknown name %s with the known ones',
    (name) => {
      const error = refusal(() => check(Object.fromEntries([[name, 1]])));
      expect(error.code).toBe('INVALID_OPTION');
      expect(error.message).toBe(`There is no option \`${name}\` for the test. It has: dpi, name.`);
      expect(error.details).toEqual({ option: name, allowed: ['dpi', 'name'] });
    },
  );

  it('says where there are no options at all', () => {
    expect(refusal(() => checkOptions({ a: 1 }, {}, 'the test')).message).toBe(
      'There is no option `a` for the test. It has none.',
    );
  });
});

describe('the checks', () => {
  const { oneOf, string, boolean, number, arrayOf, functionOf, abortSignal } = optionsParser;
  const array = arrayOf(number({ integer: true }));

  it.each<[string, OptionCheck<unknown>, unknown[]]>([
    ['oneOf', oneOf('a', 'b'), ['a', 'b']],
    ['string', string(), ['', 'x']],
    ['string, not empty', string({ nonEmpty: true }), ['x']],
    ['boolean', boolean(), [true, false]],
    ['number', number(), [0, -1.5, 1e300]],
    ['number, whole', number({ integer: true, min: 1, max: 3 }), [1, 2, 3]],
    ['number, above', number({ above: 0 }), [Number.MIN_VALUE]],
    ['function', functionOf(), [() => 1, class {}]],
  ])('%s takes what it allows, as it is', (_name, check, values) => {
    for (const value of values) expect(check(value, 'x')).toBe(value);
  });

  it.each<[OptionCheck<unknown>, unknown[], string]>([
    [oneOf('a', 'b'), ['c', 1, null], "'a' or 'b'"],
    [string(), [1, null, {}], 'text'],
    [string({ nonEmpty: true }), ['', 1], 'text of at least one character'],
    [boolean(), ['true', 0, null], 'true or false'],
    [number(), [NaN, Infinity, '1', null, 1n], 'a number'],
    [number({ integer: true, min: 1, max: 3 }), [0, 4, 1.5], 'a whole number of at least 1 and of at most 3'],
    [number({ above: 0 }), [0, -1], 'a number greater than 0'],
    [array, ['1', { length: 1 }, null], 'an array'],
    [functionOf(), ['f', {}, null], 'a function'],
    [abortSignal(), [null, {}, 'x', { aborted: false }, new AbortController()], 'an AbortSignal'],
  ])('refuse everything else (%#)', (check, values, allowed) => {
    for (const value of values) {
      const error = refusal(() => check(value, 'setting'));
      expect(error.code).toBe('INVALID_OPTION');
      expect(error.message).toMatch(/^The option `setting` is .+, and it must be /);
      expect(error.details).toMatchObject({ option: 'setting', allowed });
    }
  });

  it('name the item of an array that is wrong', () => {
    expect(array([3, 1], 'pages')).toEqual([3, 1]);
    expect(refusal(() => array([0, 'one'], 'pages')).message).toBe(
      'The option `pages[1]` is "one", and it must be a whole number.',
    );
  });

  it('take an AbortSignal of another realm', () => {
    const { signal } = new AbortController();
    expect(abortSignal()(signal, 'signal')).toBe(signal);
    const foreign = runInNewContext('({ aborted: false, addEventListener() {} })') as AbortSignal;
    expect(abortSignal()(foreign, 'signal')).toBe(foreign);
  });
});
