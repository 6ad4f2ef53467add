import type { DocumentMetadata, ErrorInfo, OutlineItem, Page, SourceInfo } from '@unifex/core';

/** What stands around the pages of a document. */
export interface JsonHead {
  readonly source: SourceInfo;
  readonly metadata: DocumentMetadata;
  readonly outline?: OutlineItem[];
}

/**
 * Writes `{ document, success, errors }` piece by piece, so that no more than a page is ever held: {@link JsonPieces.head}, every page,
 * {@link JsonPieces.tail}. `document` is the model's `Document` as is.
 */
export interface JsonPieces {
  head(head: JsonHead): string;
  page(page: Page): string;
  tail(errors: readonly { page: number; error: ErrorInfo }[]): string;
}

/**
 * @param singleLine One object on one line (NDJSON) in place of one page a line.
 * @param debug Keep the stacks of errors, which name files of the machine that it ran on.
 */
export function jsonPieces(singleLine: boolean, debug: boolean): JsonPieces {
  const newLine = singleLine ? '' : '\n';
  let pages = 0;
  return {
    head: ({ source, metadata, outline }) => {
      const members = { source, metadata, ...(outline ? { outline } : {}) };
      const parts = Object.entries(members).map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
      return `{"document":{${newLine}${[...parts, '"pages":['].join(`,${newLine}`)}`;
    },
    page: (page) => `${pages++ === 0 ? '' : ','}${newLine}${JSON.stringify(page)}`,
    tail: (errors) => {
      const shown = debug ? errors : errors.map(({ page, error }) => ({ page, error: withoutStacks(error) }));
      return `${newLine}]},${newLine}"success":${errors.length === 0},${newLine}"errors":${JSON.stringify(shown)}}\n`;
    },
  };
}

/** What may be shown of an error: stacks name files of the machine that it ran on. */
export function withoutStacks({ stack: _stack, cause, ...rest }: ErrorInfo): ErrorInfo {
  return cause ? { ...rest, cause: { name: cause.name, message: cause.message } } : rest;
}
