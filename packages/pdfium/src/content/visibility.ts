import type { HiddenLayers } from '../document/layers.ts';
import type { HiddenObjects } from '../document/hidden-objects.ts';
import type { Engine } from '../engine/engine.ts';

/** Types of page objects (fpdf_edit.h). */
const IMAGE = 3;
const FORM = 5;

/** Tells of page objects whether the layers that they belong to are switched on. Lives as long as one page. */
export function layerVisibility(
  engine: Engine,
  layers: HiddenLayers,
  hidden: HiddenObjects,
): (object: number, type: number) => boolean {
  const { pdfium, scratch } = engine;
  const known = new Map<number, boolean>();
  const read = (mark: number): boolean => {
    // Both calls give UTF-16 and its length in bytes.
    const text = (call: (buffer: number, size: number, length: number) => number): string =>
      engine.readString('utf-16le', (buffer, size) =>
        call(buffer, size, scratch + 4088) ? engine.u32[(scratch + 4088) >> 2]! : 0,
      );
    if (text((buffer, size, length) => pdfium.FPDFPageObjMark_GetName(mark, buffer, size, length)) !== 'OC')
      return true;
    const key = engine.allocate(new TextEncoder().encode('Name\0'));
    const name = text((buffer, size, length) =>
      pdfium.FPDFPageObjMark_GetParamStringValue(mark, key, buffer, size, length),
    );
    pdfium.free(key);
    return name === '' ? !hidden.memberships : !layers.names.has(name);
  };
  return (object, type) => {
    if ((type === FORM || type === IMAGE) && hidden.objects.has(streamNumber(engine, object, type))) return false;
    const marks = pdfium.FPDFPageObj_CountMarks(object);
    for (let i = 0; i < marks; i++) {
      const mark = pdfium.FPDFPageObj_GetMark(object, i);
      let visible = known.get(mark);
      if (visible === undefined) known.set(mark, (visible = read(mark)));
      if (!visible) return false;
    }
    return true;
  };
}

/** Number of the stream that a form or an image is read from. */
function streamNumber({ u32, layout }: Engine, object: number, type: number): number {
  const [holder, stream] = type === FORM ? [layout.form, layout.formStream] : [layout.image, layout.imageStream];
  const address = u32[(u32[(object >> 2) + holder]! >> 2) + stream]!;
  return address === 0 ? 0 : u32[(address >> 2) + layout.objectNumber]!;
}
