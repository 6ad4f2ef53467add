import type { RawImage } from '../image/pixels.ts';
import type { PixelBox } from '../preprocess/frame.ts';

/** Language data as Tesseract has it, unpacked, on memory that threads share. */
export interface LanguageData {
  /** Tesseract's own code: `eng`, `chi_sim`. */
  readonly code: string;
  /** Tells data of one language from others of it: those of another folder. */
  readonly id: string;
  readonly data: Uint8Array;
}

/** What may be done to an image before it is read. */
export interface Preprocessing {
  readonly orientation: boolean;
  readonly deskew: boolean;
  readonly scale: boolean;
  readonly contrast: boolean;
  /** Doubtful lines are read again by themselves, and what no word came out of. */
  readonly secondReading: boolean;
}

/** One page to read: plain data, which is sent to an engine's thread. */
export interface Job {
  readonly image: RawImage;
  /** Languages and parameters of the start; an engine that has them already starts at once. */
  readonly languages: readonly LanguageData[];
  readonly initParameters: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  /** Tesseract's page segmentation mode. Undefined: 3 for text in columns, else 6. */
  readonly pageSegmentation: number | undefined;
  /** Words of less are left out. 0 to 1. */
  readonly minConfidence: number;
  readonly preprocessing: Preprocessing;
}

export interface ReadWord {
  text: string;
  /** 0 to 1. */
  confidence: number;
  /** In pixels of the image as given. */
  bbox: PixelBox;
  chars: { text: string; bbox: PixelBox }[];
}

export interface ReadLine {
  words: ReadWord[];
}

/** What an engine makes of a page. */
export interface Reading {
  lines: ReadLine[];
  /** Clockwise angle of the lines on the image as given, in degrees. */
  rotation: number;
  /** What was done to the image before it was read, for people. */
  steps: string[];
  /** Words that were left out for want of confidence. */
  dropped: number;
}

/** From the host to an engine's thread. */
export interface EngineRequest {
  readonly id: number;
  readonly job: Job;
}

/** From an engine's thread to the host. */
export type EngineAnswer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly id: number; readonly reading: Reading; readonly memoryBytes: number }
  | {
      readonly kind: 'failed';
      readonly id: number;
      readonly code: 'INVALID_OPTION' | 'PAGE_FAILED';
      readonly message: string;
      readonly memoryBytes: number;
    };
