import type { GlyphBuffer, GlyphRun } from './glyphs.ts';

/** Accents that stand alone, by what they are on a letter. Unicode gives them compatibility decompositions (a space and the mark), but for the last three. */
const COMBINING: ReadonlyMap<string, string> = new Map([
  ...Array.from('\u00a8\u00af\u00b4\u00b8\u02d8\u02d9\u02da\u02db\u02dc\u02dd', (accent): [string, string] => [
    accent,
    accent.normalize('NFKD').slice(1),
  ]),
  ['`', '\u0300'],
  ['\u02c6', '\u0302'],
  ['\u02c7', '\u030c'],
]);
/** The first of Hebrew's points. */
const FIRST_POINT = 0x591;
/** From there to U+08FF these are the points of Hebrew and Arabic. One glyph may be several of them. Producers draw them before their letter or after it, as the line runs. */
const MARK = /^\p{M}+$/u;
/** Several in a ligature. */
const LETTERS = /^\p{L}+$/u;
/** TeX draws this over a sign that it negates: `\not=`. */
const NEGATION = '\u0338';
const SIGN = /^\p{Sm}$/u;
/** How far beyond the sides of a letter's cell, as a share of its advance, the middle of an accent may lie: capitals that slope carry theirs off centre. */
const BESIDE = 0.15;
/** How far, in font sizes, an accent may be raised: by the height of a capital above a small letter, and no line further. */
const RAISED = 0.5;

/**
 * Finds the accents that are drawn over a letter of their own, as TeX's older fonts do: "C", "^", a step back, "o", "t", "e";
 * the points of Hebrew and Arabic; and the strokes that negate a sign. They are no text between the letters, but parts of them.
 * @param skip one byte a glyph; those of 1 are left out
 * @returns the accents by the glyph of their letter, both as indices
 */
export function findAccents(glyphs: GlyphBuffer, skip: Uint8Array): Map<number, number[]> {
  const accents = new Map<number, number[]>();
  for (let i = 0; i < glyphs.count; i++) {
    const text = glyphs.text[i]!;
    const code = text.charCodeAt(0);
    if ((code < 0xa8 && code !== 0x60) || (code > 0x338 && code < FIRST_POINT) || code > 0x8ff || skip[i] === 1)
      continue;
    if (code < FIRST_POINT ? !COMBINING.has(text) && text !== NEGATION : !MARK.test(text)) continue;
    const letter = letterUnder(glyphs, i, skip);
    if (letter === undefined) continue;
    const others = accents.get(letter);
    if (others) others.push(i);
    else accents.set(letter, [i]);
  }
  return accents;
}

/** The nearest of the letters that were drawn just before or after, where the accent stands above, in or below its cell. */
function letterUnder(glyphs: GlyphBuffer, accent: number, skip: Uint8Array): number | undefined {
  const run = runOf(glyphs, accent);
  const middle = along(glyphs, accent, run) + glyphs.advance[accent]! / 2;
  const level = across(glyphs, accent, run);
  const isPoint = glyphs.text[accent]!.charCodeAt(0) >= FIRST_POINT;
  const letters = glyphs.text[accent] === NEGATION ? SIGN : LETTERS;
  let best: number | undefined;
  let nearest = Infinity;
  for (let i = Math.max(0, accent - 2); i <= Math.min(glyphs.count - 1, accent + 2); i++) {
    if (i === accent || skip[i] === 1) continue;
    // To Unicode a circumflex that stands alone is a letter too.
    if (!letters.test(glyphs.text[i]!) || COMBINING.has(glyphs.text[i]!)) continue;
    const other = runOf(glyphs, i);
    if (other.hidden !== run.hidden || other.vertical || other.ux * run.ux + other.uy * run.uy < 0.999) continue;
    if (Math.abs(across(glyphs, i, run) - level) > RAISED * Math.max(run.size, other.size)) continue;
    const width = glyphs.advance[i]!;
    const off = Math.abs(middle - along(glyphs, i, run) - width / 2);
    if (off > (0.5 + BESIDE) * width) continue;
    // A point belongs to the letter whose cell it is in: letters of very different widths stand side by side.
    const distance = isPoint && off > width / 2 ? off + run.size : off;
    if (distance >= nearest) continue;
    nearest = distance;
    best = i;
  }
  return best;
}

/** A letter and the accents on it as one text: composed where Unicode has it so, else with combining marks. */
export function compose(letter: string, accents: readonly string[]): string {
  let text = letter;
  for (const accent of accents) {
    const mark = COMBINING.get(accent) ?? accent;
    // An accent above takes the place of the dot, so producers draw it over a letter without one.
    const below = mark === '\u0327' || mark === '\u0328';
    text = (below ? text : text.replace('\u0131', 'i').replace('\u0237', 'j')) + mark;
  }
  return text.normalize('NFC');
}

function runOf(glyphs: GlyphBuffer, i: number): GlyphRun {
  return glyphs.runs[glyphs.run[i]!]!;
}

function along(glyphs: GlyphBuffer, i: number, { ux, uy }: GlyphRun): number {
  return glyphs.x[i]! * ux + glyphs.y[i]! * uy;
}

function across(glyphs: GlyphBuffer, i: number, { ux, uy }: GlyphRun): number {
  return glyphs.y[i]! * ux - glyphs.x[i]! * uy;
}
