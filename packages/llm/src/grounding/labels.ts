import type { TextRow } from '../contracts.ts';
import type { Leaf } from '../schema/leaves.ts';
import type { Pointer } from '../types.ts';
import { amountKind, wordsOfName } from './field-name.ts';
import { normalizeText } from './normalize.ts';

/** What rows say, which is asked for again and again. */
const texts = new WeakMap<TextRow, RowText>();

interface RowText {
  readonly text: string;
  readonly isSubtotal: boolean;
}

function textOf(row: TextRow): RowText {
  let known = texts.get(row);
  if (!known) {
    const text = normalizeText(row.text);
    known = { text, isSubtotal: SUBTOTAL.test(text) };
    texts.set(row, known);
  }
  return known;
}

const SUBTOTAL = /sub[\s-]?total|zwischensumme|sous[\s-]?total/;
/** What is printed beside amounts that are not the one that a document is about, in English, German, French, Spanish, Italian and Malay. */
const OTHER_AMOUNTS: readonly RegExp[] = [
  SUBTOTAL,
  word('tax|vat|gst|sst|mwst|ust|tva|iva|btw|moms|cukai'),
  word('cash|tendered|tender|paid|payment|received|gegeben|espèces|efectivo|contanti|tunai'),
  word('change|rückgeld|wechselgeld|rendu|cambio|resto|baki'),
  word('rounding|rounded|rnd|rundung|arrondi|redondeo|arrotondamento|pelarasan'),
  word('discount|rabatt|skonto|remise|descuento|sconto|diskaun'),
  word('shipping|freight|delivery|versand|fracht|livraison|envío|spedizione'),
  word('deposit|anzahlung|acompte|depósito|acconto'),
];

function word(choices: string): RegExp {
  return new RegExp(`(?<![\\p{L}])(?:${choices})(?![\\p{L}])`, 'u');
}

/** The words by which a row may be known as a field's own. */
export function termsOf(pointer: Pointer): readonly string[] {
  return wordsOfName(pointer).filter((term) => term.length > 2);
}

/** How many of a field's {@link termsOf} stand on a row. A subtotal is not called `total`. */
export function namesOnRow(row: TextRow, terms: readonly string[]): number {
  const { text, isSubtotal } = textOf(row);
  if (isSubtotal && !SUBTOTAL.test(terms.join(' '))) return 0;
  return terms.filter((term) => text.includes(term)).length;
}

/** Whether a field is one of a list's item, which has no label of its own. */
export function isOfItem(pointer: Pointer): boolean {
  return /\/\d+(?:\/|$)/.test(pointer);
}

/**
 * How many rows are labelled more like the field than the one on which its value stands, itself counted: 0 where none is. A row that says of
 * its amount that it is another (`CHANGE 4.70` for a total) counts as one against itself.
 * @param others rows that hold a value of the same kind
 */
export function rivalLabels(row: TextRow, { pointer }: Leaf, others: readonly TextRow[]): number {
  const terms = termsOf(pointer);
  const names = namesOnRow(row, terms);
  // No row has more.
  const better =
    names === terms.length ? 0 : others.filter((other) => other !== row && namesOnRow(other, terms) > names).length;
  return better > 0 ? better + 1 : names === 0 && isOtherAmount(row, pointer) ? 2 : 0;
}

function isOtherAmount(row: TextRow, pointer: Pointer): boolean {
  if (amountKind(pointer) !== 'money') return false;
  const name = wordsOfName(pointer).join(' ');
  return OTHER_AMOUNTS.some((label) => label.test(textOf(row).text) && !label.test(name));
}
