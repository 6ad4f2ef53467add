import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import type { TruthCell } from '../truth.ts';
import { invoiceTotals, ITEMS, money, type InvoiceItem } from './invoice-items.ts';

const INK = '#1f2933';
const GREY = '#667085';
const PALE = '#d5dae1';
const ACCENT = '#0b5563';
const LEFT = 56;
const RIGHT = 539;
const TEXT: TextStyle = { font: 'sans', size: 9.5, color: INK };
const BOLD: TextStyle = { font: 'sansSemibold', size: 9.5, color: INK };
const SMALL: TextStyle = { font: 'sans', size: 7.5, color: GREY };
const HEAD: TextStyle = { font: 'sansSemibold', size: 8, color: ACCENT };

/** Where the columns stand: left edge of what is set from the left, right edge of what is set from the right. */
const COLUMNS = [
  { title: 'Pos.', x: LEFT, align: 'left' },
  { title: 'Description', x: 88, align: 'left' },
  { title: 'Quantity', x: 362, align: 'right' },
  { title: 'Unit', x: 374, align: 'left' },
  { title: 'Unit price', x: 446, align: 'right' },
  { title: 'VAT', x: 485, align: 'right' },
  { title: 'Amount', x: RIGHT, align: 'right' },
] as const;

const FIRST_PAGE_ITEMS = 11;

/** A business letter of two pages: letterhead, addresses, a table of items that goes on overleaf, totals, bank account. */
export function drawInvoice(): Promise<DrawnSample> {
  return drawDocument(
    'invoice',
    'An invoice of two pages: letterhead, addresses, a ruled table of items that goes on overleaf, totals, VAT, bank account.',
    {
      title: 'Invoice HV-2026-0412',
      author: 'Halden & Voss Optics GmbH',
      subject: 'Delivery of 12 March 2026',
      keywords: 'invoice, HV-2026-0412',
    },
    draw,
  );
}

function draw(pages: Pages): void {
  const first = pages.sheet();
  letterhead(first);
  addresses(first);
  facts(first);
  first.text('Invoice HV-2026-0412', LEFT, 300, { font: 'sansSemibold', size: 20, color: INK });
  first.text(
    'Your order PO-77310 of 24 February 2026. Delivered on 12 March 2026 with delivery note DN-20931.',
    LEFT,
    320,
    TEXT,
  );
  const split = table(first, 346, ITEMS.slice(0, FIRST_PAGE_ITEMS), 0);
  carried(first, split.bottom + 16, 'Carried forward', split.amount);
  footer(first, 1);

  const second = pages.sheet();
  letterhead(second);
  second.text('Invoice HV-2026-0412, continued', LEFT, 136, { font: 'sansSemibold', size: 13, color: INK });
  carried(second, 160, 'Brought forward', split.amount);
  const rest = table(second, 184, ITEMS.slice(FIRST_PAGE_ITEMS), FIRST_PAGE_ITEMS);
  const bottom = totals(second, rest.bottom + 26);
  payment(second, bottom + 44);
  footer(second, 2);
}

function letterhead(sheet: Sheet): void {
  const { doc } = sheet;
  sheet.fill(0, 0, 595.28, 6, ACCENT);
  // A lens and the rays through it.
  doc.save().lineWidth(1.6).strokeColor(ACCENT);
  doc.moveTo(72, 40).bezierCurveTo(84, 50, 84, 66, 72, 76).bezierCurveTo(60, 66, 60, 50, 72, 40).stroke();
  doc.lineWidth(1).moveTo(56, 50).lineTo(72, 50).lineTo(92, 58).stroke();
  doc.moveTo(56, 66).lineTo(72, 66).lineTo(92, 58).stroke();
  doc.restore();
  sheet.doc.circle(92, 58, 2.2).fill(ACCENT);
  sheet.text('Halden & Voss', 104, 57, { font: 'sansBold', size: 17, color: INK });
  sheet.text('PRECISION OPTICS', 104.5, 71, { font: 'sansSemibold', size: 7.5, color: ACCENT, letterSpacing: 1.4 });
  const lines = ['Speicherstraße 14, 20457 Hamburg, Germany', '+49 40 5550 1840', 'billing@halden-voss.example'];
  lines.forEach((line, i) => sheet.text(line, RIGHT, 50 + i * 11.5, { ...SMALL, size: 8.5 }, { align: 'right' }));
}

function addresses(sheet: Sheet): void {
  sheet.text('Halden & Voss Optics GmbH · Speicherstraße 14 · 20457 Hamburg', LEFT, 128, { ...SMALL, size: 7 });
  sheet.rule(LEFT, 133, 262, 133, PALE, 0.5);
  const lines = ['Observatoire de la Côte', 'Mme Hélène Girard', '27 chemin des Étoiles', '06300 Nice', 'France'];
  lines.forEach((line, i) => sheet.text(line, LEFT, 150 + i * 14, { ...(i === 0 ? BOLD : TEXT), size: 10.5 }));
  sheet.text('Delivery address', LEFT, 238, HEAD);
  sheet.text('Observatoire de la Côte, Atelier optique, Route du Col, 06360 Èze, France', LEFT, 251, {
    ...TEXT,
    size: 9,
  });
}

