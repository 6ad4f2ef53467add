import type { FakeLlm, ProtocolName } from '@unifex/llm-fakes';
import type { ExtractStructuredOptions } from '../types.ts';

export type Access = Pick<
  ExtractStructuredOptions,
  'model' | 'credentials' | 'baseUrl' | 'providerOptions' | 'transport'
>;

/** One way to a model: a provider and a protocol. */
export interface Vendor {
  readonly name: string;
  readonly protocol: ProtocolName;
  /** Options that lead to a fake server. */
  access(fake: Pick<FakeLlm, 'url' | 'apiKey'>): Access & { model: string };
  /** A parameter of the vendor's own, and where it arrives in the body. */
  readonly own: { readonly options: Record<string, unknown>; readonly arrives: object };
  /** Whether it takes a PDF as it is. */
  readonly pdf: boolean;
}

export const VENDORS: readonly Vendor[] = [
  {
    name: 'openai',
    protocol: 'openai-chat',
    access: ({ url, apiKey }) => ({
      model: 'openai/gpt-4o',
      credentials: { apiKey },
      transport: { fetch: redirect('https://api.openai.com', url) },
    }),
    own: { options: { seed: 7 }, arrives: { seed: 7 } },
    pdf: true,
  },
  {
    name: 'openai, responses',
    protocol: 'openai-responses',
    access: ({ url, apiKey }) => ({
      model: 'openai/gpt-4o',
      credentials: { apiKey },
      baseUrl: `${url}/v1`,
      providerOptions: { api: 'responses' },
    }),
    own: { options: { api: 'responses', store: false }, arrives: { store: false } },
    pdf: true,
  },
  {
    name: 'azure-openai',
    protocol: 'azure-openai',
    access: ({ url, apiKey }) => ({ model: 'azure-openai/gpt-4o', credentials: { apiKey, endpoint: url } }),
    own: { options: { seed: 7 }, arrives: { seed: 7 } },
    pdf: false,
  },
  {
    name: 'compatible',
    protocol: 'compatible',
    access: ({ url }) => ({ model: 'openai/llava', baseUrl: `${url}/compatible/v1` }),
    own: { options: { num_ctx: 8192 }, arrives: { num_ctx: 8192 } },
    pdf: true,
  },
  {
    name: 'anthropic',
    protocol: 'anthropic',
    access: ({ url, apiKey }) => ({ model: 'anthropic/claude-sonnet-5-5', credentials: { apiKey }, baseUrl: url }),
    own: { options: { metadata: { user_id: 'u1' } }, arrives: { metadata: { user_id: 'u1' } } },
    pdf: true,
  },
  {
    name: 'google',
    protocol: 'google',
    access: ({ url, apiKey }) => ({ model: 'google/gemini-3-flash', credentials: { apiKey }, baseUrl: url }),
    own: { options: { seed: 7 }, arrives: { generationConfig: { seed: 7 } } },
    pdf: true,
  },
];

/** A `fetch` that calls another server: what goes to the vendor without a `baseUrl` is then seen too. */
export function redirect(from: string, to: string): typeof fetch {
  return (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (!url.startsWith(from)) throw new TypeError(`fetch failed: ${url} is not to be called by a test`);
    return fetch(url.replace(from, to), init);
  };
}

/** The variables of the environment that a developer's machine may have, and that no test is to see. */
export const VARIABLES: readonly string[] = [
  ...['OPENAI_API_KEY', 'OPENAI_BASE_URL', 'OPENAI_API_VERSION', 'ANTHROPIC_API_KEY', 'ANTHROPIC_BASE_URL'],
  ...['GOOGLE_API_KEY', 'GEMINI_API_KEY', 'GOOGLE_GEMINI_BASE_URL', 'AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_ENDPOINT'],
  'AZURE_OPENAI_API_VERSION',
];
