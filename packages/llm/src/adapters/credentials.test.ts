import { describe, expect, it } from 'vitest';
import { resolveAccess } from './credentials.ts';
import { PROVIDERS } from './model-name.ts';

const AZURE = 'https://me.openai.azure.com';

describe('resolveAccess', () => {
  it.each([
    ['openai', 'OPENAI_API_KEY'],
    ['anthropic', 'ANTHROPIC_API_KEY'],
    ['google', 'GOOGLE_API_KEY'],
    ['google', 'GEMINI_API_KEY'],
  ] as const)('finds the key of %s in %s', (provider, variable) => {
    expect(resolveAccess(provider, {}, { [variable]: 'k' })).toMatchObject({ apiKey: 'k', baseUrl: undefined });
  });

  it('finds key, endpoint and version of Azure in its variables', () => {
    const env = { AZURE_OPENAI_API_KEY: 'k', AZURE_OPENAI_ENDPOINT: AZURE, OPENAI_API_VERSION: '2025-01-01' };
    expect(resolveAccess('azure-openai', {}, env)).toEqual({ apiKey: 'k', baseUrl: AZURE, apiVersion: '2025-01-01' });
  });

  it('does not take the key of another service of Azure', () => {
    const env = { AZURE_DI_KEY: 'k', AZURE_OPENAI_ENDPOINT: AZURE };
    expect(() => resolveAccess('azure-openai', {}, env)).toThrow(
      expect.objectContaining({
        code: 'MISSING_CREDENTIALS',
        message: expect.stringContaining('AZURE_OPENAI_API_KEY'),
      }),
    );
  });

  it.each(PROVIDERS)('prefers what it is given to the environment: %s', (provider) => {
    const env = Object.fromEntries(
      ['OPENAI', 'ANTHROPIC', 'GOOGLE', 'AZURE_OPENAI'].map((name) => [`${name}_API_KEY`, 'from-env']),
    );
    const access = resolveAccess(provider, { credentials: { apiKey: 'given' }, baseUrl: 'http://localhost:1' }, env);
    expect(access).toMatchObject({ apiKey: 'given', baseUrl: 'http://localhost:1' });
  });

  it.each(PROVIDERS)('names the variables that are not set: %s', (provider) => {
    expect(() => resolveAccess(provider, {}, { OPENAI_API_KEY: '' })).toThrow(
      expect.objectContaining({
        code: 'MISSING_CREDENTIALS',
        message: expect.stringMatching(/[A-Z]+_(API_KEY|ENDPOINT)/),
      }),
    );
  });

  it('needs no key for a compatible server', () => {
    expect(resolveAccess('openai', { baseUrl: 'http://localhost:11434/v1' }, {}).apiKey).not.toBe('');
  });

  it('refuses unknown credentials without saying their value', () => {
    const refuse = (): unknown => resolveAccess('openai', { credentials: { secret: 'do-not-print' } }, {});
    expect(refuse).toThrow(expect.objectContaining({ code: 'INVALID_OPTION' }));
    expect(refuse).not.toThrow(/do-not-print/);
  });

  it('refuses a base URL that is none', () => {
    expect(() => resolveAccess('openai', { baseUrl: 'localhost' }, {})).toThrow(
      expect.objectContaining({ code: 'INVALID_OPTION' }),
    );
  });
});
