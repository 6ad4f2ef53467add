import type { DocumentMetadata, Source } from '@unifex/core';
import type { PDFDocumentProxy } from '../pdfjs.ts';
import { readAttachments } from './attachments.ts';
import { readEncryption } from './encryption.ts';
import { readPageLabels } from './page-labels.ts';
import { pdfDateToIso } from './pdf-date.ts';
import { readSignatures } from './signatures.ts';
import { parseXmp, type XmpProperties } from './xmp.ts';

/** The document information that pdf.js gives: the Info dictionary and some facts of its own (core/document.js, documentInfo). */
type Info = Record<string, unknown>;

/** Named fields: the key of the Info dictionary, then the XMP properties that stand in where it has none. */
const TEXTS = {
  title: ['Title', 'dc:title'],
  author: ['Author', 'dc:creator'],
  subject: ['Subject', 'dc:description'],
  keywords: ['Keywords', 'pdf:Keywords', 'dc:subject'],
  creator: ['Creator', 'xmp:CreatorTool'],
  producer: ['Producer', 'pdf:Producer'],
} as const;
const DATES = {
  createdAt: ['CreationDate', 'xmp:CreateDate'],
  modifiedAt: ['ModDate', 'xmp:ModifyDate'],
} as const;

/** What the document says of itself, as plain data. Dates are ISO 8601. A date that is none stays in `custom`, as written. */
export async function readMetadata(
  pdf: PDFDocumentProxy,
  source: Source,
  password: string | undefined,
): Promise<DocumentMetadata> {
  const warnings: string[] = [];
  const [{ info: infoObject, metadata: packet }, marks] = await Promise.all([pdf.getMetadata(), pdf.getMarkInfo()]);
  const info = infoObject as Info;
  const xmp = packet ? parseXmp(String(packet.getRaw())) : {};
  const pageLabels = await readPageLabels(pdf);
  const attachments = await readAttachments(pdf, warnings);
  const signatures = info['IsSignaturesPresent'] === true ? await readSignatures(pdf, source.bytes, warnings) : [];
  const forms = [
    ...(info['IsAcroFormPresent'] === true ? (['acroform'] as const) : []),
    ...(info['IsXFAPresent'] === true ? (['xfa'] as const) : []),
  ];
  const custom = customEntries(info);
  return {
    pageCount: pdf.numPages,
    ...namedFields(info, xmp, custom),
    ...text('formatVersion', info['PDFFormatVersion']),
    ...text('language', info['Language'] ?? undefined),
    ...((marks as Map<string, boolean> | null)?.get('Marked') ? { tagged: true } : {}),
    ...(info['IsLinearized'] === true ? { linearized: true } : {}),
    ...(forms.length > 0 ? { forms } : {}),
    encryption: await readEncryption(pdf, info['EncryptFilterName'], source.bytes, password),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
    ...(Object.keys(xmp).length > 0 ? { xmp } : {}),
    ...(pageLabels ? { pageLabels } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(signatures.length > 0 ? { signatures } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
}

function namedFields(info: Info, xmp: XmpProperties, custom: Record<string, string>): Partial<DocumentMetadata> {
  const result: Partial<DocumentMetadata> = {};
  for (const [field, [key, ...properties]] of entries(TEXTS)) {
    const value = clean(info[key]) ?? fromXmp(xmp, properties);
    if (value !== undefined) result[field] = value;
  }
  for (const [field, [key, ...properties]] of entries(DATES)) {
    const raw = clean(info[key]);
    const value = pdfDateToIso(raw) ?? isoDate(fromXmp(xmp, properties));
    if (value !== undefined) result[field] = value;
    if (raw !== undefined && pdfDateToIso(raw) === undefined) custom[key] = raw;
  }
  return result;
}

function fromXmp(xmp: XmpProperties, properties: readonly string[]): string | undefined {
  for (const property of properties) {
    const value = xmp[property];
    if (value !== undefined) return typeof value === 'string' ? value : value.join(', ');
  }
  return undefined;
}

/** XMP's dates are ISO 8601 already (ISO 16684-1, 8.2.1.2). */
function isoDate(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}/.test(text) && !Number.isNaN(Date.parse(text)) ? text : undefined;
}

function customEntries(info: Info): Record<string, string> {
  const custom: Record<string, string> = {};
  const entriesOfInfo =
    info['Custom'] instanceof Map ? (info['Custom'] as Map<string, unknown>) : new Map<string, unknown>();
  for (const [key, value] of [...entriesOfInfo, ['Trapped', info['Trapped']] as const]) {
    // Names are objects in pdf.js.
    const plain = typeof value === 'object' && value !== null ? (value as { name?: unknown }).name : value;
    const text = clean(typeof plain === 'number' || typeof plain === 'boolean' ? String(plain) : plain);
    if (text !== undefined) custom[key] = text;
  }
  return custom;
}

function text<K extends string>(key: K, value: unknown): { [P in K]?: string } {
  const cleaned = clean(value);
  return (cleaned === undefined ? {} : { [key]: cleaned }) as { [P in K]?: string };
}

/** Text without the zero bytes that some producers pad with; undefined for what is empty. */
function clean(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').trim() || undefined;
}

function entries<T extends object>(object: T): [keyof T, T[keyof T]][] {
  return Object.entries(object) as [keyof T, T[keyof T]][];
}
