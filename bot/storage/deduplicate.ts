// Deduplication: Teams delivers an activity again when a turn takes long, and tells of one installation twice.
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { type Clock, waitAtMost } from '../runtime/clock';
import { openOneAtATime } from '../runtime/oneAtATime';
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
  /** The same for this instance alone, at once and without a call to the storage. */
  isFirstHere(scope: string, what: string, ms: number): boolean;
  /** Claims something too, and keeps in mind that it is not done yet. Whoever is first calls `finish` when it is. */
  begin(scope: string, what: string, ms: number): Promise<Begun>;
  /** Whether what another instance began is done by now. Where the storage does not tell, it is not. */
  isFinished(scope: string, what: string): Promise<boolean>;
  /** Says that what was begun is done, or is not to be waited for any more. */
  finish(scope: string, what: string): Promise<void>;
  /** Forgets what was done in a scope. */
  forget(scope: string): Promise<void>;
}

/**
 * What became of a claim: the first one; one made before on this instance, or done on another; one that another instance
 * made and has not done, because it still works on it or because it is gone; or one of which the storage does not tell.
 */
export type Begun = 'first' | 'claimed' | 'unfinished' | 'unknown';

/** What was claimed in a scope. */
interface Claims {
  /** Until when each counts, in milliseconds since 1970. */
  until: Map<string, number>;
  /** Those that are not done yet. */
  unfinished: Set<string>;
}

const parts = v.record(v.string(), v.unknown());
const Stored = v.fallback(v.object({ until: v.fallback(parts, {}), unfinished: v.fallback(parts, {}) }), {
  until: {},
  unfinished: {},
});

const attempts = 3;
const longestName = 100;
/** How many claims an instance remembers by itself. */
const remembered = 10_000;

/** Changes claims, and says whether it did. @param again whether a write of it was refused before */
type Change = (claims: Claims, again: boolean) => boolean;

/** Milliseconds that somebody waits for the storage's answer. */
const patience = 2_500;

/**
 * Opens the deduplication. The instance's own memory comes first and is exact. The storage tells the other instances, and
 * nobody waits long for a storage that is slow or down.
 */
export function openDeduplicate(store: RecordStore, clock: Clock): Deduplicate {
  const own = new Map<string, number>();
  const keyOf = (scope: string, what: string) => JSON.stringify([scope, what]);

  const claimHere = (key: string, until: number): boolean => {
    if ((own.get(key) ?? 0) > clock.now()) return false;
    own.delete(key);
    own.set(key, until);
    const [oldest] = own.keys();
    if (own.size > remembered && oldest !== undefined) own.delete(oldest);
    return true;
  };

  const tryUpdate = async (scope: string, change: Change): Promise<boolean> => {
    for (let attempt = 1; ; attempt++) {
      try {
        const stored = await store.read(keyIn(scope));
        // A write that was refused just before may have come through, and only its answer been lost.
        const claims = claimsIn(stored?.value, clock.now());
        if (change(claims, attempt > 1)) await store.write(keyIn(scope), storable(claims), stored?.eTag);
        return true;
      } catch (error) {
        if (error instanceof StorageUnavailable || attempt === attempts) return false;
        if (!(error instanceof StorageConflict)) throw error;
      }
    }
  };
  // Of one scope one after the other: they share a record, and what is finished must have been begun.
  const oneAtATime = openOneAtATime();
  /** Changes a scope's claims. @returns false when it cannot be told whether it did */
  const update = async (scope: string, change: Change): Promise<boolean> => {
    const updated = oneAtATime(scope, () => tryUpdate(scope, change));
    return (await waitAtMost(clock, patience, updated)) === true;
  };

  const claim = async (scope: string, name: string, ms: number, finished: boolean): Promise<Begun> => {
    const what = shortened(name);
    // The fraction tells one's own claim from another instance's of the same millisecond.
    const until = clock.now() + ms - Math.random();
    if (!claimHere(keyOf(scope, what), until)) return 'claimed';
    let begun: Begun = 'first';
    const isTold = await update(scope, (claims, again) => {
      const claimed = claims.until.get(what);
      const isOwn = again && claimed === until;
      begun =
        claimed === undefined || isOwn ? 'first' : claims.unfinished.has(what) ? 'unfinished' : 'claimed';
      if (claimed !== undefined) return false;
      claims.until.set(what, until);
      if (!finished) claims.unfinished.add(what);
      return true;
    });
    return isTold ? begun : 'unknown';
  };

  return {
    async isFirst(scope, what, ms) {
      const begun = await claim(scope, what, ms, true);
      // Without the storage it may be done twice, which is better than not at all.
      return begun === 'first' || begun === 'unknown';
    },
    isFirstHere: (scope, what, ms) => claimHere(keyOf(scope, shortened(what)), clock.now() + ms),
    begin: (scope, what, ms) => claim(scope, what, ms, false),

    async isFinished(scope, name) {
      let isFinished = false;
      const isTold = await update(scope, ({ unfinished }) => {
        isFinished = !unfinished.has(shortened(name));
        return false;
      });
      return isTold && isFinished;
    },

    async finish(scope, name) {
      await update(scope, ({ unfinished }) => unfinished.delete(shortened(name)));
    },

    async forget(scope) {
      for (const key of [...own.keys()]) if (JSON.parse(key)[0] === scope) own.delete(key);
      await store.delete(keyIn(scope));
    },
  };
}

const keyIn = (scope: string) => `once/${scope}`;

/** An activity's id is a stranger's text, of any length. */
function shortened(what: string): string {
  return what.length > longestName ? createHash('sha256').update(what).digest('base64url') : what;
}

/**
 * Reads what the storage holds of a scope, but for what has ended. A damaged claim counts as none: then something is done
 * twice, and not never.
 */
function claimsIn(stored: unknown, now: number): Claims {
  const { until, unfinished } = v.parse(Stored, stored);
  const valid = Object.entries(until).filter(
    (claim): claim is [string, number] => typeof claim[1] === 'number' && claim[1] > now,
  );
  const open = valid.map(([what]) => what).filter((what) => unfinished[what] === true);
  return { until: new Map(valid), unfinished: new Set(open) };
}

const storable = ({ until, unfinished }: Claims) => ({
  until: Object.fromEntries(until),
  ...(unfinished.size > 0
    ? { unfinished: Object.fromEntries([...unfinished].map((what) => [what, true])) }
    : {}),
});
