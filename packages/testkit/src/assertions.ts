import assert from 'node:assert/strict';
import { ERROR_CODES, isUnifexError, serializeError, type ErrorCode, type UnifexError } from '@unifex/core';
import { findDifference, print, printDifference } from './difference.ts';

/** Fails when two pieces of plain data differ, and says where. */
export function assertSame(expected: unknown, found: unknown, what: string, tolerance = 0): void {
  const difference = findDifference(expected, found, tolerance);
  if (difference) assert.fail(`${what}: ${printDifference(difference)}.`);
}

/** Fails unless the value survives both a structured clone (threads, processes) and JSON (queues, files) unchanged. */
export function assertPlainData(value: unknown, what: string): void {
  let cloned: unknown;
  try {
    cloned = structuredClone(value);
  } catch (error) {
    assert.fail(`${what} cannot be cloned, and so cannot travel to another thread: ${(error as Error).message}`);
  }
  assertSame(value, cloned, `${what}, after a structured clone`);
  assertSame(value, JSON.parse(JSON.stringify(value)), `${what}, after a round trip through JSON`);
}

/** Fails unless what was thrown is an error of the contract with one of these codes, fit to be shown and to travel. */
export function assertCode(
  error: unknown,
  codes: ErrorCode | readonly ErrorCode[],
  what: string,
): asserts error is UnifexError {
  const wanted: readonly ErrorCode[] = typeof codes === 'string' ? [codes] : codes;
  const list = wanted.join(' or ');
  if (!isUnifexError(error)) {
    const shown = error instanceof Error ? (error.stack ?? error.message) : print(error);
    assert.fail(`${what} ought to fail with a UnifexError of code ${list}, and threw something else: ${shown}`);
  }
  if (!wanted.includes(error.code)) {
    assert.fail(`${what} ought to fail with ${list}, and failed with ${error.code}: ${error.message}`);
  }
  assert.ok(error.message.trim().length > 0, `${what} failed with ${error.code} and no message for people.`);
  assertPlainData(error.details ?? {}, `${what}: the details of the error`);
  assertPlainData(serializeError(error), `${what}: the error as it travels`);
  if (error.code === 'ABORTED') {
    assert.equal(error.name, 'AbortError', `${what}: the name of an ABORTED error (use abortedError of @unifex/core)`);
  }
}

/** Any code of the contract: what must not escape is an error without one. */
export const ANY_CODE: readonly ErrorCode[] = ERROR_CODES;

/**
 * Waits for a promise that ought to be rejected with one of these codes, and returns the error.
 * @param discard gets rid of what came instead
 */
export async function assertRejects<T>(
  promise: Promise<T>,
  codes: ErrorCode | readonly ErrorCode[],
  what: string,
  discard?: (value: T) => Promise<void>,
): Promise<UnifexError> {
  let value: T;
  try {
    value = await promise;
  } catch (error) {
    assertCode(error, codes, what);
    return error;
  }
  await discard?.(value);
  assert.fail(
    `${what} ought to fail with ${typeof codes === 'string' ? codes : codes.join(' or ')}, and did not fail.`,
  );
}

/** As {@link assertRejects}, for a function that throws at the call. */
export function assertThrows(
  action: () => unknown,
  codes: ErrorCode | readonly ErrorCode[],
  what: string,
): UnifexError {
  let value: unknown;
  try {
    value = action();
  } catch (error) {
    assertCode(error, codes, what);
    return error;
  }
  const wanted = typeof codes === 'string' ? codes : codes.join(' or ');
  assert.fail(`${what} ought to fail with ${wanted}, and gave ${print(value)}.`);
}
