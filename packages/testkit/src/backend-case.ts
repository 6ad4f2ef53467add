import type { DocumentMetadata, Page, Source } from '@unifex/core';

/** Where a case's document is: whatever can be read more than once. */
export type CaseSource = string | URL | Uint8Array | ArrayBuffer | Blob | Source;

/** What a document is known to hold. Texts are compared without regard to white space. */
export interface CaseExpectations {
  /** Each stands somewhere in the document. */
  readonly texts?: readonly string[];
  /** What stands on each page, from the first one on. */
  readonly pages?: readonly PageExpectations[];
  /** Entries that the metadata have. */
  readonly metadata?: Partial<DocumentMetadata>;
}

export interface PageExpectations {
  /** Each stands on this page. */
  readonly texts?: readonly string[];
  /** Size of the page as displayed, in points, to a hundredth. */
  readonly width?: number;
  readonly height?: number;
  readonly rotation?: Page['rotation'];
}

/** One document that the backend reads. */
export interface BackendCase<Options extends object = object> {
  /** What is special about it, for the names of the tests: `two pages`, `rotated`. */
  readonly name: string;
  readonly source: CaseSource;
  readonly pageCount: number;
  /** Options for this document, besides those of the suite. */
  readonly options?: Partial<Options>;
  /** The document is encrypted, and this opens it. For backends that support passwords. */
  readonly password?: string;
  readonly expect?: CaseExpectations;
}
