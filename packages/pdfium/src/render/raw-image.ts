/** Pixels as they are drawn. */
export interface RawImage {
  /** Red, green, blue and alpha, four bytes a pixel, row by row from the top left, alpha not multiplied in. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  /** Pixels an inch of the page. */
  readonly dpi: number;
}
