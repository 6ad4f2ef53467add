/** The seams between the parts of this package: schemas, grounding, and the loop that uses both. Not public. */
import type { BBox } from '@unifex/core';
import type { SchemaDialect } from './adapter.ts';
import type { ValidationIssue } from './errors.ts';
import type { Leaf } from './schema/leaves.ts';
import type { Evidence, GroundingOptions, JsonSchema, LlmWarning, OutputMode, Pointer, Schema } from './types.ts';

/** What {@link PrepareSchema} is asked for. */
export interface SchemaRequest {
  readonly dialect: SchemaDialect;
  /** `cite` wraps every leaf in `{ _rows: row ids, _value: value }`. */
  readonly grounding: false | GroundingOptions;
  /**
   * The schema of one of several windows of a document, where a field may stand in another window: every property may be null,
   * `unwrap` drops these nulls, and `validate` checks only what is there. The merged value is checked by the whole schema.
   */
  readonly partial?: boolean;
}

/** A schema, ready to be sent and to check answers with. */
export interface PreparedSchema {
  /** In the vendor's strict dialect. Undefined without a schema. */
  readonly strict: JsonSchema | undefined;
  /** As plain JSON Schema, for tools that are not strict and for prompts; wrapped alike. Undefined without a schema. */
  readonly plain: JsonSchema | undefined;
  /** The best mode that this schema fits: `tool` where the vendor's limits for strict schemas are passed. */
  readonly mode: Extract<OutputMode, 'json_schema' | 'tool'>;
  readonly name: string;
  /** Whether answers carry row ids (`cite`, and the schema is not too large for it). */
  readonly cites: boolean;
  readonly warnings: readonly LlmWarning[];
  /**
   * From the answer to the caller's own shape: `{ value }` around a root that is no object, `{ _rows, _value }`, nulls that stand for
   * what is optional and records written as lists go. Never throws: a shape that was not asked for is left as it is.
   */
  unwrap(answer: unknown): Unwrapped;
  /** Runs the caller's own check. @throws LlmError `VALIDATOR_THREW` */
  validate(value: unknown): Promise<Validated>;
  /** The leaves of a value in the caller's shape, and what the schema knows of them: what is looked for on the page. */
  leaves(value: unknown): readonly Leaf[];
}

export interface Unwrapped {
  readonly value: unknown;
  /** Row ids by the pointer of the leaf, or of the object that it was given for. */
  readonly citations: ReadonlyMap<Pointer, readonly number[]>;
  /** Where a place of the value stands in the answer as the model wrote it: what a feedback turn has to name. */
  readonly locate: (pointer: Pointer) => Pointer;
}

export type Validated =
  | { readonly success: true; readonly value: unknown }
  | { readonly success: false; readonly issues: readonly ValidationIssue[] };

/** Made by `schema/`. @throws LlmError `UNSUPPORTED_SCHEMA` with `details.pointer`, and a hint in its message */
export type PrepareSchema = (schema: Schema | undefined, request: SchemaRequest) => PreparedSchema;

export interface RowWord {
  readonly text: string;
  readonly bbox: BBox;
  /** What parts it from the word before it on its row; ` | ` begins a new column. */
  readonly before: '' | ' ' | ' | ';
  /** Its colour, `#rrggbb`, where a picture lies at the same place: what tells whether it is over or under it. */
  readonly color?: string;
}

/** Why a person does not see a row. */
export type RowHidden = 'invisible' | 'off-page' | 'clipped' | 'covered' | 'tiny' | 'same-colour' | 'hidden-layer';

/** One visual row of text: words on one baseline, columns joined by ` | `. */
export interface TextRow {
  /** Running number over the pages of a request, from 1. */
  readonly id: number;
  /** Cleaned: no control, zero-width, bidi or tag characters, one line. */
  readonly text: string;
  readonly bbox: BBox;
  readonly words: readonly RowWord[];
  readonly source: 'native' | 'ocr';
  /** Set on what is no evidence and does not go into the prompt. */
  readonly hidden?: RowHidden;
}

/** The text of a page as rows. Made by `grounding/` from a page of the model: `(page: Page, firstId: number) => PageRows`. */
export interface PageRows {
  readonly page: number;
  /** Size in points. */
  readonly width: number;
  readonly height: number;
  readonly rows: readonly TextRow[];
  /** Whether a look at the page's image may tell more of what of its text is seen: it stands on fills, pictures or under annotations. */
  readonly doubtful?: boolean;
}

export interface GroundRequest {
  /** As `unwrap` gave it. */
  readonly value: unknown;
  readonly citations: ReadonlyMap<Pointer, readonly number[]>;
  readonly schema: PreparedSchema;
  /** The pages of the request. */
  readonly pages: readonly PageRows[];
  readonly options: GroundingOptions;
}

/** Made by `grounding/`: evidence for every leaf. */
export type Ground = (request: GroundRequest) => {
  readonly evidence: Evidence;
  readonly warnings: readonly LlmWarning[];
};
