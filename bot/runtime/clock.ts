// Time, passed in so that tests can set it.
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** A signal that aborts after so many milliseconds. */
  timeout(ms: number): AbortSignal;
  /** Resolves after so many milliseconds; `signal` ends the wait early, without an error. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timeout: (ms) => AbortSignal.timeout(ms),
  // A turn waits for several things at most so long, and nearly always less: node's own promised timers cost it far more.
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const timer = setTimeout(end, ms);
      function end() {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      }
      signal?.addEventListener('abort', end);
    }),
};

/**
 * Waits for work, but no longer than so many milliseconds.
 * @returns the work's value, or 'late' while the work goes on
 */
export async function waitAtMost<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | 'late'> {
  const over = new AbortController();
  try {
    return await Promise.race([work, clock.sleep(ms, over.signal).then(() => 'late' as const)]);
  } finally {
    // With a reason: without one node makes an error, its stack and all, for every turn.
    over.abort('not needed any more');
  }
}
