import type { Page, TextBlock } from '@unifex/core';

/** Two blocks are on one row when they share this part of the lower one's height. */
const ROW_OVERLAP = 0.5;
/** How far the boxes of neighbours may reach into one another, in heights: italics and kerning. */
const OVERHANG = 0.3;
/** A gap that is wider than this, in heights, parts columns; a space between words is about 0.25. */
const COLUMN_GAP = 1;
/** From so many heights on (about 25 letters) a block is as long as a line of prose, and seldom the cell of a table. */
const PROSE = 12;
/** So many rows of prose on both sides of a gap make it the gutter between columns. */
const GUTTER_ROWS = 3;

/** A block along its reading direction, in points: `u` runs along the line, `v` from line to line. */
interface Placed {
  readonly block: TextBlock;
  readonly turns: number;
  readonly u0: number;
  readonly u1: number;
  readonly v0: number;
  readonly v1: number;
}

/** What is left free between two blocks of a row. */
type Span = readonly [from: number, to: number];

/** The same, and where it is on the page: `v` of its middle. */
interface Gap {
  readonly span: Span;
  readonly turns: number;
  readonly v: number;
}

/**
 * Blocks that follow one another and stand on one row, such as the cells of a table or the name and the price on a receipt, each row in the
 * order of reading. Nothing changes its place in that order, and columns of prose stay apart: where both sides of a gap are long lines, and
 * where several rows around have such a gap, or above or below as far as nothing runs across it (a title, a caption). What the reader of a
 * scan has seen as one line is one.
 */
export function textRows(blocks: readonly TextBlock[], page: Page): TextBlock[][] {
  const placed = blocks.map((block) => place(block, page));
  const gaps = placed.map((next, i) => (i > 0 ? gapBetween(placed[i - 1]!, next) : undefined));
  const prose = gaps.map((_, i) => i > 0 && isProse(placed[i - 1]!) && isProse(placed[i]!));
  const gutters = gaps.filter((gap, i): gap is Gap => gap !== undefined && prose[i]!);
  const rows: TextBlock[][] = [];
  blocks.forEach((block, i) => {
    const gap = gaps[i];
    const joins =
      gap !== undefined && (isSameLine(blocks[i - 1]!, block) || (!prose[i] && !isInGutter(gap, gutters, placed)));
    if (joins) rows.at(-1)!.push(block);
    else rows.push([block]);
  });
  return rows;
}

/** What parts two blocks of a row in print: two spaces where there is room for a column. */
export function spaceBetween(a: TextBlock, b: TextBlock, page: Page): string {
  const [first, second] = [place(a, page), place(b, page)];
  const gap = Math.max(second.u0 - first.u1, first.u0 - second.u1);
  return gap > COLUMN_GAP * Math.min(heightOf(first), heightOf(second)) ? '  ' : ' ';
}

/** Whether the reader has seen both as one line. */
function isSameLine(a: TextBlock, b: TextBlock): boolean {
  return a.line !== undefined && a.line === b.line;
}

/**
 * Whether a gap is a piece of the gutter between two columns of prose: between rows whose gap it goes on to, or beyond them with nothing
 * across. Where something stands across between those rows too, as lines of two columns that were taken for one do, it tells nothing.
 */
function isInGutter(gap: Gap, gutters: readonly Gap[], placed: readonly Placed[]): boolean {
  const beside = gutters.filter(({ turns, span }) => turns === gap.turns && meet(span, gap.span));
  if (beside.length < GUTTER_ROWS) return false;
  const first = Math.min(...beside.map(({ v }) => v));
  const last = Math.max(...beside.map(({ v }) => v));
  if (first < gap.v && gap.v < last) return true;
  const from = Math.max(gap.span[0], ...beside.map(({ span }) => span[0]));
  const to = Math.min(gap.span[1], ...beside.map(({ span }) => span[1]));
  const isCrossed = (above: number, below: number): boolean =>
    placed.some(
      ({ turns, u0, u1, v0, v1 }) =>
        turns === gap.turns && u0 < Math.min(from, to) && u1 > Math.max(from, to) && v0 > above && v1 < below,
    );
  return isCrossed(first, last) || !isCrossed(Math.min(gap.v, last), Math.max(gap.v, first));
}

/** The gap between a block and the one that follows it on the same row; undefined where that one begins another row. */
function gapBetween(a: Placed, b: Placed): Gap | undefined {
  if (a.turns !== b.turns || a.block.hidden !== b.block.hidden || a.block.text.includes('\n')) return undefined;
  const [backwards, forwards] = [[b.u1, a.u0] as const, [a.u1, b.u0] as const];
  const place = { turns: a.turns, v: (Math.max(a.v0, b.v0) + Math.min(a.v1, b.v1)) / 2 };
  // Who has read a scan has seen the line, which need not be straight, and may have numbers in it that run the other way.
  if (isSameLine(a.block, b.block))
    return { ...place, span: widthOf(forwards) > widthOf(backwards) ? forwards : backwards };
  const { direction = 'ltr' } = a.block;
  if (direction !== (b.block.direction ?? 'ltr')) return undefined;
  const span = direction === 'rtl' ? backwards : forwards;
  const height = Math.min(heightOf(a), heightOf(b));
  const shared = Math.min(a.v1, b.v1) - Math.max(a.v0, b.v0);
  return shared >= ROW_OVERLAP * height && widthOf(span) >= -OVERHANG * height ? { ...place, span } : undefined;
}

function widthOf([from, to]: Span): number {
  return to - from;
}

function meet(a: Span, b: Span): boolean {
  return Math.max(a[0], b[0]) < Math.min(a[1], b[1]);
}

function isProse(placed: Placed): boolean {
  return placed.u1 - placed.u0 >= PROSE * heightOf(placed);
}

function heightOf({ v0, v1 }: Placed): number {
  return Math.max(v1 - v0, 1e-6);
}

function place(block: TextBlock, { width, height, sizeInPoints }: Page): Placed {
  // Normalized coordinates have another scale across than along.
  const [x, y] = [sizeInPoints.width / width, sizeInPoints.height / height];
  const { x0, y0, x1, y1 } = block.bbox;
  const turns = (Math.round((block.rotation + (block.direction === 'ttb' ? 90 : 0)) / 90) + 4) % 4;
  const [left, top, right, bottom] = [x0 * x, y0 * y, x1 * x, y1 * y];
  switch (turns) {
    case 1:
      return { block, turns, u0: top, u1: bottom, v0: -right, v1: -left };
    case 2:
      return { block, turns, u0: -right, u1: -left, v0: -bottom, v1: -top };
    case 3:
      return { block, turns, u0: -bottom, u1: -top, v0: left, v1: right };
    default:
      return { block, turns, u0: left, u1: right, v0: top, v1: bottom };
  }
}
