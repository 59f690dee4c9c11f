// Reading and changing a person's record: optimistic, by ETag, deciding again when somebody else was faster.
import { emptyRecord, forgetOld, type PersonRecord } from './record';

/** What this room needs of a store; botbuilder's `Storage` is one. */
export interface RecordStore {
  read(keys: string[]): Promise<Record<string, unknown>>;
  write(changes: Record<string, unknown>): Promise<void>;
  delete(keys: string[]): Promise<void>;
}

/** The store answered: the record changed since it was read. */
export class StorageConflict extends Error {
  override name = 'StorageConflict';
}

/** The store did not answer, or not sensibly. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}

export interface PersonKey {
  channelId: string;
  userId: string;
}

/** What a decision made of the record: the record to write (none: nothing changes) and what the caller wants to know. */
export interface Decision<T> {
  record?: PersonRecord;
  result: T;
}

type Stored = PersonRecord & { eTag?: string };

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
    const stored = (await store.read([key]))[key] as Stored | undefined;
    const { eTag, ...record }: Stored = stored ?? emptyRecord;
    known = { record: forgetOld({ ...emptyRecord, ...record }, now()), ...(eTag ? { eTag } : {}) };
    return known;
  };

  const person: Person = {
    record: async () => (known ?? (await read())).record,

    async update(decide) {
      for (let attempt = 1; ; attempt++) {
        const { record, eTag } = known ?? (await read());
        const decision = decide(record);
        if (!decision.record || decision.record === record) return decision.result;
        // A write returns no new ETag, so whatever was known is stale from here on.
        known = undefined;
        try {
          await store.write({ [key]: eTag ? { ...decision.record, eTag } : decision.record });
          return decision.result;
        } catch (error) {
          if (!(error instanceof StorageConflict) || attempt === attempts) throw error;
        }
      }
    },

    change: (change) => person.update((record) => ({ record: change(record), result: undefined })),

    async forget() {
      known = undefined;
      await store.delete([key]);
    },
  };
  return person;
}
