import { Integer, ObjectIdentifier, OctetString, PrintableString, UTCTime, Utf8String } from 'asn1js';
import {
  Attribute,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  ContentInfo,
  EncapsulatedContentInfo,
  Extension,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs';
import { rsaKeyFromSeed } from './rsa-key.ts';

/** Object identifiers of PKCS #9 (RFC 2985), CMS (RFC 5652) and X.520. */
const OID = {
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  country: '2.5.4.6',
  basicConstraints: '2.5.29.19',
};

const ALGORITHM = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

export interface Signer {
  readonly name: string;
  readonly organization: string;
  readonly country: string;
}

/**
 * Signs bytes: a detached CMS message (RFC 5652) with a certificate that the signer has made for themselves. The same bytes,
 * signer and time give the same message.
 */
export async function signDetached(data: Uint8Array, signer: Signer, time: Date): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const { kty, n, e, ...secret } = rsaKeyFromSeed(signer.name);
  const privateKey = await subtle.importKey('jwk', { kty: kty!, n: n!, e: e!, ...secret }, ALGORITHM, false, ['sign']);
  const publicKey = await subtle.importKey('jwk', { kty: kty!, n: n!, e: e! }, ALGORITHM, true, ['verify']);
  const certificate = await selfSigned(signer, time, privateKey, publicKey);
  const digest = await subtle.digest('SHA-256', Uint8Array.from(data));
  const message = new SignedData({
    version: 1,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: OID.data }),
    certificates: [certificate],
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({
          type: 0,
          attributes: [
            new Attribute({ type: OID.contentType, values: [new ObjectIdentifier({ value: OID.data })] }),
            new Attribute({ type: OID.signingTime, values: [new UTCTime({ valueDate: time })] }),
            new Attribute({ type: OID.messageDigest, values: [new OctetString({ valueHex: digest })] }),
          ],
        }),
      }),
    ],
  });
  await message.sign(privateKey, 0, 'SHA-256', Uint8Array.from(data).buffer);
  const content = new ContentInfo({ contentType: OID.signedData, content: message.toSchema(true) });
  return new Uint8Array(content.toSchema().toBER(false));
}

async function selfSigned(
  signer: Signer,
  time: Date,
  privateKey: CryptoKey,
  publicKey: CryptoKey,
): Promise<Certificate> {
  const certificate = new Certificate({ version: 2, serialNumber: new Integer({ value: 20260316 }) });
  const names = [
    new AttributeTypeAndValue({ type: OID.country, value: new PrintableString({ value: signer.country }) }),
    new AttributeTypeAndValue({ type: OID.organization, value: new Utf8String({ value: signer.organization }) }),
    new AttributeTypeAndValue({ type: OID.commonName, value: new Utf8String({ value: signer.name }) }),
  ];
  certificate.subject.typesAndValues.push(...names);
  certificate.issuer.typesAndValues.push(...names);
  certificate.notBefore.value = new Date(Date.UTC(time.getUTCFullYear(), 0, 1));
  certificate.notAfter.value = new Date(Date.UTC(time.getUTCFullYear() + 10, 0, 1));
  certificate.extensions = [
    new Extension({
      extnID: OID.basicConstraints,
      critical: true,
      extnValue: new BasicConstraints({ cA: false }).toSchema().toBER(false),
    }),
  ];
  await certificate.subjectPublicKeyInfo.importKey(publicKey);
  await certificate.sign(privateKey, 'SHA-256');
  return certificate;
}