function facts(sheet: Sheet): void {
  const rows = [
    ['Invoice number', 'HV-2026-0412'],
    ['Invoice date', '16 March 2026'],
    ['Customer number', '10-4471'],
    ['Customer VAT ID', 'FR32 123 456 789'],
    ['Payment due', '15 April 2026'],
  ] as const;
  sheet.fill(372, 126, RIGHT - 372, 98, '#eef4f5');
  rows.forEach(([label, value], i) => {
    sheet.text(label, 384, 145 + i * 17, { ...TEXT, size: 9, color: GREY });
    sheet.text(value, RIGHT - 12, 145 + i * 17, { ...BOLD, size: 9 }, { align: 'right' });
  });
}

/** Draws the items from `top` down. @returns where the table ends and the sum of its amounts. */
function table(
  sheet: Sheet,
  top: number,
  items: readonly InvoiceItem[],
  offset: number,
): { bottom: number; amount: number } {
  const cells: TruthCell[] = [];
  const cell = (row: number, col: number, text: string): void => {
    cells.push({ row, col, rowSpan: 1, colSpan: 1, text });
  };
  sheet.rule(LEFT, top, RIGHT, top, ACCENT, 1);
  COLUMNS.forEach(({ title, x, align }, col) => {
    sheet.text(title, x, top + 13, HEAD, { align });
    cell(0, col, title);
  });
  sheet.rule(LEFT, top + 19, RIGHT, top + 19, ACCENT, 1);
  let y = top + 19;
  let amount = 0;
  items.forEach((item, i) => {
    const values = [
      String(offset + i + 1),
      item.name,
      String(item.quantity),
      item.unit,
      money(item.price),
      `${item.vat} %`,
      money(item.quantity * item.price),
    ];
    COLUMNS.forEach(({ x, align }, col) => {
      sheet.text(values[col]!, x, y + 13, col === 1 ? BOLD : TEXT, { align });
      if (col === 1) sheet.text(item.detail, x, y + 23.5, SMALL);
      cell(i + 1, col, col === 1 ? `${item.name}\n${item.detail}` : values[col]!);
    });
    amount += item.quantity * item.price;
    y += 30;
    sheet.rule(LEFT, y, RIGHT, y, PALE, 0.5);
  });
  (sheet.page.tables ??= []).push({
    box: sheet.box(LEFT, top, RIGHT, y),
    rowCount: items.length + 1,
    colCount: COLUMNS.length,
    cells,
  });
  return { bottom: y, amount };
}

function carried(sheet: Sheet, y: number, label: string, amount: number): void {
  sheet.text(label, 452, y, { ...TEXT, color: GREY }, { align: 'right' });
  sheet.text(money(amount), RIGHT, y, BOLD, { align: 'right' });
}

function totals(sheet: Sheet, top: number): number {
  const { net, taxes, gross } = invoiceTotals();
  const rows = [
    ['Net amount', money(net)],
    ...taxes.map(({ rate, base, tax }) => [`VAT ${rate} % on ${money(base)}`, money(tax)]),
  ];
  let y = top;
  for (const [label, value] of rows) {
    sheet.text(label!, 334, y, TEXT);
    sheet.text(value!, RIGHT - 12, y, TEXT, { align: 'right' });
    y += 16;
  }
  sheet.fill(322, y - 7, RIGHT - 322, 25, ACCENT);
  sheet.text('Total due in EUR', 334, y + 9.5, { ...BOLD, size: 11, color: '#ffffff' });
  sheet.text(money(gross), RIGHT - 12, y + 9.5, { ...BOLD, size: 11, color: '#ffffff' }, { align: 'right' });
  return y + 18;
}

function payment(sheet: Sheet, top: number): void {
  sheet.text('Payment', LEFT, top, { ...BOLD, size: 11, color: ACCENT });
  const text = [
    'Please pay the total by 15 April 2026 to the account below and name the invoice number. 2 % cash discount applies to',
    'payments that reach us within ten days. Goods remain our property until they have been paid for in full.',
  ];
  text.forEach((line, i) => sheet.text(line, LEFT, top + 16 + i * 13, TEXT));
  const rows = [
    ['Account holder', 'Halden & Voss Optics GmbH'],
    ['IBAN', 'DE89 3704 0044 0532 0130 00'],
    ['BIC', 'HSTBDEHHXXX'],
    ['Reference', 'HV-2026-0412'],
  ] as const;
  rows.forEach(([label, value], i) => {
    sheet.text(label, LEFT, top + 54 + i * 15, { ...TEXT, color: GREY });
    sheet.text(value, 150, top + 54 + i * 15, BOLD);
  });
  sheet.text('Thank you for your order.', LEFT, top + 134, TEXT);
  sheet.text('Clear skies,', LEFT, top + 162, TEXT);
  sheet.text('Annika Voss', LEFT, top + 178, { ...TEXT, font: 'sansItalic', size: 12 });
}

function footer(sheet: Sheet, number: number): void {
  sheet.rule(LEFT, 776, RIGHT, 776, PALE, 0.5);
  const columns = [
    {
      x: LEFT,
      lines: [
        'Halden & Voss Optics GmbH',
        'Managing directors: Jonas Halden, Annika Voss',
        'Hamburg Local Court, HRB 123456',
      ],
    },
    { x: 268, lines: ['VAT ID DE123456789', 'Tax number 27/123/45678', 'www.halden-voss.example'] },
    { x: 398, lines: ['Hanseatic Trade Bank', 'IBAN DE89 3704 0044 0532 0130 00', 'BIC HSTBDEHHXXX'] },
  ];
  for (const { x, lines } of columns) lines.forEach((line, i) => sheet.text(line, x, 788 + i * 10, SMALL));
  sheet.text(`Page ${number} of 2`, RIGHT, 826, SMALL, { align: 'right' });
}
