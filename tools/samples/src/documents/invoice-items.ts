export interface InvoiceItem {
  name: string;
  detail: string;
  quantity: number;
  unit: string;
  /** In cents. */
  price: number;
  /** Per cent. */
  vat: 7 | 19;
}

export const ITEMS: readonly InvoiceItem[] = [
  {
    name: 'Achromatic doublet, f = 200 mm',
    detail: 'Art. 4410-200, Ø 50.8 mm, broadband coated',
    quantity: 6,
    unit: 'pcs',
    price: 18450,
    vat: 19,
  },
  {
    name: 'Achromatic doublet, f = 75 mm',
    detail: 'Art. 4410-075, Ø 25.4 mm, broadband coated',
    quantity: 12,
    unit: 'pcs',
    price: 9680,
    vat: 19,
  },
  {
    name: 'Off-axis parabolic mirror',
    detail: 'Art. 4722-090, 90°, protected silver',
    quantity: 2,
    unit: 'pcs',
    price: 41200,
    vat: 19,
  },
  {
    name: 'Narrow-band filter H-alpha, 656.3 nm',
    detail: 'Art. 5103-656, FWHM 3.5 nm, mounted',
    quantity: 4,
    unit: 'pcs',
    price: 27900,
    vat: 19,
  },
  {
    name: 'Fine-adjustment mirror mount',
    detail: 'Art. 2208-K3, three axes, lockable',
    quantity: 8,
    unit: 'pcs',
    price: 13240,
    vat: 19,
  },
  {
    name: 'Optical rail, 1,000 mm',
    detail: 'Art. 2001-100, anodised aluminium',
    quantity: 3,
    unit: 'pcs',
    price: 8815,
    vat: 19,
  },
  {
    name: 'Rail carrier with clamp',
    detail: 'Art. 2011-C, width 40 mm',
    quantity: 20,
    unit: 'pcs',
    price: 2190,
    vat: 19,
  },
  {
    name: 'Fibre patch cable, FC/APC',
    detail: 'Art. 6040-5M, single mode, 5 m',
    quantity: 10,
    unit: 'pcs',
    price: 6475,
    vat: 19,
  },
  { name: 'Index-matching gel', detail: 'Art. 7015, syringe of 3 ml', quantity: 5, unit: 'pcs', price: 3890, vat: 19 },
  { name: 'Lens tissue', detail: 'Art. 7002, 500 sheets a box', quantity: 4, unit: 'boxes', price: 1260, vat: 19 },
  {
    name: 'Cleaning fluid for coated optics',
    detail: 'Art. 7008, bottle of 500 ml',
    quantity: 6,
    unit: 'bottles',
    price: 1745,
    vat: 19,
  },
  {
    name: 'Handbook “Aligning Optical Benches”',
    detail: 'Art. 9001, 3rd edition, 412 pages, English',
    quantity: 3,
    unit: 'copies',
    price: 6420,
    vat: 7,
  },
  {
    name: 'Star atlas, laminated',
    detail: 'Art. 9014, 28 charts, épreuve de terrain',
    quantity: 2,
    unit: 'copies',
    price: 4850,
    vat: 7,
  },
  {
    name: 'Calibration certificate',
    detail: 'Art. 9500, per batch, ISO/IEC 17025',
    quantity: 2,
    unit: 'pcs',
    price: 14500,
    vat: 19,
  },
  {
    name: 'Insured transport to Èze',
    detail: 'Art. 9900, two crates, 46 kg',
    quantity: 1,
    unit: 'flat',
    price: 18600,
    vat: 19,
  },
];

/** 123456 cents as `1,234.56`. */
export function money(cents: number): string {
  const [whole, rest] = (cents / 100).toFixed(2).split('.');
  return `${whole!.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest!}`;
}

export interface InvoiceTotals {
  net: number;
  taxes: { rate: number; base: number; tax: number }[];
  gross: number;
}

/** In cents. */
export function invoiceTotals(): InvoiceTotals {
  const taxes = ([19, 7] as const).map((rate) => {
    const base = ITEMS.filter(({ vat }) => vat === rate).reduce(
      (sum, { quantity, price }) => sum + quantity * price,
      0,
    );
    return { rate, base, tax: Math.round((base * rate) / 100) };
  });
  const net = taxes.reduce((sum, { base }) => sum + base, 0);
  return { net, taxes, gross: net + taxes.reduce((sum, { tax }) => sum + tax, 0) };
}
