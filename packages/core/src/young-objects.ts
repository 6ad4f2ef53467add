import type { TextWord } from './model.ts';
import type { BBox } from './units.ts';

/*
 * Objects of which a page has hundreds are not written as literals. Where those of a literal have outlived a collection, as those of
 * the page at hand do, V8 may decide to put all that it makes from then on straight among the old objects ("allocation site
 * pretenuring", src/heap/pretenuring-handler.cc), where they wait for a rare full collection, and with them all that they hold. For
 * pages that are read and let go of, it is the wrong decision: 5,000 of them took up to 510 MB instead of 370, and an eighth more time.
 * It is made for literals only: not for an empty object that is filled, nor for a copy of another (`{ ...other }`).
 */

/** A box. */
export function newBBox(x0: number, y0: number, x1: number, y1: number): BBox {
  const box = {} as BBox;
  box.x0 = x0;
  box.y0 = y0;
  box.x1 = x1;
  box.y1 = y1;
  return box;
}

/** A word that has nothing but its text and its box. */
export function newTextWord(text: string, bbox: BBox): TextWord {
  const word = {} as TextWord;
  word.text = text;
  word.bbox = bbox;
  return word;
}
