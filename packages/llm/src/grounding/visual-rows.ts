import { convertBBox, unionBBox, type BBox, type Page, type TextBlock } from '@unifex/core';
import type { PageRows, RowHidden, RowWord, TextRow } from '../contracts.ts';
import { clean } from './normalize.ts';
import { hiddenReason, isDoubtful, isOnPicture } from './visibility.ts';

/** A word that may still be changed. */
type PlacedWord = { -readonly [K in keyof RowWord]: RowWord[K] };

/** A block along its reading direction: `u` runs along the line, `v` from line to line. In points. */
interface Placed {
  readonly block: TextBlock;
  /** What parts the first from what stands before it on its row is set with the row. */
  readonly words: readonly PlacedWord[];
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

/** A gap on a row that is wider than this, in heights of the text, parts columns. A space between words is about 0.25. */
const COLUMN_GAP = 1;
/** White space of less than this part of the height parts letters, not words. */
const WORD_GAP = 0.12;
/** A word of which nothing has to be cleaned away. */
const CLEAN_WORD = /^[\x21-\x7b\x7d\x7e]+$/;
/** Two blocks are on one row when they share this part of the lower one's height. */
const ROW_OVERLAP = 0.5;

/**
 * The text of a page as visual rows: what stands on one baseline is one row, from left to right (right to left where the text
 * runs so), from top to bottom. Rows that a person does not see are marked and come last.
 * @param firstId the id of the first row; the next page goes on at `firstId + rows.length`
 */
export function pageRows(page: Page, firstId: number): PageRows {
  const groups = new Map<string, { hidden: RowHidden | undefined; placed: Placed[] }>();
  page.texts.forEach((block, order) => {
    const placed = place(block, page);
    if (!placed) return;
    const hidden = hiddenReason(block, page);
    const turn = quarterTurn(block);
    const key = `${hidden ?? ''} ${turn ?? `alone ${order}`} ${block.direction === 'ttb'} ${sourceOf(block)}`;
    const group = groups.get(key);
    if (group) group.placed.push(placed);
    else groups.set(key, { hidden, placed: [placed] });
  });
  const rows = [...groups.values()].flatMap(({ hidden, placed }) =>
    rowsOf(placed).map((row) => ({ ...toRow(row), ...(hidden ? { hidden } : {}) })),
  );
  // Stable: each reading direction keeps its own order.
  const ordered = [...rows.filter(({ hidden }) => !hidden), ...rows.filter(({ hidden }) => hidden)];
  return {
    page: page.index,
    ...page.sizeInPoints,
    rows: ordered.map((row, i): TextRow => ({ id: firstId + i, ...row })),
    ...(isDoubtful(page) ? { doubtful: true } : {}),
  };
}

function sourceOf({ origin }: TextBlock): 'native' | 'ocr' {
  return origin === 'native' ? 'native' : 'ocr';
}

/** Quarter turns of the reading direction, clockwise; undefined at a slant. */
function quarterTurn(block: TextBlock): 0 | 1 | 2 | 3 | undefined {
  const angle = block.rotation + (block.direction === 'ttb' ? 90 : 0);
  const turns = Math.round(angle / 90);
  // Scans are seldom quite straight.
  return Math.abs(angle - turns * 90) <= 8 ? ((turns % 4) as 0 | 1 | 2 | 3) : undefined;
}

function place(block: TextBlock, page: Page): Placed | undefined {
  const words = wordsOf(block, page);
  if (words.length === 0) return undefined;
  if (isOnPicture(block, page)) for (const word of words) word.color = block.color!;
  const { x0, y0, x1, y1 } = convertBBox(block.bbox, page, 'points');
  switch (quarterTurn(block) ?? 0) {
    case 0:
      return { block, words, u0: x0, u1: x1, v0: y0, v1: y1 };
    case 1:
      return { block, words, u0: y0, u1: y1, v0: -x1, v1: -x0 };
    case 2:
      return { block, words, u0: -x1, u1: -x0, v0: -y1, v1: -y0 };
    case 3:
      return { block, words, u0: -y1, u1: -y0, v0: x0, v1: x1 };
  }
}

/** The words of a block with their boxes; where the reader gives none, cut out of its box by their share of the letters. */
function wordsOf(block: TextBlock, page: Page): PlacedWord[] {
  const words: PlacedWord[] = [];
  const add = (text: string, bbox: BBox, before: '' | ' '): void => {
    const cleaned = CLEAN_WORD.test(text) ? text : clean(text).replaceAll('|', '¦').replace(/\s+/g, ' ').trim();
    if (cleaned === '') return;
    words.push({ text: cleaned, bbox: convertBBox(bbox, page, 'points'), before });
  };
  if (block.words && block.words.length > 0) {
    let end = 0;
    for (const word of block.words) {
      const start = block.text.indexOf(word.text, end);
      // Some scripts have words without a space between them.
      add(word.text, word.bbox, start === end && end > 0 ? '' : ' ');
      if (start >= 0) end = start + word.text.length;
    }
    return words;
  }
  const length = Math.max(block.text.length, 1);
  for (const match of block.text.matchAll(/\S+/g)) {
    add(match[0], part(block, match.index / length, (match.index + match[0].length) / length), ' ');
  }
  return words;
}

/** A part of a block's box, from one share of its text to another. */
function part({ bbox, rotation, direction }: TextBlock, from: number, to: number): BBox {
  const { x0, y0, x1, y1 } = bbox;
  const turns = Math.round((rotation + (direction === 'ttb' ? 90 : 0)) / 90) % 4;
  const backwards = turns >= 2 !== (direction === 'rtl');
  const [a, b] = backwards ? [1 - to, 1 - from] : [from, to];
  return turns % 2 === 0
    ? { x0: x0 + a * (x1 - x0), y0, x1: x0 + b * (x1 - x0), y1 }
    : { x0, y0: y0 + a * (y1 - y0), x1, y1: y0 + b * (y1 - y0) };
}

function rowsOf(group: readonly Placed[]): Placed[][] {
  const rows: Placed[][] = [];
  const open: Placed[][] = [];
  for (const placed of [...group].sort((a, b) => a.v0 - b.v0 || a.u0 - b.u0)) {
    // Blocks come from the top down: a row that has ended above this one is finished.
    for (let i = open.length - 1; i >= 0; i -= 1) {
      if (open[i]!.every(({ v1 }) => v1 <= placed.v0)) open.splice(i, 1);
    }
    const row = open.find((candidate) => belongs(placed, candidate));
    if (row) row.push(placed);
    else {
      const started = [placed];
      rows.push(started);
      open.push(started);
    }
  }
  const middle = (row: readonly Placed[]): number => row.reduce((sum, { v0, v1 }) => sum + v0 + v1, 0) / row.length;
  return rows.sort((a, b) => middle(a) - middle(b));
}

/** Whether a block stands on a row: beside its nearest neighbour there, so that a page that is not quite straight has rows too. */
function belongs(placed: Placed, row: readonly Placed[]): boolean {
  const distance = (other: Placed): number => Math.max(other.u0 - placed.u1, placed.u0 - other.u1);
  const nearest = row.reduce((best, other) => (distance(other) < distance(best) ? other : best));
  const shared = Math.min(placed.v1, nearest.v1) - Math.max(placed.v0, nearest.v0);
  if (shared < ROW_OVERLAP * Math.min(heightOf(placed), heightOf(nearest))) return false;
  // What is drawn over one another does not follow one another.
  return -distance(nearest) <= 0.5 * Math.min(placed.u1 - placed.u0, nearest.u1 - nearest.u0) + 1e-6;
}

function heightOf({ v0, v1 }: Placed): number {
  return Math.max(v1 - v0, 1e-6);
}

function toRow(blocks: readonly Placed[]): Omit<TextRow, 'id' | 'hidden'> {
  const sorted = [...blocks].sort((a, b) => a.u0 - b.u0);
  const rightToLeft = sorted.filter(({ block }) => block.direction === 'rtl').length * 2 > sorted.length;
  if (rightToLeft) sorted.reverse();
  sorted.forEach(({ words: [first] }, i) => {
    first!.before = i > 0 ? between(sorted[i - 1]!, sorted[i]!) : '';
  });
  const words = sorted.length === 1 ? sorted[0]!.words : sorted.flatMap((placed) => placed.words);
  let text = '';
  for (const word of words) text += word.before + word.text;
  return {
    text,
    bbox: unionBBox(words.map(({ bbox }) => bbox)),
    words,
    source: sourceOf(sorted[0]!.block),
  };
}

function between(a: Placed, b: Placed): RowWord['before'] {
  const gap = Math.max(b.u0 - a.u1, a.u0 - b.u1) / Math.min(heightOf(a), heightOf(b));
  return gap > COLUMN_GAP ? ' | ' : gap > WORD_GAP ? ' ' : '';
}
