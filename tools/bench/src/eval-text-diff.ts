import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The corpus's own idea of a word. */
interface TextLibrary {
  readonly tokens: (text: string) => string[];
}
interface Truth {
  readonly wholeDoc?: boolean;
  readonly pages: readonly { readonly runs: readonly string[]; readonly may?: string }[];
}

/** The words that one reader has lost and those that it has made up, page by page, where there are any. */
export async function describeLosses(folder: string, predictions: string, only: string): Promise<string> {
  const library = pathToFileURL(path.join(folder, 'text/textlib.mjs')).href;
  const { tokens } = (await import(library)) as TextLibrary;
  const lines: string[] = [];
  for (const file of readdirSync(path.join(folder, 'text/dev/gt')).sort()) {
    const predicted = path.join(predictions, file);
    if (!file.includes(only) || !existsSync(predicted)) continue;
    const truth = JSON.parse(readFileSync(path.join(folder, 'text/dev/gt', file), 'utf8')) as Truth;
    const { pages } = JSON.parse(readFileSync(predicted, 'utf8')) as { pages: { text: string }[] };
    truth.pages.forEach(({ runs, may = '' }, i) => {
      const text = truth.wholeDoc ? pages.map((page) => page.text).join('\n') : (pages[i]?.text ?? '');
      const missing = count(runs.flatMap(tokens));
      const allowed = count(tokens(may));
      const spurious = tokens(text).filter((word) => !take(missing, word) && !take(allowed, word));
      const lost = [...missing].flatMap(([word, n]) => Array.from({ length: n }, () => word));
      if (lost.length + spurious.length > 0)
        lines.push(`${file} page ${i}\n  lost:  ${lost.join(' ')}\n  extra: ${spurious.join(' ')}`);
    });
  }
  return `${lines.join('\n')}\n`;
}

function count(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, word: string): boolean {
  const left = counts.get(word) ?? 0;
  if (left > 0) counts.set(word, left - 1);
  return left > 0;
}
