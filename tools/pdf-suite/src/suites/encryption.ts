import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import type { Encryption } from '@unifex/core';
import { rawPdf } from '../raw-pdf.ts';
import { findEncryptionDictionary } from '@unifex/pdf-common';
import type { PdfUnderTest } from '../pdf-under-test.ts';

export function testEncryption({ openBytes }: PdfUnderTest): void {
  type Version = NonNullable<PDFKit.PDFDocumentOptions['pdfVersion']>;

  /** A page that says "secret text", enciphered by pdfkit, which takes the algorithm from the version. */
  async function encrypted(pdfVersion: Version, options: PDFKit.PDFDocumentOptions): Promise<Uint8Array> {
    const document = new PDFDocument({
      pdfVersion,
      size: [200, 100],
      margin: 10,
      info: { Title: 'Secret' },
      ...options,
    });
    const chunks: Buffer[] = [];
    const finished = new Promise<Uint8Array>((resolve, reject) => {
      document.on('data', (chunk: Buffer) => chunks.push(chunk));
      document.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
      document.on('error', reject);
    });
    document.text('secret text');
    document.end();
    return finished;
  }

  async function read(
    bytes: Uint8Array,
    password?: string,
  ): Promise<{ encryption?: Encryption; title?: string; text?: string }> {
    await using reader = await openBytes(bytes, password === undefined ? {} : { password });
    const { encryption, title } = await reader.metadata();
    const page = await reader.extractPage(0, { signal: new AbortController().signal });
    const text = page.texts[0]?.text;
    return {
      ...(encryption ? { encryption } : {}),
      ...(title === undefined ? {} : { title }),
      ...(text === undefined ? {} : { text }),
    };
  }

  const ALGORITHMS: readonly [Version, string][] = [
    ['1.3', 'RC4 40 bit'],
    ['1.4', 'RC4 128 bit'],
    ['1.6', 'AES 128 bit'],
    ['1.7ext3', 'AES 256 bit'],
  ];

  describe.each(ALGORITHMS)('a document of version %s', (version, algorithm) => {
    it(`is read with either password, and tells ${algorithm} and which one it was`, async () => {
      const bytes = await encrypted(version, { userPassword: 'user', ownerPassword: 'owner' });
      for (const password of ['user', 'owner'] as const) {
        expect(await read(bytes, password)).toMatchObject({
          title: 'Secret',
          text: 'secret text',
          encryption: { encrypted: true, algorithm, openedWith: password },
        });
      }
    });

    it('is shut without a password and with a wrong one', async () => {
      const bytes = await encrypted(version, { userPassword: 'user', ownerPassword: 'owner' });
      await expect(openBytes(bytes)).rejects.toMatchObject({
        code: 'PASSWORD_REQUIRED',
        message: expect.stringMatching(/test\.pdf.*`password`/),
      });
      for (const password of [
        'User',
        'a password that is much longer than thirty-two characters, as some are',
        'ключ',
        '',
      ]) {
        const error: unknown = await openBytes(bytes, { password }).then(
          () => undefined,
          (reason: unknown) => reason,
        );
        expect(error, password).toMatchObject({ code: 'PASSWORD_WRONG' });
        if (password) expect((error as Error).message).not.toContain(password);
      }
    });

    it('with an empty user password is opened as by a user; the owner is known by his', async () => {
      const bytes = await encrypted(version, { ownerPassword: 'owner' });
      expect((await read(bytes)).encryption?.openedWith).toBe('user');
      expect((await read(bytes, 'owner')).encryption?.openedWith).toBe('owner');
    });
  });

  describe('permissions', () => {
    it('are those that the user has', async () => {
      const none = await read(await encrypted('1.6', { ownerPassword: 'owner', permissions: {} }));
      expect(none.encryption?.permissions).toEqual([]);
      const some = await read(
        await encrypted('1.6', {
          ownerPassword: 'owner',
          permissions: { printing: 'highResolution', copying: true, annotating: true },
        }),
      );
      expect(some.encryption?.permissions).toEqual(['print', 'copy', 'annotate', 'print-high-quality']);
      const more = await read(
        await encrypted('1.6', {
          ownerPassword: 'owner',
          permissions: {
            printing: 'lowResolution',
            modifying: true,
            fillingForms: true,
            contentAccessibility: true,
            documentAssembly: true,
          },
        }),
      );
      expect(more.encryption?.permissions).toEqual([
        'print',
        'modify',
        'fill-forms',
        'copy-for-accessibility',
        'assemble',
      ]);
    });
  });

  describe('revision 6', () => {
    const bytes = new Uint8Array(readFileSync(new URL('../../../../samples/encrypted.pdf', import.meta.url)));
    it.each([
      ['secret', 'user'],
      ['owner secret', 'owner'],
    ])('knows by %s that it is the %s', async (password, openedWith) => {
      expect((await read(bytes, password)).encryption).toMatchObject({ algorithm: 'AES 256 bit', openedWith });
    });

    it('is shut for others', async () => {
      await expect(openBytes(bytes, { password: 'Secret' })).rejects.toMatchObject({ code: 'PASSWORD_WRONG' });
    });
  });

  describe('a document in the clear', () => {
    it('says so, whatever password is given', async () => {
      expect((await read(rawPdf(''), 'needless')).encryption).toEqual({ encrypted: false });
    });
  });

  describe('findEncryptionDictionary', () => {
    const file = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
    const entries = '/Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O (owner) /U <75736572>';

    it('finds it in an object of its own and in the trailer, the newest one', () => {
      expect(
        findEncryptionDictionary(
          file(`12 0 obj << ${entries} >> endobj trailer << /Encrypt 12 0 R /ID [<0102> <03>] >>`),
        ),
      ).toMatchObject({
        version: 2,
        revision: 3,
        keyLength: 128,
        permissions: -44,
        owner: file('owner'),
        user: file('user'),
        encryptMetadata: true,
        fileId: Uint8Array.of(1, 2),
      });
      expect(
        findEncryptionDictionary(
          file(
            `2 0 obj << /V 1 >> endobj 12 0 obj << ${entries} >> endobj trailer << /Encrypt << ${entries.replace('-44', '-4')} /EncryptMetadata false >> >>`,
          ),
        ),
      ).toMatchObject({ permissions: -4, encryptMetadata: false });
    });

    it('reads strings with parentheses, escapes and line ends', () => {
      const odd = entries.replace('(owner)', '(a\\(b\\)(c)\\101\\n\\\r\nd\re)');
      expect(findEncryptionDictionary(file(`trailer << /Encrypt << ${odd} >> >>`))?.owner).toEqual(
        file('a(b)(c)A\nd\ne'),
      );
    });

    it('does not search for ever', () => {
      expect(findEncryptionDictionary(file('/Encrypt 5 0 R '.repeat(200_000)))).toBeUndefined();
    });

    it.each(['', 'no dictionary at all', '/Encrypt 5 0 R', '/Encrypt << /V 2 >>'])('gives nothing for %j', (text) => {
      expect(findEncryptionDictionary(file(text))).toBeUndefined();
    });
  });
}
