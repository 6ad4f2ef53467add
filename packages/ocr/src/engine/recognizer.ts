import type { GrayImage } from '../image/pixels.ts';
import type { CoreBlock, CoreResult, TesseractApi, TesseractCore } from './core.ts';
import { EngineFailure } from './engine-failure.ts';
import type { Job } from './job.ts';

/** The LSTM engine (tesseract `--oem 1`): the core is built without the older one. */
const LSTM_ONLY = 1;
const CONFIG = '/config';
const INPUT = '/input';
/**
 * Set before those of the user. Tesseract reads every line of little confidence a second time, inverted: an eighth of the time of the
 * receipts, for nothing. Lines on a dark ground are told by their paper instead, and inverted when they are read again.
 */
const PARAMETERS: Readonly<Record<string, string>> = { invert_threshold: '0' };

/** Tesseract in this thread. */
export class Recognizer {
  readonly #core: TesseractCore;
  #api: TesseractApi | undefined;
  /** What it was started with. */
  #key = '';
  /** Which data there are of each language. */
  readonly #loaded: Map<string, string> = new Map();

  constructor(core: TesseractCore) {
    this.#core = core;
  }

  /**
   * Makes ready for a job. Parameters that an earlier job has set would stay: an engine that has had any is started anew.
   * @throws EngineFailure for data that Tesseract cannot use, or a parameter that it does not know
   */
  prepare({ languages, initParameters, parameters }: Job): void {
    const key = JSON.stringify([languages.map(({ id }) => id), initParameters, parameters]);
    // Nothing is kept of the page before: what learns in Tesseract (tesseract.js issue 977) is the older engine, which this core lacks.
    if (this.#api && key === this.#key) return;
    this.#api?.End();
    this.#api = undefined;
    for (const { code, id, data } of languages) {
      if (this.#loaded.get(code) !== id) this.#core.FS.writeFile(`${code}.traineddata`, data, { canOwn: true });
      this.#loaded.set(code, id);
    }
    const settings = { debug_file: '/dev/null', ...initParameters };
    const lines = Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
    this.#core.FS.writeFile(CONFIG, lines.join(''));
    const api = new this.#core.TessBaseAPI();
    const codes = languages.map(({ code }) => code).join('+');
    if (api.Init(null, codes, LSTM_ONLY, CONFIG) !== 0) {
      throw new EngineFailure(
        'INVALID_OPTION',
        `Tesseract cannot use the data of ${codes}. They must be .traineddata files for its LSTM engine.`,
      );
    }
    for (const [name, value] of Object.entries({ ...PARAMETERS, ...parameters })) {
      if (!api.SetVariable(name, value)) {
        throw new EngineFailure('INVALID_OPTION', `Tesseract has no parameter \`${name}\` that takes ${value}.`);
      }
    }
    this.#api = api;
    this.#key = key;
  }

  /** @param mode page segmentation mode @throws EngineFailure */
  read(image: GrayImage, mode: number): readonly CoreBlock[] {
    const api = this.#api;
    if (!api) throw new Error('The engine was not made ready.');
    api.SetVariable('tessedit_pageseg_mode', String(mode));
    // The file system keeps the bytes that it is given: a copy of them, and the file while the page is read, were an image each.
    this.#core.FS.writeFile(INPUT, pgm(image), { canOwn: true });
    const taken = api.SetImageFile(1, 0);
    this.#core.FS.unlink(INPUT);
    if (taken !== 0) throw new EngineFailure('PAGE_FAILED', 'Tesseract cannot take the image.');
    // Where nothing is said it guesses one from the print, and warns.
    api.SetSourceResolution(300);
    if (api.Recognize(null) !== 0) throw new EngineFailure('PAGE_FAILED', 'Tesseract gave up on the image.');
    const result = JSON.parse(api.GetJSONText()) as CoreResult;
    api.Clear();
    return result.blocks ?? [];
  }
}

/** As a portable graymap (netpbm, "P5"), which Leptonica reads without a decoder. */
function pgm({ data, width, height }: GrayImage): Uint8Array {
  const head = new TextEncoder().encode(`P5\n${width} ${height}\n255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}
