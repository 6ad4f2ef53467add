import { expect, it } from 'vitest';
import { renderTable } from './table.ts';

it('aligns columns by their widest cell', () => {
  const table = renderTable(['figure', 'value'], [['a', '1.00'], ['longer name', '12.50'], ['without a value']]);
  expect(table).toBe(
    [
      'figure           value',
      '───────────────  ─────',
      'a                 1.00',
      'longer name      12.50',
      'without a value',
      '',
    ].join('\n'),
  );
});
