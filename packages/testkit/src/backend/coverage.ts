import assert from 'node:assert/strict';
import type { HiddenReason, OmittedText, Page } from '@unifex/core';
import { group, type Runner } from '../runner.ts';
import { compactText, type Subject } from '../subject.ts';

const REASONS: Readonly<Record<HiddenReason | 'duplicate' | 'unmapped', true>> = {
  invisible: true,
  clipped: true,
  'off-page': true,
  'hidden-layer': true,
  duplicate: true,
  unmapped: true,
};
/** As the model has it. */
const SAMPLE_LENGTH = 200;

export function testCoverage(runner: Runner, subject: Subject): void {
  group(runner, 'coverage', (test) => {
    for (const item of subject.cases) {
      test(`${item.name}: every glyph is in the texts, or left out for a reason`, async () => {
        for (const page of await subject.pages(item)) checkCoverage(page);
      });
    }
  });
}

function checkCoverage(page: Page): void {
  const { index, coverage } = page;
  assert.ok(coverage, `page ${index} has no coverage, and supports.coverage is true`);
  const { glyphs, inTexts, omitted } = coverage;
  const counts = [glyphs, inTexts, ...omitted.map((entry) => entry.glyphs)];
  const counted = counts.every((count) => Number.isInteger(count) && count >= 0);
  assert.ok(counted, `the coverage of page ${index} counts ${counts.join(', ')}: whole numbers from 0 on are due`);
  const sum = omitted.reduce((total, entry) => total + entry.glyphs, inTexts);
  const sums = [inTexts, ...omitted.map((entry) => entry.glyphs)].join(' + ');
  assert.equal(sum, glyphs, `page ${index} draws ${glyphs} glyphs, and accounts for ${sums}`);
  const text = compactText(page);
  assert.equal(
    inTexts > 0,
    text !== '',
    `page ${index} counts ${inTexts} glyphs in texts, and these say ${JSON.stringify(text)}`,
  );
  for (const entry of omitted) checkOmitted(entry, index);
}

function checkOmitted({ reason, glyphs, sample }: OmittedText, index: number): void {
  assert.ok(Object.hasOwn(REASONS, reason), `page ${index} leaves out glyphs for the reason "${reason}"`);
  assert.ok(glyphs > 0, `page ${index} lists ${glyphs} ${reason} glyphs: what is not left out is not listed`);
  assert.equal(typeof sample, 'string', `the sample of the ${reason} glyphs of page ${index}`);
  assert.ok(
    sample.length <= SAMPLE_LENGTH,
    `the sample of the ${reason} glyphs of page ${index} is ${sample.length} long`,
  );
}
