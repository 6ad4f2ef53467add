import { expect, it } from 'vitest';
import { attempt } from './attempt.ts';

it('gives what is read, or a warning that says what is not', async () => {
  const warnings: string[] = [];
  expect(await attempt('outline', async () => 5, warnings)).toBe(5);
  expect(warnings).toEqual([]);
  expect(await attempt('outline', () => Promise.reject(new Error('a loop')), warnings)).toBeUndefined();
  expect(warnings).toEqual(['The outline cannot be read: a loop']);
});
