/**
 * Right-to-left scripts. The ranges are the blocks whose unassigned code points default to the bidirectional classes R and
 * AL in the Unicode Character Database (DerivedBidiClass), so that no table of characters is needed.
 */
export function isRightToLeft(code: number): boolean {
  return (
    (code >= 0x0590 && code <= 0x08ff) ||
    (code >= 0xfb1d && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfeff) ||
    (code >= 0x10800 && code <= 0x10fff) ||
    (code >= 0x1e800 && code <= 0x1efff)
  );
}

/** Of these, the blocks of Arabic letters (class AL), whose digits and signs go other ways than those of Hebrew (UAX #9, W2). */
function isArabic(code: number): boolean {
  return (
    (code >= 0x0600 && code <= 0x07bf) ||
    (code >= 0x0860 && code <= 0x08ff) ||
    (code >= 0xfb50 && code <= 0xfdff) ||
    (code >= 0xfe70 && code <= 0xfeff) ||
    (code >= 0x1ec70 && code <= 0x1eeff)
  );
}

const LETTER = /^\p{L}/u;
const DIGIT = /^\p{Nd}/u;
/** Classes ES, CS and ET of UAX #9: they belong to the number that they stand in or at. */
const SIGN = /^[+\-\u2212]/;
const SEPARATOR = /^[.,:/\u00a0\u060c]/;
const TERMINATOR = /^[#%\u00b0\u2030\u2031\u066a\p{Sc}]/u;

/** R right to left, A the same in Arabic, L left to right, E a digit, N a digit in Arabic text, S all else. */
type Kind = 'R' | 'A' | 'L' | 'E' | 'N' | 'S';

function kindOf(text: string): Kind {
  const code = text.codePointAt(0) ?? 0x20;
  // Digits of Arabic script lie in right-to-left blocks but run left to right.
  if (code >= 0x660 && code <= 0x669) return 'N';
  if (code >= 0x6f0 && code <= 0x6f9) return 'E';
  if (code === 0x66a || code === 0x60c) return 'S';
  if (code === 0x66b || code === 0x66c) return 'N';
  if (isRightToLeft(code)) return isArabic(code) ? 'A' : 'R';
  if (code < 0x80) {
    if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) return 'L';
    if (code >= 0x30 && code <= 0x39) return 'E';
    return 'S';
  }
  if (LETTER.test(text)) return 'L';
  return DIGIT.test(text) ? 'E' : 'S';
}

/**
 * Turns a line's pieces from visual order (left to right as displayed) to logical order: the inverse of the reordering of
 * UAX #9, rule L2, for a line with one paragraph direction. The direction is that of the majority of strong characters, or right to left where the
 * line starts and ends so: a long Latin word between two short ones is no Latin line.
 * @param texts the text of each piece (glyph), in visual order.
 * @returns the piece indices in logical order, or undefined when the line has no right-to-left text (order unchanged);
 *   `mirrored[i]` replaces the text of piece i where a bracket's shape must be turned.
 */
export function logicalOrder(
  texts: readonly string[],
): { order: number[]; direction: 'ltr' | 'rtl'; mirrored: Map<number, string> } | undefined {
  let rtl = 0;
  let ltr = 0;
  const kinds = texts.map(kindOf);
  for (const kind of kinds) {
    if (kind === 'R' || kind === 'A') rtl++;
    else if (kind === 'L') ltr++;
  }
  if (rtl === 0) return undefined;
  const strong = kinds.filter((kind) => kind === 'R' || kind === 'A' || kind === 'L');
  const direction = rtl >= ltr || (strong[0] !== 'L' && strong.at(-1) !== 'L') ? 'rtl' : 'ltr';
  resolveNumbers(texts, kinds);
  const level = levels(kinds, direction);
  const order = texts.map((_, i) => i);
  // Reversing twice what stands at a deeper level is its own inverse: whole line (if rtl), then every deeper run.
  const deepest = level.reduce((a, b) => Math.max(a, b), 0);
  for (let depth = deepest; depth >= 1; depth--) {
    for (let i = 0; i < order.length;) {
      if (level[order[i]!]! < depth) {
        i++;
        continue;
      }
      let end = i;
      while (end < order.length && level[order[end]!]! >= depth) end++;
      reverse(order, i, end);
      i = end;
    }
  }
  return { order, direction, mirrored: mirrorBrackets(texts, order, level) };
}

