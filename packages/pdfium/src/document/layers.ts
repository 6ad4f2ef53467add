import { isDict, nameOf, PdfRef, textOf, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';

/** The optional-content groups of a document that are switched off when it is opened (ISO 32000-2, 8.11). */
export interface HiddenLayers {
  /** By name. */
  readonly names: ReadonlySet<string>;
  /** By the number of the object. */
  readonly groups: ReadonlySet<number>;
}

/**
 * PDFium tells of marked content the dictionary's strings and not which object it is: groups are told apart by their names, and one
 * of several with the same name counts as hidden only if all are.
 * @returns undefined for a document where every group is shown
 */
export async function readHiddenLayers(file: PdfFile): Promise<HiddenLayers | undefined> {
  const properties = await file.get(await file.catalog(), 'OCProperties');
  if (!isDict(properties)) return undefined;
  const groups = references(await file.get(properties, 'OCGs'));
  const config = await file.get(properties, 'D');
  const allOff = nameOf(await file.get(config, 'BaseState')) === 'OFF';
  const on = new Map(groups.map((group) => [group, !allOff]));
  for (const group of references(await file.get(config, 'ON'))) on.set(group, true);
  for (const group of references(await file.get(config, 'OFF'))) on.set(group, false);
  const hidden = new Set<string>();
  const shown = new Set<string>();
  for (const [group, isOn] of on) {
    const name = textOf(await file.get(await file.object(group), 'Name'));
    if (name !== undefined) (isOn ? shown : hidden).add(name);
  }
  for (const name of shown) hidden.delete(name);
  const groupsOff = new Set([...on].filter(([, isOn]) => !isOn).map(([group]) => group));
  return groupsOff.size > 0 ? { names: hidden, groups: groupsOff } : undefined;
}

function references(value: PdfObject): number[] {
  return Array.isArray(value) ? value.filter((item) => item instanceof PdfRef).map(({ num }) => num) : [];
}
