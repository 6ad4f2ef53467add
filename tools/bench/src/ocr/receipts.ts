import { readdirSync } from 'node:fs';
import path from 'node:path';
import { corpus } from '../eval-corpus.ts';

/**
 * Photographed and scanned receipts of the evaluation data, in the order of their names.
 * @throws EvalError where they are not here
 */
export function receipts(most: number = Infinity): string[] {
  const folder = path.join(corpus('ocr/dev/images'), 'ocr/dev/images');
  return readdirSync(folder)
    .sort()
    .slice(0, most)
    .map((name) => path.join(folder, name));
}
