import { createExtractor } from '@unifex/core';
import { samplePath } from '@unifex/samples';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { groundData, rowsOf } from './ground-data.ts';
import { rowsPage } from './test-page.ts';

it('checks data of any origin against the pages of a real document', async () => {
  await using extractor = await createExtractor(samplePath('invoice'), 'pdf');
  const { document } = await extractor.extract();
  const [row] = rowsOf(document.pages)[0]!.rows;
  const { evidence } = groundData({ title: row!.text.split(' | ')[0], wrong: 'nothing like this' }, document.pages);
  expect(evidence['/title']).toMatchObject({
    status: 'verified',
    where: document.pages.length === 1 ? 'page' : 'document',
  });
  expect(evidence['/wrong']).toMatchObject({ status: 'unverified' });
});

it('takes rows, a schema and the least score', () => {
  const pages = [rowsPage('Total 1.00'), { ...rowsPage('Total 1.00', 'Exampel Company'), index: 1 }];
  const schema = z.object({ total: z.number(), name: z.string(), kind: z.enum(['a1', 'b1']) });
  const data = { total: 1, name: 'Example Company', kind: 'a1' };
  const { evidence } = groundData(data, pages, { schema, rows: { '/total': [2] } });
  expect(evidence['/total']).toMatchObject({ where: 'cited', ambiguous: 0, spans: [{ page: 1 }] });
  expect(evidence['/name']).toMatchObject({ status: 'fuzzy' });
  expect(evidence['/kind']).toMatchObject({ status: 'skipped' });
  expect(groundData(data, pages, { minFuzzy: 0.95 }).evidence['/name']).toMatchObject({ status: 'unverified' });
});
