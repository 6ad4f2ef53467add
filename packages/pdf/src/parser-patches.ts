import { FONT_PATCHES } from './parser-patches/fonts.ts';
import { IMAGE_PATCHES } from './parser-patches/images.ts';
import { LEXER_PATCHES } from './parser-patches/lexer.ts';
import { OPERATOR_PATCHES } from './parser-patches/operators.ts';
import { PAGE_TREE_PATCHES } from './parser-patches/page-tree.ts';
import type { Patch } from './parser-patches/patch.ts';

/**
 * What pdf.js's parser (pdf.worker.mjs of pdfjs-dist 6.5.438) does for a viewer and a text reader pays for in vain. A
 * parser that is not patched, because the runtime cannot or the text has moved, is slower and gives the same; but that the names of
 * glyphs then overrule a ToUnicode map that says of a code what the code says itself, and that a count of glyphs is taken for characters. Each list is in the order of the source.
 */
export const PATCHES: readonly (readonly Patch[])[] = [
  IMAGE_PATCHES,
  OPERATOR_PATCHES,
  LEXER_PATCHES,
  FONT_PATCHES,
  PAGE_TREE_PATCHES,
];

/**
 * Patches the source of pdf.js's parser; returns it as it is when one of the places is not there, or not behind the one before it.
 * (Only the tests look whether a place is there twice: a program that wants one page waits for this.)
 */
export function patchParser(source: string): string {
  const places: { at: number; patch: Patch }[] = [];
  for (const patches of PATCHES) {
    let from = 0;
    for (const patch of patches) {
      const at = source.indexOf(patch.find, from);
      if (at < 0) return source;
      places.push({ at, patch });
      from = at + patch.find.length;
    }
  }
  const parts: string[] = [];
  let end = 0;
  for (const { at, patch } of places.sort((a, b) => a.at - b.at)) {
    parts.push(source.slice(end, at), patch.replace);
    end = at + patch.find.length;
  }
  parts.push(source.slice(end));
  return parts.join('');
}
