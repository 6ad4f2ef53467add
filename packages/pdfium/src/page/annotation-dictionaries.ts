import type { AnnotationData } from '@unifex/pdf-common';
import { attachmentName } from '../document/attachments.ts';
import { inheritedValue } from '../document/form-tree.ts';
import { isDict, nameOf, PdfRef, PdfStream, textOf, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import type { Matrix } from '@unifex/pdf-common';
import { fieldData } from './field-data.ts';

/** How an annotation looks: its appearance stream is drawn so that its box fills the annotation's rectangle (ISO 32000-2, 12.5.5). */
export interface Appearance {
  /** `[left, bottom, right, top]` in the space of the appearance. */
  readonly bbox: readonly number[];
  readonly matrix: Matrix;
  readonly resources: PdfObject;
  /** To be made by PDFium from the value of the field. */
  readonly generated: boolean;
}

/** An annotation of a page. */
export interface PageAnnotation {
  /** Its place in the page's /Annots. */
  readonly index: number;
  readonly dict: PdfDict;
  readonly data: AnnotationData;
  readonly appearance: Appearance | undefined;
}

const INVISIBLE = 1;
/** Of text fields (ISO 32000-2, table 231). */
const PASSWORD = 1 << 13;
/** ISO 32000-2, table 171, as far as viewers show them. */
const KNOWN_TYPES = new Set(
  (
    'Text Link FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink Popup ' +
    'FileAttachment Widget'
  ).split(' '),
);
/** More than any page has that people read. */
const MAX_ANNOTATIONS = 50_000;
const IDENTITY: Matrix = [1, 0, 0, 1, 0, 0];

/**
 * The annotations of a page, in the order of the file.
 * @param needAppearances whether fields are to be drawn anew
 */
export async function readAnnotations(
  file: PdfFile,
  page: PdfDict | undefined,
  needAppearances: boolean,
): Promise<PageAnnotation[]> {
  const entries = await file.get(page, 'Annots');
  if (!Array.isArray(entries)) return [];
  const result: PageAnnotation[] = [];
  for (const [index, entry] of entries.slice(0, MAX_ANNOTATIONS).entries()) {
    const dict = await file.resolve(entry);
    if (!isDict(dict)) continue;
    const id = entry instanceof PdfRef ? referenceId(entry) : undefined;
    const data = await annotationData(file, dict, id);
    const fresh = needAppearances ? await fieldAppearance(file, dict, data) : undefined;
    result.push({ index, dict, data, appearance: fresh ?? (await readAppearance(file, dict)) });
  }
  return result;
}

function referenceId({ num, gen }: PdfRef): string {
  return gen === 0 ? `${num}R` : `${num}R${gen}`;
}

async function annotationData(file: PdfFile, dict: PdfDict, id: string | undefined): Promise<AnnotationData> {
  const text = async (key: string): Promise<string | undefined> => textOf(await file.get(dict, key)) || undefined;
  const subtype = nameOf(await file.get(dict, 'Subtype'));
  const rect = sortedBox(numbers(await file.get(dict, 'Rect')));
  const flags = await file.get(dict, 'F');
  const answered = dict.get('IRT');
  const attached = subtype === 'FileAttachment' ? await file.get(dict, 'FS') : null;
  return {
    ...(id === undefined ? {} : { id }),
    ...(subtype === undefined ? {} : { subtype }),
    rect: rect ?? null,
    quadPoints: rect ? quadPoints(numbers(await file.get(dict, 'QuadPoints')), rect) : null,
    annotationFlags: flagsOf(flags, subtype),
    contentsObj: { str: (await text('Contents')) ?? '' },
    titleObj: { str: (await text('T')) ?? '' },
    color: rgb(await file.get(dict, 'C')),
    creationDate: (await text('CreationDate')) ?? null,
    modificationDate: (await text('M')) ?? null,
    inReplyTo: answered instanceof PdfRef ? referenceId(answered) : null,
    ...(attached === null ? {} : { file: { filename: await attachmentName(file, attached, '') } }),
    ...(subtype === 'Widget' ? await fieldData(file, dict) : {}),
  };
}

/** Invisible means: where the viewer does not know the type (ISO 32000-2, table 167). */
function flagsOf(value: PdfObject, subtype: string | undefined): number {
  const flags = typeof value === 'number' ? value : 0;
  return subtype !== undefined && KNOWN_TYPES.has(subtype) ? flags & ~INVISIBLE : flags;
}

function numbers(value: PdfObject): number[] | undefined {
  return Array.isArray(value) && value.every((item) => typeof item === 'number') ? value : undefined;
}

function sortedBox(rect: number[] | undefined): number[] | undefined {
  if (rect?.length !== 4) return undefined;
  const [a = 0, b = 0, c = 0, d = 0] = rect;
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}

/** Left top, right top, left bottom, right bottom of each area; null where one leaves the rectangle (ISO 32000-2, table 179). */
function quadPoints(points: number[] | undefined, rect: number[]): number[] | null {
  if (!points || points.length === 0 || points.length % 8 !== 0) return null;
  const result: number[] = [];
  for (let i = 0; i < points.length; i += 8) {
    const xs = [0, 2, 4, 6].map((k) => points[i + k]!);
    const ys = [1, 3, 5, 7].map((k) => points[i + k]!);
    const [left, right, bottom, top] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    if (left < rect[0]! || right > rect[2]! || bottom < rect[1]! || top > rect[3]!) return null;
    result.push(left, top, right, top, left, bottom, right, bottom);
  }
  return result;
}

/** Red, green and blue, 0 to 255, of /C (ISO 32000-2, table 166); null where there is none, or none that is seen. */
function rgb(value: PdfObject): number[] | null {
  const parts = numbers(value);
  if (!parts) return null;
  const byte = (part: number): number => Math.round(Math.min(Math.max(part, 0), 1) * 255);
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  switch (parts.length) {
    case 1:
      return [byte(a), byte(a), byte(a)];
    case 3:
      return [byte(a), byte(b), byte(c)];
    case 4:
      return [byte(1 - Math.min(1, a + d)), byte(1 - Math.min(1, b + d)), byte(1 - Math.min(1, c + d))];
    default:
      return null;
  }
}

async function readAppearance(file: PdfFile, dict: PdfDict): Promise<Appearance | undefined> {
  let normal = await file.get(dict, 'AP', 'N');
  // A dictionary of appearances has one for each state.
  if (isDict(normal)) normal = await file.get(normal, nameOf(await file.get(dict, 'AS')) ?? 'Off');
  if (!(normal instanceof PdfStream)) return undefined;
  const bbox = sortedBox(numbers(await file.get(normal, 'BBox')));
  const matrix = numbers(await file.get(normal, 'Matrix'));
  return (
    bbox && {
      bbox,
      matrix: matrix?.length === 6 ? (matrix as unknown as Matrix) : IDENTITY,
      resources: normal.dict.get('Resources') ?? null,
      generated: false,
    }
  );
}

/** The place of what PDFium makes of a field with text (cpdf_generateap.cpp: the box starts at 0, turned by /R of /MK). */
async function fieldAppearance(file: PdfFile, dict: PdfDict, data: AnnotationData): Promise<Appearance | undefined> {
  if (data.subtype !== 'Widget' || !data.rect || !(data.fieldType === 'Tx' || data.fieldType === 'Ch'))
    return undefined;
  const flags = await inheritedValue(file, dict, 'Ff');
  // What stands in for the letters of a password is no text.
  if (data.fieldType === 'Tx' && typeof flags === 'number' && (flags & PASSWORD) !== 0) return undefined;
  const [width, height] = [data.rect[2]! - data.rect[0]!, data.rect[3]! - data.rect[1]!];
  const turn = await file.get(dict, 'MK', 'R');
  const matrices: Readonly<Record<number, Matrix>> = {
    90: [0, 1, -1, 0, width, 0],
    180: [-1, 0, 0, -1, width, height],
    270: [0, -1, 1, 0, 0, height],
  };
  const matrix = typeof turn === 'number' ? matrices[((turn % 360) + 360) % 360] : undefined;
  const lies = matrix?.[0] === 0;
  return {
    bbox: lies ? [0, 0, height, width] : [0, 0, width, height],
    matrix: matrix ?? IDENTITY,
    resources: null,
    generated: true,
  };
}
