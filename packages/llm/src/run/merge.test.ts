import { describe, expect, it } from 'vitest';
import type { Evidence, EvidenceStatus, FieldEvidence, MergePolicy, Pointer } from '../types.ts';
import { mergeWindows, type WindowValue } from './merge.ts';

function found(status: EvidenceStatus, page = 0): FieldEvidence {
  const spans = [{ page, bbox: { x0: 0, y0: 0, x1: 1, y1: 1 }, text: 'x', source: 'native' as const }];
  return { status, score: 1, method: 'text', where: 'page', ambiguous: 0, doubts: [], spans };
}

function said(pages: number[], value: unknown, statuses: Record<string, EvidenceStatus> = {}): WindowValue {
  const evidence: Evidence = {};
  for (const [pointer, status] of Object.entries(statuses)) evidence[pointer as Pointer] = found(status, pages[0]);
  return { pages, value, evidence };
}

const merged = (windows: WindowValue[], policy?: MergePolicy): unknown => mergeWindows(windows, policy).value;

describe('mergeWindows', () => {
  it('takes the first verified value, and its evidence; without one the first', () => {
    const windows = [
      said([0], { total: 1, date: 'a', only: null }, { '/total': 'unverified', '/date': 'unverified' }),
      said([1], { total: 2, date: 'b', only: 'x' }, { '/total': 'verified', '/date': 'unverified', '/only': 'fuzzy' }),
    ];
    const { value, evidence, conflicts } = mergeWindows(windows);
    expect(value).toEqual({ total: 2, date: 'a', only: 'x' });
    expect(evidence).toMatchObject({
      '/total': { status: 'verified', spans: [{ page: 1 }] },
      '/only': { status: 'fuzzy' },
    });
    expect(conflicts).toEqual([
      {
        pointer: '/total',
        values: [
          { pages: [0], value: 1, status: 'unverified' },
          { pages: [1], value: 2, status: 'verified' },
        ],
      },
      { pointer: '/date', values: expect.anything() as unknown },
    ]);
  });

  it('has no conflict where all say the same, or nothing', () => {
    expect(
      mergeWindows([said([0], { a: 1 }), said([1], { a: 1 }), said([2], { a: null }), said([3], {})]).conflicts,
    ).toEqual([]);
  });

  it('joins lists, and moves their evidence', () => {
    const windows = [
      said([0], { items: [{ n: 'a' }] }, { '/items/0/n': 'verified' }),
      said([1], { items: [{ n: 'b' }, { n: 'c' }] }, { '/items/0/n': 'fuzzy', '/items/1/n': 'unverified' }),
    ];
    const { value, evidence } = mergeWindows(windows);
    expect(value).toEqual({ items: [{ n: 'a' }, { n: 'b' }, { n: 'c' }] });
    expect(
      (Object.entries(evidence!) as [string, FieldEvidence][]).map(([pointer, { status }]) => [pointer, status]),
    ).toEqual([
      ['/items/0/n', 'verified'],
      ['/items/1/n', 'fuzzy'],
      ['/items/2/n', 'unverified'],
    ]);
  });

  it('takes an item once that two windows read on a page that they share, and not one that stands there twice', () => {
    expect(merged([said([0, 1], ['a', 'b', 'b']), said([1, 2], ['b', 'c'])])).toEqual(['a', 'b', 'b', 'c']);
    expect(merged([said([0], ['a']), said([1], ['a'])])).toEqual(['a', 'a']);
  });

  it('tells items apart by the fields that are named', () => {
    const policy: MergePolicy = { '/parties': { concat: true, dedupeBy: '/name' } };
    const windows = [
      said([0], { parties: [{ name: 'A', role: 'x' }, { name: null }] }),
      said([1], { parties: [{ name: 'A', role: 'y' }, { name: 'B' }, { name: null }] }),
    ];
    expect(merged(windows, policy)).toEqual({
      parties: [{ name: 'A', role: 'x' }, { name: null }, { name: 'B' }, { name: null }],
    });
    const both: MergePolicy = { '/parties': { concat: true, dedupeBy: ['/name', '/role'] } };
    expect(merged(windows, both)).toMatchObject({ parties: { length: 5 } });
  });

  it.each<[MergePolicy, unknown]>([
    [{ '/a': 'last' }, 3],
    [{ '/a': 'first' }, 1],
    [{ '/a': 'vote' }, 3],
    [{ default: 'last' }, 3],
    [{ '/a': (values) => values.map(({ value }) => String(value)).join() }, '1,3,3'],
  ])('keeps to %j', (policy, expected) => {
    expect(merged([said([0], { a: 1 }), said([1], { a: 3 }), said([2], { a: 3 })], policy)).toEqual({ a: expected });
  });

  it('keeps the longest list', () => {
    expect(
      merged([said([0], { l: [1] }), said([1], { l: [2, 3] }), said([2], { l: [4] })], { '/l': 'longest' }),
    ).toEqual({ l: [2, 3] });
  });

  it('finds names with slashes', () => {
    const windows = [
      said([0], { 'a/b': 1 }, { '/a~1b': 'unverified' }),
      said([1], { 'a/b': 2 }, { '/a~1b': 'verified' }),
    ];
    expect(mergeWindows(windows)).toMatchObject({ value: { 'a/b': 2 }, conflicts: [{ pointer: '/a~1b' }] });
  });

  it('merges values that are no objects', () => {
    expect(merged([said([0], null), said([1], 'x', { '': 'verified' })])).toBe('x');
    expect(mergeWindows([{ pages: [0], value: null, evidence: null }])).toEqual({
      value: null,
      evidence: null,
      conflicts: [],
    });
  });
});
