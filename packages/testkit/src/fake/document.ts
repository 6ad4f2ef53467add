import { sourceFromBytes, UnifexError, type Source } from '@unifex/core';

/**
 * What a page of a fake document does when it is read:
 *
 * - `ok` gives a page; `{ takesMs }` does so after a while, and stops when it is aborted
 * - `fails` throws a coded error, `throws` an error of its own
 * - `{ stopsMs }` never ends unless it is aborted, and then takes so long to stop
 * - `hangs` never ends unless it is aborted; `deaf` does not even then; `busy` blocks its thread besides
 * - `meets` waits until all pages of this kind are under way
 * - `prints` writes to the standard output, and gives a page; `uncloneable` gives one that holds a function
 * - `exits` ends its process or thread; `crashes` throws outside of any promise; `rejects` leaves a rejection unhandled
 */
export type FakePage =
  | 'ok'
  | { readonly takesMs: number }
  | { readonly stopsMs: number }
  | 'fails'
  | 'throws'
  | 'hangs'
  | 'deaf'
  | 'busy'
  | 'meets'
  | 'prints'
  | 'uncloneable'
  | 'exits'
  | 'crashes'
  | 'rejects';

/** What the document does when it is opened. `ok` opens it. */
export type FakeOpening = 'ok' | 'hangs' | 'exits';

export interface FakeDocument {
  readonly pages: readonly FakePage[];
  readonly opening?: FakeOpening;
}

const HEADER = 'unifex fake document\n';

/** A fake document's bytes. */
export function fakeSource(document: FakeDocument): Source {
  return sourceFromBytes(new TextEncoder().encode(HEADER + JSON.stringify(document)), 'fake document');
}

/** @throws UnifexError `DOCUMENT_CORRUPT` */
export function parseFakeDocument(source: Source): FakeDocument {
  const text = new TextDecoder().decode(new Uint8Array(source.bytes));
  if (!text.startsWith(HEADER)) {
    throw new UnifexError('DOCUMENT_CORRUPT', `${source.info.name ?? 'The document'} is no fake document.`, {
      details: { size: source.bytes.length },
    });
  }
  return JSON.parse(text.slice(HEADER.length)) as FakeDocument;
}
