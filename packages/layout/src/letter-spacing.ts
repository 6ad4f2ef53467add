import type { GlyphBuffer, GlyphRun } from './glyphs.ts';
import type { Row } from './row.ts';

/** A letter spacing that a longer stretch of text on the page has: its font, its size, and the usual gap between its letters, in points. */
export interface LetterSpacing {
  readonly font: number;
  readonly size: number;
  readonly gap: number;
}

const LETTER = /\p{L}/u;
const CAPITAL = /^\p{Lu}/u;
const SMALL = /^\p{Ll}/u;
const FIGURE = /\p{Nd}/u;
/** So many gaps that are much alike make text letter-spaced by themselves. */
const FEWEST_SPACED = 4;
/** Of fewer, so many, if drawn spaces tell where words end. */
const FEWEST_BETWEEN_SPACES = 2;
/** Gaps count as wide from this share of those that part words. */
const WIDE = 0.6;
/** Kerning takes at most so much of the spacing that a file declares: where less is left, the file takes it back, and uses it for something else. */
const KERNED = 0.5;
/** What a drawn space makes of a gap: so many times as wide as one between letters, or it tells nothing. */
const CLEARLY_WIDER = 1.5;
/** Wider gaps between letters, in font sizes, are those of single letters that stand for something each (`Y N`), though spaces are drawn. */
const WIDEST_BETWEEN_SPACES = 0.4;

/**
 * Raises the thresholds of a row by the spacing of its letters, where it is set letter-spaced. A row of many letters says so itself. A few
 * single letters may as well be the heads of columns, initials or names of points, and are only joined on evidence from elsewhere: that the
 * file itself spaces them (`letterSpacing` of their run), that the page has longer text of their font and size that is spaced alike, or that
 * spaces are drawn between the words, much wider than what is between their letters.
 * @param seen what the page has shown so far; what is found is added
 */
export function raiseLetterSpaced(glyphs: GlyphBuffer, row: Row, seen: LetterSpacing[]): void {
  const { count, starts, gaps, thresholds } = row;
  const tracking = letterSpacing(glyphs, row, 0, count - 1);
  if (tracking > 0) {
    for (let k = 0; k < count - 1; k++) thresholds[k]! += tracking;
    note(seen, runAt(glyphs, row, 0), tracking);
    return;
  }
  let cut = 0;
  for (let k = 0; k < count - 1; k++) if (starts[k] === 0 && gaps[k]! > thresholds[k]!) cut++;
  if (cut === 0) return;
  if (cut >= FEWEST_SPACED) raiseInRuns(glyphs, row, seen);
  if (declaresSpacing(glyphs, row)) {
    raiseStretches(glyphs, row, (k) => {
      const declared = runAt(glyphs, row, k).letterSpacing ?? 0;
      return declared > WIDE * thresholds[k]! ? { least: KERNED * declared, gap: declared } : undefined;
    });
  }
  const between = spacingBetweenSpaces(glyphs, row);
  if (between > 0) raiseStretches(glyphs, row, () => ({ least: 0, gap: between }));
  if (seen.length > 0) raiseStretches(glyphs, row, (k) => alike(seen, runAt(glyphs, row, k), gaps[k]!));
}

/** Whether a line would read otherwise, had the page shown then what it has shown since: it has single letters side by side. */
export function hasSingleLetters(words: readonly { readonly glyphs: readonly number[] }[]): boolean {
  return words.some((word, i) => i > 0 && word.glyphs.length === 1 && words[i - 1]!.glyphs.length === 1);
}

/** Whether the file spaces any letter of a row. Most files that draw no spaces, and so have wide gaps in every row, do not. */
function declaresSpacing({ run, runs }: GlyphBuffer, { count, letters }: Row): boolean {
  let last = -1;
  for (let k = 0; k < count; k++) {
    const own = run[letters[k]!]!;
    if (own === last) continue;
    if ((runs[own]!.letterSpacing ?? 0) > 0) return true;
    last = own;
  }
  return false;
}

function runAt(glyphs: GlyphBuffer, { letters }: Row, piece: number): GlyphRun {
  return glyphs.runs[glyphs.run[letters[piece]!]!]!;
}

function note(seen: LetterSpacing[], { font, size }: GlyphRun, gap: number): void {
  if (!alike(seen, { font, size }, gap)) seen.push({ font, size, gap });
}

/** The spacing of this font and size that the gap equals, but for a tenth: what rounded positions leave of it. */
function alike(
  seen: readonly LetterSpacing[],
  { font, size }: Pick<GlyphRun, 'font' | 'size'>,
  gap: number,
): Spacing | undefined {
  const found = seen.find(
    (one) => one.font === font && Math.abs(one.size - size) <= 0.01 * size && Math.abs(one.gap - gap) <= 0.1 * one.gap,
  );
  return found && { least: 0.9 * found.gap, gap: found.gap };
}

/** What is known of the gap behind a piece: how wide letter spacing makes it, and how narrow at the least. */
interface Spacing {
  readonly least: number;
  readonly gap: number;
}

