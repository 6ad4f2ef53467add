import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startDeadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('calls back once when the time is up, and a moment for messages has passed', () => {
  const onDue = vi.fn();
  startDeadline(100, onDue);
  vi.advanceTimersByTime(100);
  expect(onDue).not.toHaveBeenCalled();
  vi.advanceTimersByTime(10_000);
  expect(onDue).toHaveBeenCalledTimes(1);
});

it('can be stopped, before the time is up and while it listens', () => {
  const onDue = vi.fn();
  const stops = [startDeadline(100, onDue), startDeadline(100, onDue)];
  stops[0]?.();
  vi.advanceTimersByTime(101);
  stops[1]?.();
  vi.advanceTimersByTime(10_000);
  expect(onDue).not.toHaveBeenCalled();
});

it('waits on while this thread is too busy to hear a worker', () => {
  const onDue = vi.fn();
  startDeadline(100, onDue);
  vi.advanceTimersByTime(100);
  // The thread is busy for a second, and so the next timer comes late.
  vi.spyOn(performance, 'now').mockReturnValueOnce(performance.now() + 1000);
  vi.advanceTimersByTime(20);
  expect(onDue).not.toHaveBeenCalled();
  vi.advanceTimersByTime(20);
  expect(onDue).toHaveBeenCalledTimes(1);
});
