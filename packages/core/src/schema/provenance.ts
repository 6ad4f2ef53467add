import { z } from 'zod';
import type { PageProvenance, RejectedEngine } from '../provenance.ts';
import { errorCodeSchema } from './basics.ts';
import { exactly, type SchemaOf } from './exactly.ts';

export const rejectedEngineSchema: SchemaOf<RejectedEngine> = exactly<RejectedEngine>()(
  z.object({ engine: z.string(), reason: z.string(), code: errorCodeSchema.exactOptional() }),
);

export const pageProvenanceSchema: SchemaOf<PageProvenance> = exactly<PageProvenance>()(
  z.object({
    engine: z.string(),
    rejected: z.array(rejectedEngineSchema).exactOptional(),
    repaired: z.string().exactOptional(),
  }),
);
