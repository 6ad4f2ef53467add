/** Where the images of a document's pages go. Plain data. */
export interface ImageTarget {
  /** Path of every image without the number of its page and what follows: `out/report.pdf`. */
  readonly stem: string;
  /** `png`, `jpg` or `webp`. */
  readonly extension: string;
  /** Ends the name of a file that is being written, different for every run: `1234.part`. */
  readonly unfinished: string;
}

/**
 * Path of a page's image: `out/report.pdf-07.png`. The number is the page's index, from 0 as everywhere, with as many digits as the
 * last page's, so that names sort as pages do. What stands after the last `-` is the page and what stands before it the document, so
 * that two stems that differ have no image in common.
 */
export function imagePath({ stem, extension }: ImageTarget, index: number, pageCount: number): string {
  const digits = String(Math.max(pageCount - 1, 0)).length;
  return `${stem}-${String(index).padStart(digits, '0')}.${extension}`;
}
