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
  // Let go of at the end: pdf.js may keep the function below for longer than the page is read.
  let sink: typeof onOperators | undefined = onOperators;
  let failure: { error: unknown } | undefined;
  if (gather) {
    // A function that is assigned to a property as it is written there, V8 takes for one that stays, and makes it among the old
    // objects: with all that it can see, it would wait for a collection of the whole heap.
    const streamChunk = (chunk: Chunk, intentState: unknown): void => {
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
    gatherer._renderPageChunk = streamChunk;
  }
  try {
    // Without the method, all of them come here.
    const rest = await page.getOperatorList({ annotationMode });
    if (failure) throw failure.error;
    for (const chunk of waiting) onOperators(chunk);
    onOperators(rest);
  } finally {
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
