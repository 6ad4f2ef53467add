import { anthropic } from './protocols/anthropic.ts';
import { azureOpenAi } from './protocols/azure-openai.ts';
import { compatible } from './protocols/compatible.ts';
import { google } from './protocols/google.ts';
import { openAiChat } from './protocols/openai-chat.ts';
import { openAiResponses } from './protocols/openai-responses.ts';
import type { Protocol } from './protocols/protocol.ts';

const ROUTES: readonly (readonly [RegExp, Protocol])[] = [
  [/^\/v1\/chat\/completions$/, openAiChat],
  [/^\/v1\/responses$/, openAiResponses],
  [/^\/v1\/messages$/, anthropic],
  [/^\/(v1|v1beta)\/models\/[^/]+:generateContent$/, google],
  [/^\/openai\/deployments\/[^/]+\/chat\/completions$/, azureOpenAi],
  [/^\/compatible\/v1\/chat\/completions$/, compatible],
];

/** The protocol that is spoken at a path. */
export function protocolFor(method: string, path: string): Protocol | undefined {
  return method === 'POST' ? ROUTES.find(([pattern]) => pattern.test(path))?.[1] : undefined;
}
