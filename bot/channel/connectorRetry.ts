// Retries of connector calls: the same call again after a wait, where the connector did nothing and the turn has time left.
import type { TurnContext } from 'botbuilder';
import type { Clock } from '../runtime/clock';
import { ServiceAnswered } from './serviceCalls';

/**
 * The statuses after which Teams wants a call repeated (Microsoft's page "Optimize your bot with rate limiting in Teams").
 * A lost connection is not among them: the message may have arrived, and would be shown twice.
 */
const notDone = new Set([412, 429, 502, 504]);
const attempts = 3;
/** Milliseconds before the second attempt; twice as long before the third. */
const firstWait = 1_000;
/** The part by which every wait varies, so that calls refused together do not come back together; as in that page's example. */
const jitter = 0.2;

export interface Retry {
  clock: Clock;
  /** From 0 up to 1, as `Math.random`. */
  random: () => number;
}

/**
 * Calls the connector, and again when it says that it did nothing.
 * @param until milliseconds since 1970 by which the last attempt must begin
 * @throws what the last attempt threw
 */
export async function untilDone<T>(
  { clock, random }: Retry,
  until: number,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await call();
    } catch (error) {
      const wait = waitAfter(error, attempt, random());
      if (wait === undefined || attempt === attempts || clock.now() + wait > until) throw error;
      await clock.sleep(wait);
    }
  }
}

/** Whether the connector did nothing for now, so that the same call may be made again. */
export const isNotDone = (error: unknown): error is ServiceAnswered =>
  error instanceof ServiceAnswered && error.service === 'connector' && notDone.has(error.status);

function waitAfter(error: unknown, attempt: number, chance: number): number | undefined {
  return isNotDone(error) ? waitFor(error, firstWait * 2 ** (attempt - 1), chance) : undefined;
}

/**
 * How long to wait before a call is made again, in milliseconds: what the answer asks for, never shorter.
 * @param otherwise where the answer names no time
 * @param chance from 0 up to 1
 */
export function waitFor({ retryAfter }: ServiceAnswered, otherwise: number, chance: number): number {
  if (retryAfter) return retryAfter * 1000 * (1 + jitter * chance);
  return otherwise * (1 - jitter + 2 * jitter * chance);
}

const endsAt = Symbol('the turn ends at');

/** Notes when the channel gives up waiting for this turn, in milliseconds since 1970. */
export function setEnd(context: TurnContext, end: number): void {
  context.turnState.set(endsAt, end);
}

/** The time that `setEnd` noted; nothing in a turn that no channel waits for. */
export function endOf(context: TurnContext): number | undefined {
  return context.turnState.get<number | undefined>(endsAt);
}
