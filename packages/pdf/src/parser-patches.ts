import { FONT_PATCHES } from './parser-patches/fonts.ts';
import { GLOBAL_PATCHES } from './parser-patches/globals.ts';
import { IMAGE_PATCHES } from './parser-patches/images.ts';
import { LEXER_PATCHES } from './parser-patches/lexer.ts';
import { OPERATOR_PATCHES } from './parser-patches/operators.ts';
import { PAGE_RELEASE_PATCHES } from './parser-patches/page-release.ts';
import { PAGE_TREE_PATCHES } from './parser-patches/page-tree.ts';
import { applyPatches, type Patch } from './parser-patches/patch.ts';

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
  PAGE_RELEASE_PATCHES,
  GLOBAL_PATCHES,
];

/** Patches the source of pdf.js's parser; returns it as it is when one of the places is not there, or not behind the one before it. */
export function patchParser(source: string): string {
  return applyPatches(source, PATCHES);
}
