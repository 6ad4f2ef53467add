import { normalizeText } from './normalize.ts';

/* What is printed beside amounts, in English, German, French, Spanish, Italian and Malay, and a few totals of others. */

const TAX = 'tax(?:es?)?|vat|gst|sst|mwst\\.?|ust|steuer|tva|iva|btw|moms|cukai';
const DISCOUNT = 'discounts?|rabatt|skonto|remise|descuento|sconto|diskaun';
const SHIPPING = 'shipping|freight|delivery|versand|fracht|livraison|envío|spedizione';
const ROUNDING = 'rounding|round\\.? adj\\p{L}*|rnd|rundung|arrondi|redondeo|arrotondamento|pelarasan';
const ROUNDED = word(ROUNDING);
const SERVICE = 'service (?:charge|fee|tax)|tips?|gratuity|trinkgeld|pourboire|propina|mancia';
const SUBTOTAL = /sub[\s-]?total|zwischensumme|sous[\s-]?total/;

/** Amounts that are not the one that a document is about. */
const OTHER_AMOUNTS: readonly RegExp[] = [
  SUBTOTAL,
  word(TAX),
  word(DISCOUNT),
  word(SHIPPING),
  ROUNDED,
  word('change|rückgeld|wechselgeld|rendu|cambio|resto|baki'),
  word('savings?|saved|ersparnis|gespart|économies?|ahorros?|risparmio|jimat'),
  word(SERVICE),
  word('(?:carried|brought) forward|übertrag|à reporter|suma y sigue|riporto'),
  word('deposit|anzahlung|acompte|depósito|acconto'),
];
/** Means of payment: what was handed over may be more than the total, though `TOTAL PAID` is most often it. */
const PAID = word(
  'cash|tendered|tender|(?<!to be )paid|payment|received|gegeben|(?:be|ge)zahlt|espèces|payée?|efectivo|pagad[oa]|contanti|pagat[oa]|tunai',
);

const ADDED = `(?:${TAX}|${DISCOUNT}|${SHIPPING}|${SERVICE}|${ROUNDING}|adj(?:ustments?)?)`;
const SHARE = '(?:[@(]? ?\\d+(?:[.,]\\d+)? ?%\\)? ?)?';
/** `incl. 6 % GST`, `GST included` and `after discount` tell more of a total, and are no other amounts. */
const INCLUDED = new RegExp(
  [
    `(?<!\\p{L})(?:incl(?:\\.|uding|usive|uded)?|inc\\.?|with|after|inkl(?:\\.|usive)?|einschl(?:\\.|ießlich)?|mit|nach|avec|après|con|dopo|después de|termasuk)(?!\\p{L})[ :(]*(?:of |the |all |der |la |de )?${SHARE}${ADDED}(?!\\p{L})`,
    `(?<!\\p{L})(?:${TAX})(?!\\p{L}) ?${SHARE}(?:incl(?:\\.|uded)?|inkl\\.?|enthalten|inbegriffen|incluid[oa]|inclus[oae]?|comprise?)(?!\\p{L}| in(?!\\p{L}))`,
  ].join('|'),
  'gu',
);
/** `excl. GST` and `before discount`: a total of another kind, which is not what is paid. */
const EXCLUDED = new RegExp(
  `(?<!\\p{L})(?:ex(?:cl?(?:\\.|uding|usive)?)?|before|without|w/o|plus|exkl(?:\\.|usive)?|zzgl\\.?|ohne|vor|hors|avant|sans|sin|antes de|senza|escluso)(?!\\p{L})[- :(]*(?:of |the |all |der |la |de )?${SHARE}${ADDED}(?!\\p{L})`,
  'gu',
);
/** What a document is called, which is no tax: `TAX INVOICE TOTAL`. */
const TAX_INVOICE = /(?<!\p{L})(?:tax|vat|gst) invoice(?!\p{L})/gu;
/** What has no tax in it. `Net` alone is that at the head of a column, while a `net total` is most often what is paid. */
const NET_HEAD = /^net(?!\p{L})/u;
const NET = word('netto|ht|h\\.t\\.|imponibile|base imponible');
/** How many, not how much: `TOTAL QTY`, `Items total`. */
const COUNTED =
  'qty|quantity|items?|pcs|pieces|units?|pages?|points?|stamps?|weight|menge|stück|artikel|seiten|punkte|gewicht|quantité|articles?|poids|cantidad|artículos?|puntos|peso|quantità|articoli|punti|kuantiti';
const COUNT = word(`(?:totals?|no\\.? of|number of)[ :.-]*(?:${COUNTED})|(?:${COUNTED}) totals?`);
const FINAL = word(
  `grand|final|rounded|after (?:${ROUNDING}|adj(?:ustments?)?)|gerundet|endbetrag|gesamtbetrag|gesamtsumme|général|arrotondato|redondeado`,
);
/** Other names of a total. */
const TOTAL = new RegExp(
  `${
    word(
      'montant ttc|brutto(?:betrag|summe)|tota(?:ls?|al|le|ux|les|li)|gesamt(?:betrag|summe|preis)?|summe|rechnungsbetrag|endbetrag|zahlbetrag|(?:amount|amt\\.?|balance|sum) (?:due|payable|to (?:be )?(?:pay|paid))|payable|to pay|zu (?:be)?zahlen|à payer|a pagar|da pagare|te betalen|att betala|jumlah|razem|suma|итого',
    ).source
  }|合計|総計|总计|總計|合计|합계`,
  'u',
);

