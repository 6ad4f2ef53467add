import type { Link } from '@unifex/core';
import type { Destinations } from '../document/destinations.ts';
import type { AnnotationData } from '@unifex/pdf-common';
import { toPageBox, toPageQuads, type PageFrame } from '@unifex/pdf-common';

/** A link annotation as a link. Undefined for a link that leads nowhere (an action that only a viewer can run, such as a script). */
export async function toLink(
  data: AnnotationData,
  frame: PageFrame,
  destinations: Destinations,
): Promise<Link | undefined> {
  const link: Link = { bbox: toPageBox(data.rect, frame) };
  const quads = toPageQuads(data.quadPoints, frame);
  if (quads) link.quads = quads;
  if (data.url) link.url = data.url;
  else if (data.unsafeUrl) link.unsafeUrl = data.unsafeUrl;
  if (data.action) link.action = data.action;
  if (data.dest) {
    if (typeof data.dest === 'string') link.destination = data.dest;
    const page = await destinations.pageOf(data.dest);
    if (page !== undefined) link.page = page;
  }
  const target = link.url ?? link.unsafeUrl ?? link.action ?? link.destination ?? link.page;
  return target === undefined ? undefined : link;
}
