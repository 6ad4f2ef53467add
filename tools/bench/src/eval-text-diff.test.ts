import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeLosses } from './eval-text-diff.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'unifex-eval-'));
  for (const part of ['text/dev/gt', 'read']) mkdirSync(path.join(folder, part), { recursive: true });
  writeFileSync(
    path.join(folder, 'text/textlib.mjs'),
    String.raw`export const tokens = (text) => text.split(/\s+/).filter(Boolean);`,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function document(name: string, truth: object, pages: readonly string[]): void {
  writeFileSync(path.join(folder, 'text/dev/gt', name), JSON.stringify(truth));
  writeFileSync(path.join(folder, 'read', name), JSON.stringify({ pages: pages.map((text) => ({ text })) }));
}
const losses = (only = ''): Promise<string> => describeLosses(folder, path.join(folder, 'read'), only);

it('names the words that are lost and those that are made up', async () => {
  document('a.json', { pages: [{ runs: ['one two', 'two three'] }, { runs: ['same'] }] }, ['one two thr ee', 'same']);
  expect(await losses()).toBe('a.json page 0\n  lost:  two three\n  extra: thr ee\n');
});

it('says nothing of words that may be there, nor of documents that were not asked for', async () => {
  document('a.json', { pages: [{ runs: ['one'], may: 'header' }] }, ['header one']);
  document('b.json', { wholeDoc: true, pages: [{ runs: ['one two'] }] }, ['one', 'two']);
  document('c.json', { pages: [{ runs: ['lost'] }] }, []);
  expect(await losses()).toBe('c.json page 0\n  lost:  lost\n  extra: \n');
  expect(await losses('b')).toBe('\n');
});
