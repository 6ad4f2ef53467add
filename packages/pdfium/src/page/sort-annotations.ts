import type { Annotation, FormField, Link } from '@unifex/core';
import { toAnnotation, toFormField, toPageBox, toPageQuads, type PageFrame } from '@unifex/pdf-common';
import type { Destinations } from '../document/destinations.ts';
import { readTarget } from '../document/targets.ts';
import type { PdfFile } from '../file/pdf-file.ts';
import type { PageAnnotation } from './annotation-dictionaries.ts';

export interface SortedAnnotations {
  readonly links: Link[];
  readonly annotations: Annotation[];
  readonly formFields: FormField[];
}

/** Sorts annotations into what they are to a reader, in the order of the file. Pop-up windows carry nothing of their own and are left out. */
export async function sortAnnotations(
  all: readonly PageAnnotation[],
  page: number,
  frame: PageFrame,
  file: PdfFile,
  destinations: Destinations,
): Promise<SortedAnnotations> {
  const result: SortedAnnotations = { links: [], annotations: [], formFields: [] };
  for (const annotation of all) {
    const { data } = annotation;
    if (data.subtype === 'Link') {
      const link = await toLink(annotation, frame, file, destinations);
      if (link) result.links.push(link);
    } else if (data.subtype === 'Widget') {
      result.formFields.push(toFormField(data, page, frame));
    } else if (data.subtype !== 'Popup') {
      result.annotations.push(toAnnotation(data, frame));
    }
  }
  return result;
}

/** Undefined for a link that leads nowhere (an action that only a viewer can run, such as a script). */
async function toLink(
  { dict, data }: PageAnnotation,
  frame: PageFrame,
  file: PdfFile,
  destinations: Destinations,
): Promise<Link | undefined> {
  const link: Link = { bbox: toPageBox(data.rect, frame) };
  const quads = toPageQuads(data.quadPoints, frame);
  if (quads) link.quads = quads;
  const { url, unsafeUrl, action, destination } = await readTarget(file, dict);
  if (url !== undefined) link.url = url;
  else if (unsafeUrl !== undefined) link.unsafeUrl = unsafeUrl;
  if (action !== undefined) link.action = action;
  if (destination !== undefined) {
    const name = destinations.nameOf(destination);
    if (name !== undefined) link.destination = name;
    const page = await destinations.pageOf(destination);
    if (page !== undefined) link.page = page;
  }
  const target = link.url ?? link.unsafeUrl ?? link.action ?? link.destination ?? link.page;
  return target === undefined ? undefined : link;
}
