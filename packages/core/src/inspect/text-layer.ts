import { legibility, UNREADABLE } from '../auto/damage.ts';
import type { Page, TextBlock } from '../model.ts';
import { NONSENSE, nonsenseOf } from './nonsense.ts';

/** A page's text, by whether it is seen and whether it can be relied on. */
export interface TextLayer {
  /** Text that the page shows and that is text. */
  readonly sound: readonly TextBlock[];
  /** Text that the page shows, and whose characters are unknown or wrong. */
  readonly garbled: readonly TextBlock[];
  /** Text that is drawn invisibly. */
  readonly invisible: readonly TextBlock[];
  readonly glyphs: number;
  readonly invisibleGlyphs: number;
  readonly unmapped: number;
  readonly unmappedShare: number;
  readonly nonsense: number | undefined;
  /** What is wrong with the text that is shown, for people; none for a sound layer. */
  readonly damage: readonly string[];
  /** What is wrong with the invisible text. */
  readonly invisibleDamage: string | undefined;
}

/** From this share of unreadable or nonsensical glyphs on, a page's text is garbled; bullets of fonts without names stay below. */
const GARBLED_SHARE = 0.1;
/** Fewer unreadable glyphs than these are an ornament. */
const GARBLED_GLYPHS = 4;

export function readTextLayer(page: Page): TextLayer {
  const shown = page.texts.filter(({ hidden }) => hidden === undefined);
  const invisible = page.texts.filter(({ hidden }) => hidden === 'invisible');
  const { readable, unreadable } = legibility({ ...page, texts: shown });
  const glyphs = readable + unreadable;
  const nonsensical = nonsensicalFonts(shown);
  const isGarbled = (block: TextBlock): boolean => nonsensical.has(fontOf(block)) || isUnreadable(block.text);
  const garbled = shown.filter(isGarbled);
  const nonsenseGlyphs = countGlyphs(shown.filter((block) => nonsensical.has(fontOf(block))));
  const damage: string[] = [];
  if (unreadable >= GARBLED_GLYPHS && unreadable >= glyphs * GARBLED_SHARE) {
    damage.push(`${unreadable} of ${glyphs} glyphs have no readable character`);
  }
  if (nonsenseGlyphs >= glyphs * GARBLED_SHARE && nonsenseGlyphs > 0) {
    damage.push(`${nonsenseGlyphs} of ${glyphs} glyphs make no words of any language: the font gives wrong characters`);
  }
  // What a reader left out of `texts` is counted in the page's own account.
  const omitted = page.coverage?.omitted.find(({ reason }) => reason === 'invisible')?.glyphs ?? 0;
  return {
    sound: damage.length > 0 ? shown.filter((block) => !isGarbled(block)) : shown,
    garbled: damage.length > 0 ? garbled : [],
    invisible,
    glyphs,
    invisibleGlyphs: countGlyphs(invisible) + omitted,
    unmapped: unreadable,
    unmappedShare: glyphs === 0 ? 0 : unreadable / glyphs,
    nonsense: nonsenseOf(textOf(shown)),
    damage,
    invisibleDamage: damageOfInvisible(invisible),
  };
}

/** Fonts whose text is no language: a font has one table of characters, which is right or wrong as a whole. */
function nonsensicalFonts(blocks: readonly TextBlock[]): ReadonlySet<string> {
  const byFont = Map.groupBy(blocks, fontOf);
  const nonsensical = [...byFont].filter(([, own]) => (nonsenseOf(textOf(own)) ?? 0) > NONSENSE);
  return new Set(nonsensical.map(([font]) => font));
}

function damageOfInvisible(blocks: readonly TextBlock[]): string | undefined {
  const text = textOf(blocks);
  const glyphs = countGlyphs(blocks);
  const unreadable = text.replace(/\s+/gu, '').match(UNREADABLE)?.length ?? 0;
  if (unreadable >= GARBLED_GLYPHS && unreadable >= glyphs * GARBLED_SHARE) return 'its characters are unreadable';
  return (nonsenseOf(text) ?? 0) > NONSENSE ? 'it makes no words of any language' : undefined;
}

/** Whether a tenth or more of a block cannot be read. */
function isUnreadable(text: string): boolean {
  const visible = text.replace(/\s+/gu, '');
  return (visible.match(UNREADABLE)?.length ?? 0) > visible.length * GARBLED_SHARE;
}

function fontOf({ font }: TextBlock): string {
  return font?.name ?? '';
}

function textOf(blocks: readonly TextBlock[]): string {
  return blocks.map(({ text }) => text).join('\n');
}

function countGlyphs(blocks: readonly TextBlock[]): number {
  return blocks.reduce((sum, { text }) => sum + text.replace(/\s+/gu, '').length, 0);
}
