import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isUnifexError, type Page } from '@unifex/core';
import { createExtractor } from 'unifex';
import { corpus, EvalError } from './eval-corpus.ts';
import { readReceipts, type Receipt } from './eval-llm-receipts.ts';
import { noTallies, TRIALS, tryReceipt, type Tallies, type Tally, type Trial } from './eval-llm-trials.ts';
import { measured, renderFigures, type Figure } from './figures.ts';
import { BENCH_FOLDER, ROOT } from './paths.ts';
import { renderTable } from './table.ts';

const TRUTH = 'truth';
const HELP = `npm run eval -- llm [--reader a,b] [--json FILE]
  Looks for values on the receipts of ocr/dev: the true ones, and wrong ones that a model might give. No model is asked.
  --reader  ${TRUTH} (the lines as people have typed them), or types of extractors that read images. Default: ${TRUTH}, tesseract.
  --json    where the figures are written. Default: .bench/eval-llm.json.
`;

export async function evaluate(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      reader: { type: 'string', default: `${TRUTH},tesseract` },
      json: { type: 'string', default: path.join(BENCH_FOLDER, 'eval-llm.json') },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return;
  }
  const receipts = readReceipts(corpus('ocr/dev/gt', 'ocr/dev/images'));
  const results: Record<string, { tallies: Tallies; figures: ReturnType<typeof measured>[] }> = {};
  for (const reader of values.reader.split(',')) {
    const pages = await readAll(reader, receipts);
    if (!pages) continue;
    const tallies = noTallies();
    receipts.forEach(({ fields }, i) => {
      const others = receipts.filter((_, k) => k !== i).map((receipt) => receipt.fields);
      tryReceipt(pages[i]!, fields, others, tallies);
    });
    // The targets are for what people have typed: an engine's own mistakes are not the check's.
    const figures = figuresOf(tallies, reader === TRUTH).map(measured);
    results[reader] = { tallies, figures };
    process.stdout.write(
      `${receipts.length} receipts, their text by ${reader}\n\n${tableOf(tallies)}\n${renderFigures(figures)}\n`,
    );
  }
  const file = path.resolve(values.json);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ evaluation: 'llm', receipts: receipts.length, results }, undefined, 2)}\n`);
  process.stdout.write(`Written to ${path.relative(ROOT, file)}\n`);
}

/** The pages of all receipts, as one reader reads them; undefined where it is not installed. */
async function readAll(reader: string, receipts: readonly Receipt[]): Promise<Page[] | undefined> {
  if (reader === TRUTH) return receipts.map(({ page }) => page);
  const pages: Page[] = [];
  for (const { id, image } of receipts) {
    try {
      await using extractor = await createExtractor(image, reader);
      const { document, errors } = await extractor.extract({ executor: 'inline' });
      const [page] = document.pages;
      if (!page) throw new EvalError(`${reader} cannot read receipt ${id}: ${errors[0]?.error.message ?? 'no page'}`);
      pages.push(page);
    } catch (error) {
      if (!isUnifexError(error)) throw error;
      if (error.code === 'EXTRACTOR_NOT_INSTALLED') {
        process.stdout.write(`Not installed, and left out: ${reader}.\n\n`);
        return undefined;
      }
      throw new EvalError(`${reader} cannot read receipt ${id}: ${error.message}`);
    }
  }
  return pages;
}

function tableOf(tallies: Tallies): string {
  const rows = TRIALS.map((trial) => {
    const tally = tallies[trial];
    const { verified, fuzzy, unverified, ambiguous, doubted } = tally;
    return [
      trial,
      ...[verified, fuzzy, unverified].map(String),
      percent(foundShare(tally)),
      ...[ambiguous, doubted].map(String),
    ];
  });
  return renderTable(['value', 'verified', 'fuzzy', 'unverified', 'found', 'of verified: ambiguous', 'in doubt'], rows);
}

function figuresOf(tallies: Tallies, targets: boolean): Figure[] {
  const figure = (name: string, trials: readonly Trial[], target: { atLeast?: number; atMost?: number }): Figure => ({
    name,
    unit: '%',
    values: [100 * foundShare(sum(trials.map((trial) => tallies[trial])))],
    ...(targets ? { target } : {}),
  });
  const wrong = ['total, a digit changed', "another receipt's total"] as const;
  return [
    ...(['total', 'date', 'company', 'address'] as const).map((trial) =>
      figure(`true ${trial}: verified or fuzzy`, [trial], { atLeast: 98 }),
    ),
    ...wrong.map((trial) => figure(`${trial}: verified, without citation`, [trial], { atMost: 6 })),
    figure(
      'wrong totals: verified, with citation',
      [wrong[0], wrong[1]].map((t): Trial => `${t}, cited`),
      { atMost: 0 },
    ),
    {
      name: 'wrong totals that are verified: marked as ambiguous',
      unit: '%',
      values: [verifiedShare('ambiguous', sum(wrong.map((trial) => tallies[trial])))],
      ...(targets ? { target: { atLeast: 95 } } : {}),
    },
    {
      name: 'wrong totals that are verified: in doubt',
      unit: '%',
      values: [verifiedShare('doubted', sum(wrong.map((trial) => tallies[trial])))],
      ...(targets ? { target: { atLeast: 95 } } : {}),
    },
    {
      name: 'other amounts of the receipt: in doubt',
      unit: '%',
      values: [verifiedShare('doubted', tallies['another amount of the receipt, as its total'])],
      ...(targets ? { target: { atLeast: 95 } } : {}),
    },
    // Who sees a doubt about most of what is right no longer looks.
    { name: 'true totals: in doubt', unit: '%', values: [verifiedShare('doubted', tallies.total)] },
  ];
}

function sum(tallies: readonly Tally[]): Tally {
  const result = { verified: 0, fuzzy: 0, unverified: 0, ambiguous: 0, doubted: 0 };
  for (const tally of tallies) {
    for (const key of ['verified', 'fuzzy', 'unverified', 'ambiguous', 'doubted'] as const) result[key] += tally[key];
  }
  return result;
}

function foundShare({ verified, fuzzy, unverified }: Tally): number {
  return (verified + fuzzy) / Math.max(1, verified + fuzzy + unverified);
}

/** In per cent. */
function verifiedShare(key: 'ambiguous' | 'doubted', tally: Tally): number {
  return (100 * tally[key]) / Math.max(1, tally.verified);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
