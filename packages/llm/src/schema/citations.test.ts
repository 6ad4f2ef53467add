import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { citing, Invoice, plain } from './test-schemas.ts';

describe('citations', () => {
  it('asks for the rows of every leaf, and once for every row of a table', () => {
    expect(citing(z.object({ total: z.number(), items: z.array(z.object({ amount: z.number() })) })).strict).toEqual({
      type: 'object',
      properties: {
        total: {
          type: 'object',
          properties: { _rows: { type: 'array', items: { type: 'integer' } }, _value: { type: 'number' } },
          required: ['_rows', '_value'],
          additionalProperties: false,
        },
        items: {
          type: 'array',
          items: {
            type: 'object',
            properties: { _rows: { type: 'array', items: { type: 'integer' } }, amount: { type: 'number' } },
            required: ['_rows', 'amount'],
            additionalProperties: false,
          },
        },
      },
      required: ['total', 'items'],
      additionalProperties: false,
    });
  });

  it('unwraps, and keeps the rows by pointer', () => {
    const answer = {
      number: { _rows: [4], _value: 'A-1' },
      date: { _rows: [], _value: null },
      total: { _rows: [9, 9, 'x'], _value: 12 },
      currency: { _rows: [], _value: null },
      paid: { _rows: [], _value: null },
      tags: [{ _rows: [2], _value: 'x' }],
      rates: [{ _rows: [5], key: 'a/b', value: 3 }],
      items: [{ _rows: [6, 7], text: 'one', amount: 4 }],
    };
    const { value, citations, locate } = citing(Invoice).unwrap(answer);
    expect(value).toEqual({
      number: 'A-1',
      total: 12,
      paid: null,
      tags: ['x'],
      rates: { 'a/b': 3 },
      items: [{ text: 'one', amount: 4 }],
    });
    expect(Object.fromEntries(citations)).toEqual({
      '/number': [4],
      '/total': [9],
      '/tags/0': [2],
      '/rates/a~1b': [5],
      '/items/0': [6, 7],
    });
    expect(locate('/total')).toBe('/total/_value');
    expect(locate('/rates/a~1b')).toBe('/rates/0/value');
    expect(locate('/items/0/amount')).toBe('/items/0/amount');
    expect(locate('/items/0/missing')).toBe('/items/0/missing');
  });

  it('takes an answer that is in the shape of the caller already', () => {
    const value = { number: 'A-1', total: 12, paid: true, tags: [], rates: { a: 1 }, items: [] };
    expect(citing(Invoice).unwrap(value).value).toEqual(value);
    const list = plain(z.array(z.string()));
    expect(list.unwrap(['a']).value).toEqual(['a']);
    expect(list.unwrap({ value: ['a'] }).value).toEqual(['a']);
    const rates = plain(z.record(z.string(), z.string()));
    expect(rates.unwrap({ value: 'an entry of that name' }).value).toEqual({ value: 'an entry of that name' });
    expect(rates.unwrap({ value: [{ key: 'a', value: 'b' }] }).value).toEqual({ a: 'b' });
  });

  it('leaves answers of another shape to the check', async () => {
    const prepared = citing(Invoice);
    for (const answer of [null, 3, [], 'text', { total: [] }, { items: { a: 1 } }, { items: [4], rates: 'x' }]) {
      expect(await prepared.validate(prepared.unwrap(answer).value)).toMatchObject({ success: false });
    }
  });

  it('asks for no rows of what is not looked for', () => {
    const schema = z.object({ summary: z.string().meta({ unifex: { ground: false } }), total: z.number() });
    const prepared = citing(schema);
    expect(prepared.strict).toMatchObject({ properties: { summary: { type: 'string' }, total: { type: 'object' } } });
    expect(prepared.leaves({ summary: 's', total: 1 }).map(({ pointer, skip }) => [pointer, skip])).toEqual([
      ['/summary', true],
      ['/total', false],
    ]);
  });
});
