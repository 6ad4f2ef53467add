import { z } from 'zod';
import type { LlmRequest } from './adapter.ts';

/** Test helpers: invoices of a page each, as rows, and what a model says of them that tells the truth. */
export const PAGES: readonly (readonly string[])[] = Array.from({ length: 6 }, (_, i) => [
  `Invoice A-${i}`,
  `Total | ${100 + i}.50`,
]);

export const Item: z.ZodObject<{ number: z.ZodString; total: z.ZodNumber }> = z.object({
  number: z.string(),
  total: z.number(),
});

/** Which page a request is about, by its text. */
export function pageOf({ turns }: LlmRequest): number {
  const text = turns[0]!.parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
  return Number(/Page (\d+) of/.exec(text)![1]) - 1;
}

export function truth(request: LlmRequest): unknown {
  return { number: `A-${pageOf(request)}`, total: 100.5 + pageOf(request) };
}

/** Options that repeat nothing. */
export const fast: { readonly transport: { readonly retries: 0 } } = { transport: { retries: 0 } };
