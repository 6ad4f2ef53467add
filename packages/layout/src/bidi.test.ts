import { describe, expect, it } from 'vitest';
import { logicalOrder } from './bidi.ts';

function logical(visual: string): string {
  const pieces = [...visual];
  const result = logicalOrder(pieces);
  if (!result) return visual;
  return result.order.map((i) => result.mirrored.get(i) ?? pieces[i]).join('');
}

describe('logicalOrder', () => {
  it('leaves left-to-right text alone', () => {
    expect(logicalOrder(Array.from('plain (text) 12'))).toBeUndefined();
  });

  it('reverses a right-to-left line but not its numbers and Latin words', () => {
    expect(logical('50.1 ריחמ')).toBe('מחיר 50.1');
    expect(logical('ABC םולש םע 123')).toBe('123 עם שלום ABC');
  });

  it('reverses only the right-to-left words of a left-to-right line', () => {
    expect(logical('the word םולש means peace')).toBe('the word שלום means peace');
    expect(logical('the words םלוע םולש mean')).toBe('the words שלום עולם mean');
  });

  it('turns brackets that were mapped by their shape, and leaves logical ones', () => {
    expect(logical('(ב) א')).toBe('א (ב)');
    expect(logical(')ב( א')).toBe('א (ב)');
  });
});
