import type { BBox } from '@unifex/core';
import { describeEvidence } from '../grounding/describe-evidence.ts';
import { valueAt } from '../schema/pointer.ts';
import type {
  DocumentStructuredResult,
  Evidence,
  EvidenceStatus,
  FieldEvidence,
  PageExtraction,
  Pointer,
  StructuredResult,
} from '../types.ts';

/** `green`: printed there, without a doubt. `amber`: printed like that, or with a doubt. `red`: not found where it should be. */
export type HighlightColor = 'green' | 'amber' | 'red';

/** A box to be drawn over a page. */
export interface Highlight {
  /** The field, in the data. */
  pointer: Pointer;
  /** As in the data; undefined where a transform of the schema has moved it. */
  value: unknown;
  color: HighlightColor;
  status: EvidenceStatus;
  /** What is known of it, for people: `verified, on 3 places`. */
  evidence: string;
  /** 0-based. */
  page: number;
  /** In points, on the page as displayed. */
  bbox: BBox;
  /** What is printed there. */
  text: string;
}

/** A value that stands nowhere: nothing to draw, but something to tell. */
export interface UnplacedValue {
  pointer: Pointer;
  value: unknown;
  /** 0-based; null where it is a value of the whole document. */
  page: number | null;
}

export interface Highlights {
  boxes: Highlight[];
  unplaced: UnplacedValue[];
}

type AnyResult =
  Pick<StructuredResult<unknown>, 'data'> | Pick<DocumentStructuredResult<unknown>, 'data' | 'evidence' | 'windows'>;

/** The boxes of everything that a result has found, and the values that it has not. Fields that are absent or skipped have none. */
export function toHighlights(result: AnyResult): Highlights {
  const highlights: Highlights = { boxes: [], unplaced: [] };
  if ('windows' in result) add(highlights, result.evidence, result.data, null);
  else {
    for (const page of result.data as readonly PageExtraction<unknown>[]) {
      add(highlights, page.evidence, page.data, page.page);
    }
  }
  return highlights;
}

function add({ boxes, unplaced }: Highlights, evidence: Evidence | null, data: unknown, page: number | null): void {
  for (const [key, found] of Object.entries(evidence ?? {}) as [Pointer, FieldEvidence][]) {
    const color = colorOf(found);
    if (!color) continue;
    const { status, spans } = found;
    const value = valueAt(data, key);
    const evidence = describeEvidence(found);
    if (spans.length === 0) unplaced.push({ pointer: key, value, page });
    for (const span of spans) {
      boxes.push({ pointer: key, value, color, status, evidence, page: span.page, bbox: span.bbox, text: span.text });
    }
  }
}

function colorOf({ status, doubts }: FieldEvidence): HighlightColor | undefined {
  switch (status) {
    case 'verified':
      return doubts.length > 0 ? 'amber' : 'green';
    case 'fuzzy':
      return 'amber';
    case 'unverified':
      return 'red';
    default:
      return undefined;
  }
}