/** What belongs to a number becomes a part of it (UAX #9, W2 to W7, as far as they can be told from the displayed order). */
function resolveNumbers(texts: readonly string[], kinds: Kind[]): void {
  const n = kinds.length;
  // The letter that comes before a number in reading order stands to its right in right-to-left text.
  let strong: Kind = 'S';
  for (let i = n - 1; i >= 0; i--) {
    const kind = kinds[i]!;
    if (kind === 'R' || kind === 'A' || kind === 'L') strong = kind;
    else if (kind === 'E' && strong === 'A') kinds[i] = 'N';
  }
  for (let i = 1; i + 1 < n; i++) {
    const before = kinds[i - 1]!;
    if (kinds[i] !== 'S' || before !== kinds[i + 1]) continue;
    // A separator inside a number: 1,234.50 or 12/03/2024. A sign only where the digits are no Arabic ones: 2020-2021.
    if (before === 'E' && (SIGN.test(texts[i]!) || SEPARATOR.test(texts[i]!))) kinds[i] = 'E';
    if (before === 'N' && SEPARATOR.test(texts[i]!)) kinds[i] = 'N';
  }
  // Currency and percent signs at a number: before it or behind it.
  for (let i = 1; i < n; i++) {
    if (kinds[i] === 'S' && kinds[i - 1] === 'E' && TERMINATOR.test(texts[i]!)) kinds[i] = 'E';
  }
  for (let i = n - 2; i >= 0; i--) {
    if (kinds[i] === 'S' && kinds[i + 1] === 'E' && TERMINATOR.test(texts[i]!)) kinds[i] = 'E';
  }
  // A number that touches Latin letters is Latin, as a whole: A4, 3D, v10.2.
  for (let i = 0; i < n; i++) {
    if (!isNumber(kinds[i]!)) continue;
    let end = i;
    while (end < n && isNumber(kinds[end]!)) end++;
    if ((i > 0 && kinds[i - 1] === 'L') || (end < n && kinds[end] === 'L')) kinds.fill('L', i, end);
    i = end - 1;
  }
}

function isNumber(kind: Kind): boolean {
  return kind === 'E' || kind === 'N';
}

/** Embedding levels by the neighbours: numbers inside right-to-left text go one deeper, neutrals take their surroundings'. */
function levels(kinds: readonly Kind[], direction: 'ltr' | 'rtl'): Uint8Array {
  const base = direction === 'rtl' ? 1 : 0;
  const n = kinds.length;
  const level = new Uint8Array(n).fill(255);
  for (let i = 0; i < n; i++) {
    const kind = kinds[i]!;
    if (kind === 'R' || kind === 'A') level[i] = 1;
    else if (kind === 'L') level[i] = direction === 'rtl' ? 2 : 0;
    else if (isNumber(kind)) level[i] = direction === 'rtl' || nearRight(kinds, i) ? 2 : 0;
  }
  for (let i = 0; i < n; i++) {
    if (level[i] !== 255) continue;
    let end = i;
    while (end < n && level[end] === 255) end++;
    const before = i > 0 ? level[i - 1]! : base;
    const after = end < n ? level[end]! : base;
    // Neutrals between equals take their level, else the paragraph's; two numbers count as right to left (UAX #9, N1 and N2).
    const numbers = i > 0 && end < n && isNumber(kinds[i - 1]!) && isNumber(kinds[end]!) && before === 2;
    const value = before === after && !numbers ? before : before >= 1 && after >= 1 ? 1 : base;
    level.fill(value, i, end);
    i = end - 1;
  }
  return level;
}

/** In a left-to-right line, does the number stand within right-to-left words? */
function nearRight(kinds: readonly Kind[], index: number): boolean {
  const isStrong = (kind: Kind): boolean => kind === 'R' || kind === 'A' || kind === 'L';
  let before = index - 1;
  while (before >= 0 && !isStrong(kinds[before]!)) before--;
  let after = index + 1;
  while (after < kinds.length && !isStrong(kinds[after]!)) after++;
  return before >= 0 && after < kinds.length && kinds[before] !== 'L' && kinds[after] !== 'L';
}

const MIRROR: Readonly<Record<string, string>> = {
  '(': ')',
  ')': '(',
  '[': ']',
  ']': '[',
  '{': '}',
  '}': '{',
  '<': '>',
  '>': '<',
  '«': '»',
  '»': '«',
};
const CLOSERS = ')]}>»';
const WORD = /[\p{L}\p{N}]/u;

/**
 * Some producers map a bracket glyph to its shape, others to its logical character. What a bracket must be is seen from its
 * neighbours: one opens before a word and closes behind one. Where most of a line's right-to-left brackets contradict
 * that, or, where the neighbours say nothing, the first one closes, they are shapes and are turned.
 */
function mirrorBrackets(texts: readonly string[], order: readonly number[], level: Uint8Array): Map<number, string> {
  const mirrored = new Map<number, string>();
  const brackets: number[] = [];
  let contradictions = 0;
  order.forEach((i, k) => {
    if (level[i]! % 2 === 0 || MIRROR[texts[i]!] === undefined) return;
    brackets.push(i);
    const wordBefore = k > 0 && WORD.test(texts[order[k - 1]!]!);
    const wordAfter = k + 1 < order.length && WORD.test(texts[order[k + 1]!]!);
    if (wordBefore !== wordAfter) contradictions += CLOSERS.includes(texts[i]!) === wordBefore ? -1 : 1;
  });
  const first = brackets[0];
  if (first === undefined) return mirrored;
  if (contradictions > 0 || (contradictions === 0 && CLOSERS.includes(texts[first]!))) {
    for (const i of brackets) mirrored.set(i, MIRROR[texts[i]!]!);
  }
  return mirrored;
}

function reverse(array: number[], start: number, end: number): void {
  for (let i = start, j = end - 1; i < j; i++, j--) {
    const swap = array[i]!;
    array[i] = array[j]!;
    array[j] = swap;
  }
}
