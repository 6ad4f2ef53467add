import { isDict, nameOf, PdfRef, PdfStream, type PdfDict, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from '../file/pdf-file.ts';
import type { PageAnnotation } from '../page/annotation-dictionaries.ts';
import type { HiddenLayers } from './layers.ts';

/** Nesting of /VE expressions, and of forms in forms. */
const MAX_DEPTH = 20;
/** External objects that are looked at for one page. */
const MAX_OBJECTS = 10_000;

/** What a page's resources say of its layers. */
export interface HiddenObjects {
  /** Numbers of the forms and images that belong to a layer that is switched off. */
  readonly objects: ReadonlySet<number>;
  /** Places in the page's /Annots of the annotations that do. */
  readonly annotations: ReadonlySet<number>;
  /**
   * Names of the properties that hide what is marked with them: those of the page under {@link PAGE}, those of each form that has
   * resources of its own under its number, those of an annotation's appearance under {@link appearanceOwner}. A form without takes
   * those of what it is drawn on.
   */
  readonly properties: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Stands for the page among the numbers of forms. */
export const PAGE = 0;

/** Stands for an annotation's appearance there. @param index place in the page's /Annots */
export function appearanceOwner(index: number): number {
  return -1 - index;
}

/** Looks for layers in the resources of a page, of its annotations' appearances, and of the forms on them. */
export async function findHiddenObjects(
  file: PdfFile,
  page: PdfDict | undefined,
  layers: HiddenLayers,
  annotations: readonly PageAnnotation[],
): Promise<HiddenObjects> {
  const objects = new Set<number>();
  const seen = new Set<number>();
  const properties = new Map<number, ReadonlySet<string>>();
  const visit = async (resources: PdfObject, owner: number, depth: number): Promise<void> => {
    const named = await file.get(resources, 'Properties');
    const hiding = new Set<string>();
    for (const [name, layer] of isDict(named) ? named : []) {
      if (!(await isVisible(file, layer, layers))) hiding.add(name);
    }
    properties.set(owner, hiding);
    const external = await file.get(resources, 'XObject');
    for (const reference of isDict(external) ? external.values() : []) {
      if (!(reference instanceof PdfRef) || seen.has(reference.num) || seen.size > MAX_OBJECTS) continue;
      seen.add(reference.num);
      const stream = await file.resolve(reference);
      if (!(stream instanceof PdfStream)) continue;
      const layer = stream.dict.get('OC');
      if (layer !== undefined && !(await isVisible(file, layer, layers))) objects.add(reference.num);
      if (depth < MAX_DEPTH && stream.dict.has('Resources'))
        await visit(stream.dict.get('Resources')!, reference.num, depth + 1);
    }
  };
  for (let node: PdfObject = page ?? null, depth = 0; isDict(node) && depth < MAX_DEPTH; depth++) {
    if (node.has('Resources')) {
      await visit(node.get('Resources')!, PAGE, 0);
      break;
    }
    node = await file.get(node, 'Parent');
  }
  const hiddenAnnotations = new Set<number>();
  for (const { index, dict, appearance } of annotations) {
    const layer = dict.get('OC');
    if (layer !== undefined && !(await isVisible(file, layer, layers))) hiddenAnnotations.add(index);
    if (appearance) await visit(appearance.resources, appearanceOwner(index), 0);
  }
  return { objects, annotations: hiddenAnnotations, properties };
}

/** Whether the content of a group or a membership dictionary is shown. */
async function isVisible(file: PdfFile, layer: PdfObject, layers: HiddenLayers): Promise<boolean> {
  const dict = await file.resolve(layer);
  if (nameOf(await file.get(dict, 'Type')) !== 'OCMD') return !(layer instanceof PdfRef && layers.has(layer.num));
  const isOn = (group: PdfObject): boolean => !(group instanceof PdfRef && layers.has(group.num));
  const expression = await file.get(dict, 'VE');
  if (Array.isArray(expression)) return evaluate(file, expression, isOn, 0);
  const listed = isDict(dict) ? (dict.get('OCGs') ?? null) : null;
  const list = await file.resolve(listed);
  const groups = Array.isArray(list) ? list : listed === null ? [] : [listed];
  if (groups.length === 0) return true;
  // ISO 32000-2, table 97.
  switch (nameOf(await file.get(dict, 'P'))) {
    case 'AllOn':
      return groups.every(isOn);
    case 'AnyOff':
      return groups.some((group) => !isOn(group));
    case 'AllOff':
      return groups.every((group) => !isOn(group));
    default:
      return groups.some(isOn);
  }
}

async function evaluate(
  file: PdfFile,
  expression: PdfObject,
  isOn: (group: PdfObject) => boolean,
  depth: number,
): Promise<boolean> {
  const value = await file.resolve(expression);
  if (!Array.isArray(value)) return isOn(expression);
  if (depth > MAX_DEPTH) return true;
  const [operator, ...operands] = value;
  const values: boolean[] = [];
  for (const operand of operands) values.push(await evaluate(file, operand, isOn, depth + 1));
  switch (nameOf(operator)) {
    case 'Not':
      return values[0] !== true;
    case 'Or':
      return values.includes(true);
    default:
      return !values.includes(false);
  }
}
