// What is told more than once and done once: Teams delivers again what took too long, and tells of one installation twice.
import { type RecordStore, StorageConflict, StorageUnavailable } from './port';

export interface Once {
  /**
   * Claims something.
   * @param place where it is to be done, such as a conversation
   * @param what is to be done there
   * @param ms for how long it counts as done
   * @returns false when it was claimed before, on this instance or, as far as the storage can tell, on another
   */
  first(place: string, what: string, ms: number): Promise<boolean>;
  /** Forgets what was done at a place. */
  forget(place: string): Promise<void>;
}

/** What was claimed at a place, by name; in milliseconds since 1970, until when it counts. */
interface Claims {
  until: Record<string, number>;
}

const attempts = 3;
/** So many claims an instance remembers by itself. */
const remembered = 1_000;

/**
 * Makes a memory of what was done. The instance's own comes first and is exact; the storage's is for the others, and
 * nobody waits for one that is down.
 */
export function openOnce(store: RecordStore, now: () => number): Once {
  const own = new Map<string, number>();
  const keyOf = (place: string, what: string) => JSON.stringify([place, what]);

  const claimHere = (key: string, until: number): boolean => {
    if ((own.get(key) ?? 0) > now()) return false;
    own.delete(key);
    own.set(key, until);
    const [oldest] = own.keys();
    if (own.size > remembered && oldest !== undefined) own.delete(oldest);
    return true;
  };

  /** @param again a write was refused just before: it may have come through, and only its answer been lost */
  const claimForAll = async (
    place: string,
    what: string,
    until: number,
    again: boolean,
  ): Promise<boolean> => {
    const storeKey = `once/${place}`;
    const stored = await store.read(storeKey);
    const { until: known = {} } = (stored?.value ?? {}) as Partial<Claims>;
    const claimed = Object.hasOwn(known, what) ? (known[what] ?? 0) : 0;
    if (claimed > now()) return again && claimed === until;
    const valid = Object.entries(known).filter(([, end]) => end > now());
    const claims: Claims = { until: { ...Object.fromEntries(valid), [what]: until } };
    await store.write(storeKey, claims, stored?.eTag);
    return true;
  };

  return {
    async first(place, what, ms) {
      // The fraction tells one's own claim from another instance's of the same millisecond.
      const until = now() + ms - Math.random();
      if (!claimHere(keyOf(place, what), until)) return false;
      for (let attempt = 1; ; attempt++) {
        try {
          return await claimForAll(place, what, until, attempt > 1);
        } catch (error) {
          // Done twice at worst, where the alternative is not at all.
          if (error instanceof StorageUnavailable || attempt === attempts) return true;
          if (!(error instanceof StorageConflict)) throw error;
        }
      }
    },

    async forget(place) {
      for (const key of [...own.keys()]) if (JSON.parse(key)[0] === place) own.delete(key);
      await store.delete(`once/${place}`);
    },
  };
}
