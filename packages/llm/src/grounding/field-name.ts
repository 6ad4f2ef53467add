import { stepsOf } from '../schema/pointer.ts';
import type { Pointer } from '../types.ts';
import { normalizeText } from './normalize.ts';

/** The words of a field's name, in lower case: `/items/0/unitPrice` is called `unit price`, `/VATAmount` `vat amount`. */
export function wordsOfName(pointer: Pointer): string[] {
  const name = stepsOf(pointer).findLast((step) => !/^\d+$/.test(step)) ?? '';
  return normalizeText(name.replace(/(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll}{2})/gu, ' '))
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}

const MONEY =
  /^(?:sub|grand)?totals?$|^amounts?$|^sums?$|^prices?$|^costs?$|^fees?$|^paid$|^due$|(?:betrag|summe|preis)$|^montant$|^somme$|^prix$|^importe$|^precio$|^importo$|^prezzo$/;
const QUANTITY = /^quantit|^qty$|^counts?$|^menge$|^anzahl$|^cantidad$/;
/** What is said of an amount, and is none by itself. */
const PARTICIPLE = /^(?:paid|due)$/;
/** Numbers that are no amounts: shares, days, pages, numbers and codes, in English and German, where the noun that counts comes last. */
const OTHER_LAST =
  /^(?:percent(?:age)?|pct|rates?|ratio|dates?|days?|weeks?|months?|years?|pages?|numbers?|num|no|nr|ids?|codes?)$|(?:prozent|datum|nummer)$|^(?:tage?|wochen?|monate?|jahre?|seiten?)$|^(?:prozent|steuer|zins|rabatt)?satz$/;
/**
 * The same in French, Spanish and Italian, before or behind the noun (`importe_dias`). One month or day is none of them: there, the noun comes
 * first, and `montantMois` is the amount of the month.
 */
const OTHER_FIRST =
  /^(?:pourcentage|taux|jours|ans|années|numéro|numero|porcentaje|tasa|fecha|días|dias|meses|años|páginas?|paginas?|número|código|codigo|percentuale|tasso|giorni|mesi|anni|pagin[ae]|codice)$/;
/** What follows tells more of the word before it: `pricePerDay`, `percentOfTotal`. */
const LINK = /^(?:of|per|pro|je|von|par|de|du|des|por|del|di)$/;

/** What a number is of, by the name of its field: what is printed as a share or as a part of a code is neither. */
export function amountKind(pointer: Pointer): 'money' | 'quantity' | undefined {
  const all = wordsOfName(pointer);
  const link = all.findIndex((word, i) => i > 0 && LINK.test(word));
  const words = link < 0 ? all : all.slice(0, link);
  if (isOtherNumber(words)) return undefined;
  if (words.some((word) => QUANTITY.test(word))) return 'quantity';
  return words.some((word) => MONEY.test(word)) ? 'money' : undefined;
}

/** `feePercent`, `dueDate` and `totalPages`, though not `pageTotal`. */
function isOtherNumber(words: readonly string[]): boolean {
  if (words.some((word) => OTHER_FIRST.test(word))) return true;
  const last = words.findLastIndex((word) => OTHER_LAST.test(word));
  return last >= 0 && !words.slice(last + 1).some((word) => isAmount(word));
}

function isAmount(word: string): boolean {
  return QUANTITY.test(word) || (MONEY.test(word) && !PARTICIPLE.test(word));
}
