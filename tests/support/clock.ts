// A clock that stands still until a test moves it.
import type { Clock } from '../../bot/clock';

export interface TestClock extends Clock {
  /** Moves time on; timeouts that are due abort at once. */
  pass(milliseconds: number): void;
}

export const minutes = (count: number): number => count * 60_000;
export const seconds = (count: number): number => count * 1000;
export const hours = (count: number): number => minutes(count * 60);

export function standingClock(start = Date.parse('2026-11-22T09:00:00Z')): TestClock {
  let now = start;
  const due = new Set<{ at: number; abort: () => void }>();
  return {
    now: () => now,
    timeout(ms) {
      const controller = new AbortController();
      due.add({
        at: now + ms,
        abort: () => controller.abort(new DOMException('Time is up', 'TimeoutError')),
      });
      return controller.signal;
    },
    pass(milliseconds) {
      now += milliseconds;
      for (const timeout of due) {
        if (timeout.at > now) continue;
        due.delete(timeout);
        timeout.abort();
      }
    },
  };
}

/** Waits, without letting time pass, until something in another part of the program has happened. */
export async function until(happened: () => boolean): Promise<void> {
  while (!happened()) await new Promise((resolve) => setImmediate(resolve));
}
