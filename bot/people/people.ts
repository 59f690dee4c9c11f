// Reading and changing a person's record: by ETag, deciding again when another turn was faster.
import type { FairShare } from '../runtime/fairShare';
import { openOneAtATime } from '../runtime/oneAtATime';
import { type RecordStore, StorageConflict } from '../storage/port';
import { dropExpired, type PersonRecord } from './record';
import { readRecord } from './stored';

export interface PersonKey {
  channelId: string;
  userId: string;
}

/** The record to write, if anything changes, and what the caller wants to know. */
export interface Decision<T> {
  record?: PersonRecord;
  result: T;
}

const attempts = 8;

/** One person's record during one turn: read when first needed, and at most once unless somebody else changes it. */
export interface Person {
  record(): Promise<PersonRecord>;
  /** Reads the record once more: another turn may have changed it. */
  readAgain(): Promise<PersonRecord>;
  /**
   * Changes the record.
   * @param decide pure; called again with the newer record after a conflict
   * @throws StorageConflict when the record kept changing, StorageUnavailable when the store is down
   */
  update<T>(decide: (record: PersonRecord) => Decision<T>): Promise<T>;
  /** Changes the record where there is nothing to decide. Giving the same record back writes nothing. */
  change(change: (record: PersonRecord) => PersonRecord): Promise<void>;
  /** Deletes all that is known of the person. */
  forget(): Promise<void>;
}

/** Opens a person's record; nothing is read yet. */
export type OpenPerson = (key: PersonKey) => Person;

interface Known {
  record: PersonRecord;
  eTag?: string | undefined;
}

/** The changes of one person's record that are under way on this instance. */
interface Changing {
  count: number;
  /** What the newest of them wrote. */
  newest?: Known;
}

/**
 * @param now milliseconds since 1970; what is older than it may be kept is not seen
 * @param share a record may be large, and what is decided on it long: each person gets their share
 */
export function openPeople(store: RecordStore, now: () => number, share: FairShare): OpenPerson {
  // Changes of one record would be in each other's way, and each would have to decide again and again.
  const oneAtATime = openOneAtATime();
  const allChanging = new Map<string, Changing>();

  async function alone<T>(key: string, work: (changing: Changing) => Promise<T>): Promise<T> {
    const changing = allChanging.get(key) ?? { count: 0 };
    allChanging.set(key, changing);
    changing.count += 1;
    try {
      return await oneAtATime(key, () => work(changing));
    } finally {
      changing.count -= 1;
      if (changing.count === 0) allChanging.delete(key);
    }
  }

  return ({ channelId, userId }) => {
    const key = `${channelId}/${userId}`;
    let known: Known | undefined;

    const read = async (): Promise<Known> => {
      const stored = await store.read(key);
      await share(key);
      known = { record: dropExpired(readRecord(stored?.value), now()), eTag: stored?.eTag };
      return known;
    };

    async function updateAlone<T>(
      changing: Changing,
      decide: (record: PersonRecord) => Decision<T>,
    ): Promise<T> {
      // Another turn was faster: what this one knows is stale. The limits of a record hold for what was never read, too.
      const { newest } = changing;
      if (known && newest) known = { ...newest, record: dropExpired(newest.record, now()) };
      for (let attempt = 1; ; attempt++) {
        const { record, eTag } = known ?? (await read());
        await share(key);
        const decision = decide(record);
        if (!decision.record || decision.record === record) return decision.result;
        // The record in hand is stale from here on, until the store tells the new ETag.
        known = undefined;
        delete changing.newest;
        try {
          const newest = await store.write(key, decision.record, eTag);
          known = { record: decision.record, eTag: newest };
          changing.newest = known;
          return decision.result;
        } catch (error) {
          if (!(error instanceof StorageConflict) || attempt === attempts) throw error;
        }
      }
    }

    const person: Person = {
      record: async () => (known ?? (await read())).record,
      readAgain: async () => (await read()).record,
      update: (decide) => alone(key, (changing) => updateAlone(changing, decide)),
      change: (change) => person.update((record) => ({ record: change(record), result: undefined })),
      async forget() {
        known = undefined;
        await store.delete(key);
      },
    };
    return person;
  };
}
