import { describe, expect, it } from 'vitest';
import { type Flags, nearestName, readFlags } from './read-flags.ts';

const TABLE = { dpi: { type: 'string' }, name: { type: 'string', short: 'n' }, all: { type: 'boolean' } } as const;
type Name = keyof typeof TABLE | 'debug' | 'version' | 'help';

function read(...argv: string[]): Flags<Name> {
  const flags = readFlags(argv, TABLE);
  if (typeof flags === 'string') throw new Error(`expected flags, got ${flags}`);
  return flags;
}

describe('readFlags', () => {
  it('gives what was typed, by the last value, and the inputs in their order', () => {
    const flags = read('a', '--dpi', '72', '-n', 'x', '--dpi=150', 'b', '--debug');
    expect(flags.inputs).toEqual(['a', 'b']);
    expect(flags.number('dpi', 'integer')).toBe(150);
    expect(flags.all('dpi')).toEqual(['72', '150']);
    expect([flags.has('all'), flags.has('debug'), flags.last('name')]).toEqual([false, true, 'x']);
  });

  it('lets --help and --version win over what is wrong', () => {
    expect(readFlags(['--nonsense', '-h'], TABLE)).toBe('help');
    expect(readFlags(['--nonsense', '--version'], TABLE)).toBe('version');
  });

  it('names the flag, the value, and what is allowed', () => {
    expect(() => read('--dip', '3')).toThrow('unknown option "--dip". Did you mean --dpi?');
    expect(() => read('--dpi')).toThrow('--dpi needs a value.');
    expect(() => read('--all=1')).toThrow('--all takes no value');
    expect(() => read('--dpi', '0').number('dpi', 'number')).toThrow('--dpi "0" is not a number above 0.');
    expect(() => read('--dpi', '1.5').number('dpi', 'integer')).toThrow('not a whole number of 1 or more');
    expect(() => read('-n', 'c').oneOf('name', ['a', 'b'])).toThrow('--name "c" is not one of a, b.');
    expect(() => read('-n', 'secret').headers('name')).toThrow(/^--name wants Name=value(?!.*secret)/);
  });
});

describe('nearestName', () => {
  const NAMES = ['render', 'inspect', 'ocr', 'serve-ocr', 'llm'];
  it.each([
    ['rendr', 'render'],
    ['redner', 'render'],
    ['inspekt', 'inspect'],
    ['ocrs', 'ocr'],
    ['orc', 'ocr'],
    ['lm', 'llm'],
    ['serve', 'serve-ocr'],
    ['ocr-serve', undefined],
    // Of three letters two are others: that is another word.
    ['old', undefined],
    ['doc', undefined],
    ['film', undefined],
  ])('takes %s for %s', (typed, name) => {
    expect(nearestName(typed, NAMES)).toBe(name);
  });
});
