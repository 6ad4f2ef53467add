import { createHash } from 'node:crypto';
import type { LlmAdapter } from '../adapter.ts';
import { RateGate, sharedGate } from '../transport/rate-gate.ts';
import { Redactor } from '../transport/redact.ts';
import type { ExtractStructuredOptions, Schema } from '../types.ts';
import { anthropicAdapter } from './anthropic.ts';
import { resolveAccess } from './credentials.ts';
import { googleAdapter } from './google.ts';
import { parseModelName, type Provider } from './model-name.ts';
import { openAiChatAdapter } from './openai-chat.ts';
import { openAiResponsesAdapter } from './openai-responses.ts';
import type { AdapterSetup } from './setup.ts';

/** A way to a model, and what all that use it share. */
export interface ModelAccess {
  readonly adapter: LlmAdapter;
  readonly gate: RateGate;
  readonly redactor: Redactor;
}

const MAKERS: Readonly<Record<Provider, (setup: AdapterSetup) => Promise<LlmAdapter>>> = {
  openai: openAiChatAdapter,
  'azure-openai': openAiChatAdapter,
  anthropic: anthropicAdapter,
  google: googleAdapter,
};

const gates = new WeakMap<LlmAdapter, RateGate>();

/**
 * The way to the model that the options name; an adapter of the caller's is used as it is.
 * @throws LlmError `INVALID_MODEL`, `MISSING_CREDENTIALS`, `MISSING_DEPENDENCY`
 * @throws UnifexError `INVALID_OPTION`
 */
export async function modelAccess(
  options: Pick<
    ExtractStructuredOptions<Schema | undefined>,
    'model' | 'credentials' | 'baseUrl' | 'headers' | 'transport' | 'providerOptions'
  >,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<ModelAccess> {
  const { model: given, headers = {} } = options;
  const headerSecrets = Object.values(headers);
  if (typeof given !== 'string') {
    const gate = gates.get(given) ?? new RateGate();
    gates.set(given, gate);
    return {
      adapter: given,
      gate,
      redactor: new Redactor([...headerSecrets, ...Object.values(options.credentials ?? {})]),
    };
  }
  const { provider, model } = parseModelName(given);
  const access = resolveAccess(provider, options, env);
  const { api, ...providerOptions } = options.providerOptions ?? {};
  const redactor = new Redactor([access.apiKey, ...headerSecrets, ...urlSecrets(access.baseUrl)]);
  const make = provider === 'openai' && api === 'responses' ? openAiResponsesAdapter : MAKERS[provider];
  const adapter = await make({
    provider,
    model,
    access,
    official: access.baseUrl === undefined,
    headers,
    fetch: options.transport?.fetch,
    providerOptions,
    redactor,
  });
  const key = createHash('sha256')
    .update(JSON.stringify([provider, adapter.endpoint, access.apiKey]))
    .digest('hex');
  return { adapter, gate: sharedGate(key), redactor };
}

/** A user's password, or a key among the parameters. */
function urlSecrets(baseUrl: string | undefined): string[] {
  if (baseUrl === undefined) return [];
  const { password, searchParams } = new URL(baseUrl);
  return [password, decodeURIComponent(password), ...searchParams.values()];
}
