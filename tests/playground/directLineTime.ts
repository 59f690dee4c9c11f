// Timers for the Direct Line client, which waits for seconds and minutes: a test ends each wait.
import type { DirectLine } from 'botframework-directlinejs';
import { createEar } from './directLineRig';

type Scheduler = NonNullable<ConstructorParameters<typeof DirectLine>[0]['scheduler']>;
type Work = (this: unknown, state: unknown) => void;

interface Wait {
  delay: number;
  end(): void;
}

/** Waits of the client's that a test ends: before a reconnect (with `random` at 0), and between two refreshes. */
export const reconnectWait = 3000;
export const refreshWait = 15 * 60_000;

/** A scheduler for the client's `scheduler` option; what has no delay runs at once. */
export function createClientTime() {
  const waits = createEar<Wait>();
  const ended = new Set<Wait>();
  let now = Date.now();

  const schedule = (work: Work, delay = 0, state?: unknown) => {
    const action = {
      closed: false,
      schedule(next: unknown, after = 0) {
        const run = () => {
          if (!action.closed) work.call(action, next);
        };
        if (after > 0) waits.hear({ delay: after, end: run });
        else setImmediate(run);
        return action;
      },
      unsubscribe() {
        action.closed = true;
      },
    };
    return action.schedule(state, delay);
  };

  /** Ends the client's next wait of so many milliseconds, as soon as it begins. */
  const skip = async (delay: number) => {
    const wait = await waits.first((wait) => wait.delay === delay && !ended.has(wait));
    ended.add(wait);
    now += delay;
    wait.end();
  };

  return { scheduler: { now: () => now, schedule } as unknown as Scheduler, skip };
}
