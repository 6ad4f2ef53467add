import { describe, expect, it } from 'vitest';
import { parseModelName } from './model-name.ts';

describe('parseModelName', () => {
  it.each([
    ['openai/gpt-4o', 'openai', 'gpt-4o'],
    ['anthropic/claude-sonnet-5-5', 'anthropic', 'claude-sonnet-5-5'],
    ['google/gemini-3-flash', 'google', 'gemini-3-flash'],
    ['azure-openai/my-deployment', 'azure-openai', 'my-deployment'],
    ['openai/meta-llama/llama-4', 'openai', 'meta-llama/llama-4'],
    ['gpt-4o', 'openai', 'gpt-4o'],
    ['o3-mini', 'openai', 'o3-mini'],
    ['claude-opus-5', 'anthropic', 'claude-opus-5'],
    ['gemini-3-pro', 'google', 'gemini-3-pro'],
  ])('%s', (text, provider, model) => {
    expect(parseModelName(text)).toEqual({ provider, model });
  });

  it.each(['llava', '', 'openai/', 'mistral/large', 'gpt', 'my/gpt-4o', 'oracle'])('refuses "%s"', (text) => {
    expect(() => parseModelName(text)).toThrow(
      expect.objectContaining({ code: 'INVALID_MODEL', message: expect.stringContaining('openai/…') }),
    );
  });
});
