import { beforeAll, describe, expect, it } from 'vitest';
import type { DocumentMetadata } from '@unifex/core';
import { rawPdf } from '../raw-pdf.ts';
import { createSigner, signedPdf, write, type Signer, type SigningOptions } from '../signing.ts';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testSignatures({ openBytes }: PdfUnderTest): void {
  let jane: Signer;
  beforeAll(async () => {
    jane = await createSigner('Jane Doe');
  });

  async function metadata(bytes: Uint8Array): Promise<DocumentMetadata> {
    await using reader = await openBytes(bytes);
    return await reader.metadata();
  }
  async function signed(options?: SigningOptions): Promise<DocumentMetadata> {
    return metadata(await signedPdf(jane, options));
  }
  /** A file with one word of it replaced by another of the same length. */
  function altered(bytes: Uint8Array, from: string, to: string): Uint8Array {
    const copy = bytes.slice();
    write(copy, String.fromCharCode(...copy).indexOf(from), to);
    return copy;
  }

  describe('signatures', () => {
    it('tell who, when, why and which bytes', async () => {
      const bytes = await signedPdf(jane, {
        entries:
          "/Name (J. D.) /M (D:20240517083000+02'00') /Reason (I agree) /Location (Graz) /ContactInfo (jane@example.com)",
      });
      const { signatures, warnings } = await metadata(bytes);
      expect(warnings).toBeUndefined();
      expect(signatures).toEqual([
        {
          fieldName: 'approval.signature',
          signer: 'Jane Doe',
          signedAt: '2024-05-17T08:30:00+02:00',
          reason: 'I agree',
          location: 'Graz',
          contact: 'jane@example.com',
          format: 'adbe.pkcs7.detached',
          byteRange: [0, expect.any(Number), expect.any(Number), expect.any(Number)],
          coversWholeFile: true,
          certificate: {
            subject: 'CN=Jane Doe, O=Example\\, Ltd, C=AT',
            issuer: 'CN=Jane Doe, O=Example\\, Ltd, C=AT',
            serialNumber: '1234',
            validFrom: '2024-01-01T00:00:00.000Z',
            validTo: '2034-01-01T00:00:00.000Z',
          },
          integrity: 'intact',
        },
      ]);
      const [, length, next, rest] = signatures![0]!.byteRange;
      expect(next! + rest!).toBe(bytes.length);
      expect(String.fromCharCode(bytes[length!]!, bytes[next! - 1]!)).toBe('<>');
    });

    it('take the time of the signature where the dictionary names none', async () => {
      const { signatures } = await signed({ signingTime: new Date('2024-05-17T06:30:00Z') });
      expect(signatures?.[0]?.signedAt).toBe('2024-05-17T06:30:00.000Z');
      expect((await signed()).signatures?.[0]?.signedAt).toBeUndefined();
    });

    it('are altered where a signed byte is another', async () => {
      const bytes = await signedPdf(jane);
      const { signatures } = await metadata(altered(bytes, 'I owe you 100', 'I owe you 999'));
      expect(signatures?.[0]).toMatchObject({ integrity: 'altered', coversWholeFile: true, signer: 'Jane Doe' });
    });

    it('are altered where the signature is not that of the certificate', async () => {
      const other = await createSigner('Jane Doe');
      const forged = await signedPdf({ key: other.key, certificate: jane.certificate });
      expect((await metadata(forged)).signatures?.[0]?.integrity).toBe('altered');
    });

    it('stay intact under what is appended to the file, which they do not cover', async () => {
      const bytes = await signedPdf(jane);
      const appended = new Uint8Array([...bytes, ...new TextEncoder().encode('\n% an update\n')]);
      expect((await metadata(appended)).signatures?.[0]).toMatchObject({ integrity: 'intact', coversWholeFile: false });
    });

    it('are unknown where more than the signature stands in the gap', async () => {
      const bytes = await signedPdf(jane);
      // The range ends before the signature's string does: what it leaves out could be anything.
      const text = String.fromCharCode(...bytes);
      const [, length] = /\/ByteRange \[\d+ (\d+)/.exec(text)!;
      const wider = altered(bytes, length!, String(Number(length) - 12).padStart(10, '0'));
      expect((await metadata(wider)).signatures?.[0]).toMatchObject({ integrity: 'unknown', coversWholeFile: false });
    });

    it('of the old format with SHA-1 are checked by the digest that they hold', async () => {
      const options: SigningOptions = { subFilter: 'adbe.pkcs7.sha1', enclosed: 'sha1' };
      const bytes = await signedPdf(jane, options);
      expect((await metadata(bytes)).signatures?.[0]).toMatchObject({ format: 'adbe.pkcs7.sha1', integrity: 'intact' });
      const changed = altered(bytes, 'I owe you 100', 'I owe you 999');
      expect((await metadata(changed)).signatures?.[0]?.integrity).toBe('altered');
    });

    it('of the European format are read as well', async () => {
      const { signatures } = await signed({ subFilter: 'ETSI.CAdES.detached' });
      expect(signatures?.[0]).toMatchObject({ format: 'ETSI.CAdES.detached', integrity: 'intact' });
    });

    it('that hold what they sign say nothing about the document', async () => {
      expect((await signed({ enclosed: 'document' })).signatures?.[0]?.integrity).toBe('unknown');
    });

    it('without a certificate cannot be checked', async () => {
      const { signatures } = await signed({ withoutCertificate: true, entries: '/Name (J. D.)' });
      expect(signatures?.[0]).toMatchObject({ signer: 'J. D.', integrity: 'unknown' });
      expect(signatures?.[0]?.certificate).toBeUndefined();
    });

    it('that cannot be read cost a warning', async () => {
      const bytes = await signedPdf(jane);
      const at = String.fromCharCode(...bytes).indexOf('/Contents <') + 11;
      write(bytes, at, '3003020101');
      const { signatures, warnings } = await metadata(bytes);
      expect(signatures?.[0]).toMatchObject({ fieldName: 'approval.signature', integrity: 'unknown' });
      expect(warnings).toEqual([expect.stringContaining('"approval.signature"')]);
    });

    it.each(['0 0 0 0', '0 -5 10 10', '5 5 0 5', '0 99999999 99999999 5', '0 1', '(a) 1 2 3'])(
      'with the byte range %s cost no more than themselves',
      async (range) => {
        const bytes = await signedPdf(jane);
        const from = /\/ByteRange \[[\d ]*\]/.exec(String.fromCharCode(...bytes))![0];
        const { pageCount, signatures = [] } = await metadata(
          altered(bytes, from, `/ByteRange [${range}]`.padEnd(from.length)),
        );
        expect(pageCount).toBe(1);
        for (const { integrity } of signatures) expect(integrity).toBe('unknown');
      },
    );

    it('are absent where a field is there, but nobody has signed', async () => {
      const bytes = rawPdf('', {
        page: '/Annots [6 0 R]',
        catalog: '/AcroForm << /SigFlags 1 /Fields [6 0 R] >>',
        objects: ['<< /Type /Annot /Subtype /Widget /FT /Sig /T (signature) /Rect [0 0 10 10] >>'],
      });
      expect((await metadata(bytes)).signatures).toBeUndefined();
    });
  });
}
