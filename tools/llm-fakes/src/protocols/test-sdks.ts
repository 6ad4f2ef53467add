import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI, { AzureOpenAI } from 'openai';
import type { FakeLlm } from '../fake-llm.ts';
import { pngOf } from '../media/test-images.ts';

export const SCHEMA: Anthropic.JSONOutputFormat['schema'] = {
  type: 'object',
  properties: { total: { type: 'number' } },
  required: ['total'],
  additionalProperties: false,
};
export const IMAGE: string = pngOf(20, 10).toString('base64');
export const PDF: string = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

/** The vendors' own clients of a fake server, which repeat nothing. */
export interface Clients {
  openai(apiKey?: string): OpenAI;
  azure(apiVersion: string): AzureOpenAI;
  anthropic(apiKey?: string): Anthropic;
  google(apiKey?: string): GoogleGenAI;
}

export function clientsOf(fake: FakeLlm): Clients {
  const { url, apiKey: good } = fake;
  return {
    openai: (apiKey = good) => new OpenAI({ apiKey, baseURL: `${url}/v1`, maxRetries: 0 }),
    azure: (apiVersion) =>
      new AzureOpenAI({ apiKey: good, endpoint: url, apiVersion, deployment: 'gpt-4o', maxRetries: 0 }),
    anthropic: (apiKey = good) => new Anthropic({ apiKey, baseURL: url, maxRetries: 0 }),
    google: (apiKey = good) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: url } }),
  };
}

export const strict: OpenAI.ResponseFormatJSONSchema = {
  type: 'json_schema',
  json_schema: { name: 'answer', strict: true, schema: SCHEMA },
};
export const chat = (more: object = {}): OpenAI.ChatCompletionCreateParamsNonStreaming => ({
  model: 'gpt-4o',
  messages: [
    { role: 'system', content: 'Read the page.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Here it is.' },
        { type: 'image_url', image_url: { url: `data:image/png;base64,${IMAGE}`, detail: 'high' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: `data:application/pdf;base64,${PDF}` } },
      ],
    },
  ],
  response_format: strict,
  ...more,
});
export const message = (more: object = {}): Anthropic.MessageCreateParamsNonStreaming => ({
  model: 'claude-sonnet-5-5',
  max_tokens: 100,
  system: 'Read the page.',
  messages: [
    {
      role: 'user',
      content: [
        { type: 'text', text: 'Here it is.' },
        { type: 'image', source: { type: 'base64', media_type: 'image/png', data: IMAGE } },
        { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: PDF } },
      ],
    },
  ],
  output_config: { format: { type: 'json_schema', schema: SCHEMA } },
  ...more,
});
export type GenerateContent = Parameters<GoogleGenAI['models']['generateContent']>[0];
export const content = (config: object = {}): GenerateContent => ({
  model: 'gemini-3-flash',
  contents: [
    {
      role: 'user',
      parts: [
        { text: 'Here it is.' },
        { inlineData: { mimeType: 'image/png', data: IMAGE } },
        { inlineData: { mimeType: 'application/pdf', data: PDF } },
      ],
    },
  ],
  config: {
    systemInstruction: 'Read the page.',
    responseMimeType: 'application/json',
    responseJsonSchema: SCHEMA,
    ...config,
  },
});
