/** ASCII that is printed. */
const PLAIN_TEXT = /^[\x20-\x7e]*$/;
/** Text that only its capitals tell from its normal form: without the grave accent, which stands for a quote, and with single spaces. */
const LOWERED = /^[\x20-\x5f\x61-\x7e]*$/;

/** Whether the form in which a text is compared is the text in lower case, letter by letter. */
export function isPlain(text: string): boolean {
  return LOWERED.test(text) && !text.includes('  ');
}

/**
 * Text in the form in which it is compared: NFKC (ligatures, full-width letters), case folded, with one kind of quotes and dashes,
 * and decimal digits of every script as 0 to 9. Superscript digits become spaces, since `100¹` is a hundred with a footnote.
 */
export function normalizeText(text: string): string {
  // Most words by far: nothing below changes them.
  if (isPlain(text)) return text.toLowerCase();
  return clean(text)
    .replace(/[\u00b2\u00b3\u00b9\u2070-\u2079\u2080-\u2089]/g, ' ')
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, toAsciiDigit)
    .replace(/[‘’‚‛′´`ʼ＇]/g, "'")
    .replace(/[“”„‟″«»]/g, '"')
    .replace(/[‐‑‒–—―−﹣－]/g, '-')
    .replace(/٫/g, '.')
    .replace(/[٬]/g, ',')
    .replace(/¦/g, '|')
    .toUpperCase()
    .toLowerCase()
    .replace(/\s+/g, ' ');
}

/** What of a text a reader could see and a model should get: no control, zero-width, bidi, soft-hyphen or tag characters, one line. */
export function clean(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return text
    .replace(
      /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g,
      '',
    )
    .replace(/[\u{e0000}-\u{e0fff}]/gu, '')
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
    .toWellFormed();
}

/** Letters and digits alone, without the accents that engines lose. */
export function squash(text: string): string {
  if (PLAIN_TEXT.test(text)) return text.replace(/[^a-zA-Z0-9]+/g, '');
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '');
}

export const WORD_CHAR: RegExp = /[\p{L}\p{N}\p{M}]/u;

/** Scripts that are written without spaces between words, in which a word may begin anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;

/**
 * Whether a piece of text that begins (or ends) between two characters is cut out of a longer word or number:
 * `a|b`, `1|2`, and `1,|234`.
 * @param outer the two characters outside, the nearer one first
 */
export function cutsWord(inner: string, outer: readonly [string, string]): boolean {
  const [near, far] = outer;
  if (/\d/.test(inner)) {
    if (/\d/.test(near)) return true;
    if (/[.,']/.test(near) && /\d/.test(far)) return true;
  }
  return WORD_CHAR.test(inner) && WORD_CHAR.test(near) && !(UNSPACED.test(inner) || UNSPACED.test(near));
}

function toAsciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!;
  if (code < 0x80) return digit;
  // Decimal digits stand in runs of ten, from zero up (Unicode Standard, section 4.6).
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String(code - zero);
}
