import type { OutlineItem } from '@unifex/core';
import { isDict, PdfRef, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import type { Destinations } from './destinations.ts';
import { readTarget } from './targets.ts';

/** Deeper than any book goes, and shallow enough for JSON.stringify and structured clone, which recurse. */
const MAX_DEPTH = 200;
/** ISO 32000-2, table 152. */
const ITALIC = 1;
const BOLD = 2;

/** The outline (bookmarks), nested as the document has it, but for entries more than 200 levels down; empty where it has none. */
export async function readOutline(file: PdfFile, destinations: Destinations): Promise<OutlineItem[]> {
  const root = await file.get(await file.catalog(), 'Outlines');
  return isDict(root) ? readChildren(file, destinations, root, 1, new Set()) : [];
}

/** @param seen numbers of the entries that were read: a loop ends where it closes */
async function readChildren(
  file: PdfFile,
  destinations: Destinations,
  parent: PdfObject,
  depth: number,
  seen: Set<number>,
): Promise<OutlineItem[]> {
  const items: OutlineItem[] = [];
  let next: PdfObject = isDict(parent) ? (parent.get('First') ?? null) : null;
  while (next instanceof PdfRef && !seen.has(next.num)) {
    seen.add(next.num);
    const entry = await file.resolve(next);
    if (!isDict(entry)) break;
    const children = depth < MAX_DEPTH ? await readChildren(file, destinations, entry, depth + 1, seen) : [];
    const item: OutlineItem = { title: (textOf(await file.get(entry, 'Title')) ?? '').trim(), children };
    const { destination, url, unsafeUrl } = await readTarget(file, entry);
    if (destination !== undefined) {
      const name = destinations.nameOf(destination);
      if (name !== undefined) item.destination = name;
      Object.assign(item, await destinations.resolve(destination));
    }
    if (url !== undefined) item.url = url;
    else if (unsafeUrl !== undefined) item.unsafeUrl = unsafeUrl;
    const flags = await file.get(entry, 'F');
    if (typeof flags === 'number' && (flags & BOLD) !== 0) item.bold = true;
    if (typeof flags === 'number' && (flags & ITALIC) !== 0) item.italic = true;
    items.push(item);
    next = entry.get('Next') ?? null;
  }
  return items;
}
