import { drawDocument, SAMPLE_DATE, type DrawnSample, type Pages } from '../drawing/document.ts';
import type { MeasuredText } from '../drawing/measure.ts';
import { addObject, catalog, pageObjects, pdfString } from '../drawing/objects.ts';
import { drawParagraph, type ParagraphStyle } from '../drawing/paragraph.ts';
import type { Sheet, TextStyle } from '../drawing/sheet.ts';
import { CHAPTERS, COST_TABLE } from './navigation-text.ts';

const INK = '#1c2530';
const ACCENT = '#1d6fa5';
const TEXT: TextStyle = { font: 'serif', size: 11, color: INK };
const BODY: ParagraphStyle = { text: TEXT, emphasis: { ...TEXT, font: 'serifItalic' }, leading: 16 };
const LINK: TextStyle = { ...TEXT, color: ACCENT };
const LEFT = 72;
const RIGHT = 523;

/** Everything that hangs on pages instead of standing on them: links, outline, page labels, attachments, comments. */
export async function drawNavigation(): Promise<DrawnSample> {
  const sample = await drawDocument(
    'navigation',
    'A manual of six pages with an outline of two levels, page labels (i, ii, 1 to 3, A-1), links to pages, named places and the web, comments with a reply, a highlight, a stamp, and two attached files.',
    {
      title: 'Handbook of the garden railway',
      author: 'Verein Feldbahn Moorhof',
      keywords: 'railway, garden, handbook',
    },
    draw,
  );
  sample.truth.pageLabels = ['i', 'ii', '1', '2', '3', 'A-1'];
  sample.truth.outline = [
    { title: 'Contents', page: 1 },
    ...CHAPTERS.map(({ title, sections }, i) => ({
      title,
      page: i + 2,
      ...(sections.length > 0 ? { children: sections.map((section) => ({ title: section.title, page: i + 2 })) } : {}),
    })),
    { title: 'Appendix: costs', page: 5 },
  ];
  sample.truth.attachments = [
    { name: 'costs.csv', size: COST_TABLE.length, description: 'The figures of the appendix' },
    { name: 'track-plan.txt', size: TRACK_PLAN.length },
  ];
  return sample;
}

const TRACK_PLAN = 'Station - curve 12 m - shed - curve 9 m - station\n';

function draw(pages: Pages): void {
  const { doc } = pages;
  cover(pages.sheet());
  const contents = pages.sheet();
  const outline = (doc as PDFKit.PDFDocument & { outline: PDFKit.PDFOutline }).outline;
  outline.addItem('Contents');
  heading(contents, 'Contents');
  CHAPTERS.forEach(({ title }, i) => entry(contents, title, 150 + i * 26, i + 2, `chapter-${i + 1}`));
  entry(contents, 'Appendix: costs', 150 + CHAPTERS.length * 26, 5, 'appendix');
  contents.text('The latest edition is at', LEFT, 300, TEXT);
  webLink(contents, 'https://feldbahn-moorhof.example/handbook?edition=3', LEFT, 318);
  contents.text('Write to us:', LEFT, 350, TEXT);
  webLink(contents, 'mailto:handbook@feldbahn-moorhof.example', LEFT, 368);

  CHAPTERS.forEach(({ title, sections }, i) => {
    const sheet = pages.sheet();
    const item = outline.addItem(title);
    doc.addNamedDestination(`chapter-${i + 1}`, 'XYZ', 0, 80, null);
    let y = heading(sheet, title);
    for (const section of sections) {
      item.addItem(section.title);
      sheet.text(section.title, LEFT, y, { font: 'sansSemibold', size: 12, color: ACCENT });
      y = drawParagraph(sheet, section.text, LEFT, y + 18, RIGHT - LEFT, BODY) + 14;
    }
    if (i === 0) comments(sheet);
    if (i === 1) stamp(sheet, y + 30);
  });

  const appendix = pages.sheet();
  outline.addItem('Appendix: costs');
  doc.addNamedDestination('appendix', 'XYZ', 0, 80, null);
  heading(appendix, 'Appendix: costs');
  appendix.text('The figures are attached to this file as costs.csv.', LEFT, 140, TEXT);
  attach(doc);
  labels(doc);
}

function cover(sheet: Sheet): void {
  sheet.fill(0, 0, 595.28, 841.89, '#e9f1f6');
  sheet.fill(LEFT, 250, 60, 6, ACCENT);
  sheet.text('Handbook of the', LEFT, 310, { font: 'serifBold', size: 36, color: INK });
  sheet.text('garden railway', LEFT, 352, { font: 'serifBold', size: 36, color: INK });
  sheet.text('Verein Feldbahn Moorhof, third edition, 2026', LEFT, 392, { ...TEXT, size: 13 });
}

function heading(sheet: Sheet, title: string): number {
  sheet.text(title, LEFT, 100, { font: 'serifBold', size: 22, color: INK });
  sheet.rule(LEFT, 112, RIGHT, 112, ACCENT, 1);
  return 142;
}

/** A line of the contents, all of which leads to a named place. */
function entry(sheet: Sheet, title: string, y: number, page: number, destination: string): void {
  sheet.text(title, LEFT, y, LINK);
  sheet.text(page === 5 ? 'A-1' : String(page - 1), RIGHT, y, TEXT, { align: 'right' });
  sheet.doc.goTo(LEFT, y - 12, RIGHT - LEFT, 17, destination);
  (sheet.page.links ??= []).push({ box: sheet.box(LEFT, y - 12, RIGHT, y + 5), page });
}

