import type { ErrorInfo, PageResult } from '@unifex/core';
import { type JsonHead, jsonPieces } from './format-json.ts';
import { textDocumentHeader, textPage } from './format-text.ts';
import type { Sink } from './sink.ts';

/** Writes one document as its pages come. */
export interface DocumentWriter {
  start(head: JsonHead): Promise<void>;
  page(result: PageResult): Promise<void>;
  end(errors: readonly { page: number; error: ErrorInfo }[]): Promise<void>;
}

export interface WriterOptions {
  readonly format: 'text' | 'json';
  readonly label: string;
  readonly boxes: boolean;
  /** Text: what stands on one row of the page is one line. */
  readonly rows: boolean;
  readonly debug: boolean;
  /** Other documents go to the same sink: text gets a line that names this one, JSON one line for each. */
  readonly shared: boolean;
}

export function documentWriter(sink: Sink, options: WriterOptions): DocumentWriter {
  return options.format === 'json' ? jsonWriter(sink, options) : textWriter(sink, options);
}

function jsonWriter(sink: Sink, { shared, debug }: WriterOptions): DocumentWriter {
  const pieces = jsonPieces(shared, debug);
  return {
    start: (head) => sink.write(pieces.head(head)),
    page: async (result) => {
      if (result.success) await sink.write(pieces.page(result.page));
    },
    end: (errors) => sink.write(pieces.tail(errors)),
  };
}

function textWriter(sink: Sink, { label, boxes, rows, shared }: WriterOptions): DocumentWriter {
  let pageCount = 0;
  return {
    start: async ({ metadata }) => {
      pageCount = metadata.pageCount;
      if (shared) await sink.write(textDocumentHeader(label, pageCount));
    },
    page: (result) => sink.write(textPage(result, pageCount, { boxes, rows })),
    end: () => Promise.resolve(),
  };
}
