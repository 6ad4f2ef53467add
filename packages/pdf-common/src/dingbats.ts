/** Where the signs of ITC Zapf Dingbats do not stand in the Dingbats block of Unicode in the order of their codes (Unicode's mapping table zdingbat.txt). */
const EXCEPTIONS: readonly (readonly [first: number, characters: string])[] = [
  [0x25, '\u260e'],
  [0x2a, '\u261b\u261e'],
  [0x48, '\u2605'],
  [0x6c, '\u25cf'],
  [0x6e, '\u25a0'],
  [0x73, '\u25b2\u25bc\u25c6'],
  [0x77, '\u25d7'],
  [0x80, '\u2768\u2769\u276a\u276b\u276c\u276d\u276e\u276f\u2770\u2771\u2772\u2773\u2774\u2775'],
  [0xa8, '\u2663\u2666\u2665\u2660\u2460\u2461\u2462\u2463\u2464\u2465\u2466\u2467\u2468\u2469'],
  [0xd5, '\u2192\u2194\u2195'],
];

const UNICODE: ReadonlyMap<number, string> = new Map([
  ...Array.from({ length: 0x7e - 0x20 }, (_, i): [number, string] => [0x21 + i, String.fromCharCode(0x2701 + i)]),
  ...Array.from({ length: 0xfe - 0xa0 }, (_, i): [number, string] => [0xa1 + i, String.fromCharCode(0x2761 + i)]),
  ...EXCEPTIONS.flatMap(([first, characters]) =>
    Array.from(characters, (character, i): [number, string] => [first + i, character]),
  ),
]);

/** Does a font draw the signs of ITC Zapf Dingbats? By name: it is one of the standard 14 fonts, which are not embedded. */
export function isDingbatsFont(name: string): boolean {
  return /^(?:ITC)?[ -]?Zapf[ -]?Dingbats|^(?:D050000L|Dingbats)$/i.test(name);
}

/**
 * The character of a sign in the font's own encoding. pdf.js gives the code as if it stood for a letter: the tick of a form, 4, is
 * a figure 4 there.
 */
export function dingbat(unicode: string): string {
  return (unicode.length === 1 ? UNICODE.get(unicode.charCodeAt(0)) : undefined) ?? unicode;
}
