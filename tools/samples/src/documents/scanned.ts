import { A4, drawDocument, type DrawnSample } from '../drawing/document.ts';
import { scanOnPaper, toBitonal } from '../drawing/degrade.ts';
import { rotation, transformBox, type Matrix } from '../drawing/matrix.ts';
import { addObject, pageObjects } from '../drawing/objects.ts';
import { encodeJpeg, rasterize } from '../drawing/rasterize.ts';
import type { Sheet } from '../drawing/sheet.ts';
import { truthLineText, type TruthLine, type TruthWord } from '../truth.ts';
import { drawLetter, type Letter } from './letter.ts';

const [WIDTH, HEIGHT] = A4;

const COMPLAINT: Letter = {
  sender: ['Bramley & Sons', 'Coopers and barrel makers', '3 Mill Lane, Ludlow', 'Telephone 01584 496 012'],
  date: '12 February 2026',
  recipient: ['The Manager', 'Severn Valley Timber Ltd', 'Unit 9, Riverside Estate', 'Bewdley DY12 1AB'],
  subject: 'Your delivery of 9 February, order 4471',
  paragraphs: [
    'Of the 120 oak staves that reached us on Monday, 34 are split along the grain and 11 show sapwood on both faces. We ' +
      'counted them twice and have set them aside under cover, where your driver can look at them on any working day.',
    'We ordered air-dried timber at 16 per cent moisture or less. Our meter reads between 19 and 23 per cent on the rest of ' +
      'the load. It can be used, but not before August, and the casks for which it was meant are promised for May.',
    'Please let us know by the end of next week whether you will replace the 45 damaged staves, and what you propose for ' +
      'the others. Until then we are holding back invoice 20873 over £1,846.50.',
    'We have bought from you for eleven years and hope that this can be put right without much ado.',
  ],
  signer: 'Edith Bramley',
};

const MINUTES: Letter = {
  sender: ['Allotment Society', 'Founded 1921', 'Hut 1, Canal Walk', 'Registered charity'],
  date: '3 March 2026',
  recipient: ['To all members', 'Plots 1 to 86'],
  subject: 'Water supply in the coming season',
  paragraphs: [
    'The pump by the north gate will be overhauled from 16 to 20 March. During these five days there is no water on plots ' +
      '40 to 86. Please fill your butts before the sixteenth; the long hose can be borrowed from the hut.',
    'From April the meter readings are taken on the first Saturday of the month. Members who cannot be present may leave ' +
      'a note with the number in the letter box. The price stays at 2.10 a cubic metre.',
    'The committee reminds everybody that sprinklers are not allowed between ten in the morning and six in the evening.',
  ],
  signer: 'Harold Finch, secretary',
};

/** Pixels and nothing else: a letter as an office scanner sends it by mail. */
export async function drawScanned(): Promise<DrawnSample> {
  const letter = await drawLetter(COMPLAINT);
  const turn = 1.2;
  const image = scanOnPaper(await rasterize(letter.bytes, 150, turn), 7);
  const jpeg = await encodeJpeg(image, 42);
  return drawDocument(
    'scanned',
    'A letter as an office scanner sends it: one grey JPEG of 150 dpi, turned by 1.2 degrees, noisy, with a shadow at the edge. No text of its own.',
    { title: 'Scan 2026-02-13', author: 'Office scanner' },
    (pages) => {
      const sheet = pages.sheet();
      const { width, height } = image;
      placeImage(
        sheet,
        { Width: width, Height: height, ColorSpace: 'DeviceRGB', BitsPerComponent: 8, Filter: 'DCTDecode' },
        jpeg,
      );
      sheet.page.lines = turned(letter.truth.pages[0]!.lines, turn).map((line) => ({ ...line, pixels: true }));
    },
  );
}

/** Pixels, and under them the words that a program has read: what archives make of paper. */
export async function drawSearchableScan(): Promise<DrawnSample> {
  const letter = await drawLetter(MINUTES);
  const turn = -0.7;
  const image = await rasterize(letter.bytes, 240, turn);
  return drawDocument(
    'searchable-scan',
    'A letter in an archive: a black-and-white image of 240 dpi, turned by -0.7 degrees, and the words read from it as invisible text (render mode 3) in Helvetica, each stretched to the width of its picture.',
    { title: 'Archive sheet 118', author: 'Archive scanner' },
    (pages) => {
      const sheet = pages.sheet();
      const { width, height } = image;
      placeImage(
        sheet,
        { Width: width, Height: height, ColorSpace: 'DeviceGray', BitsPerComponent: 1 },
        toBitonal(image, 150),
      );
      sheet.doc.save().addContent('3 Tr');
      sheet.within(rotation(turn, WIDTH / 2, HEIGHT / 2), () => {
        for (const line of letter.truth.pages[0]!.lines) textLayer(sheet, line);
      });
      sheet.doc.restore();
    },
  );
}

/** pdfkit packs streams without a filter with Flate. */
function placeImage(sheet: Sheet, dictionary: object, data: Uint8Array): void {
  const { doc } = sheet;
  pageObjects(doc).xobjects['Scan'] = addObject(doc, { Type: 'XObject', Subtype: 'Image', ...dictionary }, data);
  doc.save().transform(WIDTH, 0, 0, -HEIGHT, 0, HEIGHT).addContent('/Scan Do').restore();
}

/** The words of a line where they stand before the turn, in a plain font, stretched to their widths. */
function textLayer(sheet: Sheet, line: TruthLine): void {
  const first = line.words[0]!;
  // Source Serif reaches 1.036 of its size above the baseline and 0.335 below.
  const size = (first.box[3] - first.box[1]) / 1.371;
  const baseline = first.box[1] + 1.036 * size;
  sheet.line(() => {
    for (const { text, box } of line.words) {
      const style = { font: 'Helvetica', size } as const;
      const stretch = (box[2] - box[0]) / sheet.measure(text, style).width;
      sheet.text(text, box[0], baseline, { ...style, stretch }, { hidden: 'invisible' });
    }
  });
  if (truthLineText(sheet.page.lines.at(-1)!) !== truthLineText(line)) throw new Error('The layer lost a word.');
}

/** What stood on the sheet before it was laid on the glass askew. */
function turned(lines: readonly TruthLine[], degrees: number): TruthLine[] {
  const matrix: Matrix = rotation(degrees, WIDTH / 2, HEIGHT / 2);
  const turn = ({ text, box, ink }: TruthWord): TruthWord => ({
    text,
    box: transformBox(matrix, ...box),
    ...(ink ? { ink: transformBox(matrix, ...ink) } : {}),
  });
  return lines.map((line) => ({ ...line, words: line.words.map(turn) }));
}
