import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../root.ts';
import { findPages } from '../snippets/find-pages.ts';
import { figuresIn, fillFigures } from './fill-figures.ts';
import { figuresTable, keepFigures } from './figures-table.ts';
import { keptTable } from './kept-figures.ts';

const MEASURED = {
  benchmark: 'speed',
  machine: { node: 'v24.1.0', platform: 'linux x64', cpu: 'Some CPU', cores: 2, memoryGB: 8 },
  documents: 'Documents: one.',
  figures: [
    { name: 'ours', unit: 'pages/s', median: 212.4, min: 200, max: 220, values: [200, 212.4, 220] },
    { name: 'against theirs', unit: 'x', median: 1.034, min: 1.034, max: 1.034, values: [1.034] },
  ],
  runs: { ours: [] },
};

describe('figures', () => {
  it('are written as a table with the machine and the documents', () => {
    expect(figuresTable(MEASURED).split('\n')).toEqual([
      'Documents: one.',
      '',
      'On 2 cores of Some CPU, 8 GB, linux x64, Node.js 24.1.0; medians, and the range of all rounds.',
      '',
      '| Figure         |      Median |     Range |',
      '| -------------- | ----------: | --------: |',
      '| ours           | 212 pages/s | 200 – 220 |',
      '| against theirs |      1.03 × |           |',
    ]);
  });

  it('are kept without the single runs', () => {
    const kept = JSON.stringify(keepFigures(MEASURED));
    expect(kept).not.toContain('runs');
    expect(kept).not.toContain('values');
    expect(figuresTable(JSON.parse(kept) as typeof MEASURED)).toBe(figuresTable(MEASURED));
  });

  it('fill the place that a page gives them, over and over', () => {
    const page = 'Before\n\n<!-- figures:speed -->\n<!-- /figures -->\n\nAfter\n';
    const filled = fillFigures(page, (name) => `table of ${name}`);
    expect(filled).toBe('Before\n\n<!-- figures:speed -->\n\ntable of speed\n\n<!-- /figures -->\n\nAfter\n');
    expect(fillFigures(filled, (name) => `table of ${name}`)).toBe(filled);
  });

  it('stand in the pages as they were measured', () => {
    const showing = findPages().filter((page) => figuresIn(readFileSync(join(ROOT, page), 'utf8')).length > 0);
    expect(showing).toContain('docs/parallel.md');
    for (const page of showing) {
      const text = readFileSync(join(ROOT, page), 'utf8');
      expect(text === fillFigures(text, keptTable), `${page} has other figures. Run: npm run docs:figures`).toBe(true);
    }
  });
});
