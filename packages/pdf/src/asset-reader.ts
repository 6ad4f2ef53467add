import { UnifexError } from '@unifex/core';

/** What pdf.js asks for: a kind of file, by the name of its own option, and its name. */
interface AssetRequest {
  readonly kind: 'cMapUrl' | 'standardFontDataUrl' | 'wasmUrl';
  readonly filename: string;
}

/** Folders of pdfjs-dist with what texts need. */
const FOLDERS = { cMapUrl: 'cmaps', standardFontDataUrl: 'standard_fonts' } as const;

/**
 * Fetches the files that pdf.js keeps apart from its code, in a browser: the character maps of East Asian fonts, and the standard
 * fonts. (pdf.js's own reader of them asks a `document` for its URL, which a worker does not have.)
 *
 * pdf.js goes on without a file that is missing, with less text or other boxes. That must not pass for the page: the failure is kept,
 * for the pages that are read from then on.
 */
export class AssetReader {
  readonly #base: string | undefined;
  readonly #files = new Map<string, Promise<Uint8Array>>();
  failure: UnifexError | undefined;

  /** @param base URL of the folder that holds pdf.js's folders, ending in `/` */
  constructor(base: string | undefined) {
    this.#base = base;
  }

  /** As pdf.js wants it: a class, of which it makes an object. */
  get factory(): new () => { fetch(request: AssetRequest): Promise<Uint8Array> } {
    const read = (request: AssetRequest): Promise<Uint8Array> => this.#fetch(request);
    return class {
      fetch(request: AssetRequest): Promise<Uint8Array> {
        return read(request);
      }
    };
  }

  async #fetch({ kind, filename }: AssetRequest): Promise<Uint8Array> {
    // Decoders of images and of colour profiles: nobody looks at the pixels, and Node.js goes without the profiles, too.
    if (kind === 'wasmUrl') throw new Error(`${filename} is not needed for text.`);
    const name = `${FOLDERS[kind]}/${filename}`;
    let file = this.#files.get(name);
    if (!file) this.#files.set(name, (file = this.#load(name)));
    try {
      return await file;
    } catch (error) {
      this.failure ??= error as UnifexError;
      throw error;
    }
  }

  async #load(name: string): Promise<Uint8Array> {
    if (this.#base === undefined) throw missing(name, 'the option `assets` is not given', undefined);
    const url = this.#base + name;
    let reason: string;
    let cause: unknown;
    try {
      const response = await fetch(url);
      const type = response.headers.get('content-type') ?? '';
      // Servers of single-page apps answer with the page itself, and 200, for what they do not have.
      if (response.ok && !type.startsWith('text/html')) return new Uint8Array(await response.arrayBuffer());
      reason = `${url}: ${response.ok ? type : `HTTP ${response.status}`}`;
    } catch (error) {
      cause = error;
      reason = `${url}: ${error instanceof Error ? error.message : String(error)}`;
    }
    throw missing(name, reason, cause);
  }
}

function missing(name: string, reason: string, cause: unknown): UnifexError {
  return new UnifexError(
    'INVALID_OPTION',
    `The document needs the file ${name} of pdfjs-dist, and it cannot be had (${reason}). ` +
      'In a browser, serve the folders cmaps and standard_fonts of pdfjs-dist, and give the URL above them, ending in /, in the option `assets`.',
    { details: { option: 'assets', file: name }, cause },
  );
}
