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

const LETTER = /^\p{L}/u;
const DIGIT = /^[\p{Nd}]/u;
const NUMBER_PART = /^[\p{Nd}.,:/+\-%\u066a-\u066c\u00a3\u20ac$\u20aa]/u;

type Kind = 'R' | 'L' | 'N' | 'S';

function kindOf(text: string): Kind {
  const code = text.codePointAt(0) ?? 0x20;
  // Digits of Arabic script lie in right-to-left blocks but run left to right (UAX #9, class AN).
  if ((code >= 0x660 && code <= 0x669) || (code >= 0x6f0 && code <= 0x6f9)) return 'N';
  if (isRightToLeft(code)) return 'R';
  if (code < 0x80) {
    if ((code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a) return 'L';
    if (code >= 0x30 && code <= 0x39) return 'N';
    return 'S';
  }
  if (LETTER.test(text)) return 'L';
  return DIGIT.test(text) ? 'N' : 'S';
}

const MIRROR: Record<string, string> = {
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

/**
 * Turns a line's pieces from visual order (left to right as displayed) to logical order: the inverse of the reordering of
 * UAX #9, rule L2, for a line with one paragraph direction. The direction is that of the majority of strong characters.
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
    if (kind === 'R') rtl++;
    else if (kind === 'L') ltr++;
  }
  if (rtl === 0) return undefined;
  const direction = rtl >= ltr ? 'rtl' : 'ltr';
  const level = levels(texts, kinds, direction);
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

/** Embedding levels by the neighbours: numbers inside right-to-left text go one deeper, neutrals take their surroundings'. */
function levels(texts: readonly string[], kinds: readonly Kind[], direction: 'ltr' | 'rtl'): Uint8Array {
  const base = direction === 'rtl' ? 1 : 0;
  const n = texts.length;
  const level = new Uint8Array(n).fill(255);
  const strong: Kind[] = kinds.slice();
  for (let i = 0; i < n; i++) {
    // A separator inside a number belongs to the number: 1,234.50 or 12/03/2024.
    if (
      strong[i] === 'S' &&
      i > 0 &&
      i + 1 < n &&
      strong[i - 1] === 'N' &&
      kinds[i + 1] === 'N' &&
      NUMBER_PART.test(texts[i]!)
    ) {
      strong[i] = 'N';
    }
    // A number that touches Latin letters is Latin: A4, 3D.
    if (strong[i] === 'N' && ((i > 0 && strong[i - 1] === 'L') || (i + 1 < n && kinds[i + 1] === 'L'))) strong[i] = 'L';
  }
  for (let i = 0; i < n; i++) {
    if (strong[i] === 'R') level[i] = 1;
    else if (strong[i] === 'L') level[i] = direction === 'rtl' ? 2 : 0;
    else if (strong[i] === 'N') level[i] = direction === 'rtl' ? 2 : nearRight(strong, i) ? 2 : 0;
  }
  for (let i = 0; i < n; i++) {
    if (level[i] !== 255) continue;
    let end = i;
    while (end < n && level[end] === 255) end++;
    const before = i > 0 ? level[i - 1]! : base;
    const after = end < n ? level[end]! : base;
    // Neutrals between equals take their level, else the paragraph's (UAX #9, N1 and N2).
    const value = before === after ? before : before >= 1 && after >= 1 ? 1 : base;
    level.fill(value, i, end);
    i = end - 1;
  }
  return level;
}

/** In a left-to-right line, does the number stand within right-to-left words? */
function nearRight(kinds: readonly Kind[], index: number): boolean {
  let before: Kind = 'S';
  for (let i = index - 1; i >= 0 && before === 'S'; i--) if (kinds[i] === 'R' || kinds[i] === 'L') before = kinds[i]!;
  let after: Kind = 'S';
  for (let i = index + 1; i < kinds.length && after === 'S'; i++)
    if (kinds[i] === 'R' || kinds[i] === 'L') after = kinds[i]!;
  return before === 'R' && after === 'R';
}

/**
 * Some producers map a bracket glyph to its shape, others to its logical character. Read in logical order, a right-to-left
 * run must open before it closes: where it does not, its brackets are shapes and are turned.
 */
function mirrorBrackets(texts: readonly string[], order: readonly number[], level: Uint8Array): Map<number, string> {
  const mirrored = new Map<number, string>();
  const brackets = order.filter((i) => level[i]! % 2 === 1 && MIRROR[texts[i]!] !== undefined);
  const first = brackets[0];
  if (first !== undefined && ')]}>»'.includes(texts[first]!)) {
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
