import type { Page } from '@unifex/core';
import type { PageRows } from '../contracts.ts';
import { prepareSchema } from '../schema/prepare-schema.ts';
import type { Evidence, GroundingOptions, LlmWarning, Pointer, Schema } from '../types.ts';
import { ground } from './ground.ts';
import { pageRows } from './visual-rows.ts';

export interface GroundDataOptions extends Pick<GroundingOptions, 'minFuzzy' | 'locale'> {
  /** Tells what is not to be looked for, and how the values of an enum are printed. */
  schema?: Schema;
  /** Ids of the rows that values were read from, by JSON Pointer: those of {@link rowsOf} for the same pages. */
  rows?: Readonly<Partial<Record<Pointer, readonly number[]>>>;
}

/**
 * Whether data stands on pages, and where: the check of `extractStructured` for data that came from anywhere else.
 * @param data in the shape of the document: before transforms of a schema
 * @throws LlmError `UNSUPPORTED_SCHEMA`
 */
export function groundData(
  data: unknown,
  pages: Page | readonly Page[],
  options: GroundDataOptions = {},
): { evidence: Evidence; warnings: readonly LlmWarning[] } {
  const { schema, rows = {}, minFuzzy, locale } = options;
  return ground({
    value: data,
    citations: new Map(Object.entries(rows) as [Pointer, readonly number[]][]),
    schema: prepareSchema(schema, { dialect: 'openai', grounding: { mode: 'search' } }),
    pages: rowsOf(pages),
    options: {
      mode: 'search',
      ...(minFuzzy === undefined ? {} : { minFuzzy }),
      ...(locale === undefined ? {} : { locale }),
    },
  });
}

/** The text of pages as visual rows, numbered on from 1 over all of them. */
export function rowsOf(pages: Page | readonly Page[]): PageRows[] {
  const result: PageRows[] = [];
  let next = 1;
  for (const page of [pages].flat()) {
    const rows = pageRows(page, next);
    next += rows.rows.length;
    result.push(rows);
  }
  return result;
}
