export type { LlmAdapter, LlmPart, LlmRequest, LlmResponse, LlmTurn, SchemaDialect } from './adapter.ts';
export type { PageRows, RowHidden, RowWord, TextRow } from './contracts.ts';
export { LlmError, llmErrorInfo, type LlmErrorFacts, type LlmErrorInfo, type ValidationIssue } from './errors.ts';
export { estimate, type Estimate } from './estimate.ts';
export { extractStructured } from './extract-structured.ts';
export { describeEvidence, groundData, printRows, rowsOf, type GroundDataOptions } from './grounding/index.ts';
export {
  highlightPdf,
  toHighlights,
  type Highlight,
  type HighlightColor,
  type HighlightPdfOptions,
  type Highlights,
  type UnplacedValue,
} from './highlight/index.ts';
export { jsonSchema } from './schema/index.ts';
export type * from './types.ts';
export type { Usage } from './usage.ts';
