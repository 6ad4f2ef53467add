import { convertBBox } from './convert-page.ts';
import type { Page, TextBlock } from './model.ts';
import type { BBox } from './units.ts';

/** A block in the direction in which it is read: `u` runs along the line, `v` from line to line. In points. */
interface Placed {
  readonly block: TextBlock;
  readonly order: number;
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

/** Neighbouring blocks of one line. */
interface Segment {
  readonly blocks: readonly Placed[];
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

/** Where a block's text stands in the flow's text. */
export interface FlowPart {
  readonly block: TextBlock;
  /** Position in `page.texts`. */
  readonly order: number;
  /** Number of the line within the flow. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** Text that is read in one go. Every block of a page is in exactly one flow. */
export interface TextFlow {
  readonly text: string;
  readonly parts: readonly FlowPart[];
}

/** White space of less than this part of the text's height parts letters, not words. An inter-word space is about 0.25 em. */
const WORD_GAP = 0.12;
/** Two blocks are on one line when they share at least this part of the lower one's height. */
const LINE_OVERLAP = 0.5;
/** Blocks that cover one another by more than this part were drawn over one another; they do not follow one another. */
const DRAWN_OVER = 0.5;
const LETTER = /\p{L}/u;
/** Scripts that are written without spaces between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\u3000-\u303f\uff00-\uffef]/u;

/**
 * Joins blocks to lines and lines to flows, so that a phrase is found wherever its words were cut apart.
 * Words are joined by a space and lines by a line break, except between scripts that are written without spaces.
 * @param gaps in heights of the text: the widest gap within a line, and the widest between one line and the next
 */
export function textFlows(
  page: Page,
  blocks: readonly TextBlock[],
  gaps: { mergeGap: number; lineGap: number },
): TextFlow[] {
  const groups = new Map<string, Placed[]>();
  const order = new Map(page.texts.map((block, index) => [block, index]));
  for (const block of blocks) {
    const turn = quarterTurn(block);
    const place = order.get(block) ?? 0;
    // Text at a slant has no neighbours that boxes could tell.
    const key = turn === undefined ? `alone ${place}` : `${turn} ${block.direction === 'ttb'}`;
    const placed = placeBlock(block, place, convertBBox(block.bbox, page, 'points'), turn ?? 0);
    const group = groups.get(key);
    if (group) group.push(placed);
    else groups.set(key, [placed]);
  }
  const flows: TextFlow[] = [];
  for (const group of groups.values()) {
    const segments = linesOf(group).flatMap((line) => segmentsOf(line, gaps.mergeGap));
    for (const chain of chainsOf(segments, gaps.lineGap)) flows.push(flowOf(chain));
  }
  return flows.sort((a, b) => (a.parts[0]?.order ?? 0) - (b.parts[0]?.order ?? 0));
}

/** Quarter turns of the reading direction, clockwise; undefined at a slant. Vertical text is read down, its lines leftwards. */
function quarterTurn(block: TextBlock): 0 | 1 | 2 | 3 | undefined {
  const angle = block.rotation + (block.direction === 'ttb' ? 90 : 0);
  const turns = Math.round(angle / 90);
  return Math.abs(angle - turns * 90) <= 2 ? ((turns % 4) as 0 | 1 | 2 | 3) : undefined;
}

function placeBlock(block: TextBlock, order: number, box: BBox, turn: 0 | 1 | 2 | 3): Placed {
  const { x0, y0, x1, y1 } = box;
  switch (turn) {
    case 0:
      return { block, order, u0: x0, u1: x1, v0: y0, v1: y1 };
    case 1:
      return { block, order, u0: y0, u1: y1, v0: -x1, v1: -x0 };
    case 2:
      return { block, order, u0: -x1, u1: -x0, v0: -y1, v1: -y0 };
    case 3:
      return { block, order, u0: -y1, u1: -y0, v0: x0, v1: x1 };
  }
}

const heightOf = ({ v0, v1 }: { v0: number; v1: number }): number => Math.max(v1 - v0, 1e-6);
const overlap = (a0: number, a1: number, b0: number, b1: number): number => Math.min(a1, b1) - Math.max(a0, b0);

function linesOf(group: readonly Placed[]): Placed[][] {
  const lines: { blocks: Placed[]; v0: number; v1: number }[] = [];
  const open: typeof lines = [];
  for (const block of [...group].sort((a, b) => a.v0 - b.v0 || a.u0 - b.u0)) {
    // Blocks come from the top down: a line that ends above this one is finished.
    for (let i = open.length - 1; i >= 0; i -= 1) if ((open[i]?.v1 ?? 0) <= block.v0) open.splice(i, 1);
    const line = open.find(
      (candidate) =>
        overlap(candidate.v0, candidate.v1, block.v0, block.v1) >=
          LINE_OVERLAP * Math.min(heightOf(candidate), heightOf(block)) &&
        candidate.blocks.every((other) => !drawnOver(other, block)),
    );
    if (line) {
      // The line keeps the extent of its first block: growing, it would swallow the next line.
      line.blocks.push(block);
    } else {
      const started = { blocks: [block], v0: block.v0, v1: block.v1 };
      lines.push(started);
      open.push(started);
    }
  }
  return lines.map(({ blocks }) => blocks.sort((a, b) => a.u0 - b.u0));
}

function drawnOver(a: Placed, b: Placed): boolean {
  const shared = overlap(a.u0, a.u1, b.u0, b.u1);
  return shared > DRAWN_OVER * Math.min(a.u1 - a.u0, b.u1 - b.u0) && shared > 0;
}

/**
 * Neighbours on a line as they are read. Mostly right-to-left text is read from its right end; words that run against the rest
 * are read in their own direction (Unicode Annex 9, rule L2, for two levels).
 * @param blocks from left to right
 */
function inReadingOrder(blocks: readonly Placed[]): Placed[] {
  const strong = blocks.filter(({ block }) => LETTER.test(block.text));
  const rightToLeft = strong.filter(({ block }) => block.direction === 'rtl').length * 2 > strong.length;
  const ordered = rightToLeft ? [...blocks].reverse() : blocks;
  // A run against the line begins and ends with a word of the other direction; figures between such words belong to it.
  const against = ({ block }: Placed): boolean =>
    (block.direction === 'rtl') !== rightToLeft && LETTER.test(block.text);
  const along = ({ block }: Placed): boolean => (block.direction === 'rtl') === rightToLeft && LETTER.test(block.text);
  const result: Placed[] = [];
  for (let start = 0; start < ordered.length; start += 1) {
    let end = start;
    if (against(ordered[start]!)) {
      for (let i = start + 1; i < ordered.length && !along(ordered[i]!); i += 1) if (against(ordered[i]!)) end = i;
    }
    result.push(...ordered.slice(start, end + 1).reverse());
    start = end;
  }
  return result;
}

function gapBetween(a: Placed, b: Placed): number {
  return Math.max(b.u0 - a.u1, a.u0 - b.u1);
}

function segmentsOf(line: readonly Placed[], mergeGap: number): Segment[] {
  const segments: Placed[][] = [];
  for (const block of line) {
    const current = segments.at(-1);
    const last = current?.at(-1);
    const height = last ? Math.min(heightOf(last), heightOf(block)) : 0;
    if (current && last && gapBetween(last, block) <= mergeGap * height) current.push(block);
    else segments.push([block]);
  }
  return segments.map((blocks) => ({
    blocks: inReadingOrder(blocks),
    u0: Math.min(...blocks.map(({ u0 }) => u0)),
    u1: Math.max(...blocks.map(({ u1 }) => u1)),
    v0: Math.min(...blocks.map(({ v0 }) => v0)),
    v1: Math.max(...blocks.map(({ v1 }) => v1)),
  }));
}

/** Links a segment to the nearest one beneath it, where that one has it as the nearest above. */
function chainsOf(segments: readonly Segment[], lineGap: number): Segment[][] {
  const sorted = [...segments].sort((a, b) => a.v0 - b.v0 || a.u0 - b.u0);
  const below = new Map<Segment, Segment>();
  const above = new Map<Segment, { segment: Segment; gap: number }>();
  for (const [i, upper] of sorted.entries()) {
    let best: { segment: Segment; gap: number } | undefined;
    const reach = upper.v1 + lineGap * heightOf(upper);
    for (let j = i + 1; j < sorted.length; j += 1) {
      const lower = sorted[j] as Segment;
      if (lower.v0 > reach || (best && lower.v0 - upper.v1 > best.gap)) break;
      const gap = lower.v0 - upper.v1;
      const height = Math.min(heightOf(upper), heightOf(lower));
      if (
        gap < -LINE_OVERLAP * height ||
        gap > lineGap * height ||
        overlap(upper.u0, upper.u1, lower.u0, lower.u1) <= 0
      ) {
        continue;
      }
      if (!best || gap < best.gap) best = { segment: lower, gap };
    }
    if (!best) continue;
    below.set(upper, best.segment);
    const rival = above.get(best.segment);
    if (!rival || best.gap < rival.gap) above.set(best.segment, { segment: upper, gap: best.gap });
  }
  const chains: Segment[][] = [];
  for (const segment of sorted) {
    const before = above.get(segment)?.segment;
    if (before) continue;
    const chain: Segment[] = [];
    for (let next: Segment | undefined = segment; next;) {
      chain.push(next);
      const follower: Segment | undefined = below.get(next);
      next = follower && above.get(follower)?.segment === next ? follower : undefined;
    }
    chains.push(chain);
  }
  return chains;
}

function flowOf(chain: readonly Segment[]): TextFlow {
  let text = '';
  const parts: FlowPart[] = [];
  for (const [line, segment] of chain.entries()) {
    let last: Placed | undefined;
    for (const placed of segment.blocks) {
      const next = placed.block.text;
      if (last) {
        const height = Math.min(heightOf(last), heightOf(placed));
        if (gapBetween(last, placed) > WORD_GAP * height) text += separator(text, next, ' ');
      } else if (line > 0) {
        text += separator(text, next, '\n');
      }
      parts.push({
        block: placed.block,
        order: placed.order,
        line,
        start: text.length,
        end: text.length + next.length,
      });
      text += next;
      last = placed;
    }
  }
  return { text, parts };
}

function separator(before: string, after: string, mark: string): string {
  const last = before.at(-1) ?? '';
  const first = after.at(0) ?? '';
  if (/^\s?$/.test(last) || /^\s?$/.test(first)) return mark === '\n' && last !== '' && first !== '' ? mark : '';
  return UNSPACED.test(last) && UNSPACED.test(first) ? '' : mark;
}
