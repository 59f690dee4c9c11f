// The limit on a person's turns: counted in blocks, so that most turns make no call to the storage.
import { type Clock, waitAtMost } from '../runtime/clock';
import type { Limit, LimitRule } from '../storage/countedLimit';

const minute = 60_000;

/** A block may be used for ten minutes after it was taken, and counts for twenty. So no ten minutes have more turns. */
export const turnRule: LimitRule = { name: 'turns', most: 400, within: 20 * minute };
const block = 20;
const blockFor = turnRule.within / 2;

/** Milliseconds that a turn waits to be counted. */
const patience = 1_000;
const saidEvery = minute;
/** People an instance remembers. Forgetting one costs them what is left of their block. */
const remembered = 10_000;

export interface TurnLimit {
  /**
   * Counts a turn.
   * @param who a person
   * @returns nothing for a turn that may go on. Else when there may be another, in milliseconds since 1970, and whether to
   *   say so: a flood is not answered message by message
   */
  take(who: string): Promise<{ until: number; isNews: boolean } | undefined>;
}

/** What a person has left on this instance, or that nothing is left: each until a time in milliseconds since 1970. */
type Share = { left: number; until: number; uncounted?: Uncounted } | { spentUntil: number; said?: number };

/** Turns that could not be counted in the storage, and until when this instance counts them itself. */
interface Uncounted {
  turns: number;
  until: number;
}

/** @param limit the one of `turnRule` */
export function openTurnLimit(limit: Limit, clock: Clock): TurnLimit {
  const shares = new Map<string, Share>();
  const asking = new Map<string, Promise<void>>();

  const ask = async (who: string) => {
    const counted = limit.take(who, block).catch(() => 'down' as const);
    const answer = await waitAtMost(clock, patience, counted);
    const share =
      answer === 'down' || answer === 'late'
        ? aloneFor(shares.get(who), clock.now())
        : shareOf(answer, clock.now());
    shares.delete(who);
    shares.set(who, share);
    const [oldest] = shares.keys();
    if (shares.size > remembered && oldest !== undefined) shares.delete(oldest);
  };
  /** Asks once, however many turns of the person wait for it. */
  const askOnce = (who: string) => {
    const asked = asking.get(who) ?? ask(who).finally(() => asking.delete(who));
    asking.set(who, asked);
    return asked;
  };

  return {
    async take(who) {
      for (;;) {
        const share = shares.get(who);
        const now = clock.now();
        if (share && 'left' in share && share.left > 0 && now < share.until) {
          share.left -= 1;
          return undefined;
        }
        if (share && 'spentUntil' in share && now < share.spentUntil) {
          const { spentUntil, said } = share;
          const isNews = said === undefined || now - said >= saidEvery;
          if (isNews) share.said = now;
          return { until: spentUntil, isNews };
        }
        await askOnce(who);
      }
    },
  };
}

function shareOf(spentUntil: number | undefined, now: number): Share {
  return spentUntil === undefined ? { left: block, until: now + blockFor } : { spentUntil };
}

/** Without the storage every instance counts alone: a person may then have more turns than they should, and not none. */
function aloneFor(before: Share | undefined, now: number): Share {
  const known = before && 'left' in before ? before.uncounted : undefined;
  const { turns, until } = known && now < known.until ? known : { turns: 0, until: now + turnRule.within };
  if (turns + block > turnRule.most) return { spentUntil: until };
  return { left: block, until: now + blockFor, uncounted: { turns: turns + block, until } };
}
