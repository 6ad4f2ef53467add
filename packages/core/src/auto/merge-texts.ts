import { bboxArea, intersectBBox, unionBBox } from '../geometry.ts';
import { isUpright, middleIn } from '../inspect/regions.ts';
import type { TextBlock, TextWord } from '../model.ts';
import type { BBox } from '../units.ts';

/** Share of a word's box under text that the page has already from which on it is that text. */
const SAME_SHARE = 0.5;
/** Text so much higher than a word (a watermark, a box around a slanted line) is another one. */
const SAME_HEIGHT = 0.4;

/** What was read from pixels without what the page has as text: rendered pixels show that too. Lines that lose words are put together anew. */
export function withoutDuplicates(read: readonly TextBlock[], native: readonly TextBlock[]): TextBlock[] {
  const boxes = native.flatMap((block) =>
    isUpright(block) || !block.words ? [block.bbox] : block.words.map(({ bbox }) => bbox),
  );
  const lines = native.map(({ text, bbox }) => ({ text: text.toLowerCase(), reach: grown(bbox) }));
  const isKnown = ({ text, bbox }: { text: string; bbox: BBox }): boolean => {
    // Boxes of text layers are not always where the letters are: the same word half a line away is the same word.
    const word = text.toLowerCase();
    if (lines.some((line) => middleIn(bbox, line.reach) && line.text.includes(word))) return true;
    const side = shortSide(bbox);
    let covered = 0;
    for (const box of boxes) {
      if (shortSide(box) * SAME_HEIGHT > side) continue;
      const common = intersectBBox(bbox, box);
      if (common) covered += bboxArea(common);
    }
    return covered >= bboxArea(bbox) * SAME_SHARE;
  };
  return read.flatMap((block) => {
    if (!block.words || block.words.length === 0) return isKnown(block) ? [] : [block];
    const words = block.words.filter((word) => !isKnown(word));
    if (words.length === block.words.length) return [block];
    return words.length === 0 ? [] : [rebuilt(block, words)];
  });
}

/** A line's box, grown by half its height. */
function grown(box: BBox): BBox {
  const by = shortSide(box) / 2;
  return { x0: box.x0 - by, y0: box.y0 - by, x1: box.x1 + by, y1: box.y1 + by };
}

function rebuilt(block: TextBlock, words: TextWord[]): TextBlock {
  const separator = block.text.includes(' ') ? ' ' : '';
  const known = words.flatMap(({ confidence }) => (confidence === undefined ? [] : [confidence]));
  return {
    ...block,
    text: words.map(({ text }) => text).join(separator),
    bbox: unionBBox(words.map(({ bbox }) => bbox)),
    words,
    ...(known.length > 0 ? { confidence: known.reduce((sum, value) => sum + value, 0) / known.length } : {}),
  };
}

/**
 * Puts groups of blocks, each from one part of the page, among those of the page: a group comes before the first block that
 * begins below the group's own beginning and has something of its width.
 */
export function insertGroups(native: readonly TextBlock[], groups: readonly (readonly TextBlock[])[]): TextBlock[] {
  const before = new Map<number, TextBlock[]>();
  for (const group of groups) {
    if (group.length === 0) continue;
    const area = unionBBox(group.map(({ bbox }) => bbox));
    const next = native.findIndex(({ bbox }) => bbox.y0 >= area.y0 && bbox.x0 < area.x1 && bbox.x1 > area.x0);
    const at = next < 0 ? native.length : next;
    before.set(at, [...(before.get(at) ?? []), ...group]);
  }
  const merged: TextBlock[] = [];
  for (let i = 0; i <= native.length; i++) {
    merged.push(...(before.get(i) ?? []));
    if (i < native.length) merged.push(native[i]!);
  }
  return merged;
}

/** Lines and paragraphs of several parts of a page with numbers of their own: each part was counted from 0. */
export function numbered(groups: readonly (readonly TextBlock[])[]): TextBlock[][] {
  const next = { line: 0, paragraph: 0 };
  return groups.map((group) => {
    const from = { ...next };
    return group.map((block) => {
      const moved = { ...block };
      for (const key of ['line', 'paragraph'] as const) {
        if (block[key] === undefined) continue;
        moved[key] = from[key] + block[key];
        next[key] = Math.max(next[key], moved[key] + 1);
      }
      return moved;
    });
  });
}

function shortSide({ x0, y0, x1, y1 }: BBox): number {
  return Math.min(x1 - x0, y1 - y0);
}
