import { invalidOption } from '@unifex/core';
import { LlmError } from '../errors.ts';
import type { ExtractStructuredOptions } from '../types.ts';
import type { Provider } from './model-name.ts';

/** What a client needs to know of where it calls, and as whom. */
export interface Access {
  readonly apiKey: string;
  /** Undefined: the vendor's own server. */
  readonly baseUrl: string | undefined;
  /** Azure only. */
  readonly apiVersion: string | undefined;
}

/** The environment variables that are read, the first that is set. An SDK would read more, and some of them from the disk. */
const KEYS: Readonly<Record<Provider, readonly string[]>> = {
  openai: ['OPENAI_API_KEY'],
  anthropic: ['ANTHROPIC_API_KEY'],
  google: ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
  'azure-openai': ['AZURE_OPENAI_API_KEY'],
};

const BASE_URLS: Readonly<Record<Provider, readonly string[]>> = {
  openai: ['OPENAI_BASE_URL'],
  anthropic: ['ANTHROPIC_BASE_URL'],
  google: ['GOOGLE_GEMINI_BASE_URL'],
  'azure-openai': ['AZURE_OPENAI_ENDPOINT'],
};

/** What compatible servers that check no key are sent: SDKs refuse to send none. */
const DUMMY_KEY = 'unused';
/** The first version of the service with strict JSON schemas that is not a preview. */
const AZURE_API_VERSION = '2024-10-21';

/** The names that `credentials` may have. */
const CREDENTIALS: Readonly<Record<Provider, readonly string[]>> = {
  openai: ['apiKey'],
  anthropic: ['apiKey'],
  google: ['apiKey'],
  'azure-openai': ['apiKey', 'endpoint', 'apiVersion'],
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds key and address, before any client is made: without a key, the SDK of Google would look for one on the network.
 * @throws LlmError `MISSING_CREDENTIALS`, naming the environment variables
 * @throws UnifexError `INVALID_OPTION` for a credential that the provider has not
 */
export function resolveAccess(
  provider: Provider,
  options: Pick<ExtractStructuredOptions, 'credentials' | 'baseUrl'>,
  env: Environment,
): Access {
  const { credentials = {} } = options;
  const allowed = CREDENTIALS[provider];
  for (const name of Object.keys(credentials)) {
    // Never the value: it is a secret, whatever its name.
    if (!allowed.includes(name))
      throw invalidOption('credentials', Object.keys(credentials), `of ${allowed.join(', ')}`);
  }
  const baseUrl = options.baseUrl ?? credentials['endpoint'] ?? first(env, BASE_URLS[provider]);
  if (baseUrl !== undefined && !URL.canParse(baseUrl)) {
    throw invalidOption('baseUrl', baseUrl, "a URL such as 'http://localhost:11434/v1'");
  }
  if (provider === 'azure-openai' && baseUrl === undefined) {
    throw missing('azure-openai', 'no endpoint', 'credentials.endpoint', BASE_URLS[provider]);
  }
  const compatible = options.baseUrl !== undefined && provider !== 'azure-openai';
  const apiKey = credentials['apiKey'] ?? first(env, KEYS[provider]) ?? (compatible ? DUMMY_KEY : undefined);
  if (!apiKey) throw missing(provider, 'no API key', 'credentials.apiKey', KEYS[provider]);
  const apiVersion =
    provider === 'azure-openai'
      ? (credentials['apiVersion'] ??
        first(env, ['AZURE_OPENAI_API_VERSION', 'OPENAI_API_VERSION']) ??
        AZURE_API_VERSION)
      : undefined;
  return { apiKey, baseUrl, apiVersion };
}

function first(env: Environment, names: readonly string[]): string | undefined {
  return names.map((name) => env[name]).find((value) => value !== undefined && value !== '');
}

function missing(provider: Provider, what: string, option: string, variables: readonly string[]): LlmError {
  return new LlmError(
    'MISSING_CREDENTIALS',
    `There is ${what} for ${provider}. Set the environment variable ${variables.join(' or ')}, or give \`${option}\`.`,
    { provider, details: { provider, variables: [...variables] } },
  );
}
