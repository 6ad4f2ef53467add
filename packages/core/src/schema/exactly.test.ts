import { describe, expect, expectTypeOf, it } from 'vitest';
import { z } from 'zod';
import { exactly, type Identical } from './exactly.ts';

interface Note {
  text: string;
  page?: number;
  kind: 'a' | 'b';
}

// `tsc --build` checks this file: a line marked as an error that compiles is an error itself.
describe('exactly', () => {
  it('gives back the schema that is its type', () => {
    const schema = z.object({ text: z.string(), page: z.number().exactOptional(), kind: z.enum(['a', 'b']) });
    expect(exactly<Note>()(schema)).toBe(schema);
  });

  it('refuses every way in which a schema may differ', () => {
    const text = z.string();
    const page = z.number().exactOptional();
    const kind = z.enum(['a', 'b']);
    const schemas = [
      // @ts-expect-error a member is missing
      exactly<Note>()(z.object({ text, kind })),
      // @ts-expect-error a member more
      exactly<Note>()(z.object({ text, page, kind, more: z.string().exactOptional() })),
      // @ts-expect-error required in place of optional
      exactly<Note>()(z.object({ text, page: z.number(), kind })),
      // @ts-expect-error optional in place of required
      exactly<Note>()(z.object({ text: text.exactOptional(), page, kind })),
      // @ts-expect-error may be undefined, where it may only be absent
      exactly<Note>()(z.object({ text, page: z.number().optional(), kind })),
      // @ts-expect-error may be null
      exactly<Note>()(z.object({ text: text.nullable(), page, kind })),
      // @ts-expect-error a value more
      exactly<Note>()(z.object({ text, page, kind: z.enum(['a', 'b', 'c']) })),
      // @ts-expect-error a value less
      exactly<Note>()(z.object({ text, page, kind: z.enum(['a']) })),
      // @ts-expect-error any value at all
      exactly<Note>()(z.object({ text: z.any(), page, kind })),
      // @ts-expect-error another type altogether
      exactly<Note>()(z.string()),
      // @ts-expect-error gives the type, but takes more than it
      exactly<Note>()(z.object({ text: text.default(''), page, kind })),
      // @ts-expect-error takes the type, and gives another
      exactly<Note>()(z.object({ text: text.transform(Number), page, kind })),
      // @ts-expect-error read-only members
      exactly<Note>()(z.object({ text, page, kind }).readonly()),
      // @ts-expect-error keeps members that the type does not have
      exactly<Note>()(z.looseObject({ text, page, kind })),
    ];
    expect(schemas).toHaveLength(14);
  });
});

describe('Identical', () => {
  it('tells apart what merely fits', () => {
    expectTypeOf<Identical<{ a: 1 }, { a: 1 }>>().toEqualTypeOf<true>();
    expectTypeOf<Identical<{ a: 1 }, { readonly a: 1 }>>().toEqualTypeOf<false>();
    expectTypeOf<Identical<{ a?: 1 }, { a?: 1 | undefined }>>().toEqualTypeOf<false>();
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what must not pass for a number
    expectTypeOf<Identical<{ a: any }, { a: number }>>().toEqualTypeOf<false>();
    const identical: Identical<Note, { text: string; page?: number; kind: 'a' | 'b' }> = true;
    expect(identical).toBe(true);
  });
});
