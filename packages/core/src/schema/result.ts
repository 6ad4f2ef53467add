import { z } from 'zod';
import type { ErrorCause, ErrorInfo } from '../errors.ts';
import type { PageResult } from '../executor.ts';
import type { ExtractionResult } from '../extractor.ts';
import { count, errorCodeSchema, length } from './basics.ts';
import { documentSchema } from './document.ts';
import { exactly, type SchemaOf } from './exactly.ts';
import { pageSchema } from './page.ts';

export const errorCauseSchema: SchemaOf<ErrorCause> = exactly<ErrorCause>()(
  z.object({
    name: z.string(),
    message: z.string(),
    code: z.string().exactOptional(),
    stack: z.string().exactOptional(),
    cause: z.lazy(() => errorCauseSchema).exactOptional(),
  }),
);

export const errorInfoSchema: SchemaOf<ErrorInfo> = exactly<ErrorInfo>()(
  z.object({
    name: z.string(),
    code: errorCodeSchema,
    message: z.string(),
    details: z.record(z.string(), z.unknown()).exactOptional(),
    cause: errorCauseSchema.exactOptional(),
    stack: z.string().exactOptional(),
  }),
);

export const pageResultSchema: SchemaOf<PageResult> = exactly<PageResult>()(
  z.discriminatedUnion(
    'success',
    [
      z.object({ index: count, success: z.literal(true), page: pageSchema, durationMs: length }),
      z.object({ index: count, success: z.literal(false), error: errorInfoSchema, durationMs: length }),
    ],
    { error: 'the result of a page, with success true or false' },
  ),
);

export const extractionResultSchema: SchemaOf<ExtractionResult> = exactly<ExtractionResult>()(
  z.object({
    document: documentSchema,
    pageResults: z.array(pageResultSchema),
    success: z.boolean(),
    errors: z.array(z.object({ page: count, error: errorInfoSchema })),
  }),
);
