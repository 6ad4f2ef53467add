import { existsSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './paths.ts';

/** What the caller can mend: printed without a stack. */
export class EvalError extends Error {
  override readonly name = 'EvalError';
}

/**
 * The folder of an evaluation corpus. The corpora are not part of the repository: they lie beside it, in `../shared/eval`, or
 * where UNIFEX_EVAL_DIR says.
 * @param parts what must be there, such as `text/dev/pdf`
 * @throws EvalError where something is missing
 */
export function corpus(...parts: readonly string[]): string {
  const folder = path.resolve(process.env['UNIFEX_EVAL_DIR'] ?? path.join(ROOT, '../shared/eval'));
  const missing = ['', ...parts].find((part) => !existsSync(path.join(folder, part)));
  if (missing !== undefined) {
    throw new EvalError(
      `The evaluation corpora are not here: ${path.join(folder, missing)} does not exist. They are not part of the repository; ` +
        'name the folder that holds them in UNIFEX_EVAL_DIR.',
    );
  }
  return folder;
}
