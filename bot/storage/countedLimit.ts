// Limits: so many of something within a time, counted exactly over all instances of the bot.
import { openOneAtATime } from '../runtime/oneAtATime';
import { type RecordStore, StorageConflict } from './port';

export interface Limit {
  /**
   * Takes some of what is left, all or none.
   * @param who the limit is counted for
   * @param count the most of the limit's rule, or fewer
   * @returns nothing when there was enough left, else when there will be: milliseconds since 1970
   * @throws StorageUnavailable, StorageConflict when it could not be counted
   */
  take(who: string, count?: number): Promise<number | undefined>;
}

export interface LimitRule {
  /** Names what is counted, in the keys of the store. */
  name: string;
  most: number;
  /** Milliseconds for which something taken counts. */
  within: number;
}

/** Each conflict is something that another instance took. */
const attempts = 20;

/** When each that counts was taken: milliseconds since 1970, the oldest first. */
interface Taken {
  at: number[];
}

/**
 * Opens a limit. Only what was taken is written, by ETag: of several instances that take the last one, one gets it. What is
 * refused writes nothing, so that a conflict means that somebody else took something.
 */
export function openLimit(store: RecordStore, { name, most, within }: LimitRule, now: () => number): Limit {
  const take = async (key: string, count: number): Promise<number | undefined> => {
    for (let attempt = 1; ; attempt++) {
      const stored = await store.read(key);
      const time = now();
      const taken = timesIn(stored?.value).filter((at) => Math.abs(time - at) < within);
      const freed = taken[taken.length + count - most - 1];
      if (freed !== undefined) return freed + within;
      const value: Taken = { at: [...taken, ...Array.from({ length: count }, () => time)] };
      try {
        await store.write(key, value, stored?.eTag);
        return undefined;
      } catch (error) {
        if (!(error instanceof StorageConflict) || attempt === attempts) throw error;
      }
    }
  };
  // Many at once would conflict with each other again and again.
  const oneAtATime = openOneAtATime();
  return {
    take(who, count = 1) {
      const key = `${name}/${who}`;
      return oneAtATime(key, () => take(key, count));
    },
  };
}

/** A damaged record counts as empty. */
function timesIn(value: object | undefined): number[] {
  const { at } = (value ?? {}) as Partial<Taken>;
  return Array.isArray(at) ? at.filter((time) => typeof time === 'number').sort((a, b) => a - b) : [];
}
