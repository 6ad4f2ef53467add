import { PDFDocument, rgb, StandardFonts, type Color, type PDFFont, type PDFForm, type PDFPage } from 'pdf-lib';
import { drawDocument, SAMPLE_DATE, type DrawnSample, type Pages } from '../drawing/document.ts';
import { withFixedRandom } from '../drawing/fixed-random.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import type { TruthField } from '../truth.ts';

const INK = '#1f2a37';
const ACCENT = '#5b3fa0';
const LABEL: TextStyle = { font: 'sansSemibold', size: 9, color: '#4b5563' };
const TEXT: TextStyle = { font: 'sans', size: 10.5, color: INK };

/** Every kind of field that people fill in, with where it stands. */
const FIELDS: readonly TruthField[] = [
  { name: 'person.name', type: 'text', box: [64, 172, 300, 194], value: 'Miriam Østergaard' },
  { name: 'person.born', type: 'text', box: [320, 172, 420, 194], value: '1988-07-02' },
  { name: 'person.member', type: 'text', box: [440, 172, 531, 194], value: 'M-20417', readOnly: true },
  {
    name: 'person.address',
    type: 'text',
    box: [64, 224, 300, 282],
    value: 'Nørregade 12, 3. sal\n1165 København K\nDenmark',
    multiline: true,
  },
  {
    name: 'person.country',
    type: 'choice',
    box: [320, 224, 531, 246],
    value: 'Denmark',
    options: ['Denmark', 'Finland', 'Iceland', 'Norway', 'Sweden'],
  },
  { name: 'person.email', type: 'text', box: [320, 276, 531, 298], value: '' },
  { name: 'ticket', type: 'radio', box: [64, 352, 78, 366], value: false },
  { name: 'ticket', type: 'radio', box: [64, 376, 78, 390], value: 'three-days' },
  { name: 'ticket', type: 'radio', box: [64, 400, 78, 414], value: false },
  { name: 'wishes.dinner', type: 'checkbox', box: [320, 352, 334, 366], value: 'Yes' },
  { name: 'wishes.vegetarian', type: 'checkbox', box: [320, 376, 334, 390], value: 'Yes' },
  { name: 'wishes.newsletter', type: 'checkbox', box: [320, 400, 334, 414], value: false },
  {
    name: 'workshops',
    type: 'choice',
    box: [64, 462, 300, 546],
    value: ['Typography', 'Colour'],
    options: ['Binding', 'Typography', 'Colour', 'Paper', 'Printing'],
  },
  {
    name: 'remarks',
    type: 'text',
    box: [320, 462, 531, 546],
    value: 'I arrive on the evening before.\nPlease keep a seat by the aisle.',
    multiline: true,
  },
];

const TICKETS = ['one-day', 'three-days', 'student'];

/** A registration form, filled in. */
export async function drawForm(): Promise<DrawnSample> {
  const { bytes, truth } = await drawDocument(
    'form',
    'A registration form that is filled in: text fields of one and several lines, a read-only one, an empty one, check boxes, radio buttons, a drop-down and a list with several choices.',
    { title: 'Registration, Nordic Book Arts Days 2026' },
    draw,
  );
  truth.pages[0]!.fields = [...FIELDS];
  return { truth, bytes: await withFixedRandom('form fields', () => addFields(bytes)) };
}

function draw(pages: Pages): void {
  const sheet = pages.sheet();
  sheet.fill(0, 0, 595.28, 96, ACCENT);
  sheet.text('Nordic Book Arts Days 2026', 64, 50, { font: 'serifBold', size: 24, color: '#ffffff' });
  sheet.text('Registration form. Please return it by 31 March.', 64, 72, { ...TEXT, color: '#ffffff' });
  section(sheet, 'Your details', 136);
  caption(sheet, 'Name', 64, 168);
  caption(sheet, 'Date of birth', 320, 168);
  caption(sheet, 'Member no.', 440, 168);
  caption(sheet, 'Address', 64, 220);
  caption(sheet, 'Country', 320, 220);
  caption(sheet, 'E-mail', 320, 272);
  section(sheet, 'Ticket', 336, 250);
  ['One day, 90 euros', 'Three days, 210 euros', 'Student, 60 euros'].forEach((text, i) =>
    sheet.text(text, 86, 363 + i * 24, TEXT),
  );
  section(sheet, 'Also', 336, 211, 320);
  ['Dinner on Friday', 'Vegetarian food', 'Send me the newsletter'].forEach((text, i) =>
    sheet.text(text, 342, 363 + i * 24, TEXT),
  );
  caption(sheet, 'Workshops (choose up to two)', 64, 456);
  caption(sheet, 'Remarks', 320, 456);
  sheet.text('We keep your details until the end of the year and pass them on to nobody.', 64, 590, {
    ...TEXT,
    size: 9,
  });
}

function section(sheet: Sheet, title: string, y: number, width = 467, x = 64): void {
  sheet.text(title, x, y, { font: 'sansBold', size: 12, color: ACCENT });
  sheet.rule(x, y + 6, x + width, y + 6, '#d6cfe8', 0.8);
}

function caption(sheet: Sheet, text: string, x: number, y: number): void {
  sheet.text(text, x, y, LABEL);
}

async function addFields(bytes: Uint8Array): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const page = document.getPage(0);
  const font = await document.embedFont(StandardFonts.Helvetica);
  const form = document.getForm();
  const tickets = form.createRadioGroup('ticket');
  let ticket = 0;
  for (const field of FIELDS) {
    if (field.type === 'radio') tickets.addOptionToPage(TICKETS[ticket++]!, page, place(field, page));
    else addField(form, field, page, font);
  }
  tickets.select('three-days');
  form.updateFieldAppearances(font);
  document.setModificationDate(SAMPLE_DATE);
  return document.save({ useObjectStreams: true, updateFieldAppearances: false });
}

function addField(form: PDFForm, field: TruthField, page: PDFPage, font: PDFFont): void {
  const where = { ...place(field, page), font };
  const { name, value, options = [] } = field;
  if (field.type === 'text') {
    const text = form.createTextField(name);
    if (field.multiline) text.enableMultiline();
    if (typeof value === 'string') text.setText(value);
    text.addToPage(page, where);
    text.setFontSize(10);
    if (field.readOnly) text.enableReadOnly();
  } else if (field.type === 'checkbox') {
    const box = form.createCheckBox(name);
    box.addToPage(page, place(field, page));
    if (value !== false) box.check();
  } else if (Array.isArray(value)) {
    const list = form.createOptionList(name);
    list.addOptions(options);
    list.enableMultiselect();
    list.select(value);
    list.addToPage(page, where);
    list.setFontSize(10);
  } else {
    const choice = form.createDropdown(name);
    choice.addOptions(options);
    choice.select(value as string);
    choice.addToPage(page, where);
    choice.setFontSize(10);
  }
}

/** pdf-lib counts from the lower left corner, and draws its border across the edge of what it is given. */
function place(
  { box: [x0, y0, x1, y1] }: TruthField,
  page: PDFPage,
): { x: number; y: number; width: number; height: number; borderWidth: number; borderColor: Color } {
  const borderWidth = 0.8;
  return {
    x: x0 + borderWidth / 2,
    y: page.getHeight() - y1 + borderWidth / 2,
    width: x1 - x0 - borderWidth,
    height: y1 - y0 - borderWidth,
    borderWidth,
    borderColor: rgb(0.55, 0.55, 0.62),
  };
}
