import PDFDocument from 'pdfkit';

interface PdfOptions {
  readonly password?: string;
  /** Operators that each page's content ends with; text is in the font F1. */
  readonly operators?: string;
}

/** Test helper: a PDF whose pages say `name, page 1 of 3` and so on, each with a second line. */
export async function makePdf(name: string, pageCount: number, options: PdfOptions = {}): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    autoFirstPage: false,
    ...(options.password === undefined
      ? {}
      : { userPassword: options.password, ownerPassword: `${options.password}!` }),
  });
  const chunks: Buffer[] = [];
  const finished = new Promise<Buffer>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', () => resolve(Buffer.concat(chunks)));
    document.on('error', reject);
  });
  for (let page = 1; page <= pageCount; page++) {
    document.addPage();
    document.text(`${name}, page ${page} of ${pageCount}`);
    document.text('The quick brown fox jumps over the lazy dog.');
    if (options.operators !== undefined) document.addContent(options.operators);
  }
  document.end();
  return await finished;
}
