import { LlmError } from '../errors.ts';

export const PROVIDERS = ['openai', 'anthropic', 'google', 'azure-openai'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Names that say by themselves whose they are. */
const PREFIXES: readonly (readonly [RegExp, Provider])[] = [
  [/^(?:gpt-|chatgpt-|o\d)/i, 'openai'],
  [/^claude-/i, 'anthropic'],
  [/^(?:gemini-|gemma-)/i, 'google'],
];

export interface ModelName {
  readonly provider: Provider;
  /** As the vendor names it; may have slashes of its own (`openai/meta-llama/llama-4`). */
  readonly model: string;
}

/** Reads `provider/model`, or a name whose provider is known by its first letters. @throws LlmError `INVALID_MODEL` */
export function parseModelName(text: string): ModelName {
  const slash = text.indexOf('/');
  const name = text.slice(0, Math.max(slash, 0));
  const provider = PROVIDERS.find((known) => known === name);
  if (provider && text.length > slash + 1) return { provider, model: text.slice(slash + 1) };
  const inferred = slash < 0 ? PREFIXES.find(([prefix]) => prefix.test(text))?.[1] : undefined;
  if (inferred) return { provider: inferred, model: text };
  const known = PROVIDERS.map((item) => `${item}/…`).join(', ');
  throw new LlmError(
    'INVALID_MODEL',
    `The model "${text}" does not say whose it is. Write one of ${known}; a model of a compatible server is openai/<name> with \`baseUrl\`.`,
    { details: { model: text, providers: [...PROVIDERS] } },
  );
}
