import type { FontInfo } from '@unifex/core';

/** What a font is called and looks like. */
export interface FontStyle {
  readonly name: string;
  readonly weight: number;
  readonly italic: boolean;
  readonly monospace: boolean;
  readonly serif: boolean;
}

/** The name without the prefix that marks a subset: `Helvetica-Bold`, not `ABCDEF+Helvetica-Bold`. */
export function plainFontName(name: string): string {
  return name.replace(/^[A-Z]{6}\+/, '');
}

const WEIGHTS: readonly [RegExp, number][] = [
  [/thin|hairline/i, 100],
  [/extra-?light|ultra-?light/i, 200],
  [/semi-?bold|demi-?bold|demi/i, 600],
  [/extra-?bold|ultra-?bold|heavy/i, 800],
  [/black/i, 900],
  [/bold|(?:^|[-,])bd/i, 700],
  [/light/i, 300],
  [/medium/i, 500],
];

/** By name: documents have the same few fonts. 0 for a name that tells none. */
const known = new Map<string, number>();
const MAX_KNOWN = 1000;

/** CSS weight by the font's name. @param otherwise where the name tells none */
export function weightOf(name: string, otherwise: number): number {
  let told = known.get(name);
  if (told === undefined) {
    told = WEIGHTS.find(([pattern]) => pattern.test(name))?.[1] ?? 0;
    if (known.size < MAX_KNOWN) known.set(name, told);
  }
  return told === 0 ? otherwise : told;
}

/** @param size as displayed, in points. */
export function fontInfo(font: FontStyle, size: number, emboldened: boolean): FontInfo {
  const weight = emboldened && font.weight < 700 ? 700 : font.weight;
  const info: FontInfo = {
    name: font.name,
    size: Math.round(size * 1000) / 1000,
    weight,
    bold: weight >= 600,
    italic: font.italic,
  };
  if (font.monospace) info.monospace = true;
  if (font.serif) info.serif = true;
  return info;
}
