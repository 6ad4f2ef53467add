import type { SchemaDialect } from '../adapter.ts';

/** Characters of English text, and of JSON, that make a token: the vendors' own rule of thumb is 4, and figures take more. */
const CHARACTERS_PER_TOKEN = 3.5;

export function approxTextTokens(text: string): number {
  return Math.ceil(text.length / CHARACTERS_PER_TOKEN);
}

/**
 * Tokens of an image, as the vendors' documentation counts them: OpenAI 85 and 170 for each tile of 512 pixels of the image scaled
 * to a short side of 768; Anthropic a token for 750 pixels of one scaled to at most 1568; Google 258 for each tile of 768.
 */
export function approxImageTokens(dialect: SchemaDialect, width: number, height: number): number {
  if (dialect === 'anthropic') {
    const scale = Math.min(1, 1568 / Math.max(width, height));
    return Math.ceil((width * scale * height * scale) / 750);
  }
  if (dialect === 'google') return 258 * Math.ceil(width / 768) * Math.ceil(height / 768);
  const fit = Math.min(1, 2048 / Math.max(width, height));
  const short = Math.min(1, 768 / (Math.min(width, height) * fit)) * fit;
  return 85 + 170 * Math.ceil((width * short) / 512) * Math.ceil((height * short) / 512);
}
