import type { DocumentMetadata, Source } from '@unifex/core';
import {
  clean,
  describeEncryption,
  namedFields,
  parseXmp,
  repairWarning,
  type XmpProperties,
} from '@unifex/pdf-common';
import { isDict, Lexer, nameOf, PdfStream, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import type { OpenedPdfium } from '../open-document.ts';
import { readAttachments } from './attachments.ts';
import { readPageLabels } from './page-labels.ts';
import { readSignatures } from './signatures.ts';

/** Keys of the Info dictionary that have a field of their own (ISO 32000-2, table 349). */
const NAMED = ['Title', 'Author', 'Subject', 'Keywords', 'Creator', 'Producer', 'CreationDate', 'ModDate'];

/** What the document says of itself, as plain data. Dates are ISO 8601. A date that is none stays in `custom`, as written. */
export async function readMetadata(
  opened: OpenedPdfium,
  file: PdfFile | undefined,
  source: Source,
  password: string | undefined,
): Promise<DocumentMetadata> {
  const warnings: string[] = [];
  if (opened.repaired !== undefined) warnings.push(repairWarning(opened.repaired));
  const encryption = await readEncryption(opened, source.bytes, password);
  const { pageCount } = opened;
  if (!file) {
    return {
      pageCount,
      encryption,
      warnings: [...warnings, 'The objects of the file cannot be read: of its metadata little is known.'],
    };
  }
  const catalog = await file.catalog();
  const info = await readInfo(file);
  const xmp = await readXmp(file, catalog, warnings);
  const custom: Record<string, string> = {};
  for (const [key, value] of Object.entries(info)) if (!NAMED.includes(key)) custom[key] = value;
  const language = clean(textOf(await file.get(catalog, 'Lang')));
  const forms = await readForms(file, catalog);
  const pageLabels = await readPageLabels(file, pageCount);
  const attachments = await readAttachments(file, warnings);
  const signatures = forms.includes('acroform') ? await readSignatures(file, source.bytes, warnings) : [];
  const version = newer(headerVersion(source.bytes), nameOf(await file.get(catalog, 'Version')));
  return {
    pageCount,
    ...namedFields(info, xmp, custom),
    ...(version === undefined ? {} : { formatVersion: version }),
    ...(language === undefined ? {} : { language }),
    ...((await file.get(catalog, 'MarkInfo', 'Marked')) === true ? { tagged: true } : {}),
    ...(isLinearized(source.bytes) ? { linearized: true } : {}),
    ...(forms.length > 0 ? { forms } : {}),
    encryption,
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
    ...(Object.keys(xmp).length > 0 ? { xmp } : {}),
    ...(pageLabels ? { pageLabels } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(signatures.length > 0 ? { signatures } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

async function readEncryption(
  { engine, handle }: OpenedPdfium,
  bytes: Uint8Array,
  password: string | undefined,
): Promise<NonNullable<DocumentMetadata['encryption']>> {
  const { isEncrypted, permissions } = engine.run(() => ({
    isEncrypted: engine.pdfium.EPDF_IsEncrypted(handle) !== 0,
    permissions: engine.pdfium.FPDF_GetDocUserPermissions(handle),
  }));
  return isEncrypted ? describeEncryption(bytes, permissions, password) : { encrypted: false };
}

/** The entries of the Info dictionary as text. */
async function readInfo(file: PdfFile): Promise<Record<string, string>> {
  const info = await file.resolve(file.trailer.get('Info')).catch(() => null);
  const result: Record<string, string> = {};
  if (!isDict(info)) return result;
  for (const key of info.keys()) {
    const value = await file.get(info, key);
    const text = clean(NAMED.includes(key) ? textOf(value) : plainText(value));
    if (text !== undefined) result[key] = text;
  }
  return result;
}

function plainText(value: PdfObject): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return textOf(value) ?? nameOf(value);
}

async function readXmp(file: PdfFile, catalog: PdfObject, warnings: string[]): Promise<XmpProperties> {
  const stream = await file.get(catalog, 'Metadata');
  if (!(stream instanceof PdfStream)) return {};
  try {
    return parseXmp(new TextDecoder().decode((await file.data(stream)).slice()));
  } catch (error) {
    warnings.push(`The XMP metadata cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return {};
  }
}

async function readForms(file: PdfFile, catalog: PdfObject): Promise<NonNullable<DocumentMetadata['forms']>> {
  const form = await file.get(catalog, 'AcroForm');
  const fields = await file.get(form, 'Fields');
  const xfa = await file.get(form, 'XFA');
  const hasXfa = Array.isArray(xfa) ? xfa.length > 0 : xfa instanceof PdfStream;
  return [
    ...(Array.isArray(fields) && fields.length > 0 ? (['acroform'] as const) : []),
    ...(hasXfa ? (['xfa'] as const) : []),
  ];
}

function headerVersion(bytes: Uint8Array): string | undefined {
  const start = Array.from(bytes.subarray(0, 1024), (byte) => String.fromCharCode(byte)).join('');
  return /%PDF-(\d\.\d)/.exec(start)?.[1];
}

/** The catalog may say a newer version than the header (ISO 32000-2, 7.2.2). */
function newer(header: string | undefined, catalog: string | undefined): string | undefined {
  if (catalog === undefined || !/^\d\.\d$/.test(catalog)) return header;
  return header === undefined || catalog > header ? catalog : header;
}

/** ISO 32000-2, annex F.3.3: the first object says so, and how long the file is; a file that was added to is none any more. */
function isLinearized(bytes: Uint8Array): boolean {
  const start = Array.from(bytes.subarray(0, 1024), (byte) => String.fromCharCode(byte)).join('');
  const at = start.search(/\d+\s+\d+\s+obj/);
  if (at < 0 || !start.includes('/Linearized')) return false;
  try {
    const { value } = new Lexer(bytes, at).indirectObject();
    return isDict(value) && value.has('Linearized') && value.get('L') === bytes.length;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}
