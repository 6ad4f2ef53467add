import { isDict, nameOf, PdfRef, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';

/** The optional-content groups of a document that are switched off when it is opened (ISO 32000-2, 8.11), by the number of the object. */
export type HiddenLayers = ReadonlySet<number>;

/** @returns undefined for a document where every group is shown */
export async function readHiddenLayers(file: PdfFile): Promise<HiddenLayers | undefined> {
  const properties = await file.get(await file.catalog(), 'OCProperties');
  if (!isDict(properties)) return undefined;
  const groups = references(await file.get(properties, 'OCGs'));
  const config = await file.get(properties, 'D');
  const allOff = nameOf(await file.get(config, 'BaseState')) === 'OFF';
  const on = new Map(groups.map((group) => [group, !allOff]));
  for (const group of references(await file.get(config, 'ON'))) on.set(group, true);
  for (const group of references(await file.get(config, 'OFF'))) on.set(group, false);
  const off = new Set([...on].filter(([, isOn]) => !isOn).map(([group]) => group));
  return off.size > 0 ? off : undefined;
}

function references(value: PdfObject): number[] {
  return Array.isArray(value) ? value.filter((item) => item instanceof PdfRef).map(({ num }) => num) : [];
}
