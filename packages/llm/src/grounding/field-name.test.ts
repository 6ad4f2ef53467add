import { describe, expect, it } from 'vitest';
import type { Pointer } from '../types.ts';
import { amountKind, wordsOfName } from './field-name.ts';

it.each<[Pointer, string]>([
  ['/items/0/unitPrice', 'unit price'],
  ['/sub_total', 'sub total'],
  ['/VATAmount', 'vat amount'],
  ['/invoiceID', 'invoice id'],
  ['/lineIDs', 'line ids'],
  ['/page1Total', 'page total'],
  ['', ''],
])('%s is called %s', (pointer, name) => {
  expect(wordsOfName(pointer).join(' ')).toBe(name);
});

describe('a number is', () => {
  it.each([
    ...[
      'total',
      'grandTotal',
      'amount_due',
      'unitPrice',
      'fees',
      'paid',
      'due',
      'VATAmount',
      'gesamtbetrag',
      'montant_total',
      'importe',
    ],
    // What comes last says what it is.
    ...['pageTotal', 'yearToDateTotal', 'day_total', 'numberTotal', 'dateAmount', 'jahresPreis', 'totalPostage'],
    // The noun comes first, and what period it is of behind it.
    ...['importeMes', 'montantMois', 'montant_jour', 'total_mes', 'importoMese', 'prezzo_giorno', 'precioDia'],
    // What a word is measured by is another thing.
    ...[
      'pricePerDay',
      'cost_per_page',
      'feePerMonth',
      'preis_pro_tag',
      'prix_par_jour',
      'importe_por_mes',
      'totalOfDays',
    ],
  ])('money: %s', (name) => {
    expect(amountKind(`/${name}`)).toBe('money');
    expect(amountKind(`/items/3/${name}`)).toBe('money');
  });

  it.each(['quantity', 'qty', 'pageCount', 'count_of_pages', 'daysCount', 'menge', 'totalQuantity'])(
    'a quantity: %s',
    (name) => {
      expect(amountKind(`/${name}`)).toBe('quantity');
    },
  );

  it.each([
    ...['feePercent', 'amount_percentage', 'discountPct', 'costRate', 'priceRatio', 'percentOfTotal', 'percentPaid'],
    ...['dueDate', 'dateDue', 'date_paid', 'amountDueDate', 'dueDays', 'daysDue', 'paidMonths', 'feeYear'],
    ...['totalPages', 'total_page', 'numberOfFees', 'totalNumber', 'feeNo', 'priceCode', 'feeID', 'qtyCode', 'paid_id'],
    ...['betragProzent', 'preis_datum', 'summe_seiten', 'betragNummer', 'preisSatz', 'betragSteuersatz'],
    ...[
      'taux_montant',
      'montantPourcentage',
      'fechaImporte',
      'importe_dias',
      'montantJours',
      'importoMesi',
      'meses_total',
      'codigoPrecio',
      'dateDePaiement',
      'numeroTotale',
    ],
    ...['weight', 'invoice', ''],
  ])('neither: %s', (name) => {
    expect(amountKind(`/${name}`)).toBeUndefined();
  });
});
