import type { Ground, PageRows, PreparedSchema } from '../contracts.ts';
import { ground } from '../grounding/ground.ts';
import type { Evidence, FieldEvidence, GroundingOptions, LlmWarning } from '../types.ts';
import type { Answer } from './ask.ts';

export interface GroundedAnswer {
  readonly evidence: Evidence;
  readonly warnings: readonly LlmWarning[];
  /** Nothing was looked for: all is `skipped`. */
  readonly failed: boolean;
}

/**
 * What is known of an answer, or why it is not known: an answer that was paid for is not lost over a fault of the check.
 * @param pages those of the question that have text
 */
export function groundAnswer(
  { value, citations }: Pick<Answer, 'value' | 'citations'>,
  schema: PreparedSchema,
  pages: readonly PageRows[],
  options: GroundingOptions,
  check: Ground = ground,
): GroundedAnswer {
  try {
    return { ...check({ value, citations, schema, pages, options }), failed: false };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The values could not be looked for: ${reason}`;
    return { evidence: skipped(schema, value), warnings: [{ code: 'grounding_failed', message }], failed: true };
  }
}

function skipped(schema: PreparedSchema, value: unknown): Evidence {
  const nothing = { status: 'skipped', score: 0, method: null, where: null, ambiguous: 0 } as const;
  return Object.fromEntries(
    schema
      .leaves(value)
      .map(({ pointer }): [string, FieldEvidence] => [pointer, { ...nothing, doubts: [], spans: [] }]),
  );
}
