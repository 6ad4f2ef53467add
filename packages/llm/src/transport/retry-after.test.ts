import { describe, expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.UTC(2026, 10, 25, 12);
const after = (headers: Record<string, string>, body?: unknown): number | undefined =>
  retryAfterMs(new Headers(headers), body, NOW);

describe('retryAfterMs', () => {
  it.each([
    [{ 'retry-after': '7' }, 7000],
    [{ 'retry-after': ' 0.5 ' }, 500],
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 12:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Wed, 25 Nov 2026 11:59:00 GMT' }, 0],
    [{ 'retry-after-ms': '1234' }, 1234],
    [{ 'retry-after-ms': '1234', 'retry-after': '9' }, 1234],
    [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9000],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '-3' }, undefined],
    [{}, undefined],
  ])('%j', (headers, expected) => {
    expect(after(headers as Record<string, string>)).toBe(expected);
  });

  it('reads what Google puts into the body', () => {
    const details = [
      { '@type': 'x.QuotaFailure' },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34.5s' },
    ];
    expect(after({}, { error: { details } })).toBe(34_500);
    expect(after({}, { error: { details: 'none' } })).toBeUndefined();
  });

  it('is no more than a timer can wait', () => {
    expect(after({ 'retry-after': '99999999999' })).toBe(2 ** 31 - 1);
  });
});
