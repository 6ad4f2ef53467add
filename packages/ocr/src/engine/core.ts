/** What is used of tesseract.js-core, Tesseract's C++ interface compiled to WebAssembly. Its package has no declarations. */
export interface TesseractCore {
  readonly FS: {
    /** @param options `canOwn`: the array becomes the file, and is not copied */
    writeFile(path: string, data: Uint8Array | string, options?: { readonly canOwn: boolean }): void;
    unlink(path: string): void;
  };
  readonly TessBaseAPI: new () => TesseractApi;
}

export interface TesseractApi {
  /** 0 when it worked. @param languages `eng+deu`; @param mode 1: the LSTM engine; @param config path of a file of parameters */
  Init(dataPath: null, languages: string, mode: number, config: string): number;
  /** False for a parameter that Tesseract does not know. */
  SetVariable(name: string, value: string): boolean;
  /** Reads `/input`. 1 when it cannot. @param exif 1: as it is; @param angle radians to turn it by */
  SetImageFile(exif: number, angle: number): number;
  SetSourceResolution(pixelsPerInch: number): void;
  Recognize(monitor: null): number;
  GetJSONText(): string;
  Clear(): void;
  End(): void;
}

/** What `GetJSONText` gives: pixels of the image, confidence 0 to 100. */
export interface CoreResult {
  readonly blocks: readonly CoreBlock[] | null;
}

export interface CoreBlock {
  readonly paragraphs: readonly { readonly lines: readonly CoreLine[] }[];
}

export interface CoreLine {
  readonly bbox: CoreBox;
  readonly words: readonly CoreWord[];
}

export interface CoreWord {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: CoreBox;
  readonly symbols: readonly { readonly text: string; readonly bbox: CoreBox }[];
}

export interface CoreBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
