import type { Leaf } from '../schema/leaves.ts';
import type { Pointer } from '../types.ts';
import { amountKind, wordsOfName } from './field-name.ts';
import { isGenericTerm, isPaidTerm, isTotalField, readLabel, type LabelReading } from './label-words.ts';
import type { Label } from './label-text.ts';

/** A word of a field's name. */
interface Term {
  readonly word: string;
  /** Finds it in a label. */
  readonly pattern: RegExp;
  /** It says little beside others. */
  readonly isGeneric: boolean;
}

/** What a field may be known by. */
export interface FieldTerms {
  readonly words: readonly Term[];
  /** What its name says, read as a label. */
  readonly name: LabelReading;
  readonly isMoney: boolean;
  /** What has no tax in it. */
  readonly isNet: boolean;
  /** The total of its document. */
  readonly isTotal: boolean;
}

/** How well a label names a field. */
export interface Naming {
  /** 0 where it does not. */
  readonly score: number;
  /** It says that the amount is another: `CHANGE 4.70` for a total. */
  readonly isOther: boolean;
}

/** A label that says more or less than the name: `TOTAL (EXCL. GST)` and `GRAND TOTAL` for `total`. */
const QUALIFIED = 0.5;
const FINAL = 0.25;
/** A word that many labels have, beside one that is the field's own. */
const GENERIC = 0.1;

/** A shorter word stands in others by chance (`fee` in `coffee`); a longer one in what it is compounded with, or what engines glue to it. */
const SHORT_LETTERS = 6;
/** Short words that stand in hardly any other: `totalrm`. */
const TELLING = /^(?:total|amount|number)$/;
/** What ends a compound is what that is: `rechnungsdatum` is a date, as `update` is not. */
const HEAD =
  /^(?:datum|dato|betrag|bedrag|belopp|beløb|summe|preis|prijs|pris|nummer|menge|anzahl|satz|steuer|gebühr|kosten|porto|rabatt|frist|konto|name|code|phone|fax|mail)$/;

const NOT_NAMED: Naming = { score: 0, isOther: false };

export function termsOf({ pointer }: Pick<Leaf, 'pointer'>): FieldTerms {
  const words = wordsOfName(pointer);
  const name = readLabel(words.join(' '));
  const isMoney = amountKind(pointer) === 'money';
  // What was paid of a total is called so where it was handed over, too.
  const isPaidTotal = isMoney && name.isTotal && name.isPaid;
  return {
    words: words
      .filter((word) => word.length > 2)
      .map((word) => ({
        word,
        pattern: patternOf(word, words),
        isGeneric: isGenericTerm(word, isMoney) || (isPaidTotal && isPaidTerm(word)),
      })),
    name,
    isMoney,
    isNet: name.isNet || words.includes('net'),
    isTotal: isMoney && isTotalField(words),
  };
}

/** Whether a field is one of a list's item, which has no label of its own. */
export function isOfItem(pointer: Pointer): boolean {
  return /\/\d+(?:\/|$)/.test(pointer);
}

export function namingOf({ reading: label, isShared }: Label, field: FieldTerms): Naming {
  if (label.text === '') return NOT_NAMED;
  const { name, isMoney, isNet, isTotal } = field;
  const score = wordsOn(label, field);
  if (!isMoney) return { score, isOther: false };
  const isOther = label.others.some((other) => !name.others.includes(other));
  // `TOTAL TAX` is no total, `delivery fee` is a fee.
  if (isOther && (score === 0 || isTotal)) return { score: 0, isOther };
  // What was paid is most often the total where it says so, and may be more where it does not.
  const isPaid = label.isPaid && !name.isPaid;
  if (score === 0) return { score, isOther: isPaid };
  const isQualified = isOther || isPaid || isShared || (label.isNet && !isNet) || (label.isCount && !name.isCount);
  return { score: isQualified ? score * QUALIFIED : label.isFinal ? score + FINAL : score, isOther: false };
}

/** How many of the field's words a label has. A subtotal is not called `total`, what is called otherwise may be one. */
function wordsOn(label: LabelReading, { words, name, isMoney, isTotal }: FieldTerms): number {
  if (label.isSubtotal && !name.isSubtotal) return 0;
  const found = words.filter(({ pattern }) => pattern.test(label.text));
  if (found.length === 0) return isTotal && label.isTotal ? 1 : 0;
  const isOwn = ({ isGeneric }: Term): boolean => !isGeneric;
  if (!words.some(isOwn)) return found.length;
  const own = found.filter(isOwn).length;
  // An `AMOUNT` may be the total amount; the date of an invoice is not when it is due.
  return isMoney ? own + GENERIC * (found.length - own) : own;
}

/** Finds a word, a short one only where it is no part of another. Scripts without capitals may have no spaces between words either. */
function patternOf(word: string, all: readonly string[]): RegExp {
  if (word.length > SHORT_LETTERS || TELLING.test(word) || !/^\p{Script=Latin}+$/u.test(word))
    return new RegExp(word, 'u');
  // Engines glue the words of a label: `duedate`.
  const glued = `(?:${all.join('|')})?`;
  return HEAD.test(word)
    ? new RegExp(`${word}(?:en?|n|s)?(?!\\p{L})`, 'u')
    : new RegExp(`(?<!\\p{L})${glued}${word}s?${glued}(?!\\p{L})`, 'u');
}
