import type { Backend } from '@unifex/core';
import { describe, expect, it } from 'vitest';
import { testBackend, type TestBackendOptions } from './test-backend.ts';
import { CASES, failingGroups, manifest } from './test-broken-paper.ts';
import { Collector } from './test-collector.ts';
import { paperBackend, paperBytes } from './test-paper.ts';

testBackend({
  backend: paperBackend,
  cases: [
    {
      name: 'two pages',
      source: paperBytes({ pages: [['Hello paper', 'second line'], ['Page two']] }),
      pageCount: 2,
      expect: { texts: ['second line'], pages: [{ texts: ['Hello'], width: 200 }, { texts: ['two'] }] },
    },
    { name: 'secret', source: paperBytes({ pages: [['secret']], password: 'x1y2' }), pageCount: 1, password: 'x1y2' },
  ],
  describe,
  it,
});

describe('testBackend', () => {
  it('passes a sound backend', async () => {
    expect(await failingGroups(paperBackend)).toEqual([]);
  });

  it.each([
    ['text that is not there', { texts: ['nowhere'] }],
    ['text on another page', { pages: [{ texts: ['Page two'] }] }],
    ['another size', { pages: [{ width: 210 }] }],
    ['another rotation', { pages: [{ rotation: 90 as const }] }],
    ['a page that is not there', { pages: [{}, {}, {}] }],
    ['other metadata', { metadata: { title: 'another' } }],
  ])('finds that a document lacks what is known of it: %s', async (_what, known) => {
    const cases = CASES.map((item, i) => (i === 0 ? { ...item, expect: known } : item));
    expect(await failingGroups(paperBackend, { cases })).toEqual(['pages']);
  });

  it('wants a document with a password of a backend that supports them, and one with text of every backend', async () => {
    const cases = CASES.filter((item) => item.password === undefined);
    expect(await failingGroups(paperBackend, { cases })).toEqual(['passwords']);
    const blank = [{ name: 'blank', source: paperBytes({ pages: [[]] }), pageCount: 1 }, ...CASES.slice(1)];
    expect(await failingGroups(paperBackend, { cases: blank.slice(0, 1) })).toEqual(['pages', 'passwords']);
  });

  it('has the groups that the manifest calls for, and no others', () => {
    const groupsOf = (backend: Backend): string[] => {
      const collector = new Collector();
      const { describe, it } = collector;
      testBackend({ backend, cases: CASES, describe, it });
      return collector.groups;
    };
    const all = groupsOf(paperBackend);
    expect(all).toEqual(expect.arrayContaining(['passwords', 'granularity', 'coverage', 'executors', 'open handles']));
    const gated = ['passwords', 'granularity', 'coverage', 'executors', 'open handles'];
    const bare = { passwords: false, granularity: false, coverage: false, environments: ['browser'] };
    expect(groupsOf(manifest(bare))).toEqual(all.filter((name) => !gated.includes(name)));
  });

  it('wants a document, and something to compare with', () => {
    const { describe, it } = new Collector();
    const written = (more: Partial<TestBackendOptions>) => () =>
      testBackend({ backend: paperBackend, cases: CASES, describe, it, ...more });
    expect(written({ cases: [] })).toThrow(/`cases`.*at least one document/);
    expect(written({ executors: [] })).toThrow(/`executors`.*at least one executor/);
  });
});
