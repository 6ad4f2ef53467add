import type { Pointer } from '../types.ts';
import { fitOf } from './fit.ts';
import { child } from './pointer.ts';
import { isRecord, resolved, type Scalar, type Shape } from './shape.ts';

/** A value to be looked for, and what the schema knows of it. */
export interface Leaf {
  readonly pointer: Pointer;
  readonly value: Scalar;
  /** Not to be looked for: the schema says so, or leaves no choice. */
  readonly skip: boolean;
  /** JSON Schema's `format`: `date`, `date-time`, `time`… */
  readonly format?: string;
  /** One of a list of values; `labels`: how it is printed. */
  readonly isEnum: boolean;
  readonly labels?: readonly string[];
  readonly description?: string;
}

/** All leaves of a value in the caller's shape, in its order. @param shape undefined: free-form data */
export function leavesOf(shape: Shape | undefined, value: unknown): Leaf[] {
  const leaves: Leaf[] = [];
  walk(shape, value, '', true, leaves);
  return leaves;
}

function walk(given: Shape | undefined, value: unknown, pointer: Pointer, ground: boolean, leaves: Leaf[]): void {
  let shape: Exclude<Shape, { kind: 'recursive' }> | undefined = given && resolved(given);
  const description = given?.description ?? shape?.description;
  if (shape?.kind === 'union') {
    const [best] = shape.branches
      // Data is in the caller's shape: nothing is renamed.
      .map((branch) => ({ branch, fit: fitOf(branch, value, 'openai') }))
      .sort((a, b) => b.fit - a.fit);
    ground &&= shape.ground;
    shape = best && best.fit > 0 ? resolved(best.branch) : undefined;
  }
  ground &&= (given?.ground ?? true) && (shape?.ground ?? true);
  if (Array.isArray(value)) {
    value.forEach((item: unknown, i) => {
      const inner = shape?.kind === 'array' ? shape.items : shape?.kind === 'tuple' ? shape.items[i] : undefined;
      walk(inner, item, child(pointer, i), ground, leaves);
    });
  } else if (isRecord(value)) {
    for (const [name, item] of Object.entries(value)) {
      const inner =
        shape?.kind === 'object'
          ? shape.properties.find((property) => property.name === name)?.shape
          : shape?.kind === 'record'
            ? shape.value
            : undefined;
      walk(inner, item, child(pointer, name), ground, leaves);
    }
  } else if (isScalar(value)) {
    const scalar = shape?.kind === 'scalar' ? shape : undefined;
    const format = scalar?.constraints['format'];
    const known = scalar?.labels ?? {};
    // A value may be called `constructor`.
    const labels = Object.hasOwn(known, String(value)) ? known[String(value)] : undefined;
    leaves.push({
      pointer,
      value,
      skip: !ground || scalar?.values?.length === 1,
      isEnum: scalar?.values !== undefined,
      ...(typeof format === 'string' ? { format } : {}),
      ...(labels ? { labels } : {}),
      ...(description === undefined ? {} : { description }),
    });
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
