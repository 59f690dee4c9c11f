// Time, passed in so that tests can set it.

export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** A signal that aborts after so many milliseconds. */
  timeout(ms: number): AbortSignal;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  timeout: (ms) => AbortSignal.timeout(ms),
};
