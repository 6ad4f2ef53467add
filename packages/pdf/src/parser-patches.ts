import { FONT_PATCHES } from './parser-patches/fonts.ts';
import { IMAGE_PATCHES } from './parser-patches/images.ts';
import { LEXER_PATCHES } from './parser-patches/lexer.ts';
import { OPERATOR_PATCHES } from './parser-patches/operators.ts';
import { PAGE_TREE_PATCHES } from './parser-patches/page-tree.ts';
import type { Patch } from './parser-patches/patch.ts';

/**
 * What pdf.js's parser (pdf.worker.mjs of pdfjs-dist 6.5.438) does for a viewer and a text reader pays for in vain. Only the
 * speed changes: a parser that is not patched, because the runtime cannot or the text has moved, gives the same.
 */
const PATCHES: readonly Patch[] = [
  ...IMAGE_PATCHES,
  ...OPERATOR_PATCHES,
  ...LEXER_PATCHES,
  ...FONT_PATCHES,
  ...PAGE_TREE_PATCHES,
];

/** Patches the source of pdf.js's parser; returns it as it is when any of the places is not there exactly once. */
export function patchParser(source: string): string {
  let patched = source;
  for (const { find, replace } of PATCHES) {
    const at = patched.indexOf(find);
    if (at < 0 || patched.includes(find, at + 1)) return source;
    patched = patched.slice(0, at) + replace + patched.slice(at + find.length);
  }
  return patched;
}
