import { z } from 'zod';
import type { OcrProvenance, PageProvenance, RejectedEngine } from '../provenance.ts';
import { errorCodeSchema } from './basics.ts';
import { exactly, type SchemaOf } from './exactly.ts';

export const rejectedEngineSchema: SchemaOf<RejectedEngine> = exactly<RejectedEngine>()(
  z.object({ engine: z.string(), reason: z.string(), code: errorCodeSchema.exactOptional() }),
);

export const ocrProvenanceSchema: SchemaOf<OcrProvenance> = exactly<OcrProvenance>()(
  z.object({
    engine: z.string().exactOptional(),
    verdict: z.enum(['native', 'scan', 'mixed', 'garbled', 'empty']),
    reason: z.string(),
    textLayer: z.enum(['kept', 'replaced']).exactOptional(),
    rejected: z.array(rejectedEngineSchema).exactOptional(),
    preprocessing: z.array(z.string()).exactOptional(),
  }),
);

export const pageProvenanceSchema: SchemaOf<PageProvenance> = exactly<PageProvenance>()(
  z.object({
    engine: z.string(),
    rejected: z.array(rejectedEngineSchema).exactOptional(),
    repaired: z.string().exactOptional(),
    damaged: z.string().exactOptional(),
    ocr: ocrProvenanceSchema.exactOptional(),
    preprocessing: z.array(z.string()).exactOptional(),
  }),
);
