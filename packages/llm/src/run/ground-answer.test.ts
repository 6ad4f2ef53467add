import { expect, it } from 'vitest';
import { rowsOf } from '../grounding/index.ts';
import { rowsPage } from '../grounding/test-page.ts';
import { prepareSchema } from '../schema/index.ts';
import { groundAnswer } from './ground-answer.ts';

const schema = prepareSchema(undefined, { dialect: 'openai', grounding: { mode: 'search' } });
const answer = { value: { total: 42, items: ['a', 'b'] }, citations: new Map() };
const rows = rowsOf(rowsPage('Total 42.00'));

it('looks for the values of an answer', () => {
  const { evidence, warnings, failed } = groundAnswer(answer, schema, rows, { mode: 'search' });
  expect(evidence['/total']).toMatchObject({ status: 'verified' });
  expect([warnings, failed]).toEqual([[], false]);
});

it('keeps an answer that cannot be checked, and says so', () => {
  const { evidence, warnings, failed } = groundAnswer(answer, schema, rows, { mode: 'search' }, () => {
    throw new Error('a fault of ours');
  });
  const skipped = { status: 'skipped', score: 0, method: null, where: null, ambiguous: 0, doubts: [], spans: [] };
  expect(failed).toBe(true);
  expect(evidence).toEqual({ '/total': skipped, '/items/0': skipped, '/items/1': skipped });
  expect(warnings).toEqual([
    { code: 'grounding_failed', message: 'The values could not be looked for: a fault of ours' },
  ]);
});
