import { describe, expect, it } from 'vitest';
import type { DocumentMetadata } from '@unifex/core';
import { rawPdf, stream, type RawPdfOptions } from '../raw-pdf.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testMetadata({ openBytes }: PdfUnderTest): void {
  async function metadata(options: RawPdfOptions = {}): Promise<DocumentMetadata> {
    await using reader = await openBytes(rawPdf('', options));
    return await reader.metadata();
  }

  const info = (entries: string): RawPdfOptions => ({ trailer: '/Info 6 0 R', objects: [`<< ${entries} >>`] });
  const xmp = (body: string): string =>
    `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="">${body}</rdf:Description></rdf:RDF></x:xmpmeta>`;

  describe('metadata', () => {
    it('of a bare document says what there is, and nothing else', async () => {
      expect(await metadata()).toEqual({ pageCount: 1, formatVersion: '1.7', encryption: { encrypted: false } });
    });

    it('reads the Info dictionary, dates as ISO 8601 and foreign entries as custom', async () => {
      const found = await metadata(
        info(
          "/Title (T) /Author <FEFF00C400e9> /Subject (S) /Keywords (a, b) /Creator (C) /Producer (P) /CreationDate (D:20240517083000+02'00') /ModDate (D:20240518) /Trapped /False /Department (Sales) /Empty ()",
        ),
      );
      expect(found).toMatchObject({
        title: 'T',
        author: 'Äé',
        subject: 'S',
        keywords: 'a, b',
        creator: 'C',
        producer: 'P',
        createdAt: '2024-05-17T08:30:00+02:00',
        modifiedAt: '2024-05-18',
        custom: { Trapped: 'False', Department: 'Sales' },
      });
    });

    it('keeps a date that is none as it is written', async () => {
      const found = await metadata(info('/CreationDate (last Friday)'));
      expect(found.createdAt).toBeUndefined();
      expect(found.custom).toEqual({ CreationDate: 'last Friday' });
    });

    it('reads the XMP packet, which stands in for what Info leaves out', async () => {
      const packet = xmp(
        '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">From XMP</rdf:li></rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></dc:creator><xmp:CreateDate>2023-01-02T03:04:05Z</xmp:CreateDate><pdfaid:part>2</pdfaid:part>',
      );
      const found = await metadata({
        catalog: '/Metadata 7 0 R',
        trailer: '/Info 6 0 R',
        objects: ['<< /Title (From Info) >>', stream(packet, '/Type /Metadata /Subtype /XML')],
      });
      expect(found).toMatchObject({
        title: 'From Info',
        author: 'A, B',
        createdAt: '2023-01-02T03:04:05Z',
        xmp: { 'dc:title': 'From XMP', 'dc:creator': ['A', 'B'], 'pdfaid:part': '2' },
      });
    });

    it('is not troubled by a packet that is no XML', async () => {
      const found = await metadata({
        catalog: '/Metadata 6 0 R',
        objects: [stream('no <xml', '/Type /Metadata /Subtype /XML')],
      });
      expect(found.xmp).toBeUndefined();
      expect(found.pageCount).toBe(1);
    });

    it('knows the language, whether the document is tagged, and which forms it has', async () => {
      expect(
        await metadata({
          catalog: '/Lang (de-AT) /MarkInfo << /Marked true >> /AcroForm << /Fields [6 0 R] >>',
          page: '/Annots [6 0 R]',
          objects: ['<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [0 0 10 10] >>'],
        }),
      ).toMatchObject({ language: 'de-AT', tagged: true, forms: ['acroform'] });
    });

    it('prefers the version of the catalogue', async () => {
      expect((await metadata({ catalog: '/Version /2.0' })).formatVersion).toBe('2.0');
    });

    it('is not troubled by entries of the wrong type', async () => {
      const found = await metadata({
        ...info('/Title 12 /Author [1] /CreationDate true'),
        catalog: '/Lang 5 /MarkInfo 3 /Metadata 4 /PageLabels 5 /Names [1] /Outlines 3 /AcroForm 9',
      });
      expect(found.pageCount).toBe(1);
      expect(found.title).toBeUndefined();
    });
  });

  describe('page labels', () => {
    it('are numbered as the document says, on pages and in the metadata', async () => {
      const options: RawPdfOptions = {
        catalog: '/PageLabels << /Nums [0 << /S /r /St 4 >> 2 << /S /D /P (A-) >>] >>',
        pages: [6, 7],
        objects: Array.from({ length: 2 }, () => '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] >>'),
      };
      expect((await metadata(options)).pageLabels).toEqual(['iv', 'v', 'A-1']);
      await using reader = await openBytes(rawPdf('', options));
      expect((await reader.extractPage(2, { signal: new AbortController().signal })).label).toBe('A-1');
    });

    it('are absent where the document has none', async () => {
      expect((await metadata()).pageLabels).toBeUndefined();
    });
  });
}
