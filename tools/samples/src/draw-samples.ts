import type { DrawnSample } from './drawing/document.ts';
import { drawArticle } from './documents/article.ts';
import { drawCjk } from './documents/cjk.ts';
import { drawEncrypted, drawRestricted } from './documents/encrypted.ts';
import { drawForm } from './documents/form.ts';
import { drawHiddenText } from './documents/hidden-text.ts';
import { drawInvoice } from './documents/invoice.ts';
import { drawNavigation } from './documents/navigation.ts';
import { drawRightToLeftSample } from './documents/right-to-left.ts';
import { drawRotated } from './documents/rotated.ts';
import { drawScanned, drawSearchableScan } from './documents/scanned.ts';
import { drawTables } from './documents/tables.ts';

/** Every committed sample, by name. */
const DRAWERS: Readonly<Record<string, () => Promise<DrawnSample>>> = {
  invoice: drawInvoice,
  article: drawArticle,
  rotated: drawRotated,
  tables: drawTables,
  'right-to-left': drawRightToLeftSample,
  cjk: drawCjk,
  scanned: drawScanned,
  'searchable-scan': drawSearchableScan,
  form: drawForm,
  navigation: drawNavigation,
  'hidden-text': drawHiddenText,
  encrypted: drawEncrypted,
  restricted: drawRestricted,
};

export const sampleNames: readonly string[] = Object.keys(DRAWERS);

/** Draws the samples one after the other. @param names which; all of them when none is named. */
export async function* drawSamples(names: readonly string[] = []): AsyncGenerator<DrawnSample> {
  for (const [name, draw] of Object.entries(DRAWERS))
    if (names.length === 0 || names.includes(name)) yield await draw();
}
