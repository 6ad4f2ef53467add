import PDFDocument from 'pdfkit';

/**
 * A document of two pages that has what the samples have not: bookmarks, a link, an attachment, and text
 * that nobody sees.
 */
export async function drawManual(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A5', margin: 48, autoFirstPage: false, info: { Title: 'Manual' } });
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });

  document.addPage();
  document.fontSize(18).text('Setting up', 48, 60);
  document.fontSize(11).text('See the website', 48, 100, { link: 'https://example.org/setup', lineBreak: false });
  // Text render mode 3 draws nothing (ISO 32000-1, 9.3.6): how the text of a searchable scan lies under its picture.
  document.addContent('3 Tr').text('read by a scanner', 48, 140, { lineBreak: false }).addContent('0 Tr');
  document.text('cut off by the printer', 48, 640, { lineBreak: false });
  document.outline.addItem('Setting up');

  document.addPage();
  document.fontSize(18).text('Care', 48, 60);
  document.outline.addItem('Care');
  document.file(Buffer.from('part,price\nlamp,12.50\n'), { name: 'parts.csv', description: 'Spare parts' });
  document.end();
  return await finished;
}
