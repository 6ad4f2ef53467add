import type { AnnotationData } from '@unifex/pdf-common';
import { inheritedValue, qualifiedName } from '../document/form-tree.ts';
import { isDict, nameOf, PdfStream, textOf, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';

/** Flags of ISO 32000-2, tables 227, 229, 231 and 233. */
const READ_ONLY = 1;
const REQUIRED = 2;
const MULTILINE = 1 << 12;
const RADIO = 1 << 15;
const PUSH_BUTTON = 1 << 16;
const MULTI_SELECT = 1 << 21;

/** What a widget says of its field (ISO 32000-2, 12.7). */
export async function fieldData(file: PdfFile, widget: PdfDict): Promise<Partial<AnnotationData>> {
  const type = nameOf(await inheritedValue(file, widget, 'FT')) ?? null;
  const flagsValue = await inheritedValue(file, widget, 'Ff');
  const flags = typeof flagsValue === 'number' ? flagsValue : 0;
  const value = await inheritedValue(file, widget, 'V');
  const label = textOf(await inheritedValue(file, widget, 'TU'));
  const common: Partial<AnnotationData> = {
    fieldType: type,
    fieldName: await qualifiedName(file, widget),
    readOnly: (flags & READ_ONLY) !== 0,
    required: (flags & REQUIRED) !== 0,
    ...(label ? { alternativeText: label } : {}),
  };
  switch (type) {
    case 'Tx':
      return { ...common, fieldValue: await textValue(file, value), multiLine: (flags & MULTILINE) !== 0 };
    case 'Ch':
      return {
        ...common,
        fieldValue: await chosen(file, value),
        options: await options(file, widget),
        multiSelect: (flags & MULTI_SELECT) !== 0,
      };
    case 'Btn':
      return { ...common, ...(await button(file, widget, flags, value)) };
    default:
      return common;
  }
}

async function textValue(file: PdfFile, value: PdfObject): Promise<string> {
  if (value instanceof PdfStream) return textOf(await file.data(value)) ?? '';
  return textOf(value) ?? nameOf(value) ?? '';
}

async function chosen(file: PdfFile, value: PdfObject): Promise<string[]> {
  const items: string[] = [];
  for (const item of Array.isArray(value) ? value : [value]) {
    const text = textOf(await file.resolve(item));
    if (text !== undefined) items.push(text);
  }
  return items;
}

/** Each option is a text, or what is exported and what is shown. */
async function options(file: PdfFile, widget: PdfDict): Promise<NonNullable<AnnotationData['options']>> {
  const list = await inheritedValue(file, widget, 'Opt');
  const result: { exportValue: string; displayValue: string }[] = [];
  for (const entry of Array.isArray(list) ? list : []) {
    const option = await file.resolve(entry);
    const [first, second] = Array.isArray(option) ? option : [option, option];
    const exportValue = textOf(await file.resolve(first)) ?? '';
    result.push({ exportValue, displayValue: textOf(await file.resolve(second)) ?? exportValue });
  }
  return result;
}

async function button(
  file: PdfFile,
  widget: PdfDict,
  flags: number,
  value: PdfObject,
): Promise<Partial<AnnotationData>> {
  if ((flags & PUSH_BUTTON) !== 0) return {};
  const appearances = await file.get(widget, 'AP', 'N');
  const on = isDict(appearances) ? [...appearances.keys()].find((state) => state !== 'Off') : undefined;
  const field = nameOf(value) ?? textOf(value) ?? 'Off';
  if ((flags & RADIO) !== 0) {
    // Where buttons are numbered, /Opt has their values (ISO 32000-2, table 230).
    const values = await inheritedValue(file, widget, 'Opt');
    const meaning = async (name: string): Promise<string> =>
      (Array.isArray(values) && /^\d+$/.test(name) ? textOf(await file.resolve(values[Number(name)])) : undefined) ??
      name;
    const buttonValue = on === undefined ? null : await meaning(on);
    return { radioButton: true, fieldValue: await meaning(field), buttonValue };
  }
  // What a check box shows counts, where that is one of its states.
  const state = nameOf(await file.get(widget, 'AS'));
  const shown = state !== undefined && (state === on || state === 'Off') ? state : undefined;
  return { checkBox: true, fieldValue: shown ?? (field === on ? field : 'Off'), exportValue: on ?? 'Yes' };
}
