import type { BBox, TextBlock } from '@unifex/core';
import { isRightToLeft } from './bidi.ts';

/** A line, or a piece of one, in reading order. */
export type ParagraphLine = Pick<TextBlock, 'text' | 'bbox' | 'rotation' | 'words'>;

/** A line in the frame of its text: `s` runs along it the way it is read, `t` from line to line. */
interface Placed {
  /** Where reading it begins: on the left, or on the right where the text runs to the left. */
  readonly start: number;
  readonly end: number;
  /** Of its middle. */
  readonly t: number;
  /** Of its highest word: full stops and words without ascenders are lower than the print. */
  readonly height: number;
  /** Length of its first word. */
  readonly first: number;
  readonly isItem: boolean;
}

/** Lines that turn by more than this against each other, in degrees, are not one text. */
const SAME_TURN = 5;
/** A line whose print is so much higher than that of the one before is another text: a heading, a name above an address. */
const SAME_SIZE = 1.5;
/** Lines follow one another at the usual distance, and no more than this share above it. */
const LOOSE = 1.3;
/** The usual distance of lines, in heights, where the page has too few of them to tell, and at most. */
const USUAL_PITCH = 1.5;
const WIDEST_PITCH = 2.5;
/** So many distances tell what is usual. */
const TELLING = 3;
/** How far behind its neighbours a line begins when it is the first of a paragraph, in heights. */
const MIN_INDENT = 0.7;
const MAX_INDENT = 6;
/** What begins or ends within so many heights of one another is flush. */
const FLUSH = 0.5;
const TELLS = /[\p{L}\p{N}]/u;
const LETTER = /\p{L}/u;
/** Bullets, and numbers and letters with a point or a bracket, that open an item of a list. */
const ITEM = /^(?:[•◦▪■●○*·‣–—-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)])\s/iu;

/**
 * The paragraph of each line, counted from 0. A line goes on the paragraph of the line before it when it lies right under it, in print of
 * the same size, at the usual distance; unless it is indented, opens an item of a list, or follows a line that ended early although its
 * first word would have found room there. What is not above one another (the cells of a row, columns) is never one paragraph.
 */
export function findParagraphs(lines: readonly ParagraphLine[]): number[] {
  // Specks and rules that were taken for marks part nothing: they are of the paragraph that they stand in.
  const texts = lines.filter(({ text }) => TELLS.test(text));
  const found = paragraphsOf(texts);
  let at = -1;
  return lines.map(({ text }) => {
    if (TELLS.test(text)) at += 1;
    return found[Math.max(at, 0)] ?? 0;
  });
}

function paragraphsOf(lines: readonly ParagraphLine[]): number[] {
  const placed = runToTheLeft(lines) ? lines.map(place).map(mirrored) : lines.map(place);
  const pitch = usualPitch(lines, placed);
  const numbers: number[] = [];
  let begin = 0;
  let widest = -Infinity;
  for (let i = 0; i < lines.length; i++) {
    const goesOn =
      i > 0 &&
      isNext(lines, placed, i) &&
      pitchOf(placed, i) <= pitch * LOOSE &&
      !placed[i]!.isItem &&
      !isIndented(lines, placed, i) &&
      !(i - begin >= 2 && endedEarly(placed, i, widest));
    if (!goesOn) begin = i;
    widest = goesOn ? Math.max(widest, placed[i]!.end) : placed[i]!.end;
    numbers.push(i === 0 ? 0 : numbers[i - 1]! + (goesOn ? 0 : 1));
  }
  return numbers;
}

function place({ text, bbox, rotation, words }: ParagraphLine): Placed {
  const angle = (rotation * Math.PI) / 180;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  const own = words && words.length > 0 ? words : [{ bbox }];
  const sideways = Math.abs(sin) > Math.abs(cos);
  const length = (box: BBox): number => (sideways ? box.y1 - box.y0 : box.x1 - box.x0);
  const height = (box: BBox): number => (sideways ? box.x1 - box.x0 : box.y1 - box.y0);
  const middle = { x: (bbox.x0 + bbox.x1) / 2, y: (bbox.y0 + bbox.y1) / 2 };
  const s = middle.x * cos + middle.y * sin;
  const half = length(bbox) / 2;
  return {
    start: s - half,
    end: s + half,
    t: middle.y * cos - middle.x * sin,
    height: Math.max(...own.map((word) => height(word.bbox)), 1e-6),
    first: length(own[0]!.bbox),
    isItem: ITEM.test(text),
  };
}

/** Whether a line lies under the one before it, and is set like it. */
function isNext(lines: readonly ParagraphLine[], placed: readonly Placed[], i: number): boolean {
  const [before, line] = [placed[i - 1]!, placed[i]!];
  const turn = Math.abs(lines[i - 1]!.rotation - lines[i]!.rotation);
  if (Math.min(turn, 360 - turn) > SAME_TURN) return false;
  const ratio = line.height / before.height;
  if (ratio > SAME_SIZE || ratio < 1 / SAME_SIZE) return false;
  const common = Math.min(before.end, line.end) - Math.max(before.start, line.start);
  return common > 0 && line.t - before.t > 0.5 * Math.min(before.height, line.height);
}

/** From the line before to this one, in heights. */
function pitchOf(placed: readonly Placed[], i: number): number {
  const [before, line] = [placed[i - 1]!, placed[i]!];
  return (line.t - before.t) / Math.max(before.height, line.height);
}

/** The distance of a line to the next that most of the page's text has: the lower third, because gaps between paragraphs are wider. */
function usualPitch(lines: readonly ParagraphLine[], placed: readonly Placed[]): number {
  const pitches = placed
    .flatMap((_, i) => (i > 0 && isNext(lines, placed, i) ? [pitchOf(placed, i)] : []))
    .filter((pitch) => pitch <= WIDEST_PITCH)
    .sort((a, b) => a - b);
  return pitches.length < TELLING ? USUAL_PITCH : pitches[Math.floor(pitches.length / 3)]!;
}

/** A line that begins behind those above and below it, which are flush. */
function isIndented(lines: readonly ParagraphLine[], placed: readonly Placed[], i: number): boolean {
  const [before, line, after] = [placed[i - 1]!, placed[i]!, placed[i + 1]];
  const by = (line.start - before.start) / line.height;
  if (by < MIN_INDENT || by > MAX_INDENT) return false;
  const followed = after !== undefined && isNext(lines, placed, i + 1);
  if (!followed) return before.end < line.end - line.first;
  return Math.abs(after.start - before.start) < FLUSH * line.height;
}

/**
 * Whether the line before ended early: the first word of this one would have fitted behind it.
 * @param widest where the widest line of the paragraph so far ends
 */
function endedEarly(placed: readonly Placed[], i: number, widest: number): boolean {
  const [before, line] = [placed[i - 1]!, placed[i]!];
  const flush = Math.abs(before.start - line.start) < FLUSH * line.height;
  return flush && Math.max(widest, line.end) - before.end > line.first + line.height;
}

/** Whether most lines are read from right to left. Columns of numbers among them, which have no direction, follow the rest. */
function runToTheLeft(lines: readonly ParagraphLine[]): boolean {
  let balance = 0;
  for (const { text } of lines) {
    const first = LETTER.exec(text)?.[0].codePointAt(0);
    if (first !== undefined) balance += isRightToLeft(first) ? 1 : -1;
  }
  return balance > 0;
}

function mirrored(line: Placed): Placed {
  return { ...line, start: -line.end, end: -line.start };
}
