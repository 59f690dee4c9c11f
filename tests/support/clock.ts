// A clock that stands still until a test moves it.
import type { Clock } from '../../bot/runtime/clock';

export interface TestClock extends Clock {
  /** Moves time on; timeouts and sleeps that are due end at once. */
  pass(milliseconds: number): void;
  /** In how many milliseconds each pending timeout and sleep is due. */
  due(): number[];
}

export const minutes = (count: number): number => count * 60_000;
export const seconds = (count: number): number => count * 1000;
export const hours = (count: number): number => minutes(count * 60);

export function standingClock(start = Date.parse('2026-11-22T09:00:00Z')): TestClock {
  let now = start;
  const due = new Set<{ at: number; ring: () => void }>();
  return {
    now: () => now,
    timeout(ms) {
      const controller = new AbortController();
      const ring = () => controller.abort(new DOMException('Time is up', 'TimeoutError'));
      due.add({ at: now + ms, ring });
      return controller.signal;
    },
    sleep(ms, signal) {
      if (ms <= 0) return Promise.resolve();
      return new Promise((resolve) => {
        const alarm = { at: now + ms, ring: resolve };
        due.add(alarm);
        signal?.addEventListener('abort', () => {
          due.delete(alarm);
          resolve();
        });
      });
    },
    due: () => [...due].map(({ at }) => at - now),
    pass(milliseconds) {
      now += milliseconds;
      for (const alarm of due) {
        if (alarm.at > now) continue;
        due.delete(alarm);
        alarm.ring();
      }
    },
  };
}

/** Waits until something in another part of the program has happened. The bot's clock stands still meanwhile. */
export async function until(happened: () => boolean): Promise<void> {
  // A test that waits in vain must fail before its own timeout, so that its message says for what it waited.
  const giveUp = Date.now() + 40_000;
  while (!happened()) {
    if (Date.now() > giveUp) throw new Error(`Waited in vain for ${happened}`);
    // Another process may have to do it. To look all the time would take from it a core that it needs.
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
