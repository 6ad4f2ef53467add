import type { ErrorInfo } from '@unifex/core';
import { oneLine } from './printable.ts';

/** The parts of an error that a line shows; an `Error` with a `code`, or an error that came from a worker as plain data. */
export interface ShownError {
  readonly message: string;
  readonly code?: string | undefined;
  readonly stack?: string | undefined;
  readonly cause?: unknown;
}

/**
 * `unifex: report.pdf: page 3 (index 2): message [CODE]`: one line, whatever the message holds, and with `debug` the stack below it.
 */
export function errorLine(error: ShownError, where: readonly string[], debug: boolean): string {
  const message = ofThePage(inFlags(oneLine(error.message)), where);
  // `a.pdf: a.pdf is empty` says it twice.
  const parts = where.filter((part) => !names(message, oneLine(part)));
  const line = ['unifex', ...parts.map((part) => oneLine(part)), message].join(': ');
  const code = error.code ? ` [${error.code}]` : '';
  return `${line}${code}\n${debug ? stacks(error) : ''}`;
}

/** `unifex: report.pdf: page 3 (index 2): warning: message` */
export function warningLine(message: string, where: readonly string[]): string {
  return `${['unifex', ...where.map((part) => oneLine(part)), 'warning', inFlags(oneLine(message))].join(': ')}\n`;
}

/** Whether the text stands in the message as words of its own: `.` and `a` do not in `a.pdf`. */
function names(message: string, text: string): boolean {
  for (let at = message.indexOf(text); at >= 0; at = message.indexOf(text, at + 1)) {
    const startsWord = at === 0 || /[\s("]/.test(message[at - 1] ?? '');
    if (startsWord && /^(?:[.,:;)"]?(?:\s|$))/.test(message.slice(at + text.length))) return true;
  }
  return false;
}

/** `page 1 (index 0): Page 0 took longer` counts in two ways at once. */
function ofThePage(message: string, where: readonly string[]): string {
  return message.replace(/^Page (\d+) /, (start, index) =>
    where.some((part) => part.endsWith(`(index ${index})`)) ? 'The page ' : start,
  );
}

/** Options of the library that have a flag of another spelling. */
const FLAGS: Readonly<Record<string, string>> = {
  maxPixels: '--max-pixels',
  pageTimeoutMs: '--page-timeout',
  baseUrl: '--base-url',
  maxOutputTokens: '--max-output-tokens',
  dataPath: '--language-data',
  allowSigned: '--allow-signed',
};

/** The library speaks of its options, and whoever reads this has typed flags. */
function inFlags(message: string): string {
  return (
    message
      .replace(/the `(password|granularity)` option|the option `(dpi|width)`/gi, '--$1$2')
      .replace(/`(\w+)`/g, (quoted, name: string) => (Object.hasOwn(FLAGS, name) ? FLAGS[name]! : quoted))
      .replaceAll('set `allowDownload: true`', 'give --download-languages')
      .replace(/`input: '([\w+]+)'`/g, '--input $1')
      // There is no flag for it: --page-timeout can only be shorter.
      .replace(', or give it longer with `timeoutMs`', '')
      .replaceAll('`unifex serve-ocr`', 'unifex serve-ocr')
      // A key is no flag: others could read it in the list of processes.
      .replace(/, or give `credentials\.\w+`/, '')
  );
}

/** The parts of a line that name a page. */
export function pageWhere(label: string, index: number): string[] {
  return [label, `page ${index + 1} (index ${index})`];
}

function stacks(error: ShownError): string {
  let text = error.stack ? `${error.stack}\n` : '';
  const { cause } = error;
  if (isErrorLike(cause)) text += `caused by: ${cause.stack ?? cause.message}\n`;
  return text;
}

function isErrorLike(value: unknown): value is Pick<ErrorInfo, 'message' | 'stack'> {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}
