import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackend, defineBackend, importBackend, importBackendPackage, refOf } from './backend-ref.ts';
import type { Backend } from './backend.ts';
import { fakeBackend } from './test-backend.ts';

describe('defineBackend', () => {
  it('freezes the backend and its manifest, and leaves what it was given as it is', () => {
    const given = fakeBackend();
    const backend = defineBackend(given);
    expect(backend).toEqual(given);
    for (const part of [backend, backend.supports, backend.supports.mediaTypes, backend.supports.environments]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(given.supports)).toBe(false);
  });

  const whole: Record<string, unknown> = { ...fakeBackend() };

  it.each([
    ['apiVersion', undefined, 'apiVersion: 1'],
    ['type', '', 'type'],
    ['type', 7, 'type'],
    ['module', undefined, 'module'],
    ['supports', undefined, 'supports { mediaTypes, environments, concurrency }'],
    ['supports', { mediaTypes: [], environments: [], concurrency: 'some' }, 'supports {'],
    ['supports', { mediaTypes: 'a/b', environments: [], concurrency: 'shared' }, 'supports {'],
    ['parseOptions', undefined, 'parseOptions()'],
    ['open', {}, 'open()'],
  ])('refuses a backend whose %s is %j', (part, value, lacks) => {
    expect(() => defineBackend({ ...whole, [part]: value } as unknown as Backend)).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION', message: expect.stringContaining(`it lacks ${lacks}`) }),
    );
  });

  it.each([[null], [undefined], ['pdf'], [() => 1]])('refuses %s', (value: unknown) => {
    expect(() => checkBackend(value, 'backend')).toThrow('it lacks apiVersion: 1, type, module');
  });

  it('refuses another version of the contract, and says what to do', () => {
    expect(() => checkBackend({ ...whole, apiVersion: 2 }, 'backend')).toThrow(
      expect.objectContaining({
        code: 'INVALID_OPTION',
        message:
          'The backend "fake" is written for version 2 of the contract; this is version 1. ' +
          'Install versions of @unifex/core and of the backend that fit together.',
      }),
    );
  });
});

describe('refOf', () => {
  it('is plain data: the options as the backend reads them', () => {
    const ref = refOf(fakeBackend(), { language: 'de' });
    expect(ref).toEqual({ apiVersion: 1, type: 'fake', module: '@unifex-tests/fake', options: { language: 'de' } });
    expect(JSON.parse(JSON.stringify(ref))).toEqual(ref);
    expect(structuredClone(ref)).toEqual(ref);
    expect(refOf(fakeBackend()).options).toEqual({ language: 'en' });
  });

  it('takes the options that it made itself', () => {
    const backend = fakeBackend();
    const ref = refOf(backend, { language: 'de' });
    expect(refOf(backend, ref.options)).toEqual(ref);
  });

  it('refuses options that the backend refuses', () => {
    expect(() => refOf(fakeBackend(), { lang: 'de' })).toThrow('There is no option `lang` for the fake extractor');
  });

  it.each([
    [{ fetch: () => 1 }, 'options.fetch of the extractor "fake" is a function, which cannot travel to a worker.'],
    [{ client: { at: [new URL('http://x')] } }, 'options.client.at[0] of the extractor "fake" is an instance of URL'],
    [{ limit: Infinity }, 'options.limit of the extractor "fake" is Infinity'],
  ])('refuses what cannot travel: %s', (options, message) => {
    const backend: Backend = { ...fakeBackend(), parseOptions: (input) => input as object };
    expect(() => refOf(backend, options)).toThrow(
      expect.objectContaining({ code: 'NOT_CLONEABLE', message: expect.stringContaining(message) }),
    );
    expect(() => refOf(backend, options)).toThrow("Use plain data instead, or the executor 'inline'.");
  });
});

describe('importing a backend', () => {
  let folder: string;
  const write = (name: string, code: string): string => {
    const path = join(folder, name);
    writeFileSync(path, code);
    return pathToFileURL(path).href;
  };
  const CODE = `export default {
    apiVersion: 1, type: 'filed', module: 'x',
    supports: { mediaTypes: ['a/b'], environments: ['node'], concurrency: 'shared' },
    parseOptions: (input) => input ?? {},
    open: () => { throw new Error('not here'); },
  };`;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'unifex-backend-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the default export of the module', async () => {
    const module = write('filed.mjs', CODE);
    const backend = await importBackend({ apiVersion: 1, type: 'filed', module, options: {} });
    expect(backend).toMatchObject({ apiVersion: 1, type: 'filed' });
    expect(await importBackendPackage(module, 'filed')).toBe(backend);
  });

  it('says what to install', async () => {
    await expect(importBackendPackage('@unifex-tests/nowhere', 'fake')).rejects.toMatchObject({
      code: 'EXTRACTOR_NOT_INSTALLED',
      message: 'The extractor "fake" is not installed. Run: npm install @unifex-tests/nowhere',
      details: { type: 'fake', package: '@unifex-tests/nowhere' },
    });
    await expect(importBackendPackage('file:///no/such/file.mjs', 'fake')).rejects.toMatchObject({
      code: 'EXTRACTOR_NOT_INSTALLED',
      message: 'The extractor "fake" is not at file:///no/such/file.mjs. Check the backend\'s `module`.',
    });
  });

  it('says why a module that is there does not load', async () => {
    const module = write('broken.mjs', 'throw new Error("no such symbol");');
    await expect(importBackendPackage(module, 'fake')).rejects.toMatchObject({
      code: 'EXTRACTOR_NOT_INSTALLED',
      message: `${module} is installed, but does not load: no such symbol`,
      cause: expect.any(Error),
    });
  });

  it('refuses a module without a backend, and another backend than the one asked for', async () => {
    const empty = write('empty.mjs', 'export const x = 1;');
    await expect(importBackendPackage(empty, 'fake')).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(`\`default export of ${empty}\` is undefined, and it must be a backend`),
    });
    const filed = write('filed-2.mjs', CODE);
    await expect(importBackendPackage(filed, 'other')).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: `${filed} exports the extractor "filed" and not "other". Check the backend's \`module\`.`,
    });
  });

  it('refuses a reference of another version of the contract', async () => {
    const ref = { apiVersion: 2, type: 'x', module: 'x', options: {} } as never;
    await expect(importBackend(ref)).rejects.toMatchObject({
      code: 'INVALID_OPTION',
      message: expect.stringContaining(
        'The task was written for version 2 of the contract, and this side has version 1.',
      ),
    });
  });
});
