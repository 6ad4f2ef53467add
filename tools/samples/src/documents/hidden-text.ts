import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { addObject, catalog, pageObjects, pdfString } from '../drawing/objects.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import type { TruthLine } from '../truth.ts';

const INK = '#22272e';
const TEXT: TextStyle = { font: 'sans', size: 11, color: INK };
const NOTE: TextStyle = { ...TEXT, size: 9, color: '#6b7280' };
const HEAD: TextStyle = { font: 'sansSemibold', size: 11, color: '#7a3e00' };

/** A page that shows less than it holds: every way in which the text of a PDF can be there and not be seen. */
export function drawHiddenText(): Promise<DrawnSample> {
  return drawDocument(
    'hidden-text',
    'A page that shows less than it holds: text without paint (render mode 3, opacity 0), off the page, cut away by a clipping path, on a layer that is switched off, and white on white (which counts as seen: it is painted).',
    { title: 'What a page does not show' },
    draw,
  );
}

function draw(pages: Pages): void {
  const sheet = pages.sheet();
  const { doc } = sheet;
  sheet.text('What a page does not show', 64, 96, { font: 'serifBold', size: 24, color: INK });
  drawParagraph(
    sheet,
    'Under each heading stands a second line of text. A search finds it, and a copy takes it along, but nobody sees it. ' +
      'A reader of documents must keep such text and say what it is.',
    64,
    126,
    467,
    { text: TEXT, leading: 16 },
  );

  const at = (index: number): number => 200 + index * 84;
  item(
    sheet,
    at(0),
    'A scan with a text layer',
    'Render mode 3 paints nothing. The picture shows the words, the layer holds them.',
  );
  picture(sheet, 64, at(0) + 26);
  raw(sheet, '3 Tr', () => hiddenText(sheet, 'Goods received 14 March', 76, at(0) + 46, 'invisible'));

  item(sheet, at(1), 'Transparent text', 'Opacity 0 leaves as little behind.');
  doc.save().fillOpacity(0);
  hiddenText(sheet, 'Reviewed by the second reader', 64, at(1) + 40, 'invisible');
  doc.restore();

  item(sheet, at(2), 'Text beyond the edge', 'The page ends before the line begins.');
  hiddenText(sheet, 'Printer mark, colour bar, plate 4', 640, at(2) + 40, 'off-page');

  item(sheet, at(3), 'Text that is cut away', 'A clipping path lets nothing of it through.');
  doc
    .save()
    .rect(64, at(3) + 50, 200, 10)
    .clip();
  hiddenText(sheet, 'Cropped caption of a photograph', 64, at(3) + 40, 'clipped');
  doc.restore();

  item(sheet, at(4), 'A layer that is switched off', 'Optional content, here a note of the proof reader.');
  layer(sheet, () => hiddenText(sheet, 'Proof copy, do not send on', 64, at(4) + 40, 'hidden-layer'));

  item(sheet, at(5), 'White on white', 'This is painted like any other text, and counts as seen.');
  sheet.text('Keywords for a search engine', 64, at(5) + 40, { ...TEXT, color: '#ffffff' });
}

function item(sheet: Sheet, y: number, title: string, note: string): void {
  sheet.text(title, 64, y, HEAD);
  sheet.text(note, 64, y + 16, NOTE);
}

function hiddenText(sheet: Sheet, text: string, x: number, y: number, hidden: TruthLine['hidden']): void {
  sheet.text(text, x, y, TEXT, hidden ? { hidden } : {});
}

/** Draws with an operator that pdfkit does not know in force. */
function raw(sheet: Sheet, operator: string, draw: () => void): void {
  sheet.doc.save().addContent(operator);
  draw();
  sheet.doc.restore();
}

/** A small grey picture with bars where the words would be. */
function picture(sheet: Sheet, x: number, y: number): void {
  const { doc } = sheet;
  const [width, height] = [150, 28];
  const pixels = new Uint8Array(width * height).fill(0xe6);
  for (const [from, to] of [
    [12, 36],
    [40, 74],
    [80, 92],
    [96, 126],
  ] as const) {
    for (let row = 12; row < 19; row++) pixels.fill(0x70, row * width + from, row * width + to);
  }
  const image = addObject(
    doc,
    { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, ColorSpace: 'DeviceGray', BitsPerComponent: 8 },
    pixels,
  );
  pageObjects(doc).xobjects['Scan'] = image;
  doc
    .save()
    .transform(width, 0, 0, -height, x, y + height)
    .addContent('/Scan Do')
    .restore();
}

/** Draws inside an optional-content group that is off (ISO 32000-2, 8.11). */
function layer(sheet: Sheet, draw: () => void): void {
  const { doc } = sheet;
  const group = addObject(doc, { Type: 'OCG', Name: pdfString('Proof notes') });
  catalog(doc)['OCProperties'] = { OCGs: [group], D: { OFF: [group], Order: [group] } };
  pageObjects(doc).resources.data['Properties'] = { Notes: group };
  doc.addContent('/OC /Notes BDC');
  draw();
  doc.addContent('EMC');
}
