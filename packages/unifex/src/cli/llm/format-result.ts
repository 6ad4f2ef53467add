import {
  describeEvidence,
  type Conflict,
  type Evidence,
  type FieldEvidence,
  type LlmErrorInfo,
  type PageExtraction,
  type Usage,
} from '@unifex/llm';
import { oneLine } from '../printable.ts';

/** Columns beyond which a value pushes its status aside. */
const MOST_VALUE = 48;

/** The fields of a value with what is known of each, one a line; as JSON where nothing was looked for. */
export function formatFields(data: unknown, evidence: Evidence | null): string {
  const fields = Object.entries(evidence ?? {}) as [string, FieldEvidence][];
  if (fields.length === 0) return `${toJson(data)}\n`;
  const lines = fields.map(([pointer, found]) => [
    nameOf(pointer),
    valueText(valueAt(data, pointer)),
    describeEvidence(found),
  ]);
  const names = Math.max(...lines.map(([name]) => name!.length));
  const values = Math.min(MOST_VALUE, Math.max(...lines.map(([, value]) => value!.length)));
  return lines
    .map(([name, value, status]) => `  ${name!.padEnd(names)}  ${value!.padEnd(values)}  ${status}\n`)
    .join('');
}

/** How a page went, on one line: `ok, 5 verified, 1 unverified, 2 requests, 1234 tokens`. */
export function pageStatus({
  error,
  cached,
  evidence,
  attempts,
  usage,
}: Omit<PageExtraction<unknown>, 'page'>): string {
  const counts = new Map<string, number>();
  for (const { status } of Object.values(evidence ?? {}) as FieldEvidence[]) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  return [
    error ? 'failed' : cached ? 'from the cache' : 'ok',
    ...['verified', 'fuzzy', 'unverified'].flatMap((status) => {
      const count = counts.get(status);
      return count === undefined ? [] : [`${count} ${status}`];
    }),
    ...(attempts > 0 ? [counted(attempts, 'request')] : []),
    ...(usage.totalTokens > 0 ? [counted(usage.totalTokens, 'token')] : []),
  ].join(', ');
}

/** `4 pages, 1 failed; 5 requests, 1000 tokens in (200 cached), 300 out, cost 0.0042`. */
export function usageSummary(pages: number, failed: number, requests: number, usage: Usage): string {
  const cached = usage.cachedInputTokens > 0 ? ` (${usage.cachedInputTokens} cached)` : '';
  const cost = usage.cost === undefined ? '' : `, cost ${usage.cost.toPrecision(3)}`;
  const bad = failed > 0 ? `, ${failed} failed` : '';
  return `${counted(pages, 'page')}${bad}; ${counted(requests, 'request')}, ${usage.inputTokens} tokens in${cached}, ${usage.outputTokens} out${cost}`;
}

export function formatConflicts(conflicts: readonly Conflict[]): string {
  const lines = conflicts.map(({ pointer, values }) => {
    const said = values.map(
      ({ value, pages }) => `${valueText(value)} (page ${pages.map((page) => page + 1).join(', ')})`,
    );
    return `  ${nameOf(pointer)}: ${said.join(' or ')}\n`;
  });
  return lines.length > 0 ? `Pages disagree on\n${lines.join('')}` : '';
}

/** The result without the stacks of its errors, which name files of the machine that it ran on. */
export function withoutStacks<T extends object>(result: T): T {
  const clean = (item: { error?: LlmErrorInfo | null }): object => {
    if (!item.error) return item;
    const { stack: _, cause: _cause, ...error } = item.error;
    return { ...item, error };
  };
  const { data, windows } = result as { data?: unknown; windows?: readonly object[] };
  if (windows) return { ...result, windows: windows.map(clean) };
  return { ...result, data: (data as readonly object[]).map(clean) };
}

/** JSON that a terminal may be shown, with big integers as text. */
export function toJson(value: unknown): string {
  return (
    JSON.stringify(value, (_name, item: unknown) => (typeof item === 'bigint' ? item.toString() : item), 2) ?? 'null'
  );
}

function nameOf(pointer: string): string {
  return pointer === '' ? '(value)' : oneLine(pointer.slice(1));
}

function valueText(value: unknown): string {
  if (value === undefined) return '-';
  const text = typeof value === 'string' ? value : toJson(value);
  const line = oneLine(text);
  return line.length > MOST_VALUE ? `${line.slice(0, MOST_VALUE - 1)}…` : line;
}

function valueAt(data: unknown, pointer: string): unknown {
  if (pointer === '') return data;
  const names = pointer.slice(1).split('/');
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], data);
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
