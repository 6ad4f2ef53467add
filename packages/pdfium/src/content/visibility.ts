import { PAGE, type HiddenObjects } from '../document/hidden-objects.ts';
import type { Engine } from '../engine/engine.ts';

/** Types of page objects (fpdf_edit.h). */
const IMAGE = 3;
const FORM = 5;
/** More letters than any name has (ISO 32000-1, annex C, allows 127). */
const MAX_NAME = 1024;

/** Tells of page objects whether the layers that they belong to are switched on. Lives as long as one page. */
export interface LayerVisibility {
  /** @param owner whose names the marks of the object are, as `ownerOf` gives it */
  isVisible(object: number, type: number, owner: number): boolean;
  /** Whose names the marks in a form are: its own where it has resources, else those of what it is drawn on. */
  ownerOf(form: number, outer: number): number;
}

export function layerVisibility(engine: Engine, hidden: HiddenObjects): LayerVisibility {
  const { pdfium } = engine;
  const known = new Map<number, boolean>();
  const read = (mark: number, owner: number): boolean =>
    markName(engine, mark) !== 'OC' || hidden.properties.get(owner)?.has(propertyName(engine, mark)) !== true;
  return {
    isVisible(object, type, owner) {
      if ((type === FORM || type === IMAGE) && hidden.objects.has(streamNumber(engine, object, type))) return false;
      const marks = pdfium.FPDFPageObj_CountMarks(object);
      for (let i = 0; i < marks; i++) {
        const mark = pdfium.FPDFPageObj_GetMark(object, i);
        let visible = known.get(mark);
        if (visible === undefined) known.set(mark, (visible = read(mark, owner)));
        if (!visible) return false;
      }
      return true;
    },
    ownerOf(form, outer) {
      const number = streamNumber(engine, form, FORM);
      return number !== PAGE && hidden.properties.has(number) ? number : outer;
    },
  };
}

function markName(engine: Engine, mark: number): string {
  const { pdfium, scratch } = engine;
  // Gives UTF-16, and its length in bytes.
  const length = scratch + 4088;
  return engine.readString('utf-16le', (buffer, size) =>
    pdfium.FPDFPageObjMark_GetName(mark, buffer, size, length) ? engine.u32[length >> 2]! : 0,
  );
}

/** The name by which the resources know what content is marked with; '' where the content says it itself. */
function propertyName({ u8, u32, layout }: Engine, mark: number): string {
  const address = u32[(mark >> 2) + layout.markProperty]!;
  if (address === 0) return '';
  const start = address + layout.markLetters;
  const end = u8.indexOf(0, start);
  return String.fromCharCode(...u8.subarray(start, Math.min(end, start + MAX_NAME)));
}

/** Number of the stream that a form or an image is read from. */
function streamNumber({ u32, layout }: Engine, object: number, type: number): number {
  const [holder, stream] = type === FORM ? [layout.form, layout.formStream] : [layout.image, layout.imageStream];
  const address = u32[(u32[(object >> 2) + holder]! >> 2) + stream]!;
  return address === 0 ? 0 : u32[(address >> 2) + layout.objectNumber]!;
}
