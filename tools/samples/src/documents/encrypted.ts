import { useRevision6 } from '../drawing/aes256.ts';
import { drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import type { TextStyle } from '../drawing/sheet.ts';

const INK = '#20242c';
const TEXT: TextStyle = { font: 'sans', size: 11, color: INK };

/** What opens the sample `encrypted`. */
export const SAMPLE_PASSWORD = 'secret';
/** What lets a reader do everything with both encrypted samples. */
export const SAMPLE_OWNER_PASSWORD = 'owner secret';

/** AES-256 as in PDF 2.0; cannot be read without the password. */
export async function drawEncrypted(): Promise<DrawnSample> {
  const sample = await drawDocument(
    'encrypted',
    `A memo under AES-256 (revision 6). The user password is "${SAMPLE_PASSWORD}", the owner password "${SAMPLE_OWNER_PASSWORD}".`,
    {
      title: 'Salary review',
      pdfVersion: '1.7ext3',
      userPassword: SAMPLE_PASSWORD,
      ownerPassword: SAMPLE_OWNER_PASSWORD,
      permissions: { printing: 'highResolution', copying: true },
    },
    (pages) => {
      useRevision6(pages.doc, SAMPLE_PASSWORD, SAMPLE_OWNER_PASSWORD);
      memo(pages, 'Confidential', 'Salary review 2026', [
        'The board has approved an increase of 2.8 per cent for all staff, to be paid from April on. The list of individual ' +
          'changes is attached to the personnel files and must not be sent by unencrypted mail.',
        'Questions go to Human Resources, extension 2214. Please delete this file when you have read it.',
      ]);
    },
  );
  sample.truth.password = SAMPLE_PASSWORD;
  return sample;
}

/** AES-128; opens without a password, but says that its text must not be copied. */
export function drawRestricted(): Promise<DrawnSample> {
  return drawDocument(
    'restricted',
    `A notice under AES-128 with an empty user password: everybody can open it, nobody may copy or change it. The owner password is "${SAMPLE_OWNER_PASSWORD}".`,
    {
      title: 'Public notice',
      pdfVersion: '1.7',
      ownerPassword: SAMPLE_OWNER_PASSWORD,
      permissions: { printing: 'lowResolution', contentAccessibility: true },
    },
    (pages) => {
      memo(pages, 'For display', 'Public notice of works', [
        'From 4 May to 12 June 2026 the eastern carriageway of the harbour bridge is closed. Traffic is led across the ' +
          'western carriageway, one lane in each direction, with a limit of 30 km/h.',
        'Pedestrians and cyclists can use the bridge at all times. Objections can be raised at the town hall until 24 April.',
      ]);
    },
  );
}

function memo(pages: Pages, label: string, title: string, paragraphs: readonly string[]): void {
  const sheet = pages.sheet();
  sheet.doc.roundedRect(64, 66, 84, 20, 3).lineWidth(1).strokeColor('#a11d33').stroke();
  sheet.text(label, 106, 80, { font: 'sansSemibold', size: 10, color: '#a11d33' }, { align: 'center' });
  sheet.text(title, 64, 124, { font: 'serifBold', size: 24, color: INK });
  sheet.rule(64, 138, 531, 138, '#c9ccd3', 0.8);
  let y = 168;
  for (const text of paragraphs) y = drawParagraph(sheet, text, 64, y, 467, { text: TEXT, leading: 17 }) + 8;
}
