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
import { drawSigned } from './documents/signed.ts';
import { drawTables } from './documents/tables.ts';
import { sampleNames, type SampleName } from './sample-names.ts';

const DRAWERS: Readonly<Record<SampleName, () => Promise<DrawnSample>>> = {
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
  signed: drawSigned,
};

/** Draws samples one after the other. */
export async function* drawSamples(names: readonly SampleName[] = sampleNames): AsyncGenerator<DrawnSample> {
  for (const name of names) yield await DRAWERS[name]();
}
