import type { Page } from '../model.ts';

/** Share of a page's glyphs without a readable character from which on another engine is asked. Bullets and symbols of fonts without names stay below it. */
const DAMAGED_SHARE = 0.1;
/** Fewer unreadable glyphs than these are an ornament, whatever their share. */
const DAMAGED_GLYPHS = 4;

/**
 * What a font without a usable encoding becomes: the replacement character, control characters, and the private use areas
 * (Unicode 16, chapter 23.5), whose characters mean nothing outside their font.
 */
export const UNREADABLE: RegExp = /[\uFFFD\p{Cc}\p{Co}]/gu;

/** The glyphs of a page in numbers: those that can be read, and those that the page shows but nobody can read. */
export interface Legibility {
  readonly readable: number;
  readonly unreadable: number;
}

/** Counts the characters of a page's texts, white space apart, and the glyphs that its reader left out as unmapped. */
export function legibility(page: Page): Legibility {
  let readable = 0;
  let unreadable = 0;
  for (const { text } of page.texts) {
    const visible = text.replace(/\s+/gu, '');
    const bad = visible.match(UNREADABLE)?.length ?? 0;
    unreadable += bad;
    readable += visible.length - bad;
  }
  for (const { reason, glyphs } of page.coverage?.omitted ?? []) {
    if (reason === 'unmapped') unreadable += glyphs;
  }
  return { readable, unreadable };
}

/**
 * What parts words: white space, and what parts them in scripts that use none or little of it (Chinese, Japanese, Tibetan, Ethiopic), or stands
 * within them (joiners in Persian, marks of abbreviation in Hebrew): punctuation of other scripts, and what is not seen.
 */
const BETWEEN_WORDS = /(?:[\s\p{Cf}]|(?!\p{Script_Extensions=Common})\p{P}|(?=\p{P})[\uff00-\uffef])+/u;

/** A word, a number or a code of both, with the punctuation around it. */
const SOUND =
  /^[\p{Ps}\p{Pi}\p{Po}]*(?:[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.&/-]*|[\p{Sc}#+−-]?\p{N}[\p{N}.,:%/'-]*)?[\p{Pe}\p{Pf}\p{Po}\p{Pd}]*$/u;

/** Where something is found or reached: what stands in it (`?q=a&b`, `a_b@example.org`) is in no word. */
const ADDRESS = /^\p{P}*(?:(?:https?|ftp|file):\/\/|mailto:|www\.|[\p{L}\p{N}][\w.+-]*@)[!-~]+$/u;

/**
 * How much of a page's text is in words that may be such, less what is in others: in characters. Behind a fault in its data, one engine reads
 * nothing and another noise, of which more is not better.
 */
export function soundness(page: Page): number {
  let sum = 0;
  for (const { text } of page.texts) {
    for (const word of text.split(BETWEEN_WORDS))
      sum += SOUND.test(word) || ADDRESS.test(word) ? word.length : -word.length;
  }
  return sum;
}

/** What is wrong with a page as its reader gave it; undefined for a page that may be taken as it is. */
export function findDamage(page: Page): string | undefined {
  if (page.provenance?.damaged !== undefined) return page.provenance.damaged;
  const { readable, unreadable } = legibility(page);
  const total = readable + unreadable;
  if (unreadable < DAMAGED_GLYPHS || unreadable < total * DAMAGED_SHARE) return undefined;
  return `${unreadable} of ${total} glyphs have no readable character`;
}
