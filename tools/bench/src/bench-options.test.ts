import { describe, expect, it } from 'vitest';
import { BenchUsageError, parseBenchArguments } from './bench-options.ts';

const NAMES = ['parallel', 'other'];

describe('parseBenchArguments', () => {
  it('takes a benchmark and its options', () => {
    expect(
      parseBenchArguments(
        ['parallel', '--rounds', '3', '--only', 'single,workers', '--json', 'a.json', '--pages=8'],
        NAMES,
      ),
    ).toEqual({
      kind: 'run',
      name: 'parallel',
      json: 'a.json',
      options: { rounds: 3, only: ['single', 'workers'], pages: 8 },
    });
    expect(parseBenchArguments(['other'], NAMES)).toEqual({ kind: 'run', name: 'other', json: undefined, options: {} });
  });

  it('shows the help wherever it is asked for', () => {
    expect(parseBenchArguments(['--help'], NAMES)).toEqual({ kind: 'help' });
    expect(parseBenchArguments(['parallel', '-h'], NAMES)).toEqual({ kind: 'help' });
  });

  it.each([
    [[], 'Which benchmark? There is parallel, other.'],
    [['parralel'], 'There is no benchmark "parralel". There is parallel, other.'],
    [['parallel', 'other'], '"other" is too much'],
    [['parallel', '--rounds', '0'], '--rounds "0" is not a whole number of 1 or more.'],
    [['parallel', '--pages', 'ten'], '--pages "ten" is not a whole number'],
    [['parallel', '--fast'], '--fast'],
  ])('refuses %j', (args, message) => {
    expect(() => parseBenchArguments(args, NAMES)).toThrow(BenchUsageError);
    expect(() => parseBenchArguments(args, NAMES)).toThrow(message);
  });
});
