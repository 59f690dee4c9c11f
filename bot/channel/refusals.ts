// The count of requests that got no turn for want of a good token: one line a minute at most, however many there are.
import type { Clock } from '../runtime/clock';
import type { Log } from '../runtime/log';
import type { TokenProblem } from './incomingToken';

export type Reason = TokenProblem | 'no keys';

export interface Refusals {
  add(reason: Reason): void;
  /** Writes what was counted, unless a line was written in the minute before. */
  report(): void;
}

/** Milliseconds between two lines. */
const pause = 60_000;

/** There is no timer: what is counted after a line is in the next one, which the first request after the pause brings. */
export function countRefusals(log: Log, clock: Clock): Refusals {
  let reasons: Partial<Record<Reason, number>> = {};
  let count = 0;
  let quietUntil = Number.NEGATIVE_INFINITY;
  const report = () => {
    if (count === 0 || clock.now() < quietUntil) return;
    log.info({ count, reasons }, 'requests refused');
    [count, reasons, quietUntil] = [0, {}, clock.now() + pause];
  };
  return {
    add(reason) {
      count += 1;
      reasons[reason] = (reasons[reason] ?? 0) + 1;
      report();
    },
    report,
  };
}
