import { A4, drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { rotation, uprightMatrix } from '../drawing/matrix.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';

const INK = '#22303c';
const ACCENT = '#b4490f';
const TEXT: TextStyle = { font: 'sans', size: 10.5, color: INK };
const LABEL: TextStyle = { font: 'sansSemibold', size: 9, color: ACCENT };

/** Pages with /Rotate 0, 90, 180 and 270, and one on which text stands at every angle. */
export function drawRotated(): Promise<DrawnSample> {
  return drawDocument(
    'rotated',
    'An inspection report: pages with /Rotate 0, 90, 180 (upside down as displayed) and 270, and a drawing with text at 90, 270, 315 and 30 degrees.',
    { title: 'Rotor inspection, turbine 7' },
    draw,
  );
}

function draw(pages: Pages): void {
  summary(pages.sheet());
  const [width, height] = A4;
  const landscape = pages.sheet(A4, 90);
  landscape.within(uprightMatrix(90, width, height), () => log(landscape, 'Blade A, leading edge', 'page 2', 2));
  const turned = pages.sheet(A4, 180);
  log(turned, 'Blade B, fed into the scanner upside down', 'page 3', 5);
  const other = pages.sheet(A4, 270);
  other.within(uprightMatrix(270, width, height), () => log(other, 'Blade C, trailing edge', 'page 4', 8));
  sketch(pages.sheet());
}

function heading(sheet: Sheet, title: string, note: string, right: number): void {
  sheet.fill(56, 56, 28, 4, ACCENT);
  sheet.text(title, 56, 84, { font: 'sansBold', size: 20, color: INK });
  sheet.text(note, right, 84, { ...TEXT, size: 9 }, { align: 'right' });
}

function summary(sheet: Sheet): void {
  heading(sheet, 'Rotor inspection, turbine 7', 'page 1', 539);
  const paragraphs = [
    'The three blades were inspected by rope on 9 March 2026, with the rotor locked and the wind below six metres a second. ' +
      'Photographs were taken every half metre along both edges. This report lists what was found, blade by blade.',
    'Blade A shows rain erosion along the outer eight metres, as expected after eleven years. Blade B was struck by ' +
      'lightning; the receptor at the tip is to be replaced. On blade C a repair from 2021 has held.',
    'The sheets were filled in on site. Two of them are wider than they are high, and one was scanned the wrong way up; ' +
      'a reader turns them by what the file says.',
  ];
  let y = 124;
  for (const text of paragraphs) y = drawParagraph(sheet, text, 56, y, 483, { text: TEXT, leading: 15.5 }) + 8;
}

/** The same sheet for all blades; `seed` makes the figures differ. */
function log(sheet: Sheet, title: string, note: string, seed: number): void {
  const wide = sheet.page.width > sheet.page.height;
  const right = wide ? 786 : 539;
  heading(sheet, title, note, right);
  const columns = [56, wide ? 176 : 140, wide ? 330 : 240, wide ? 470 : 340];
  ['Metre', 'Depth (mm)', 'Length (mm)', 'Remark'].forEach((text, i) => sheet.text(text, columns[i]!, 122, LABEL));
  sheet.rule(56, 129, right, 129, ACCENT, 0.8);
  const remarks = [
    'coating only',
    'fibre visible',
    'repair at next visit',
    'none',
    'photographed twice',
    'sealed on site',
  ];
  for (let row = 0; row < 12; row++) {
    const y = 147 + row * 19;
    const depth = ((row * seed * 7) % 23) / 10;
    [`${30 + row}.5`, depth.toFixed(1), String(12 + ((row * seed * 13) % 88)), remarks[(row * seed) % 6]!].forEach(
      (text, i) => sheet.text(text, columns[i]!, y, TEXT),
    );
    sheet.rule(56, y + 6, right, y + 6, '#d9dee3', 0.5);
  }
}

function sketch(sheet: Sheet): void {
  heading(sheet, 'Where the samples were cut', 'page 5', 539);
  const { doc } = sheet;
  sheet.within(rotation(-40, 300, 470), () => {
    sheet.text('COPY', 300, 510, { font: 'sansBold', size: 120, color: '#eceff1' }, { align: 'center' });
  });
  doc.lineWidth(1.2).strokeColor(INK).rect(150, 240, 300, 360).stroke();
  doc.lineWidth(0.8).strokeColor(ACCENT).moveTo(150, 600).lineTo(450, 300).stroke();
  doc.lineWidth(0.5).strokeColor('#8a949e');
  doc.moveTo(150, 640).lineTo(450, 640).moveTo(150, 634).lineTo(150, 646).moveTo(450, 634).lineTo(450, 646).stroke();
  doc.moveTo(110, 240).lineTo(110, 600).moveTo(104, 240).lineTo(116, 240).moveTo(104, 600).lineTo(116, 600).stroke();
  sheet.text('Width 1,250 mm', 300, 633, TEXT, { align: 'center' });
  sheet.within(rotation(-90, 104, 420), () => {
    sheet.text('Height 1,500 mm', 104, 420, TEXT, { align: 'center' });
  });
  sheet.within(rotation(90, 462, 420), () => {
    sheet.text('Trailing edge, glued', 462, 420, TEXT, { align: 'center' });
  });
  sheet.within(rotation(-45, 300, 450), () => {
    sheet.text('Cut along this line', 300, 443, { ...TEXT, color: ACCENT }, { align: 'center' });
  });
  sheet.within(rotation(30, 200, 300), () => {
    sheet.text('Fibre direction', 200, 300, { ...TEXT, font: 'sansItalic' });
  });
  sheet.text('Scale 1 : 10', 539, 700, { ...TEXT, size: 9 }, { align: 'right' });
}
