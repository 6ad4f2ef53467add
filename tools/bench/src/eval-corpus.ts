import { existsSync } from 'node:fs';
import path from 'node:path';

/** What the caller can mend: printed without a stack. */
export class EvalError extends Error {
  override readonly name = 'EvalError';
}

const root = path.join(import.meta.dirname, '../../..');

/**
 * The folder of an evaluation corpus. The corpora are not part of the repository: they lie beside it, in `../shared/eval`, or
 * where UNIFEX_EVAL_DIR says.
 * @param parts what must be there, such as `text/dev/pdf`
 * @throws EvalError where something is missing
 */
export function corpus(...parts: readonly string[]): string {
  const folder = path.resolve(process.env['UNIFEX_EVAL_DIR'] ?? path.join(root, '../shared/eval'));
  const missing = ['', ...parts].find((part) => !existsSync(path.join(folder, part)));
  if (missing !== undefined) {
    throw new EvalError(
      `The evaluation corpora are not here: ${path.join(folder, missing)} does not exist. They are not part of the repository; ` +
        'name the folder that holds them in UNIFEX_EVAL_DIR.',
    );
  }
  return folder;
}

/** Rows of cells as text in columns: the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const lines = rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}
