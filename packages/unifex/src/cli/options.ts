import type { OcrOptions, Unit } from '@unifex/core';

/** Where a run of pages starts and ends, both 0-based and included; `to` is absent in an open range (`4-`). */
export interface PageRange {
  readonly from: number;
  readonly to?: number;
}

/** What every command that goes through documents is asked, checked. An option that was not given is absent, so that the library's default holds. */
export interface CommonOptions {
  readonly inputs: readonly string[];
  readonly extractor: string;
  readonly pages?: readonly PageRange[];
  readonly maxWorkers?: number;
  readonly executor?: string;
  readonly password?: string;
  /** Milliseconds. */
  readonly pageTimeout?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly glob?: string;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** `unifex <input...>`: read documents. */
export interface CliOptions extends CommonOptions {
  readonly format: 'text' | 'json';
  readonly unit?: Unit;
  readonly dpi?: number;
  readonly granularity?: 'char' | 'word' | 'line';
  /** How pixels are read: for `auto`, and of it what is the engine's for an OCR extractor. */
  readonly ocr?: OcrOptions;
  readonly boxes: boolean;
  /** A file or a directory; `-` and absent mean standard output. */
  readonly output?: string;
}

/** What to do: read documents, or say something about the program itself. */
export type Command =
  { readonly kind: 'extract'; readonly options: CliOptions } | { readonly kind: 'help' } | { readonly kind: 'version' };
