// Work in flight: turns and sends that a stop of the program must wait for.
import { type Clock, waitAtMost } from './clock';

export interface InFlight {
  /** Counts work until it ends, well or not. */
  add<T>(work: Promise<T>): Promise<T>;
  /** True once `drain` was called: no new work may begin. */
  readonly stopping: boolean;
  /**
   * Takes no more work and waits for what there is.
   * @param ms at most so many milliseconds
   * @returns whether all of it ended
   */
  drain(ms: number): Promise<boolean>;
}

export function trackInFlight(clock: Clock): InFlight {
  const all = new Set<Promise<unknown>>();
  let stopping = false;

  // Work may begin more work, such as a turn a send, so the set is looked at until it is empty.
  const empty = async () => {
    while (all.size > 0) await Promise.allSettled([...all]);
    return true;
  };
  return {
    add(work) {
      const ended = work.catch(() => undefined).finally(() => all.delete(ended));
      all.add(ended);
      return work;
    },
    get stopping() {
      return stopping;
    },
    async drain(ms) {
      stopping = true;
      return (await waitAtMost(clock, ms, empty())) === true;
    },
  };
}
