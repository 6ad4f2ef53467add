import type { Annotation, FormField, Link } from '@unifex/core';
import type { Destinations } from '../document/destinations.ts';
import type { PDFDocumentProxy } from '../pdfjs.ts';
import type { AnnotationData } from '@unifex/pdf-common';
import { toAnnotation } from '@unifex/pdf-common';
import { toFormField } from '@unifex/pdf-common';
import { toLink } from './links.ts';
import type { PageFrame } from '@unifex/pdf-common';

export interface PageAnnotations {
  readonly links: Link[];
  readonly annotations: Annotation[];
  readonly formFields: FormField[];
}

/**
 * The annotation dictionaries of one page, which pdf.js has parsed already when it has read the page's content.
 *
 * `page.getAnnotations()` would read the whole text of the page a second time to tell what lies under links and markups;
 * the query by type does not. It leaves out the pages of a set: here every page but one.
 */
export async function fetchAnnotations(pdf: PDFDocumentProxy, index: number): Promise<readonly AnnotationData[]> {
  const otherPages = { has: (page: number) => page !== index } as unknown as Set<number>;
  const query = pdf.getAnnotationsByType.bind(pdf) as unknown as (
    types: null,
    skip: Set<number>,
  ) => Promise<AnnotationData[] | null>;
  return (await query(null, otherPages)) ?? [];
}

/** Sorts annotations into what they are to a reader, in the order of the file. Pop-up windows carry nothing of their own and are left out. */
export async function sortAnnotations(
  all: readonly AnnotationData[],
  page: number,
  frame: PageFrame,
  destinations: Destinations,
): Promise<PageAnnotations> {
  const result: PageAnnotations = { links: [], annotations: [], formFields: [] };
  for (const data of all) {
    if (data.subtype === 'Link') {
      const link = await toLink(data, frame, destinations);
      if (link) result.links.push(link);
    } else if (data.subtype === 'Widget') {
      result.formFields.push(toFormField(data, page, frame));
    } else if (data.subtype !== 'Popup') {
      result.annotations.push(toAnnotation(data, frame));
    }
  }
  return result;
}
