import { z } from 'zod';
import { bboxSchema, errorCodeSchema, pointSchema } from './basics.ts';
import {
  documentMetadataSchema,
  documentSchema,
  outlineItemSchema,
  signatureSchema,
  sourceInfoSchema,
} from './document.ts';
import { annotationSchema, formFieldSchema, linkSchema } from './interactive.ts';
import { filledRectSchema, pageImageSchema, pageSchema, rulingSchema, tableCellSchema, tableSchema } from './page.ts';
import { ocrProvenanceSchema, pageProvenanceSchema, rejectedEngineSchema } from './provenance.ts';
import { errorCauseSchema, errorInfoSchema, extractionResultSchema, pageResultSchema } from './result.ts';
import { coverageSchema, fontInfoSchema, textBlockSchema, textCharSchema, textWordSchema } from './text.ts';

const NAMED: Readonly<Record<string, z.ZodType>> = {
  BBox: bboxSchema,
  Point: pointSchema,
  ErrorCode: errorCodeSchema,
  FontInfo: fontInfoSchema,
  TextChar: textCharSchema,
  TextWord: textWordSchema,
  TextBlock: textBlockSchema,
  Coverage: coverageSchema,
  TableCell: tableCellSchema,
  Table: tableSchema,
  PageImage: pageImageSchema,
  Ruling: rulingSchema,
  FilledRect: filledRectSchema,
  Link: linkSchema,
  Annotation: annotationSchema,
  FormField: formFieldSchema,
  RejectedEngine: rejectedEngineSchema,
  PageProvenance: pageProvenanceSchema,
  OcrProvenance: ocrProvenanceSchema,
  Page: pageSchema,
  OutlineItem: outlineItemSchema,
  Signature: signatureSchema,
  DocumentMetadata: documentMetadataSchema,
  SourceInfo: sourceInfoSchema,
  Document: documentSchema,
  ErrorCause: errorCauseSchema,
  ErrorInfo: errorInfoSchema,
  PageResult: pageResultSchema,
  ExtractionResult: extractionResultSchema,
};

/**
 * The JSON Schema (draft 2020-12) of a schema of this package, with the model's types by name under `$defs`. It takes members that
 * it does not know, and says everything but that a box is in order (`x0 <= x1`, `y0 <= y1`), for which JSON Schema has no words.
 */
export function jsonSchemaOf(schema: z.ZodType): Record<string, unknown> {
  // Our own registry: names in the global one would turn up in the JSON Schemas of the app.
  const metadata = z.registry<{ id: string }>();
  for (const [id, named] of Object.entries(NAMED)) metadata.add(named, { id });
  return { ...z.toJSONSchema(schema, { metadata, io: 'input' }) };
}
