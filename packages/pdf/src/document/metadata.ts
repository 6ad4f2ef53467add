import type { DocumentMetadata, Source } from '@unifex/core';
import { clean, namedFields, parseXmp, repairWarning, type Info } from '@unifex/pdf-common';
import type { OpenedPdf } from '../open-document.ts';
import { attempt } from './attempt.ts';
import { readAttachments } from './attachments.ts';
import { readEncryption } from './encryption.ts';
import { readPageLabels } from './page-labels.ts';
import { readSignatures } from './signatures.ts';

/** What the document says of itself, as plain data. Dates are ISO 8601. A date that is none stays in `custom`, as written. */
export async function readMetadata(
  { pdf, repaired }: Pick<OpenedPdf, 'pdf' | 'repaired'>,
  source: Source,
  password: string | undefined,
): Promise<DocumentMetadata> {
  const warnings: string[] = repaired === undefined ? [] : [repairWarning(repaired)];
  const described = await attempt('document information', () => pdf.getMetadata(), warnings);
  const info = (described?.info ?? {}) as Info;
  const packet = described?.metadata;
  const marks = await attempt('mark information', () => pdf.getMarkInfo(), warnings);
  const xmp = packet ? parseXmp(String(packet.getRaw())) : {};
  const pageLabels = await attempt('page labels', () => readPageLabels(pdf), warnings);
  const attachments = (await attempt('list of attachments', () => readAttachments(pdf, warnings), warnings)) ?? [];
  const signed = info['IsSignaturesPresent'] === true;
  const signatures =
    (signed && (await attempt('signatures', () => readSignatures(pdf, source.bytes, warnings), warnings))) || [];
  const encryption = await attempt(
    'encryption',
    () => readEncryption(pdf, info['EncryptFilterName'], source.bytes, password),
    warnings,
  );
  // The outline is given elsewhere; that it is broken is told here.
  await attempt('outline', () => pdf.getOutline(), warnings);
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
    ...(encryption ? { encryption } : {}),
    ...(Object.keys(custom).length > 0 ? { custom } : {}),
    ...(Object.keys(xmp).length > 0 ? { xmp } : {}),
    ...(pageLabels ? { pageLabels } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(signatures.length > 0 ? { signatures } : {}),
    ...(warnings.length > 0 ? { warnings } : {}),
  };
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
