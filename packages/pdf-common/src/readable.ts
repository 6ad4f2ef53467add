import { isWhiteSpace } from '@unifex/layout';

/** Presentation forms of Latin ligatures and of Arabic letters: what a reader searches for are the letters. */
const PRESENTATION = /[\ufb00-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]/;
/** Punctuation as it is turned in vertical writing: what a reader searches for is as wide as a letter, and upright. */
const VERTICAL = /[\ufe10-\ufe18\ufe31-\ufe44\ufe47\ufe48]/g;
/** Controls, and code points that are never to be characters (Unicode 16, 23.7). */
const MEANINGLESS = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g;

const readableCache = new Map<string, string>();

/** A glyph's text: letters for ligatures, U+FFFD for what has no meaning (controls, lone surrogates, U+FFFF), a space for any white space, nothing for joiners. */
export function readable(unicode: string): string {
  if (unicode.length === 1) {
    const code = unicode.charCodeAt(0);
    if (code > 0x20 && code < 0x7f) return unicode;
    if (code === 0x20) return ' ';
  }
  let text = readableCache.get(unicode);
  if (text === undefined) {
    text = normalize(unicode);
    if (readableCache.size < 20_000) readableCache.set(unicode, text);
  }
  return text;
}

function normalize(unicode: string): string {
  // Zero-width and directional controls are not glyphs that a reader sees; soft hyphens are hyphens where they are drawn.
  let text = unicode.replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '').replaceAll('\u00ad', '-');
  if (PRESENTATION.test(text)) text = text.normalize('NFKC');
  else text = text.replace(VERTICAL, upright);
  if (text.length > 0 && isWhiteSpace(text)) return ' ';
  if (text === '') return unicode === '' ? '\ufffd' : unicode.includes('\u200b') ? ' ' : '';
  return text.toWellFormed().replace(MEANINGLESS, '\ufffd');
}

/** A sign of vertical writing as it is in horizontal: an ASCII one in its wide form. */
function upright(sign: string): string {
  const plain = sign.normalize('NFKC');
  const code = plain.charCodeAt(0);
  return code > 0x20 && code < 0x7f ? String.fromCharCode(code + 0xfee0) : plain;
}
