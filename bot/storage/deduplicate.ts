// Deduplication: Teams delivers an activity again when a turn takes long, and tells of one installation twice.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type RecordStore, StorageConflict, StorageUnavailable } from './port';

export interface Deduplicate {
  /**
   * Claims something that is to be done once.
   * @param scope where it is to be done, such as a conversation
   * @param what is to be done there
   * @param ms for how long it counts as done
   * @returns false when it was claimed before, on this instance or, as far as the storage can tell, on another
   */
  isFirst(scope: string, what: string, ms: number): Promise<boolean>;
  /** Forgets what was done in a scope. */
  forget(scope: string): Promise<void>;
}

/** What was claimed in a scope, by name, and until when it counts: milliseconds since 1970. */
interface Claims {
  until: Record<string, number>;
}

const parts = v.record(v.string(), v.unknown());
const Stored = v.fallback(v.object({ until: v.fallback(parts, {}) }), { until: {} });

const attempts = 3;
const longestName = 100;
/** How many claims an instance remembers by itself. */
const remembered = 1_000;

/**
 * Opens the deduplication. The instance's own memory comes first and is exact. The storage tells the other instances, and
 * nobody waits for a storage that is down.
 */
export function openDeduplicate(store: RecordStore, now: () => number): Deduplicate {
  const own = new Map<string, number>();
  const keyOf = (scope: string, what: string) => JSON.stringify([scope, what]);
  /** An activity's id is a stranger's text, of any length. */
  const shortened = (what: string) =>
    what.length > longestName ? createHash('sha256').update(what).digest('base64url') : what;

  const claimHere = (key: string, until: number): boolean => {
    if ((own.get(key) ?? 0) > now()) return false;
    own.delete(key);
    own.set(key, until);
    const [oldest] = own.keys();
    if (own.size > remembered && oldest !== undefined) own.delete(oldest);
    return true;
  };

  /** @param again a write was refused just before. It may have come through, and only its answer been lost */
  const claimForAll = async (
    scope: string,
    what: string,
    until: number,
    again: boolean,
  ): Promise<boolean> => {
    const storeKey = `once/${scope}`;
    const stored = await store.read(storeKey);
    const valid = claimsIn(stored?.value).filter(([, end]) => end > now());
    const claimed = valid.find(([claim]) => claim === what);
    if (claimed) return again && claimed[1] === until;
    const claims: Claims = { until: { ...Object.fromEntries(valid), [what]: until } };
    await store.write(storeKey, claims, stored?.eTag);
    return true;
  };

  return {
    async isFirst(scope, name, ms) {
      const what = shortened(name);
      // The fraction tells one's own claim from another instance's of the same millisecond.
      const until = now() + ms - Math.random();
      if (!claimHere(keyOf(scope, what), until)) return false;
      for (let attempt = 1; ; attempt++) {
        try {
          return await claimForAll(scope, what, until, attempt > 1);
        } catch (error) {
          // Without the storage it may be done twice, which is better than not at all.
          if (error instanceof StorageUnavailable || attempt === attempts) return true;
          if (!(error instanceof StorageConflict)) throw error;
        }
      }
    },

    async forget(scope) {
      for (const key of [...own.keys()]) if (JSON.parse(key)[0] === scope) own.delete(key);
      await store.delete(`once/${scope}`);
    },
  };
}

/** Reads what the storage holds of a scope. A damaged claim counts as none: then something is done twice, and not never. */
function claimsIn(stored: unknown): [what: string, until: number][] {
  const until = v.parse(Stored, stored).until;
  return Object.entries(until).filter((claim): claim is [string, number] => typeof claim[1] === 'number');
}
