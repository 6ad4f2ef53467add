import type { OutlineItem } from '@unifex/core';
import type { PDFDocumentProxy } from '../pdfjs.ts';
import type { Destinations } from './destinations.ts';

/** An outline entry as pdf.js gives it (core/catalog.js). */
interface OutlineNode {
  readonly title: string;
  readonly dest: string | readonly unknown[] | null;
  readonly url?: string | null;
  readonly unsafeUrl?: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly items: readonly OutlineNode[];
}

/** Deeper than any book goes, and shallow enough for JSON.stringify and structured clone, which recurse. */
const MAX_DEPTH = 200;

/** The outline (bookmarks), nested as the document has it, but for entries more than 200 levels down; empty where it has none or a broken one, of which the metadata tells. */
export async function readOutline(pdf: PDFDocumentProxy, destinations: Destinations): Promise<OutlineItem[]> {
  const nodes = (await pdf.getOutline().catch(() => null)) as readonly OutlineNode[] | null;
  return toItems(nodes ?? [], destinations, 1);
}

async function toItems(
  nodes: readonly OutlineNode[],
  destinations: Destinations,
  depth: number,
): Promise<OutlineItem[]> {
  const items: OutlineItem[] = [];
  for (const node of nodes) {
    const children = depth < MAX_DEPTH ? await toItems(node.items, destinations, depth + 1) : [];
    const item: OutlineItem = { title: node.title.trim(), children };
    if (node.dest) {
      if (typeof node.dest === 'string') item.destination = node.dest;
      const target = await destinations.resolve(node.dest);
      if (target) Object.assign(item, target);
    }
    if (node.url) item.url = node.url;
    else if (node.unsafeUrl) item.unsafeUrl = node.unsafeUrl;
    if (node.bold) item.bold = true;
    if (node.italic) item.italic = true;
    items.push(item);
  }
  return items;
}
