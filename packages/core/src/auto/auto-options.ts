import type { BackendRef } from '../backend.ts';
import { checkOptions, invalidOption, number, oneOf, type OptionCheck } from '../options.ts';

export interface AutoOptions {
  /**
   * The engines to read with, the preferred one first, each with the options that it is to have. An engine is imported and
   * its options are checked when its turn comes; one that is not installed, or does not take its options, is passed over.
   */
  readonly engines: readonly BackendRef[];
  /** How text in pixels is read. Absent: not at all. */
  readonly ocr?: OcrPlan;
}

/** How `auto` reads what is in pixels. */
export interface OcrPlan {
  /** The engines that read pixels, the preferred one first. */
  readonly engines: readonly BackendRef[];
  /** `needed`: where the verdict on the page asks for it (see `inspect`). `always`: every page, in place of its text. Default `needed`. */
  readonly mode: 'needed' | 'always';
  /** Of a page that an OCR program has put a text layer on: `keep` takes that text, `replace` reads the page anew. Default `keep`. */
  readonly textLayer: 'keep' | 'replace';
  /**
   * Pixels an inch of what is read. Default: as many as the images on the page have, but no fewer than 150 and no more than
   * 300; 200 where there is no image.
   */
  readonly dpi?: number;
  /** Somebody asked for it: that no engine is installed is then an error of every page that needs one, and not a warning. */
  readonly required?: boolean;
}

/** @throws UnifexError `INVALID_OPTION` */
export function parseAutoOptions(input: unknown): AutoOptions {
  const { engines, ocr } = checkOptions(input, { engines: engineRefs, ocr: ocrPlan }, 'the auto extractor');
  if (engines === undefined) throw invalidOption('engines', undefined, 'a list of at least one engine (see refOf)');
  return { engines, ...(ocr ? { ocr } : {}) };
}

const engineRefs: OptionCheck<readonly BackendRef[]> = (value, name) => {
  const valid = Array.isArray(value) && value.length > 0 && value.every(isBackendRef);
  if (!valid) throw invalidOption(name, value, 'a list of at least one engine (see refOf)');
  return value as BackendRef[];
};

/** Checks of what belongs to `auto` in its option `ocr`; the rest of it is for the OCR engine. */
export const OCR_CHECKS: { textLayer: OptionCheck<'keep' | 'replace'>; dpi: OptionCheck<number> } = {
  textLayer: oneOf('keep', 'replace'),
  dpi: number({ min: 10, max: 2400 }),
};

const ocrPlan: OptionCheck<OcrPlan> = (value, name) => {
  const checks = { ...OCR_CHECKS, mode: oneOf('needed', 'always'), engines: engineRefs, required: isTrue };
  const { engines, ...rest } = checkOptions(value, checks, `the option \`${name}\` of the auto extractor`);
  if (engines === undefined)
    throw invalidOption(`${name}.engines`, undefined, 'a list of at least one engine (see refOf)');
  return { mode: 'needed', textLayer: 'keep', ...rest, engines };
};

function isTrue(value: unknown): boolean {
  return value === true;
}

function isBackendRef(value: unknown): boolean {
  const { apiVersion, type, module, options } = (value ?? {}) as Partial<BackendRef>;
  return apiVersion === 1 && typeof type === 'string' && typeof module === 'string' && typeof options === 'object';
}
