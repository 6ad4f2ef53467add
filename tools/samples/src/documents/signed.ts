import { drawDocument, SAMPLE_DATE, type DrawnSample, type Pages } from '../drawing/document.ts';
import { addObject, catalog, pageObjects, pdfString, type PdfObject } from '../drawing/objects.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import { signDetached, type Signer } from '../drawing/sign.ts';
import type { TextStyle } from '../drawing/sheet.ts';

const INK = '#1b2430';
const TEXT: TextStyle = { font: 'serif', size: 11.5, color: INK };
const SIGNER: Signer = { name: 'Marta Lindqvist', organization: 'Lindqvist Arkitekter AB', country: 'SE' };
const REASON = 'I approve this agreement';

/** Room for the signature, in bytes; what is left over is filled with zeros. */
const ROOM = 3072;
/** Holds the place of numbers that are known only when the file is complete. */
const UNKNOWN = 9_999_999_999;

/** An agreement with a digital signature over all of the file. */
export async function drawSigned(): Promise<DrawnSample> {
  const sample = await drawDocument(
    'signed',
    'An agreement with a digital signature (CMS, detached, RSA and SHA-256) over the whole file, by a self-signed certificate.',
    { title: 'Agreement on a study', author: SIGNER.organization },
    draw,
  );
  return { truth: sample.truth, bytes: await sign(sample.bytes) };
}

function draw(pages: Pages): void {
  const sheet = pages.sheet();
  const { doc } = sheet;
  sheet.text('Agreement on a study', 72, 110, { font: 'serifBold', size: 24, color: INK });
  sheet.rule(72, 124, 523, 124, '#b08d57', 1);
  let y = 160;
  for (const text of [
    'Between the Municipality of Sandnes, hereafter the client, and Lindqvist Arkitekter AB, hereafter the architect, the ' +
      'following is agreed.',
    '1. The architect draws up a study for the conversion of the old net factory into a library, with plans at a scale of ' +
      '1 : 200, a model and an estimate of costs, by 30 September 2026.',
    '2. The client pays 48,500 euros for it, half at the beginning and half when the study is delivered.',
    '3. Both may use the study for their own purposes. It may be published once the council has seen it.',
  ]) {
    y = drawParagraph(sheet, text, 72, y, 451, { text: TEXT, leading: 17 }) + 8;
  }
  const box = { x: 300, y: y + 30, width: 223, height: 62 };
  doc.roundedRect(box.x, box.y, box.width, box.height, 4).lineWidth(0.8).strokeColor('#b08d57').stroke();
  sheet.text('Digitally signed by', box.x + 12, box.y + 18, { font: 'sans', size: 8.5, color: '#6b7280' });
  sheet.text(SIGNER.name, box.x + 12, box.y + 36, { font: 'serifItalic', size: 16, color: INK });
  sheet.text('16 March 2026, Malmö', box.x + 12, box.y + 52, { font: 'sans', size: 8.5, color: '#6b7280' });

  const { height } = doc.page;
  const signature = addObject(doc, {
    Type: 'Sig',
    Filter: 'Adobe.PPKLite',
    SubFilter: 'adbe.pkcs7.detached',
    ByteRange: [0, UNKNOWN, UNKNOWN, UNKNOWN],
    Contents: new Uint8Array(ROOM),
    M: SAMPLE_DATE,
    Name: pdfString(SIGNER.name),
    Reason: pdfString(REASON),
    Location: pdfString('Malmö'),
  });
  const field = addObject(doc, {
    Type: 'Annot',
    Subtype: 'Widget',
    FT: 'Sig',
    T: pdfString('architect'),
    V: signature,
    Rect: [box.x, height - box.y - box.height, box.x + box.width, height - box.y],
    P: pageObjects(doc).dictionary,
    F: 132,
  });
  pageObjects(doc).annotations.push(field);
  doc.initForm();
  const form = catalog(doc)['AcroForm'] as PdfObject;
  Object.assign(form.data, { Fields: [field], SigFlags: 3, NeedAppearances: false });
}

/** Fills in what the signature covers, and the signature (ISO 32000-2, 12.8.1). */
async function sign(unsigned: Uint8Array): Promise<Uint8Array> {
  const bytes = Buffer.from(unsigned);
  const start = bytes.indexOf(`<${'0'.repeat(ROOM * 2)}>`);
  const end = start + ROOM * 2 + 2;
  const placeholder = `[0 ${UNKNOWN} ${UNKNOWN} ${UNKNOWN}]`;
  const at = bytes.indexOf(placeholder);
  if (start < 0 || at < 0) throw new Error('The signature has no place in the file.');
  bytes.write(`[0 ${start} ${end} ${bytes.length - end}]`.padEnd(placeholder.length), at, 'latin1');
  const message = await signDetached(
    Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]),
    SIGNER,
    SAMPLE_DATE,
  );
  if (message.length > ROOM) throw new Error(`The signature needs ${message.length} bytes.`);
  bytes.write(Buffer.from(message).toString('hex'), start + 1, 'latin1');
  return new Uint8Array(bytes);
}
