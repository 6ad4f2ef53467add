import { describe, expect, it } from 'vitest';
import { rowsOf, shape } from './shape.ts';

const object = (properties: Record<string, unknown>, required = Object.keys(properties)): Record<string, unknown> => ({
  type: 'object',
  properties,
  required,
});
const string = { type: 'string' };
const cited = (value: object): object =>
  object({ _rows: { type: 'array', items: { type: 'integer' } }, _value: value });

describe('shape', () => {
  it('gives what is required and not known as null or empty, and leaves out the rest', () => {
    const schema = object(
      { a: string, b: { type: ['string', 'null'] }, c: { type: 'array', items: string }, d: string },
      ['a', 'b', 'c'],
    );
    expect(shape(schema, {}, [])).toEqual({ a: '', b: null, c: [] });
    expect(shape(schema, { a: 'x', d: 'y', e: 'z' }, [])).toEqual({ a: 'x', b: null, c: [], d: 'y' });
  });

  it('wraps a root', () => {
    expect(shape(object({ value: { type: 'array', items: string } }), ['a'], [])).toEqual({ value: ['a'] });
    expect(shape(object({ value: string }), { value: 'a' }, [])).toEqual({ value: 'a' });
  });

  it('chooses the branch of a union by its literals', () => {
    const branches = ['person', 'company'].map((kind) => object({ kind: { const: kind }, [kind]: { ...string } }));
    const schema = object({ party: { anyOf: [...branches, { type: 'null' }] } });
    expect(shape(schema, { party: { kind: 'company', company: 'A', person: 'B' } }, [])).toEqual({
      party: { kind: 'company', company: 'A' },
    });
    expect(shape(schema, {}, [])).toEqual({ party: null });
  });

  it('follows references and writes records as lists', () => {
    const entry = object({ key: string, value: { type: 'number' } });
    const schema = {
      ...object({ rates: { type: 'array', items: { $ref: '#/$defs/Entry' } } }),
      $defs: { Entry: entry },
    };
    expect(shape(schema, { rates: { a: 1, b: 2 } }, [])).toEqual({
      rates: [
        { key: 'a', value: 1 },
        { key: 'b', value: 2 },
      ],
    });
  });

  it('names the rows that contain a value', () => {
    const rows = rowsOf('Rows:\n1| ACME Ltd\n2| Total | 1,234.50\n3| ACME again');
    expect(rows).toHaveLength(3);
    const schema = object({ seller: cited(string), total: cited({ type: ['number', 'null'] }) });
    expect(shape(schema, { seller: 'ACME', total: 1234.5 }, rows)).toEqual({
      seller: { _rows: [1, 3], _value: 'ACME' },
      total: { _rows: [2], _value: 1234.5 },
    });
    expect(shape(schema, {}, rows)).toEqual({ seller: { _rows: [], _value: '' }, total: { _rows: [], _value: null } });
  });
});
