import { expect, it, vi } from 'vitest';
import { acquire, release } from './engine/acquire.ts';
import { preload } from './preload.ts';

it('compiles PDFium once, for itself and for the first document', async () => {
  const compile = vi.spyOn(WebAssembly, 'compile');
  preload();
  preload();
  release(await acquire(undefined));
  expect(compile).toHaveBeenCalledOnce();
});
