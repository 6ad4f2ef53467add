import { z } from 'zod';
import { ERROR_CODES, type ErrorCode } from '../errors.ts';
import { UNITS, type BBox, type Point, type Unit } from '../units.ts';
import { exactly, type SchemaOf } from './exactly.ts';

// z.number() takes finite numbers only: JSON has no others.

/** A length or a thickness. */
export const length: z.ZodNumber = z.number().nonnegative();
/** 0-based, or a number of things. */
export const count: z.ZodNumber = z.int().nonnegative();
export const degrees: z.ZodNumber = z.number().nonnegative().lt(360);
export const fraction: z.ZodNumber = z.number().nonnegative().lte(1);
export const color: z.ZodString = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour as #rrggbb');

export const unitSchema: SchemaOf<Unit> = exactly<Unit>()(z.enum(UNITS));
export const errorCodeSchema: SchemaOf<ErrorCode> = exactly<ErrorCode>()(z.enum(ERROR_CODES));

export const pointSchema: SchemaOf<Point> = exactly<Point>()(z.object({ x: z.number(), y: z.number() }));

export const bboxSchema: SchemaOf<BBox> = exactly<BBox>()(
  z
    .object({ x0: z.number(), y0: z.number(), x1: z.number(), y1: z.number() })
    .refine(({ x0, x1 }) => x0 <= x1, { path: ['x1'], error: 'at least x0' })
    .refine(({ y0, y1 }) => y0 <= y1, { path: ['y1'], error: 'at least y0' }),
);
