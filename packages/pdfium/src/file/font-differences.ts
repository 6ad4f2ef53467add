import { plainFontName, spellNumberedNames } from '@unifex/pdf-common';
import { isDict, nameOf, PdfStream, type PdfObject } from '@unifex/pdf-common/syntax';
import type { PdfFile } from './pdf-file.ts';

/** Forms in forms, and fonts of one page: more is looked at by nobody. */
const MAX_DEPTH = 8;
const MAX_LOOKED_AT = 2000;

/**
 * The names that the simple fonts of a page give to character codes (/Differences, ISO 32000-2, 9.6.5.1), by the fonts' names
 * without the tag of a subset; names that are numbers as the characters that they mean. A code that two fonts of one name call differently
 * is left out. Fonts without a name (Type 3) are together, with
 * the names that are numbers.
 */
export async function fontDifferences(
  file: PdfFile,
  resources: PdfObject,
): Promise<ReadonlyMap<string, ReadonlyMap<number, string>>> {
  const result = new Map<string, Map<number, string>>();
  const seen = new Set<PdfObject>();
  const lookAt = async (value: PdfObject, depth: number): Promise<void> => {
    for (const font of await values(file, value, 'Font')) {
      if (!isDict(font) || seen.has(font) || seen.size > MAX_LOOKED_AT) continue;
      seen.add(font);
      const differences = await file.get(font, 'Encoding', 'Differences');
      if (!Array.isArray(differences)) continue;
      const baseFont = nameOf(await file.get(font, 'BaseFont'));
      const name = plainFontName(baseFont ?? 'unknown');
      const own = await readDifferences(file, differences);
      const baseEncoding = nameOf(await file.get(font, 'Encoding', 'BaseEncoding'));
      const names = result.get(name) ?? new Map<number, string>();
      result.set(name, names);
      for (const [code, said] of spellNumberedNames(own, baseEncoding)) {
        // What a drawn glyph is called otherwise is of its shape as often as of its character.
        if (baseFont === undefined && said === own.get(code)) continue;
        const known = names.get(code);
        // An empty name says nothing, and is how a contradiction is kept.
        names.set(code, known === undefined || known === said ? said : '');
      }
    }
    if (depth >= MAX_DEPTH) return;
    for (const form of await values(file, value, 'XObject')) {
      if (!(form instanceof PdfStream) || seen.has(form) || seen.size > MAX_LOOKED_AT) continue;
      seen.add(form);
      await lookAt(await file.get(form, 'Resources'), depth + 1);
    }
  };
  await lookAt(resources, 0);
  return result;
}

async function values(file: PdfFile, resources: PdfObject, key: string): Promise<PdfObject[]> {
  const dict = await file.get(resources, key);
  if (!isDict(dict)) return [];
  return await Promise.all([...dict.values()].slice(0, MAX_LOOKED_AT).map((value) => file.resolve(value)));
}

async function readDifferences(file: PdfFile, differences: readonly PdfObject[]): Promise<Map<number, string>> {
  const names = new Map<number, string>();
  let code = 0;
  for (const entry of differences.slice(0, 1024)) {
    const value = await file.resolve(entry);
    if (typeof value === 'number') {
      code = value;
      continue;
    }
    const name = nameOf(value);
    if (name === undefined) continue;
    names.set(code, name);
    code++;
  }
  return names;
}