function webLink(sheet: Sheet, url: string, x: number, y: number): void {
  const width = sheet.text(url, x, y, LINK);
  sheet.rule(x, y + 2.5, x + width, y + 2.5, ACCENT, 0.5);
  sheet.doc.link(x, y - 11, width, 15, url);
  (sheet.page.links ??= []).push({ box: sheet.box(x, y - 11, x + width, y + 4), url });
}

/** A highlight, a comment in the margin and an answer to it. */
function comments(sheet: Sheet): void {
  const { doc } = sheet;
  const { height } = doc.page;
  const first = sheet.page.lines.find(({ words }) => words.length > 4)!;
  const last = first.words[3]!.box;
  const [x0, y0, x1, y1] = [first.words[0]!.box[0], last[1], last[2], last[3]];
  const rect = [x0, height - y1, x1, height - y0];
  const dates = { M: SAMPLE_DATE, CreationDate: SAMPLE_DATE };
  const highlight = addObject(doc, {
    Type: 'Annot',
    Subtype: 'Highlight',
    Rect: rect,
    QuadPoints: [x0, height - y0, x1, height - y0, x0, height - y1, x1, height - y1],
    C: [1, 0.9, 0.4],
    Contents: pdfString('Measure twice.'),
    T: pdfString('Ruth'),
    F: 4,
    ...dates,
  });
  const note = addObject(doc, {
    Type: 'Annot',
    Subtype: 'Text',
    Rect: [540, height - 160, 560, height - 140],
    Name: 'Comment',
    C: [0.2, 0.5, 0.8],
    Contents: pdfString('Is the narrow gauge still sold?'),
    T: pdfString('Ruth'),
    F: 4,
    ...dates,
  });
  const reply = addObject(doc, {
    Type: 'Annot',
    Subtype: 'Text',
    Rect: [540, height - 160, 560, height - 140],
    IRT: note,
    Contents: pdfString('Yes, second hand.'),
    T: pdfString('Jörg'),
    F: 4,
    ...dates,
  });
  pageObjects(doc).annotations.push(highlight, note, reply);
  sheet.page.annotations = [
    { type: 'Highlight', contents: 'Measure twice.', author: 'Ruth' },
    { type: 'Text', contents: 'Is the narrow gauge still sold?', author: 'Ruth' },
    { type: 'Text', contents: 'Yes, second hand.', author: 'Jörg' },
  ];
}

/** A stamp whose appearance carries a word of its own, which is part of what the page shows. */
function stamp(sheet: Sheet, y: number): void {
  const { doc } = sheet;
  const { height } = doc.page;
  const [width, size] = [130, 34];
  const stream = `q 0.75 0.1 0.1 RG 2 w 2 2 ${width - 4} ${size - 4} re S 0.75 0.1 0.1 rg BT /Helv 16 Tf 16 11 Td (APPROVED) Tj ET Q`;
  const font = addObject(doc, {
    Type: 'Font',
    Subtype: 'Type1',
    BaseFont: 'Helvetica-Bold',
    Encoding: 'WinAnsiEncoding',
  });
  const appearance = addObject(
    doc,
    { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, width, size], Resources: { Font: { Helv: font } } },
    Buffer.from(stream, 'latin1'),
  );
  pageObjects(doc).annotations.push(
    addObject(doc, {
      Type: 'Annot',
      Subtype: 'Stamp',
      Rect: [LEFT, height - y - size, LEFT + width, height - y],
      Name: 'Approved',
      Contents: pdfString('Seen at the members’ meeting'),
      T: pdfString('Board'),
      AP: { N: appearance },
      F: 4,
      M: SAMPLE_DATE,
    }),
  );
  sheet.page.annotations = [{ type: 'Stamp', contents: 'Seen at the members’ meeting', author: 'Board' }];
  // Drawn without kerning: each letter by itself.
  const letters = Array.from('APPROVED', (letter) => sheet.measure(letter, { font: 'Helvetica-Bold', size: 16 }));
  const inked = letters.reduce((sum, letter) => sum + letter.width, 0);
  const [{ ascent, descent }] = letters as [MeasuredText];
  const baseline = y + size - 11;
  sheet.page.lines.push({
    words: [
      {
        text: 'APPROVED',
        box: sheet.box(LEFT + 16, baseline - ascent, LEFT + 16 + inked, baseline + descent),
      },
    ],
  });
}

function attach(doc: PDFKit.PDFDocument): void {
  const dates = { creationDate: SAMPLE_DATE, modifiedDate: SAMPLE_DATE };
  doc.file(Buffer.from(COST_TABLE), {
    name: 'costs.csv',
    type: 'text/csv',
    description: 'The figures of the appendix',
    ...dates,
  });
  doc.file(Buffer.from(TRACK_PLAN), { name: 'track-plan.txt', type: 'text/plain', ...dates });
}

/** Roman for what comes before the first chapter, then from 1, then the appendix (ISO 32000-2, 12.4.2). */
function labels(doc: PDFKit.PDFDocument): void {
  catalog(doc)['PageLabels'] = {
    Nums: [0, { S: 'r' }, 2, { S: 'D' }, 5, { S: 'D', P: pdfString('A-') }],
  };
}
