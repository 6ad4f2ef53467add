import type { Patch } from './patch.ts';

/**
 * A font's program is read for what it says of characters, and not made into one that a browser can draw with. The glyph that a
 * character is drawn with (`toFontChar`) is for whoever draws.
 */
export const FONT_PATCHES: readonly Patch[] = [
  {
    find: `    const compiler = new CFFCompiler(this.cff);
    this.seacs = this.cff.seacs;
    try {
      this.data = compiler.compile();
    } catch (ex) {
      warn(\`Failed to compile font "\${properties.loadedName}": "\${ex}".\`);
      file.reset();
      this.data = file.getBytes();
    }
`,
    replace: '',
  },
  // Type 1: it is made into CFF.
  {
    find: `    const type2Charstrings = this.getType2Charstrings(charstrings);
    const subrs = this.getType2Subrs(data.subrs);
    this.charstrings = charstrings;
    this.data = this.wrap(name, type2Charstrings, this.charstrings, subrs, properties);
    this.seacs = this.getSeacs(data.charstrings);`,
    replace: '    this.charstrings = charstrings;',
  },
  // What glyphs are called where the font's ToUnicode map, which overrules names, does not say what they are.
  { find: '"differences", "isMonospace"', replace: '"differences", "namesOfUnmapped", "isMonospace"' },
  {
    find: '    this.differences = properties.differences;\n',
    replace: `    this.differences = properties.differences;
    this.namesOfUnmapped = properties.hasIncludedToUnicodeMap
      ? new Map(Array.from(properties.differences).filter(([code]) => !properties.toUnicode.has(code)))
      : properties.differences;
`,
  },
  // Behind the end of the file no byte ends the list of names, which then grows until memory is out.
  {
    find: `            const strLen = font.getByte(),
              str = font.getString(strLen);
            customNames.push(str);`,
    replace: `            const strLen = font.getByte();
            if (strLen < 0) {
              break;
            }
            customNames.push(font.getString(strLen));`,
  },
  // CFF inside of OpenType, and by itself: it is written anew.
  {
    find: '        tables["CFF "].data = new CFFCompiler(parsedCff).compile();\n',
    replace: '',
  },
  // TrueType: the instructions of the glyphs are looked through, all outlines are copied, all tables are written anew.
  {
    find: 'const hintsValid = sanitizeTTPrograms(tables.fpgm, tables.prep, tables["cvt "], maxFunctionDefs);',
    replace: 'const hintsValid = true;',
  },
  {
    find: `    let missingGlyphs = null;
    if (isTrueType) {`,
    replace: `    let missingGlyphs = null;
    if (false) {`,
  },
  {
    find: `    const glyphZeroId = dupFirstEntry ? numGlyphsOut - 1 : 0;
    if (!properties.cssFontInfo) {`,
    replace: `    const glyphZeroId = dupFirstEntry ? numGlyphsOut - 1 : 0;
    if (false) {`,
  },
  {
    find: `    const builder = new OpenTypeFileBuilder(header.version);
    for (const tableTag in tables) {
      builder.addTable(tableTag, tables[tableTag].data);
    }
    return builder.toArray();`,
    replace: '    return undefined;',
  },
  // A Type 1 font's program has names too, for what the PDF's encoding leaves to it.
  {
    find: `    const glyphZeroId = font instanceof CFFFont ? font.glyphZeroId : 1;
    const mapping = font.getGlyphMapping(properties);`,
    replace: `    if (properties.hasIncludedToUnicodeMap && !properties.composite && !properties.baseEncodingName) {
      for (const charCode in properties.builtInEncoding) {
        const code = +charCode;
        if (properties.toUnicode.has(code) || properties.differences.has(code)) {
          continue;
        }
        this.namesOfUnmapped.set(code, properties.builtInEncoding[charCode]);
      }
    }
    return undefined;
    const glyphZeroId = font instanceof CFFFont ? font.glyphZeroId : 1;
    const mapping = font.getGlyphMapping(properties);`,
  },
  // A code that the map of a composite font leaves out is the number of a glyph, and no character: what looks like a letter would be a wrong one.
  {
    find: `    let unicode = this.toUnicode.get(charcode) || charcode;
    if (typeof unicode === "number") {`,
    replace: `    const isGlyphNumber = this.composite && !isSpace && !(this.toUnicode instanceof IdentityToUnicodeMap);
    let unicode = this.toUnicode.get(charcode) || (isGlyphNumber ? 0xfffd : charcode);
    if (typeof unicode === "number") {`,
  },
  // Every string that a font has shown is kept with its glyphs for as long as the document is open. The glyphs themselves are kept.
  {
    find: `    let glyphs = this.#charsCache.get(chars);
    if (glyphs) {
      return glyphs;
    }
    glyphs = [];`,
    replace: '    const glyphs = [];',
  },
  { find: '    this.#charsCache.set(chars, glyphs);\n', replace: '' },
  // Where names such as g3 and g381 stand beside g1004, all of them count glyphs, and g1004 is not U+1004 (as in `spellNumberedNames`).
  {
    find: `        case "g":
          if (glyphName.length === 5) {`,
    replace: `        case "g":
          if (glyphName.length === 5 && !encoding.some((name) => /^g\\d+$/.test(name) && name.length !== 5)) {`,
  },
];
