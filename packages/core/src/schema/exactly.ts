import type { z } from 'zod';

/** A schema whose values are those of a type, before parsing and after. */
export type SchemaOf<T> = z.ZodType<T, T>;

/**
 * True when two types are the same in every member: its type, whether it may be absent, whether it is read-only. Two generic
 * functions are assignable only when the compiler finds A and B identical, and not when each merely fits the other.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- T is what defers the comparison
export type Identical<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The names of the members in which two types differ. */
type DifferentMembers<A, B> = {
  [K in keyof A | keyof B]-?: K extends keyof A & keyof B
    ? Identical<Pick<A, K>, Pick<B, K>> extends true
      ? never
      : K
    : K;
}[keyof A | keyof B];

/** What the compiler prints in place of a schema that is not its type. */
interface Drift<Members> {
  'The schema and the type differ in these members': Members;
}

/**
 * Holds a schema to a type: `exactly<Page>()(z.object({ … }))` compiles only while what the schema takes and what it gives are both
 * the type itself. A member more or less, another type of a member, or one that may be absent on one side only fails `tsc` at the
 * schema that differs, and names the member.
 */
export function exactly<T>(): <S extends z.ZodType>(
  schema: Identical<z.output<S>, T> extends true
    ? Identical<z.input<S>, T> extends true
      ? S
      : Drift<DifferentMembers<z.input<S>, T>>
    : Drift<DifferentMembers<z.output<S>, T>>,
) => SchemaOf<T> {
  return (schema) => schema as unknown as SchemaOf<T>;
}
