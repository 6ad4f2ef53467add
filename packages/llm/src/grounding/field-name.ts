import { stepsOf } from '../schema/pointer.ts';
import type { Pointer } from '../types.ts';
import { normalizeText } from './normalize.ts';

/** The words of a field's name, in lower case: `/items/0/unitPrice` is called `unit price`. */
export function wordsOfName(pointer: Pointer): string[] {
  const name = stepsOf(pointer).findLast((step) => !/^\d+$/.test(step)) ?? '';
  return normalizeText(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2'))
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

const MONEY =
  /^(?:sub|grand)?totals?$|^amounts?$|^sums?$|^prices?$|^costs?$|^fees?$|^paid$|^due$|(?:betrag|summe|preis)$|^montant$|^somme$|^prix$|^importe$|^precio$|^importo$|^prezzo$/;
const QUANTITY = /^quantit|^qty$|^counts?$|^menge$|^anzahl$|^cantidad$/;

/** What a number is of, by the name of its field: what is printed as a share or as a part of a code is neither. */
export function amountKind(pointer: Pointer): 'money' | 'quantity' | undefined {
  const words = wordsOfName(pointer);
  if (words.some((word) => QUANTITY.test(word))) return 'quantity';
  return words.some((word) => MONEY.test(word)) ? 'money' : undefined;
}
