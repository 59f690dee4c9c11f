// The limits on one person: codes, tries to send, names looked up, turns. All instances of the bot count together.
import type { Clock } from '../runtime/clock';
import { type Limit, openLimit } from '../storage/countedLimit';
import type { RecordStore } from '../storage/port';
import { openTurnLimit, type TurnLimit, turnRule } from './turnLimit';

const hour = 3_600_000;

/** "forget me" resets none of them. */
export const limitRules = {
  /** Six digits can be guessed. Counted for a person, over all their conversations and cards. */
  codes: { name: 'codes', most: 10, within: hour },
  /** Tries count, whatever Graph makes of them. Counted for a Graph account, over all channels. */
  sends: { name: 'sends', most: 30, within: hour },
  /** Each name is a call to Graph. Counted for a Graph account. */
  lookUps: { name: 'lookUps', most: 200, within: hour },
};

export interface Limits {
  codes: Limit;
  sends: Limit;
  lookUps: Limit;
  turns: TurnLimit;
}

/** @param store of its own: what is counted must outlive the person's record */
export function openLimits(store: RecordStore, clock: Clock): Limits {
  const { codes, sends, lookUps } = limitRules;
  return {
    codes: openLimit(store, codes, clock.now),
    sends: openLimit(store, sends, clock.now),
    lookUps: openLimit(store, lookUps, clock.now),
    turns: openTurnLimit(openLimit(store, turnRule, clock.now), clock),
  };
}
