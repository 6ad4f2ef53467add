import { A4, drawDocument, type DrawnSample, type Pages } from '../drawing/document.ts';
import { drawParagraph } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';

const INK = '#111111';
const TEXT: TextStyle = { font: 'serif', size: 11.5, color: INK };

export interface Letter {
  readonly sender: readonly string[];
  readonly date: string;
  readonly recipient: readonly string[];
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly signer: string;
}

/** A letter on paper: what the scanned samples are scans of. */
export function drawLetter(letter: Letter): Promise<DrawnSample> {
  return drawDocument('letter', 'A letter before it is scanned.', { title: letter.subject }, (pages) =>
    draw(pages, letter),
  );
}

function draw(pages: Pages, { sender, date, recipient, subject, paragraphs, signer }: Letter): void {
  const sheet = pages.sheet(A4);
  const right = 524;
  sheet.text(sender[0]!, 72, 84, { font: 'serifBold', size: 17, color: INK });
  sender
    .slice(1)
    .forEach((line, i) => sheet.text(line, right, 76 + i * 13, { ...TEXT, size: 9.5 }, { align: 'right' }));
  sheet.rule(72, 106, right, 106, INK, 0.8);
  recipient.forEach((line, i) => sheet.text(line, 72, 152 + i * 15, TEXT));
  sheet.text(date, right, 230, TEXT, { align: 'right' });
  sheet.text(subject, 72, 262, { ...TEXT, font: 'serifBold' });
  let y = 292;
  for (const text of paragraphs) y = drawParagraph(sheet, text, 72, y, right - 72, { text: TEXT, leading: 17 }) + 9;
  sheet.text('Yours sincerely,', 72, y + 8, TEXT);
  scribble(sheet, 78, y + 44);
  sheet.text(signer, 72, y + 84, TEXT);
}

/** A signature by hand. */
function scribble(sheet: Sheet, x: number, y: number): void {
  sheet.doc
    .moveTo(x, y)
    .bezierCurveTo(x + 8, y - 34, x + 24, y - 28, x + 14, y + 2)
    .bezierCurveTo(x + 8, y + 18, x - 6, y + 8, x + 22, y - 4)
    .bezierCurveTo(x + 34, y - 12, x + 34, y + 10, x + 46, y - 4)
    .bezierCurveTo(x + 54, y - 14, x + 56, y + 8, x + 68, y - 3)
    .bezierCurveTo(x + 78, y - 10, x + 90, y - 2, x + 128, y - 14)
    .lineWidth(1.3)
    .strokeColor('#1b1b3a')
    .stroke();
}
