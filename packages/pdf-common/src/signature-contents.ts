import type { Signature, SignatureCertificate, SignatureIntegrity } from '@unifex/core';
import type * as PkiJs from 'pkijs';
import type { Certificate, RelativeDistinguishedNames, SignedData } from 'pkijs';

export interface SignatureContents extends Pick<Signature, 'signer' | 'signedAt'> {
  readonly certificate?: SignatureCertificate;
  readonly integrity: SignatureIntegrity;
  /** Why the contents could not be read. */
  readonly problem?: string;
}

type Pkijs = typeof PkiJs;

/** Object identifiers of CMS (RFC 5652) and of time stamps (RFC 3161). */
const SIGNED_DATA = '1.2.840.113549.1.7.2';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_TIME = '1.2.840.113549.1.9.5';
const TIME_STAMP = '1.2.840.113549.1.9.16.1.4';

/** Short names of RFC 4514 and of common use. */
const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'organizationIdentifier',
  '1.2.840.113549.1.9.1': 'E',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
};

/**
 * Reads the CMS structure of a signature and checks it against the bytes that it signs. Says nothing about trust: neither the
 * certificate's chain nor its validity nor its revocation is looked at.
 * @param contents the value of /Contents; zeros after the structure are padding
 * @param signed the bytes of /ByteRange
 * @param format the /SubFilter
 */
export async function inspectSignature(
  contents: Uint8Array<ArrayBuffer>,
  signed: Uint8Array<ArrayBuffer>,
  format: string,
): Promise<SignatureContents> {
  const pkijs = await import('pkijs');
  let cms: SignedData;
  try {
    const info = pkijs.ContentInfo.fromBER(contents);
    if (info.contentType !== SIGNED_DATA)
      return { integrity: 'unknown', problem: `it holds ${info.contentType}, no CMS signed data.` };
    cms = new pkijs.SignedData({ schema: info.content });
  } catch (error) {
    return { integrity: 'unknown', problem: error instanceof Error ? error.message : String(error) };
  }
  const certificate = signerCertificate(cms, pkijs);
  const signer = certificate && commonName(certificate.subject);
  const signedAt = signingTime(cms, pkijs);
  return {
    ...(signer === undefined ? {} : { signer }),
    ...(signedAt === undefined ? {} : { signedAt }),
    ...(certificate ? { certificate: describeCertificate(certificate) } : {}),
    integrity: await checkIntegrity(cms, signed, format, pkijs),
  };
}

async function checkIntegrity(
  cms: SignedData,
  signed: Uint8Array<ArrayBuffer>,
  format: string,
  pkijs: Pkijs,
): Promise<SignatureIntegrity> {
  const crypto = pkijs.getCrypto(true);
  const [signerInfo] = cms.signerInfos;
  if (!signerInfo) return 'unknown';
  const inside = cms.encapContentInfo.eContent?.getValue();
  if (cms.encapContentInfo.eContentType !== TIME_STAMP) {
    if (format === 'adbe.pkcs7.sha1') {
      // The signature encloses the SHA-1 of the document (ISO 32000-1, table 257) and signs that.
      if (!inside || !sameBytes(inside, await crypto.digest('SHA-1', signed))) return 'altered';
    } else if (inside) {
      // What it signs is then what it encloses, and not the document.
      return 'unknown';
    } else {
      const attribute = signerInfo.signedAttrs?.attributes.find(({ type }) => type === MESSAGE_DIGEST);
      const expected = (attribute?.values[0] as { valueBlock?: { valueHexView?: Uint8Array } } | undefined)?.valueBlock
        ?.valueHexView;
      const algorithm = crypto.getAlgorithmByOID(signerInfo.digestAlgorithm.algorithmId) as { name?: string };
      if (expected && algorithm.name !== undefined && !sameBytes(expected, await crypto.digest(algorithm.name, signed)))
        return 'altered';
    }
  }
  try {
    const result = await cms.verify({ signer: 0, data: signed.buffer, checkChain: false, extendedMode: true });
    return result.signatureVerified ? 'intact' : 'altered';
  } catch (error) {
    // false: it was checked and does not fit. null: it could not be checked (no certificate, an unknown algorithm).
    return (error as { signatureVerified?: boolean | null }).signatureVerified === false ? 'altered' : 'unknown';
  }
}

function signerCertificate(cms: SignedData, { Certificate, IssuerAndSerialNumber }: Pkijs): Certificate | undefined {
  const certificates = (cms.certificates ?? []).filter((item): item is Certificate => item instanceof Certificate);
  const sid: unknown = cms.signerInfos[0]?.sid;
  if (sid instanceof IssuerAndSerialNumber) {
    return certificates.find(
      ({ issuer, serialNumber }) => issuer.isEqual(sid.issuer) && serialNumber.isEqual(sid.serialNumber),
    );
  }
  // Named by the identifier of its key: the one that signs is the one that has not issued another.
  return certificates.find((one) => !certificates.some((other) => other !== one && other.issuer.isEqual(one.subject)));
}

function describeCertificate(certificate: Certificate): SignatureCertificate {
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    serialNumber: hex(certificate.serialNumber.valueBlock.valueHexView),
    validFrom: certificate.notBefore.value.toISOString(),
    validTo: certificate.notAfter.value.toISOString(),
  };
}

/** As RFC 4514 writes it: the most specific part first. */
function distinguishedName(name: RelativeDistinguishedNames): string {
  return name.typesAndValues
    .toReversed()
    .map(
      ({ type, value }) => `${ATTRIBUTE_NAMES[type] ?? type}=${value.valueBlock.value.replace(/[,+"\\<>;]/g, '\\$&')}`,
    )
    .join(', ');
}

function commonName(name: RelativeDistinguishedNames): string | undefined {
  const found = name.typesAndValues.findLast(({ type }) => type === '2.5.4.3');
  return found?.value.valueBlock.value;
}

function signingTime(cms: SignedData, { TSTInfo }: Pkijs): string | undefined {
  const { eContentType, eContent } = cms.encapContentInfo;
  if (eContentType === TIME_STAMP && eContent) return TSTInfo.fromBER(eContent.getValue()).genTime.toISOString();
  const attribute = cms.signerInfos[0]?.signedAttrs?.attributes.find(({ type }) => type === SIGNING_TIME);
  const time: unknown = (attribute?.values[0] as { toDate?: () => Date } | undefined)?.toDate?.();
  return time instanceof Date && !Number.isNaN(time.getTime()) ? time.toISOString() : undefined;
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function sameBytes(a: ArrayBuffer | Uint8Array, b: ArrayBuffer | Uint8Array): boolean {
  const [x, y] = [new Uint8Array(a), new Uint8Array(b)];
  return x.length === y.length && x.every((byte, i) => byte === y[i]);
}
