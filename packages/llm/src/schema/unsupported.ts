import { LlmError } from '../errors.ts';
import type { Pointer } from '../types.ts';

/** What is refused, with its place in the caller's schema and what to write instead. */
export function unsupported(pointer: Pointer, problem: string, hint: string): LlmError {
  const place = pointer === '' ? 'at its root' : `at ${pointer}`;
  return new LlmError('UNSUPPORTED_SCHEMA', `The schema cannot be used: ${place}, ${problem}. ${hint}`, {
    details: { pointer, hint },
  });
}
