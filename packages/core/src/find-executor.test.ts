import { afterEach, describe, expect, it, vi } from 'vitest';
import * as platform from '#platform';
import { checkExecutor, defaultExecutor, executorTypes, findExecutor } from './find-executor.ts';
import { inlineExecutor } from './inline-executor.ts';
import { createRegistry } from './registry.ts';
import { fakeBackend, fakeExecutor } from './test-backend.ts';

vi.mock('#platform', async (importOriginal) => {
  const original = await importOriginal<typeof platform>();
  return { ...original, importPackage: vi.fn(original.importPackage) };
});
const importPackage = vi.mocked(platform.importPackage);
afterEach(() => {
  importPackage.mockReset();
});

async function* nothing(): AsyncGenerator<never> {}

describe('checkExecutor', () => {
  it('takes an executor itself, and the name of one', () => {
    const executor = fakeExecutor(nothing);
    const registry = createRegistry();
    registry.registerExecutor(executor);
    expect(checkExecutor(executor, registry)).toBe(executor);
    for (const type of ['inline', 'thread', 'process', 'fake']) expect(checkExecutor(type, registry)).toBe(type);
  });

  it('does not know other names, and says what there is', () => {
    expect(() => checkExecutor('threads', createRegistry())).toThrow(
      expect.objectContaining({
        code: 'EXECUTOR_UNKNOWN',
        message:
          'There is no executor "threads". Use one of inline, thread, process, or register an executor of that type.',
        details: { type: 'threads', allowed: ['inline', 'thread', 'process'] },
      }),
    );
  });

  it.each([[null], [7], [{}], [[]]])('refuses %j', (value: unknown) => {
    expect(() => checkExecutor(value, createRegistry())).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message: expect.stringContaining('it must be the type of an executor, or an executor'),
      }),
    );
  });
});

describe('defaultExecutor', () => {
  it.each([
    ['exclusive', 1, 'inline'],
    ['exclusive', 2, 'thread'],
    ['shared', 1, 'inline'],
    ['shared', 8, 'inline'],
  ] as const)('for a backend that is %s and %d workers is %s', (concurrency, maxWorkers, type) => {
    expect(defaultExecutor(fakeBackend({ supports: { concurrency } }), maxWorkers)).toBe(type);
  });
});

describe('findExecutor', () => {
  it('gives the one that is given, the registered one, and the inline one', async () => {
    const registry = createRegistry();
    const mine = fakeExecutor(nothing, 'thread');
    registry.registerExecutor(mine);
    const given = fakeExecutor(nothing);
    expect(await findExecutor(given, registry)).toBe(given);
    expect(await findExecutor('thread', registry)).toBe(mine);
    expect(await findExecutor('inline', registry)).toBe(inlineExecutor);
    expect(importPackage).not.toHaveBeenCalled();
  });

  it('imports the package of a known type', async () => {
    const executor = fakeExecutor(nothing, 'process');
    const get = vi.fn(() => executor);
    importPackage.mockResolvedValue({ default: { apiVersion: 1, types: ['process'], get } });
    expect(await findExecutor('process', createRegistry())).toBe(executor);
    expect(get).toHaveBeenCalledWith('process');
    expect(importPackage).toHaveBeenCalledWith('@unifex/executors');
  });

  it('says how to install it', async () => {
    importPackage.mockResolvedValue(undefined);
    await expect(findExecutor('thread', createRegistry())).rejects.toMatchObject({
      code: 'EXECUTOR_NOT_INSTALLED',
      message: 'The executor "thread" is not installed. Run: npm install @unifex/executors',
      details: { type: 'thread', package: '@unifex/executors' },
    });
  });

  it.each([[{}], [{ default: { apiVersion: 2, get: () => 1 } }], [{ default: { apiVersion: 1 } }]])(
    'refuses a package of another version: %j',
    async (module) => {
      importPackage.mockResolvedValue(module);
      await expect(findExecutor('thread', createRegistry())).rejects.toMatchObject({
        code: 'EXECUTOR_NOT_INSTALLED',
        message: expect.stringContaining('The installed @unifex/executors does not fit this version of @unifex/core.'),
      });
    },
  );

  it('says why a package that is there does not load', async () => {
    importPackage.mockRejectedValue(new Error('no such symbol'));
    await expect(findExecutor('thread', createRegistry())).rejects.toMatchObject({
      code: 'EXECUTOR_NOT_INSTALLED',
      message: '@unifex/executors is installed, but does not load: no such symbol',
    });
  });
});

describe('executorTypes', () => {
  it('are the inline one, those that are registered and those that are known, each once', () => {
    const registry = createRegistry();
    registry.registerExecutor(fakeExecutor(nothing, 'process'));
    registry.registerExecutor(fakeExecutor(nothing, 'fleet'));
    expect(executorTypes(registry)).toEqual(['inline', 'process', 'fleet', 'thread']);
  });
});
