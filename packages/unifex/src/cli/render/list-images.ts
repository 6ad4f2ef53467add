import type { ErrorInfo, PageTransform, SourceInfo } from '@unifex/core';
import { withoutStacks } from '../format-json.ts';
import type { RenderCliOptions } from './render-options.ts';

/** An image that was written. */
export interface WrittenImage {
  /** 0-based. */
  readonly page: number;
  readonly path: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** From points on the displayed page, in which boxes are given, to pixels. */
  readonly transform: PageTransform;
}

/** Writes down the images of a document as they come, piece by piece. */
export interface ImageList {
  head(source: SourceInfo): string;
  image(image: WrittenImage): string;
  tail(errors: readonly { page: number; error: ErrorInfo }[]): string;
}

/** @param several of more documents than one: an object a line (NDJSON) */
export function imageList({ json, debug }: RenderCliOptions, several: boolean): ImageList {
  if (!json) return { head: () => '', image: ({ path }) => `${path}\n`, tail: () => '' };
  const newLine = several ? '' : '\n';
  let images = 0;
  return {
    head: (source) => `{"source":${JSON.stringify(source)},${newLine}"images":[`,
    image: (image) => `${images++ === 0 ? '' : ','}${newLine}${JSON.stringify(image)}`,
    tail: (errors) => {
      const shown = debug ? errors : errors.map(({ page, error }) => ({ page, error: withoutStacks(error) }));
      return `${newLine}],${newLine}"success":${errors.length === 0},${newLine}"errors":${JSON.stringify(shown)}}\n`;
    },
  };
}
