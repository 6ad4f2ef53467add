import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json.ts';

describe('parseJson', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    ['  \ufeff{"a":1}\n', { a: 1 }],
    ['[1,2]', [1, 2]],
    ['"text"', 'text'],
    ['null', null],
    ['```json\n{"a":1}\n```', { a: 1 }],
    ['Here you are:\n```\n{"a":[1]}\n```\nAnything else?', { a: [1] }],
    ['The data is {"a":"}{","b":"\\"}"} as asked.', { a: '}{', b: '"}' }],
    ['Sure! [{"a":1}]', [{ a: 1 }]],
    ['The total [sic] is {this}: {"a":1}', { a: 1 }],
    ['<think>Perhaps {"a":0}, or {"a":</think>\n{"a":1}', { a: 1 }],
    ['{"a":"</think>"}', { a: '</think>' }],
  ])('%s', (text, expected) => {
    expect(parseJson(text)).toEqual(expected);
  });

  it.each(['', 'I cannot see any.', '{"a": "cut in the mid', '{"a": 1', '{a: 1}', '```json\n{"a"\n```'])(
    'has nothing in %j',
    (text) => {
      expect(parseJson(text)).toBeUndefined();
    },
  );
});
