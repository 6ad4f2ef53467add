import type { Annotation } from '@unifex/core';
import { pdfDateToIso } from './pdf-date.ts';
import { isHidden, type AnnotationData } from './annotation-data.ts';
import { toPageBox, toPageQuads, type PageFrame } from './to-page-box.ts';

/** A markup, or anything else that hangs on a page and is neither link nor form field. */
export function toAnnotation(data: AnnotationData, frame: PageFrame): Annotation {
  const annotation: Annotation = { type: data.subtype ?? 'Unknown', bbox: toPageBox(data.rect, frame) };
  const quads = toPageQuads(data.quadPoints, frame);
  const created = pdfDateToIso(data.creationDate);
  const modified = pdfDateToIso(data.modificationDate);
  const color = hexColor(data.color);
  if (quads) annotation.quads = quads;
  if (data.id) annotation.id = data.id;
  if (data.contentsObj?.str) annotation.contents = data.contentsObj.str;
  if (data.titleObj?.str) annotation.author = data.titleObj.str;
  if (created) annotation.created = created;
  if (modified) annotation.modified = modified;
  if (color) annotation.color = color;
  if (data.inReplyTo) annotation.inReplyTo = data.inReplyTo;
  if (data.file?.filename) annotation.attachment = data.file.filename;
  if (isHidden(data)) annotation.hidden = true;
  return annotation;
}

/** Red, green and blue, 0 to 255. */
function hexColor(color: ArrayLike<number> | null | undefined): string | undefined {
  if (!color || color.length < 3) return undefined;
  return `#${[color[0]!, color[1]!, color[2]!].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}
