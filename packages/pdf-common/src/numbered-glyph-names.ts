/** The encodings in which a number may stand for another character than that of Unicode (ISO 32000-2, annex D), as `TextDecoder` calls them. */
const DECODERS: Readonly<Record<string, string>> = { WinAnsiEncoding: 'windows-1252', MacRomanEncoding: 'macintosh' };

/**
 * Names of glyphs that are nothing but a number, put as names of the Adobe Glyph List (`uni0041`): `G41` and `g0041` in hexadecimal, `C65` and
 * `c65` in decimal, or in hexadecimal where one of the font's is no decimal number. No standard says so; it is how producers name glyphs
 * that they know the character of, and how pdf.js reads them (`_simpleFontToUnicode` in core/evaluator.js). Where `g3` or `g381` stand beside
 * `g1004`, all of them count glyphs instead, and say nothing; so do all of a letter of which one would be a control character (`C01`).
 * @param names that a font's encoding gives, by character code
 * @param baseEncoding of the font: what a name that repeats its own character code means
 */
export function spellNumberedNames(
  names: ReadonlyMap<number, string>,
  baseEncoding: string | undefined,
): ReadonlyMap<number, string> {
  const counted = [...names.values()].some((name) => /^g\d+$/.test(name) && name.length !== 5);
  const numbered = [...names].filter(([, name]) => NUMBERED.test(name) && !(counted && name.startsWith('g')));
  if (numbered.length === 0) return names;
  const radix = numbered.some(([, name]) => /^c/i.test(name) && !/^.\d+$/.test(name)) ? 16 : 10;
  const result = new Map(names);
  const numberOf = (name: string): number => Number.parseInt(name.slice(1), /^g/i.test(name) ? 16 : radix);
  const counting = new Set(numbered.flatMap(([, name]) => (isControl(numberOf(name)) ? [name[0]] : [])));
  for (const [code, name] of numbered) {
    const number = numberOf(name);
    if (number === 0 || counting.has(name[0])) continue;
    const character = (number === code ? inEncoding(code, baseEncoding) : undefined) ?? number;
    result.set(code, `uni${character.toString(16).toUpperCase().padStart(4, '0')}`);
  }
  return result;
}

const NUMBERED = /^(?:G[0-9A-Fa-f]{2}|g[0-9A-Fa-f]{4}|[Cc][0-9A-Fa-f]{2,3})$/;

/** 0 is none of them: `G00` is what some producers call the glyph for what is missing. */
function isControl(number: number): boolean {
  return number > 0 && number < 0x20;
}

function inEncoding(code: number, encoding: string | undefined): number | undefined {
  const decoder = encoding === undefined ? undefined : DECODERS[encoding];
  return decoder === undefined ? undefined : new TextDecoder(decoder).decode(Uint8Array.of(code)).codePointAt(0);
}
