import type { TextRow } from '../contracts.ts';
import type { Leaf } from '../schema/leaves.ts';
import type { Pointer } from '../types.ts';
import { amountKind, wordsOfName } from './field-name.ts';
import { normalizeText } from './normalize.ts';

/** Rows that hold a common number are asked for again and again. */
const texts = new WeakMap<TextRow, string>();

function textOf(row: TextRow): string {
  let text = texts.get(row);
  if (text === undefined) {
    text = normalizeText(row.text);
    texts.set(row, text);
  }
  return text;
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

/** How many words of the field's name stand on a row. A subtotal is not called `total`. */
export function namesOnRow(row: TextRow, pointer: Pointer): number {
  const text = textOf(row);
  const words = wordsOfName(pointer).filter((term) => term.length > 2);
  if (SUBTOTAL.test(text) && !SUBTOTAL.test(words.join(' '))) return 0;
  return words.filter((term) => text.includes(term)).length;
}

/**
 * How many rows are labelled more like the field than the one on which its value stands, itself counted: 0 where none is. A row that says of
 * its amount that it is another (`CHANGE 4.70` for a total) counts as one against itself. Fields of list items have no labels of their own.
 * @param others rows that hold a value of the same kind
 */
export function rivalLabels(row: TextRow, { pointer }: Leaf, others: readonly TextRow[]): number {
  if (/\/\d+(?:\/|$)/.test(pointer)) return 0;
  const names = namesOnRow(row, pointer);
  const better = others.filter((other) => other !== row && namesOnRow(other, pointer) > names).length;
  return better > 0 ? better + 1 : names === 0 && isOtherAmount(row, pointer) ? 2 : 0;
}

function isOtherAmount(row: TextRow, pointer: Pointer): boolean {
  if (amountKind(pointer) !== 'money') return false;
  const name = wordsOfName(pointer).join(' ');
  return OTHER_AMOUNTS.some((label) => label.test(textOf(row)) && !label.test(name));
}
