import { isDict, nameOf, PdfRef, type PdfDict, type PdfObject } from '../syntax/objects.ts';
import type { FoundObject } from './scan-objects.ts';

/** Attributes that a page takes from the nodes above it (ISO 32000-2, 7.7.3.4). */
const INHERITED = ['Resources', 'MediaBox', 'CropBox', 'Rotate'] as const;
/** A tree that goes deeper is one that runs in circles. */
const MAX_DEPTH = 64;

type Objects = ReadonlyMap<number, FoundObject>;

/** The number of a catalog whose page tree is complete; undefined where it has to be made anew. */
export function soundCatalog(objects: Objects, root: PdfObject | undefined): number | undefined {
  const named = root instanceof PdfRef ? [root.num] : [];
  const others = [...objects.values()].filter(({ value }) => typeOf(value) === 'Catalog').map(({ num }) => num);
  return [...named, ...others.reverse()].find((num) => {
    const catalog = objects.get(num)?.value;
    return isDict(catalog) && isComplete(objects, catalog.get('Pages'), 0);
  });
}

/** Whether every node of a page tree is there. */
function isComplete(objects: Objects, node: PdfObject | undefined, depth: number): boolean {
  if (depth > MAX_DEPTH || !(node instanceof PdfRef)) return false;
  const dict = objects.get(node.num)?.value;
  if (!isDict(dict)) return false;
  const kids = follow(objects, dict.get('Kids'));
  if (typeOf(dict) === 'Page' || kids === undefined) return typeOf(dict) === 'Page';
  return Array.isArray(kids) && kids.length > 0 && kids.every((kid) => isComplete(objects, kid, depth + 1));
}

/** The pages of a file whose page tree is broken, in the order in which they stand in it, each with what it had inherited. */
export function loosePages(objects: Objects): { num: number; dict: PdfDict }[] {
  return [...objects.values()]
    .filter(({ value }) => typeOf(value) === 'Page')
    .sort((a, b) => a.offset - b.offset)
    .map(({ num, value }) => ({ num, dict: withInherited(objects, value as PdfDict) }));
}

function withInherited(objects: Objects, page: PdfDict): PdfDict {
  const result: PdfDict = new Map(page);
  let parent = page.get('Parent');
  for (let depth = 0; depth < MAX_DEPTH && parent instanceof PdfRef; depth++) {
    const dict = objects.get(parent.num)?.value;
    if (!isDict(dict)) break;
    for (const key of INHERITED) {
      const value = dict.get(key);
      if (!result.has(key) && value !== undefined) result.set(key, value);
    }
    parent = dict.get('Parent');
  }
  return result;
}

function follow(objects: Objects, value: PdfObject | undefined): PdfObject | undefined {
  return value instanceof PdfRef ? objects.get(value.num)?.value : value;
}

function typeOf(value: PdfObject | undefined): string | undefined {
  return isDict(value) ? nameOf(value.get('Type')) : undefined;
}
