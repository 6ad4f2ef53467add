import type { z } from 'zod';
import { UnifexError } from '../errors.ts';
import { plainValue, printValue } from '../print-value.ts';
import type { SchemaOf } from './exactly.ts';

/** Most faults that an error lists in its `details`. */
const MAX_LISTED = 20;

interface Fault {
  /** `pages[3].texts[17].bbox.x1` */
  readonly path: string;
  readonly value: unknown;
  readonly missing: boolean;
  readonly allowed: string;
}

/**
 * The value itself, not a copy, if a schema takes it: members that the schema does not know stay.
 * @param what it is that is validated, and `expected` to be, for the message
 * @throws UnifexError `INVALID_DOCUMENT_JSON`; its details have the first fault's `path`, `value` and `allowed`, and all `faults`
 */
export function validate<T>(schema: SchemaOf<T>, value: unknown, what: string, expected: string): T {
  let result: z.ZodSafeParseResult<T>;
  try {
    result = schema.safeParse(value);
  } catch (error) {
    // An outline or a chain of causes that is nested without end.
    if (error instanceof RangeError) throw jsonFault(`${what} is not ${expected}: it is nested too deeply`, error);
    throw error;
  }
  if (result.success) return value as T;
  const faults = result.error.issues.map((issue) => faultOf(issue, value));
  const [first] = faults as [Fault, ...Fault[]];
  const place = first.path === '' ? 'it' : `\`${first.path}\``;
  const found = first.missing ? `${place} is missing` : `${place} is ${printValue(first.value)}`;
  const more = faults.length - 1;
  const others = more === 0 ? '' : more === 1 ? ' There is one more fault.' : ` There are ${more} more faults.`;
  throw new UnifexError(
    'INVALID_DOCUMENT_JSON',
    `${what} is not ${expected}: ${found}, and it must be ${first.allowed}.${others} Check what made it.`,
    {
      cause: result.error,
      details: {
        ...listed(first),
        faults: faults.slice(0, MAX_LISTED).map(listed),
      },
    },
  );
}

/** The error for what is no JSON at all. */
export function jsonFault(message: string, cause: unknown): UnifexError {
  const reason = cause instanceof Error ? ` (${cause.message})` : '';
  return new UnifexError('INVALID_DOCUMENT_JSON', `${message}${reason}. Check what made it.`, { cause });
}

function listed({ path, value, allowed }: Fault): Record<string, unknown> {
  return { path, ...(value === undefined ? {} : { value: plainValue(value) }), allowed };
}

function faultOf(issue: z.core.$ZodIssue, root: unknown): Fault {
  let value = root;
  let missing = false;
  for (const key of issue.path) {
    missing = typeof value === 'object' && value !== null && !Object.hasOwn(value, key);
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  return { path: printPath(issue.path), value, missing, allowed: allowedBy(issue) };
}

function printPath(path: readonly PropertyKey[]): string {
  return path
    .map((key, i) => {
      if (typeof key === 'number') return `[${key}]`;
      const name = String(key);
      return /^[A-Za-z_$][\w$]*$/.test(name) ? `${i === 0 ? '' : '.'}${name}` : `[${JSON.stringify(name)}]`;
    })
    .join('');
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  number: 'a finite number',
  int: 'a whole number',
  string: 'text',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

/** What a member may be, in the words of the other messages. Schemas of this package word the rest themselves (`issue.message`). */
function allowedBy(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_NAMES[issue.expected] ?? `of the type ${issue.expected}`;
    case 'invalid_value':
      return issue.values.map(printValue).join(' or ');
    case 'too_small':
      return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
    case 'too_big':
      return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
    default:
      return issue.message;
  }
}
