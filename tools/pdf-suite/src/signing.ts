import * as asn1 from 'asn1js';
import * as pkijs from 'pkijs';
import { rawPdf } from './raw-pdf.ts';

/** Room for the signature, in bytes. */
const ROOM = 4000;

/** Who signs: a key and a certificate that vouches for itself. */
export interface Signer {
  readonly key: CryptoKey;
  readonly certificate: pkijs.Certificate;
}

/** Test helper: a signer of that name. */
export async function createSigner(name: string): Promise<Signer> {
  const keys = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1.Integer({ value: 0x1234 });
  for (const side of [certificate.subject, certificate.issuer]) {
    side.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({ type: '2.5.4.6', value: new asn1.PrintableString({ value: 'AT' }) }),
      new pkijs.AttributeTypeAndValue({ type: '2.5.4.10', value: new asn1.Utf8String({ value: 'Example, Ltd' }) }),
      new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1.Utf8String({ value: name }) }),
    );
  }
  certificate.notBefore.value = new Date('2024-01-01T00:00:00Z');
  certificate.notAfter.value = new Date('2034-01-01T00:00:00Z');
  await certificate.subjectPublicKeyInfo.importKey(keys.publicKey);
  await certificate.sign(keys.privateKey, 'SHA-256');
  return { key: keys.privateKey, certificate };
}

export interface SigningOptions {
  /** Entries of the signature dictionary. */
  readonly entries?: string;
  readonly subFilter?: string;
  readonly signingTime?: Date;
  /** The signature holds what it signs (or, for `adbe.pkcs7.sha1`, the digest of the document) instead of standing beside it. */
  readonly enclosed?: 'document' | 'sha1';
  readonly withoutCertificate?: boolean;
}

/** Test helper: a document of one page with a signature in the field `approval.signature`. */
export async function signedPdf(signer: Signer, options: SigningOptions = {}): Promise<Uint8Array<ArrayBuffer>> {
  const { entries = '', subFilter = 'adbe.pkcs7.detached' } = options;
  const bytes = rawPdf('BT /F1 10 Tf 10 50 Td (I owe you 100) Tj ET', {
    page: '/Annots [7 0 R]',
    catalog: '/AcroForm << /SigFlags 3 /Fields [6 0 R] >>',
    objects: [
      '<< /T (approval) /Kids [7 0 R] >>',
      '<< /Type /Annot /Subtype /Widget /Parent 6 0 R /FT /Sig /T (signature) /V 8 0 R /Rect [0 0 0 0] >>',
      `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${entries} /ByteRange [${'0000000000 '.repeat(4)}] /Contents <${'00'.repeat(ROOM)}> >>`,
    ],
  });
  const text = String.fromCharCode(...bytes);
  const gap = text.indexOf(`<${'00'.repeat(ROOM)}>`);
  const after = gap + 2 * ROOM + 2;
  const range = [0, gap, after, bytes.length - after];
  write(bytes, text.indexOf('/ByteRange [') + 12, range.map((value) => String(value).padStart(10, '0')).join(' '));
  const signed = new Uint8Array([...bytes.subarray(0, gap), ...bytes.subarray(after)]);
  const contents = await sign(signed, signer, options);
  write(bytes, gap + 1, Array.from(contents, (byte) => byte.toString(16).padStart(2, '0')).join(''));
  return bytes;
}

/** Test helper: overwrites bytes of a file in place. */
export function write(bytes: Uint8Array, at: number, text: string): void {
  for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
}

async function sign(signed: Uint8Array<ArrayBuffer>, signer: Signer, options: SigningOptions): Promise<Uint8Array> {
  const content = options.enclosed === 'sha1' ? await crypto.subtle.digest('SHA-1', signed) : signed;
  const attributes = [
    attribute('1.2.840.113549.1.9.3', new asn1.ObjectIdentifier({ value: '1.2.840.113549.1.7.1' })),
    attribute(
      '1.2.840.113549.1.9.4',
      new asn1.OctetString({ valueHex: await crypto.subtle.digest('SHA-256', content) }),
    ),
  ];
  if (options.signingTime) {
    attributes.push(attribute('1.2.840.113549.1.9.5', new asn1.UTCTime({ valueDate: options.signingTime })));
  }
  const { issuer, serialNumber } = signer.certificate;
  const cms = new pkijs.SignedData({
    version: 1,
    encapContentInfo: new pkijs.EncapsulatedContentInfo({
      eContentType: '1.2.840.113549.1.7.1',
      ...(options.enclosed === undefined ? {} : { eContent: new asn1.OctetString({ valueHex: content }) }),
    }),
    signerInfos: [
      new pkijs.SignerInfo({
        version: 1,
        sid: new pkijs.IssuerAndSerialNumber({ issuer, serialNumber }),
        signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    certificates: options.withoutCertificate ? [] : [signer.certificate],
  });
  await cms.sign(signer.key, 0, 'SHA-256', content);
  const info = new pkijs.ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: cms.toSchema(true) });
  return new Uint8Array(info.toSchema().toBER(false));
}

function attribute(type: string, value: asn1.BaseBlock): pkijs.Attribute {
  return new pkijs.Attribute({ type, values: [value] });
}
