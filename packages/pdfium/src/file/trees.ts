import { isDict, PdfRef, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from './pdf-file.ts';

/** Nodes that are visited of one tree: more are a loop, or an attack. */
const MAX_NODES = 100_000;

/** The entries of a name or number tree in their order (ISO 32000-2, 7.9.6 and 7.9.7). @param key `Names` or `Nums` */
export async function readTree(
  file: PdfFile,
  root: PdfObject,
  key: 'Names' | 'Nums',
): Promise<[key: PdfObject, value: PdfObject][]> {
  const entries: [PdfObject, PdfObject][] = [];
  const seen = new Set<number>();
  const waiting: PdfObject[] = [root];
  for (let visited = 0; waiting.length > 0 && visited < MAX_NODES; visited++) {
    const next = waiting.pop()!;
    if (next instanceof PdfRef) {
      if (seen.has(next.num)) continue;
      seen.add(next.num);
    }
    const node = await file.resolve(next);
    if (!isDict(node)) continue;
    const pairs = await file.get(node, key);
    if (Array.isArray(pairs)) {
      for (let i = 0; i + 1 < pairs.length; i += 2) entries.push([await file.resolve(pairs[i]), pairs[i + 1]!]);
    }
    const kids = await file.get(node, 'Kids');
    if (Array.isArray(kids)) waiting.push(...kids.toReversed());
  }
  return entries;
}
