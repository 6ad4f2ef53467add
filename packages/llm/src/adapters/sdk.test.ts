import { describe, expect, it } from 'vitest';
import { loadSdk, type SdkPackage } from './sdk.ts';

const missing = (): Promise<never> =>
  Promise.reject(Object.assign(new Error("Cannot find package 'x'"), { code: 'ERR_MODULE_NOT_FOUND' }));

describe('loadSdk', () => {
  it.each<[SdkPackage, string]>([
    ['openai', 'npm install openai@7'],
    ['@anthropic-ai/sdk', 'npm install @anthropic-ai/sdk@1'],
    ['@google/genai', 'npm install @google/genai@3'],
  ])('says how to install %s', async (name, install) => {
    await expect(loadSdk(name, missing)).rejects.toMatchObject({
      code: 'MISSING_DEPENDENCY',
      message: `The package ${name} is not installed. Run: ${install}`,
      details: { package: name, install },
    });
  });

  it('tells a package that is not there from one that is broken', async () => {
    const broken = loadSdk('openai', () => Promise.reject(new SyntaxError('Unexpected token')));
    await expect(broken).rejects.toMatchObject({
      code: 'MISSING_DEPENDENCY',
      message: expect.stringContaining('could not be loaded'),
      cause: { name: 'SyntaxError' },
    });
  });

  it('gives what was loaded', async () => {
    expect(await loadSdk('openai', () => Promise.resolve({ a: 1 }))).toEqual({ a: 1 });
  });
});