/**
 * Raises the thresholds of stretches of pieces by the spacing that is known of them. A stretch ends at a drawn space and at a gap that is
 * wider than letter spacing; within it, all must be letter-spaced letters, with other signs among them.
 */
function raiseStretches(glyphs: GlyphBuffer, row: Row, spacingOf: (piece: number) => Spacing | undefined): void {
  const { count, starts, gaps, thresholds } = row;
  for (let from = 0, to = 0; from < count - 1; from = to + 1) {
    let spaced = true;
    let cut = false;
    for (to = from; to < count - 1 && starts[to] === 0; to++) {
      const spacing = spacingOf(to);
      if (gaps[to]! > thresholds[to]! + (spacing?.gap ?? 0)) break;
      if (!spacing || gaps[to]! < spacing.least) spaced = false;
      if (gaps[to]! > thresholds[to]!) cut = true;
    }
    if (!spaced || !cut || !isOfLetters(glyphs, row, from, to)) continue;
    for (let k = from; k < to; k++) thresholds[k]! += spacingOf(k)!.gap;
  }
}

/** More letters than other signs, no figures, and no capital behind a small letter: that starts a word. */
function isOfLetters({ text }: GlyphBuffer, { letters }: Row, from: number, to: number): boolean {
  let ofLetters = 0;
  for (let k = from; k <= to; k++) {
    const own = text[letters[k]!]!;
    if (LETTER.test(own)) ofLetters++;
    else if (FIGURE.test(own)) return false;
    if (k > from && CAPITAL.test(own) && SMALL.test(text[letters[k - 1]!]!)) return false;
  }
  return ofLetters >= 2 && ofLetters > (to - from + 1) / 2;
}

/** The usual gap between letters where spaces are drawn, and only in gaps that are much wider; else 0. */
function spacingBetweenSpaces(glyphs: GlyphBuffer, row: Row): number {
  const { count, starts, gaps, thresholds } = row;
  let inner = 0;
  let narrowest = Infinity;
  let widest = 0;
  let space = Infinity;
  for (let k = 0; k < count - 1; k++) {
    const gap = gaps[k]!;
    if (starts[k] === 1) space = Math.min(space, gap);
    else if (gap <= thresholds[k]!) return 0;
    else {
      inner++;
      if (gap > WIDEST_BETWEEN_SPACES * runAt(glyphs, row, k).size) return 0;
      narrowest = Math.min(narrowest, gap);
      widest = Math.max(widest, gap);
    }
  }
  const told = space < Infinity && space >= CLEARLY_WIDER * widest;
  return inner >= FEWEST_BETWEEN_SPACES && told && widest <= 1.15 * narrowest ? widest : 0;
}

/**
 * The usual gap of a stretch of pieces that is set letter-spaced, else 0. It is letter-spaced when most of its gaps are wide enough
 * for a word space yet much alike, between letters: four or more of them.
 */
function letterSpacing(
  glyphs: GlyphBuffer,
  { letters, starts, gaps, thresholds }: Row,
  from: number,
  to: number,
): number {
  let count = 0;
  let wide = 0;
  for (let k = from; k < to; k++) {
    if (starts[k] === 1) continue;
    count++;
    if (gaps[k]! > WIDE * thresholds[k]!) wide++;
  }
  if (count < FEWEST_SPACED || wide < 0.7 * count) return 0;
  const inner: number[] = [];
  let ofLetters = 0;
  let mixed = 0;
  for (let k = from; k < to; k++) {
    if (starts[k] === 1) continue;
    inner.push(gaps[k]!);
    const text = glyphs.text[letters[k + 1]!]!;
    if (LETTER.test(text)) ofLetters++;
    if (CAPITAL.test(text) && SMALL.test(glyphs.text[letters[k]!]!)) mixed++;
  }
  if (ofLetters < 0.7 * count) return 0;
  // A capital behind a small letter starts a word: a row of single letters (a A b B) is no letter-spaced word.
  if (mixed > 0.2 * inner.length) return 0;
  inner.sort((a, b) => a - b);
  const low = inner[Math.floor(inner.length * 0.2)]!;
  const median = inner[Math.floor(inner.length * 0.5)]!;
  return median - low <= 0.35 * median ? median : 0;
}

/** Words that are set letter-spaced among others that are not: a run of their own, whose thresholds are raised by its usual gap. */
function raiseInRuns(glyphs: GlyphBuffer, row: Row, seen: LetterSpacing[]): void {
  const { count, letters, starts, gaps, thresholds } = row;
  for (let from = 0, to = 0; from < count - 1; from = to) {
    const run = glyphs.run[letters[from]!];
    let cut = 0;
    // The gap behind the run's last letter is spaced like those within it.
    for (to = from; to < count - 1 && glyphs.run[letters[to]!] === run; to++) {
      if (starts[to] === 0 && gaps[to]! > thresholds[to]!) cut++;
    }
    if (cut < FEWEST_SPACED) continue;
    const tracking = letterSpacing(glyphs, row, from, to);
    if (tracking === 0) continue;
    for (let k = from; k < to; k++) thresholds[k]! += tracking;
    note(seen, runAt(glyphs, row, from), tracking);
  }
}
