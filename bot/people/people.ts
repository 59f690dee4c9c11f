// Reading and changing a person's record: by ETag, deciding again when another turn was faster.
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

/**
 * Opens a person's record; nothing is read yet.
 * @param now milliseconds since 1970; what is older than it may be kept is not seen
 */
export function openPerson(store: RecordStore, { channelId, userId }: PersonKey, now: () => number): Person {
  const key = `${channelId}/${userId}`;
  let known: { record: PersonRecord; eTag?: string } | undefined;

  const read = async () => {
    const stored = await store.read(key);
    const record = dropExpired(readRecord(stored?.value), now());
    known = { record, ...(stored ? { eTag: stored.eTag } : {}) };
    return known;
  };

  const person: Person = {
    record: async () => (known ?? (await read())).record,

    async update(decide) {
      for (let attempt = 1; ; attempt++) {
        const { record, eTag } = known ?? (await read());
        const decision = decide(record);
        if (!decision.record || decision.record === record) return decision.result;
        // The record in hand is stale from here on, until the store tells the new ETag.
        known = undefined;
        try {
          const newest = await store.write(key, decision.record, eTag);
          known = { record: decision.record, eTag: newest };
          return decision.result;
        } catch (error) {
          if (!(error instanceof StorageConflict) || attempt === attempts) throw error;
        }
      }
    },

    change: (change) => person.update((record) => ({ record: change(record), result: undefined })),

    async forget() {
      known = undefined;
      await store.delete(key);
    },
  };
  return person;
}
