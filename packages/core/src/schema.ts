export type { Identical, SchemaOf } from './schema/exactly.ts';
export { bboxSchema, errorCodeSchema, pointSchema, unitSchema } from './schema/basics.ts';
export {
  coverageSchema,
  fontInfoSchema,
  hiddenReasonSchema,
  omittedTextSchema,
  textBlockSchema,
  textCharSchema,
  textDirectionSchema,
  textOriginSchema,
  textWordSchema,
} from './schema/text.ts';
export { annotationSchema, formFieldSchema, linkSchema } from './schema/interactive.ts';
export {
  filledRectSchema,
  pageImageSchema,
  pageSchema,
  rulingSchema,
  tableCellSchema,
  tableSchema,
} from './schema/page.ts';
export {
  attachmentSchema,
  documentMetadataSchema,
  documentSchema,
  encryptionSchema,
  outlineItemSchema,
  signatureCertificateSchema,
  signatureIntegritySchema,
  signatureSchema,
  sourceInfoSchema,
} from './schema/document.ts';
export { pageProvenanceSchema, rejectedEngineSchema } from './schema/provenance.ts';
export { errorCauseSchema, errorInfoSchema, extractionResultSchema, pageResultSchema } from './schema/result.ts';
export {
  readDocument,
  readResult,
  validateDocument,
  validateResult,
  writeDocument,
  writeResult,
  type WriteOptions,
} from './schema/document-json.ts';
export { jsonSchemaOf } from './schema/json-schema.ts';