const GROSS = word('gross|brutto|ttc|lordo|bruto');

/** Fields that are the total of a document, by their words. */
const TOTAL_FIELD =
  /^(?:grand|final|overall|total|totals|totale|gesamt|gesamtbetrag|gesamtsumme|endbetrag|summe|jumlah|amounts?|sum|betrag|rechnungsbetrag|zahlbetrag|montant|somme|importe|importo|due|payable|ttc|gross|brutto|invoice|receipt|bill|order|document|rechnung|facture|factura|fattura)$/;
/** Words of fields that say little where others say more: of amounts, and of the rest. */
const GENERIC_AMOUNT =
  /^(?:amounts?|sums?|betrag|summe|montant|somme|importe|importo|invoice|receipt|bill|order|rechnung|facture|factura|fattura)$/;
const GENERIC =
  /^(?:dates?|days?|datum|tag|fecha|data|jour|numbers?|num|nummer|numéro|número|numero|codes?|código|codice)$/;

function word(choices: string): RegExp {
  return new RegExp(`(?<!\\p{L})(?:${choices})(?!\\p{L})`, 'u');
}

/** What a label says of an amount; and what the name of a field says of itself. */
export interface LabelReading {
  /** Normalised. */
  readonly text: string;
  readonly isSubtotal: boolean;
  /** Other amounts that it may be of, as indices. */
  readonly others: readonly number[];
  readonly isRounding: boolean;
  readonly isNet: boolean;
  readonly isPaid: boolean;
  readonly isCount: boolean;
  readonly isFinal: boolean;
  readonly isTotal: boolean;
}

/**
 * Every property is read when it is first asked for: of what stands beside a text or a date, hardly any is.
 * @param head what stands at the head of the column, for a row whose words are of several
 */
export function readLabel(printed: string, head: string = ''): LabelReading {
  return new Reading(normalizeText(printed), normalizeText(head).trim());
}

class Reading implements LabelReading {
  readonly text: string;
  readonly #head: string;
  #plain: string | undefined;
  #isSubtotal: boolean | undefined;
  #others: readonly number[] | undefined;
  #isRounding: boolean | undefined;
  #isNet: boolean | undefined;
  #isPaid: boolean | undefined;
  #isCount: boolean | undefined;
  #isFinal: boolean | undefined;
  #isTotal: boolean | undefined;

  constructor(own: string, head: string) {
    this.text = own === '' ? head : head === '' ? own : `${own} ${head}`;
    this.#head = head;
  }

  /** Without what names no other amount though it has the words of one. */
  get #bare(): string {
    return (this.#plain ??= this.text.replace(TAX_INVOICE, ' ').replace(EXCLUDED, ' ').replace(INCLUDED, ' '));
  }

  get isSubtotal(): boolean {
    return (this.#isSubtotal ??= SUBTOTAL.test(this.text));
  }

  get others(): readonly number[] {
    return (this.#others ??= OTHER_AMOUNTS.flatMap((pattern, i) => (pattern.test(this.#bare) ? [i] : [])));
  }

  get isRounding(): boolean {
    return (this.#isRounding ??= ROUNDED.test(this.#bare));
  }

  get isNet(): boolean {
    return (this.#isNet ??= NET.test(this.text) || NET_HEAD.test(this.#head) || this.text.search(EXCLUDED) >= 0);
  }

  get isPaid(): boolean {
    return (this.#isPaid ??= PAID.test(this.#bare));
  }

  get isCount(): boolean {
    return (this.#isCount ??= COUNT.test(this.#bare));
  }

  get isFinal(): boolean {
    return (this.#isFinal ??= FINAL.test(this.text));
  }

  get isTotal(): boolean {
    return (this.#isTotal ??= TOTAL.test(this.text));
  }
}

/** Whether a field of these words is the total of its document: `total`, `amountDue`, `invoiceAmount`. */
export function isTotalField(words: readonly string[]): boolean {
  return words.length > 0 && words.every((term) => TOTAL_FIELD.test(term));
}

/** Whether a word says that something was paid: a total that was is called `total` alone as well. */
export function isPaidTerm(term: string): boolean {
  return PAID.test(term);
}

/** Whether the head of a column says what its sum is of: the whole, what has no tax in it, or another amount. */
export function isHeadOfSums(head: string): boolean {
  const { text, isTotal, isNet, others } = readLabel('', head);
  return isTotal || isNet || others.length > 0 || GROSS.test(text);
}

/** Whether a word of a field says little beside others. */
export function isGenericTerm(term: string, isMoney: boolean): boolean {
  return (isMoney ? GENERIC_AMOUNT : GENERIC).test(term);
}
