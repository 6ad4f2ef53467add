import module from 'node:module';
import { expect, it, vi } from 'vitest';
import * as browser from './platform.browser.ts';
import * as node from './platform.node.ts';

it('has the same functions as the one for Node.js', () => {
  expect(Object.keys(browser).sort()).toEqual(Object.keys(node).sort());
});

it('fetches assets itself, and loads pdf.js as it is', async () => {
  expect(Object.keys(browser.openAssets(undefined).parameters)).toEqual(['BinaryDataFactory', 'cMapPacked']);
  expect(await browser.withoutCanvas(async () => 'loaded')).toBe('loaded');
});

it("lets pdf.js's parser see a page where there is a worker, only while it loads", async () => {
  const seen = (fileName: string): Promise<boolean> =>
    browser.withPrivateCopy(fileName, String, async () => 'window' in globalThis);
  expect([await seen('pdf.mjs'), await seen('pdf.worker.mjs'), 'window' in globalThis]).toEqual([false, true, false]);
  const broken = browser.withPrivateCopy('pdf.worker.mjs', String, () => Promise.reject(new Error('broken')));
  await expect(broken).rejects.toThrow('broken');
  expect('window' in globalThis).toBe(false);
});

it.each([
  ['a browser', browser.inNextTurn],
  ['Node.js', node.inNextTurn],
])('in %s runs a function after the microtasks of this turn', async (_name, inNextTurn) => {
  const order: string[] = [];
  const ran = new Promise<void>((resolve) => {
    inNextTurn(() => {
      order.push('next turn');
      resolve();
    });
  });
  await Promise.resolve();
  order.push('microtask');
  await ran;
  expect(order).toEqual(['microtask', 'next turn']);
});

it('in Node.js puts back what it changes for loading, also when loading fails', async () => {
  const before = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule');
  await expect(node.withoutCanvas(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(Object.getOwnPropertyDescriptor(process, 'getBuiltinModule')).toEqual(before);
  expect(before?.value).toBeTypeOf('function');
  expect('DOMMatrix' in globalThis).toBe(false);
});

it('in Node.js loads pdf.js as it is under a loader that allows no hooks', async () => {
  const refused = vi.spyOn(module, 'registerHooks').mockImplementation(() => {
    throw new Error('not supported here');
  });
  expect(await node.withPrivateCopy('pdf.mjs', String, async () => 'loaded')).toBe('loaded');
  expect(refused).toHaveBeenCalledOnce();
  refused.mockRestore();
});
