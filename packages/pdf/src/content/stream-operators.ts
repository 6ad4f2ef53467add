import type { PDFPageProxy } from '../pdfjs.ts';
import type { OperatorList } from './interpret.ts';

/** A part of a page's operators, as pdf.js's parser sends it: about a thousand at a time. */
interface Chunk extends OperatorList {
  readonly length: number;
}

/** The method of pdf.js's page (display/api.js) that gathers the parts. */
interface Gatherer {
  _renderPageChunk?: (chunk: Chunk, intentState: unknown) => void;
}

/**
 * Hands a page's operators on while pdf.js's parser goes on with the page, where `getOperatorList` alone would hold them all
 * until its end: most of what a page costs the garbage collector, and of the memory of a page that draws much.
 * @param onOperators called once or more often, in order
 * @throws what `onOperators` throws, and what `getOperatorList` rejects with
 */
export async function streamOperators(
  page: PDFPageProxy,
  ops: Readonly<Record<string, number>>,
  annotationMode: number,
  onOperators: (list: OperatorList) => void,
): Promise<void> {
  const gatherer = page as unknown as Gatherer;
  const gather = gatherer._renderPageChunk;
  const waiting: OperatorList[] = [];
  // V8 keeps this function for a while after its page, and what it holds: with what was read of the page, three quarters of all that
  // outlived collections of young objects.
  let sink: typeof onOperators | undefined = onOperators;
  let failure: { error: unknown } | undefined;
  if (gather) {
    gatherer._renderPageChunk = (chunk, intentState) => {
      // Fonts travel by another way, which may be the longer one; from there on, everything waits.
      if (waiting.length > 0 || !hasFonts(page, chunk, ops)) waiting.push(chunk);
      else if (!failure) {
        try {
          sink?.(chunk);
        } catch (error) {
          // Thrown here, it would reach nobody.
          failure = { error };
        }
      }
      gather.call(page, { ...chunk, fnArray: [], argsArray: [], length: 0 }, intentState);
    };
  }
  try {
    // Without the method, all of them come here.
    const rest = await page.getOperatorList({ annotationMode });
    if (failure) throw failure.error;
    for (const chunk of waiting) onOperators(chunk);
    onOperators(rest);
  } finally {
    // Back to that of the prototype. Where it was deleted instead, three times as much outlived each collection of young objects
    // (7.6 MB against 2.6, measured once over 5,000 pages; by what it is held is not known).
    if (gather) gatherer._renderPageChunk = gather;
    sink = undefined;
  }
}

/** Whether the fonts that the operators select have arrived. */
function hasFonts(
  page: PDFPageProxy,
  { fnArray, argsArray }: OperatorList,
  ops: Readonly<Record<string, number>>,
): boolean {
  const { setFont, setGState } = ops;
  for (let i = 0; i < fnArray.length; i++) {
    if (fnArray[i] === setFont) {
      const [id] = argsArray[i] as [string, number];
      if (!page.commonObjs.has(id)) return false;
    } else if (fnArray[i] === setGState) {
      const [entries] = argsArray[i] as [readonly (readonly [string, unknown])[]];
      const font = entries.find(([key]) => key === 'Font');
      if (font && !page.commonObjs.has((font[1] as [string, number])[0])) return false;
    }
  }
  return true;
}
