import type OpenAI from 'openai';
import { loadSdk } from './sdk.ts';
import type { AdapterSetup } from './setup.ts';
import { answeredWith, type ReadFailure } from './call.ts';

export interface OpenAiClient {
  readonly client: OpenAI;
  readonly readFailure: ReadFailure;
}

/** Reasoning models take no temperature but 1: none is sent unless the caller wants one. */
const REASONING = /^(?:o\d|gpt-(?:[5-9]|\d{2}))/i;

/** What is sent where the caller says nothing; null: nothing. */
export function defaultTemperature({ official, model }: AdapterSetup): 0 | null {
  return official && REASONING.test(model) ? null : 0;
}

/** A client of OpenAI, Azure or a compatible server, that repeats nothing by itself. @throws LlmError `MISSING_DEPENDENCY` */
export async function openAiClient(setup: AdapterSetup): Promise<OpenAiClient> {
  const sdk = await loadSdk('openai', () => import('openai'));
  const { provider, model, access, headers, fetch } = setup;
  const common = {
    apiKey: access.apiKey,
    maxRetries: 0,
    // Whatever OPENAI_LOG says: its finer levels write images and the caller's headers to the console.
    logLevel: 'warn' as const,
    defaultHeaders: headers,
    ...(fetch ? { fetch } : {}),
  };
  const client =
    provider === 'azure-openai'
      ? new sdk.AzureOpenAI({
          ...common,
          endpoint: access.baseUrl,
          apiVersion: access.apiVersion,
          deployment: model,
          // Else the environment's OPENAI_BASE_URL would be taken, and found to exclude the endpoint.
          baseURL: null,
        })
      : new sdk.OpenAI({ ...common, baseURL: access.baseUrl ?? null });
  const readFailure: ReadFailure = (error) =>
    error instanceof sdk.APIError ? answeredWith(error as Error) : undefined;
  return { client, readFailure };
}
