import { spawnSync } from 'node:child_process';
import type { Pass } from '../child-tasks.ts';
import { runChild, type ChildRun } from '../run-child.ts';
import { TESSDATA } from './tessdata.ts';

/** Something that reads images, in a fresh process for each run. */
export interface OcrContender {
  readonly name: string;
  readonly available: boolean;
  readonly run: (paths: readonly string[]) => Promise<ChildRun<Pass>>;
}

/** The one whose figures have targets: with the data that come with the package. */
export const OURS = '@unifex/ocr, 2 workers';
export const OURS_ONE = '@unifex/ocr, 1 worker';
export const OURS_FAST = "@unifex/ocr, 2 workers, Debian's data";
export const TESSERACT = 'tesseract, 2 processes';
export const LITEPARSE = 'LiteParse, 2 at once';

export const OCR_CONTENDERS: readonly OcrContender[] = [
  { name: OURS, available: true, run: (paths) => runChild('ocr-with-unifex', { paths, workers: 2 }) },
  { name: OURS_ONE, available: true, run: (paths) => runChild('ocr-with-unifex', { paths, workers: 1 }) },
  {
    name: OURS_FAST,
    available: TESSDATA !== undefined,
    run: (paths) => runChild('ocr-with-unifex', { paths, workers: 2, dataPath: TESSDATA! }),
  },
  {
    name: TESSERACT,
    available: spawnSync('tesseract', ['--version']).error === undefined,
    run: (paths) => runChild('ocr-with-tesseract', { paths, workers: 2 }),
  },
  {
    name: LITEPARSE,
    // It downloads data where it is not told of any.
    available: TESSDATA !== undefined,
    run: (paths) => runChild('ocr-with-liteparse', { paths, workers: 2, dataPath: TESSDATA! }),
  },
];
