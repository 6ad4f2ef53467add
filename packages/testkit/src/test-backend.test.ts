import { describe, it } from 'vitest';
import { testBackend } from './test-backend.ts';
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
