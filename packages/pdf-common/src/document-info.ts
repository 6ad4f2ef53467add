import type { DocumentMetadata } from '@unifex/core';
import { pdfDateToIso } from './pdf-date.ts';
import type { XmpProperties } from './xmp.ts';

/** Entries of the Info dictionary by key: texts as they are written. */
export type Info = Readonly<Record<string, unknown>>;

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

/**
 * The named fields of the metadata. Dates are ISO 8601; a date that is none goes to `custom`, as written.
 * @param custom is added to
 */
export function namedFields(info: Info, xmp: XmpProperties, custom: Record<string, string>): Partial<DocumentMetadata> {
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

/** Text without the zero bytes that some producers pad with; undefined for what is empty. */
export function clean(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  return value.replaceAll('\0', '').trim() || undefined;
}

function entries<T extends object>(object: T): [keyof T, T[keyof T]][] {
  return Object.entries(object) as [keyof T, T[keyof T]][];
}
