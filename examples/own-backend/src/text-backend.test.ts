import { testBackend } from '@unifex/testkit';
import { describe, it } from 'vitest';
import { textBackend } from './text-backend.ts';

testBackend({
  backend: textBackend,
  options: { fontSize: 10 },
  cases: [
    { name: 'a page', source: new TextEncoder().encode('One line\nand another'), pageCount: 1 },
    { name: 'two pages', source: new TextEncoder().encode('The first\fThe second'), pageCount: 2 },
  ],
  describe,
  it,
});
