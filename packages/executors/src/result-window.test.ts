import { describe, expect, it } from 'vitest';
import { ResultWindow } from './result-window.ts';

describe('ResultWindow', () => {
  it('gives each result once, by its position', () => {
    const window = new ResultWindow<string>(3);
    window.put(1, 'b');
    window.put(0, 'a');
    expect([window.take(0), window.take(0), window.take(1), window.take(2)]).toEqual(['a', undefined, 'b', undefined]);
  });

  it('has room for the next ones where others were taken', () => {
    const window = new ResultWindow<number>(2);
    const taken: (number | undefined)[] = [];
    for (let position = 0; position < 7; position++) {
      window.put(position, position);
      if (position > 0) taken.push(window.take(position - 1));
    }
    expect(taken).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('is empty when it was cleared', () => {
    const window = new ResultWindow<string>(2);
    window.put(4, 'e');
    window.clear();
    expect(window.take(4)).toBeUndefined();
  });
});
