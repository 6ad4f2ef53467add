/** What pdf.js makes of an annotation dictionary (core/annotation.js), and what is made of it without pdf.js. Coordinates are the page's user space. */
export interface AnnotationData {
  readonly id?: string;
  readonly subtype?: string;
  readonly rect?: ArrayLike<number> | null;
  /** Eight numbers an area, sorted: left top, right top, left bottom, right bottom. */
  readonly quadPoints?: ArrayLike<number> | null;
  /** Flags of ISO 32000-2, table 167. */
  readonly annotationFlags?: number;
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly color?: ArrayLike<number> | null;
  readonly creationDate?: string | null;
  readonly modificationDate?: string | null;
  readonly inReplyTo?: string | null;
  readonly file?: { readonly filename?: string };
  readonly fileId?: string;

  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly dest?: string | readonly unknown[] | null;
  readonly action?: string;

  readonly fieldType?: string | null;
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly alternativeText?: string;
  readonly options?: readonly { readonly exportValue: string | null; readonly displayValue: string | null }[];
  readonly exportValue?: string | null;
  readonly buttonValue?: string | null;
  readonly checkBox?: boolean;
  readonly radioButton?: boolean;
  readonly readOnly?: boolean;
  readonly required?: boolean;
  readonly multiLine?: boolean;
  readonly multiSelect?: boolean;
}

/** ISO 32000-2, table 167: Invisible, Hidden and NoView. */
const NOT_SHOWN = 1 | 2 | 32;

export function isHidden(data: AnnotationData): boolean {
  return ((data.annotationFlags ?? 0) & NOT_SHOWN) !== 0;
}
