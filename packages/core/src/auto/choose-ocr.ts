import { importBackendPackage } from '../backend-ref.ts';
import type { BackendRef } from '../backend.ts';
import { isUnifexError, UnifexError } from '../errors.ts';
import { checkOptions, invalidOption, oneOf, string } from '../options.ts';
import type { Registry } from '../registry.ts';
import { OCR_CHECKS, type OcrPlan } from './auto-options.ts';
import { candidatesFor, refTo } from './choose-engines.ts';

/** What `createExtractor(…, 'auto', { ocr })` takes. */
export type OcrSetting = OcrMode | OcrOptions;

/** `needed`: where a page has text in pixels only (the default). `always`: every page. `never`: no page. */
export type OcrMode = 'needed' | 'always' | 'never';

/** How text in pixels is read; what is not named here is an option of the OCR engine (`languages`…). */
export interface OcrOptions {
  mode?: OcrMode;
  /** Of a page that an OCR program has put a text layer on: `keep` (the default) takes that text, `replace` reads the page anew. */
  textLayer?: 'keep' | 'replace';
  /** Pixels an inch of what is read. Default: those of the images on the page, 150 to 300; 200 where there are none. */
  dpi?: number;
  /** Type of the backend. Default: the first one that is registered or installed and reads pixels. */
  engine?: string;
  [engineOption: string]: unknown;
}

/** An `ocr` setting taken apart. */
export interface OcrWishes {
  readonly mode: OcrMode;
  readonly own: Partial<Pick<OcrPlan, 'textLayer' | 'dpi'>>;
  readonly engine: string | undefined;
  /** For the OCR engine. */
  readonly engineOptions: object;
  /** Whether somebody asked for OCR, and does not just have it by default. */
  readonly asked: boolean;
}

const MODES = ['needed', 'always', 'never'] as const;

/** @throws UnifexError `INVALID_OPTION` */
export function parseOcrSetting(setting: unknown): OcrWishes {
  if (setting === undefined) return { mode: 'needed', own: {}, engine: undefined, engineOptions: {}, asked: false };
  if (typeof setting === 'string') {
    const mode = oneOf(...MODES)(setting, 'ocr');
    return { mode, own: {}, engine: undefined, engineOptions: {}, asked: mode === 'always' };
  }
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) {
    throw invalidOption('ocr', setting, "'needed', 'always', 'never' or an object");
  }
  const { mode, textLayer, dpi, engine, ...engineOptions } = setting as OcrOptions;
  const checks = { ...OCR_CHECKS, mode: oneOf(...MODES), engine: string({ nonEmpty: true }) };
  const given = checkOptions({ mode, textLayer, dpi, engine }, checks, 'the option `ocr` of the auto extractor');
  const { mode: chosen = 'needed', engine: type, ...own } = given;
  return { mode: chosen, own, engine: type, engineOptions, asked: chosen !== 'never' };
}

/**
 * The OCR engines that there are, as `auto` wants them: the one that is named, else the registered ones, then the known ones.
 * Where OCR was asked for, the first one is imported and its options are checked now.
 * @param options of the whole document that an OCR engine may share: `granularity`
 * @throws UnifexError `EXTRACTOR_UNKNOWN`, `EXTRACTOR_NOT_INSTALLED`, `INVALID_OPTION`
 */
export async function chooseOcr(wishes: OcrWishes, options: object, registry: Registry): Promise<OcrPlan | undefined> {
  const { mode, own, engine, engineOptions, asked } = wishes;
  if (mode === 'never') return undefined;
  const all = candidatesFor('image/png', registry, engine).filter(({ readsPixels }) => readsPixels);
  const candidates = engine === undefined ? all : all.filter(({ type }) => type === engine);
  if (engine !== undefined && candidates.length === 0) {
    const allowed = all.map(({ type }) => type);
    throw new UnifexError(
      'EXTRACTOR_UNKNOWN',
      `There is no OCR engine "${engine}". Use one of ${allowed.join(', ')}, or register a backend that reads pixels (\`supports.ocr\`).`,
      { details: { type: engine, allowed } },
    );
  }
  const { granularity } = options as { granularity?: unknown };
  const shared = typeof granularity === 'string' ? { granularity } : {};
  if (!asked) return plan(candidates.map((item) => refTo(item, { ...shared, ...engineOptions })));
  let refusal: unknown;
  for (const [i, candidate] of candidates.entries()) {
    try {
      const backend = candidate.registered ?? (await importBackendPackage(candidate.module, candidate.type));
      backend.parseOptions({ ...(backend.supports.granularity ? shared : {}), ...engineOptions });
      return plan(candidates.slice(i).map((item) => refTo(item, { ...shared, ...engineOptions })));
    } catch (error) {
      if (!isUnifexError(error)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;

  function plan(engines: readonly BackendRef[]): OcrPlan | undefined {
    if (engines.length === 0 || mode === 'never') return undefined;
    return { mode, textLayer: 'keep', ...own, engines, ...(asked ? { required: true } : {}) };
  }
}
