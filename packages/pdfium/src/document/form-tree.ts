import { isDict, PdfRef, textOf, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';

/** Levels of a form's tree of fields. */
const MAX_DEPTH = 50;
const MAX_FIELDS = 100_000;

/** A value of a field, its own or that of the nearest parent that has one (ISO 32000-2, 12.7.4.1). */
export async function inheritedValue(file: PdfFile, field: PdfObject, key: string): Promise<PdfObject> {
  let node = field;
  for (let depth = 0; isDict(node) && depth < MAX_DEPTH; depth++) {
    const value = await file.get(node, key);
    if (value !== null) return value;
    node = await file.get(node, 'Parent');
  }
  return null;
}

/** The name of a field with those of its parents: `parent.child` (ISO 32000-2, 12.7.4.2). */
export async function qualifiedName(file: PdfFile, field: PdfObject): Promise<string> {
  const parts: string[] = [];
  let node = field;
  for (let depth = 0; isDict(node) && depth < MAX_DEPTH; depth++) {
    const part = textOf(await file.get(node, 'T'));
    if (part !== undefined) parts.unshift(part);
    node = await file.get(node, 'Parent');
  }
  return parts.join('.');
}

/** The dictionaries of all fields of the form that have no other field below them, in the order of the file. */
export async function terminalFields(file: PdfFile, form: PdfObject): Promise<PdfDict[]> {
  const found: PdfDict[] = [];
  const seen = new Set<number>();
  const roots = await file.get(form, 'Fields');
  const waiting: PdfObject[] = Array.isArray(roots) ? roots.toReversed() : [];
  while (waiting.length > 0 && seen.size < MAX_FIELDS) {
    const next = waiting.pop()!;
    if (!(next instanceof PdfRef) || seen.has(next.num)) continue;
    seen.add(next.num);
    const field = await file.resolve(next);
    if (!isDict(field)) continue;
    const kids = await file.get(field, 'Kids');
    const below: PdfObject[] = [];
    // Kids without a name are the field's widgets, not fields.
    for (const kid of Array.isArray(kids) ? kids : []) if ((await file.get(kid, 'T')) !== null) below.push(kid);
    if (below.length > 0) waiting.push(...below.toReversed());
    else found.push(field);
  }
  return found;
}
