import type { FakeUsage, ModelAnswer } from '../protocols/protocol.ts';
import type { UnderstoodRequest } from '../request/fake-request.ts';

/** Rough and always the same: four characters a token, and a fixed price for a page that is not text. */
const CHARACTERS = 4;
const TOKENS_OF_IMAGE = 1000;

export function inputTokens({ system, turns, schema }: UnderstoodRequest): number {
  const text =
    system.length +
    turns.reduce((sum, turn) => sum + turn.text.length, 0) +
    (schema ? JSON.stringify(schema).length : 0);
  const media = turns.reduce((sum, { images, pdfs }) => sum + images.length + pdfs.length, 0);
  return Math.ceil(text / CHARACTERS) + media * TOKENS_OF_IMAGE;
}

/** What the model says, cut off where the request limits the output. */
export function limited(
  text: string,
  finish: ModelAnswer['finish'],
  request: UnderstoodRequest,
  usage?: FakeUsage,
): ModelAnswer {
  const most = request.maxOutputTokens ?? Number.MAX_SAFE_INTEGER;
  const output = Math.ceil(text.length / CHARACTERS);
  const cut = finish === 'stop' && output > most;
  const counted = {
    input: inputTokens(request),
    cached: 0,
    cacheWrite: 0,
    output: Math.min(output, most),
    reasoning: 0,
  };
  return {
    text: cut ? text.slice(0, most * CHARACTERS) : text,
    finish: cut ? 'length' : finish,
    usage: usage ?? counted,
  };
}
