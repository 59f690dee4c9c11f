// Reading and changing a person's record: by ETag, deciding again when another turn was faster.
import { fileIdsOf } from '../mail/files';
import type { FairShare } from '../runtime/fairShare';
import type { InFlight } from '../runtime/inFlight';
import { openOneAtATime } from '../runtime/oneAtATime';
import { StorageConflict, type Stores } from '../storage/port';
import { openPersonFiles } from './personFiles';
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
  /** Deletes all that is known of the person, their files too. */
  forget(): Promise<void>;
  /**
   * Keeps the bytes of a file, before a form names it. They are deleted when a record was written that names the file no more.
   * @param id that no file had before; the same once more, as by a retry, changes nothing
   */
  saveFile(id: string, bytes: Buffer): Promise<void>;
  /** @returns nothing when the file is not there, or not any more */
  readFile(id: string): Promise<Buffer | undefined>;
}

/** Opens a person's record; nothing is read yet. */
export type OpenPerson = (key: PersonKey) => Person;

interface Known {
  record: PersonRecord;
  eTag?: string | undefined;
  /** The ids of the files that the record names as it is stored, with what is too old to be seen. */
  files: ReadonlySet<string>;
}

/** The changes of one person's record that are under way on this instance. */
interface Changing {
  count: number;
  /** What the newest of them wrote. */
  newest?: Known;
}

export interface PeopleOptions {
  records: Stores['records'];
  files: Stores['files'];
  /** Has the signatures once more. A record may be deleted when nobody has changed it for weeks, and they stay. */
  signatures: Stores['records'];
  /** Milliseconds since 1970; what is older than it may be kept is not seen. */
  now: () => number;
  /** A record may be large, and what is decided on it long: each person gets their share. */
  share: FairShare;
  /** Has the deletion of files, for which no turn waits. */
  inFlight: InFlight;
}

export function openPeople({ records, files, signatures, now, share, inFlight }: PeopleOptions): OpenPerson {
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

    const readStored = async () => {
      const stored = await records.read(key);
      const left = stored ?? (await signatures.read(key));
      await share(key);
      const record = readRecord(left?.value);
      return { record, eTag: stored?.eTag, files: fileIdsOf(record) };
    };
    const read = async (): Promise<Known> => {
      const stored = await readStored();
      known = { ...stored, record: dropExpired(stored.record, now()) };
      return known;
    };
    const ownFiles = openPersonFiles({
      files,
      keyOf: (id) => JSON.stringify([channelId, userId, id]),
      named: async () => (await readStored()).files,
      inFlight,
    });

    async function updateAlone<T>(
      changing: Changing,
      decide: (record: PersonRecord) => Decision<T>,
    ): Promise<T> {
      // Another turn was faster: what this one knows is stale. The limits of a record hold for what was never read, too.
      const { newest } = changing;
      if (known && newest) known = { ...newest, record: dropExpired(newest.record, now()) };
      const naming = ownFiles.change();
      for (let attempt = 1; ; attempt++) {
        const stored = known ?? (await read());
        naming.from(stored);
        await share(key);
        const { record, result } = decide(stored.record);
        if (!record || record === stored.record) {
          naming.ended(stored);
          return result;
        }
        // The record in hand is stale from here on, until the store tells the new ETag.
        known = undefined;
        delete changing.newest;
        const named = fileIdsOf(record);
        await naming.writing(named);
        try {
          if (record.signatures !== stored.record.signatures) await keepSignatures(record);
          const eTag = await records.write(key, record, stored.eTag);
          known = { record, eTag, files: named };
          naming.ended(known);
          changing.newest = known;
          return result;
        } catch (error) {
          if (!(error instanceof StorageConflict) || attempt === attempts) throw error;
        }
      }
    }

    async function keepSignatures({ signatures: kept = {} }: PersonRecord): Promise<void> {
      const before = await signatures.read(key);
      if (Object.keys(kept).length > 0) await signatures.write(key, { signatures: kept }, before?.eTag);
      else if (before) await signatures.delete(key);
    }

    async function forgetAlone(changing: Changing): Promise<void> {
      // Another turn may have named files since this one read the record.
      const naming = ownFiles.change();
      naming.from(await readStored());
      known = undefined;
      delete changing.newest;
      await naming.writing(new Set());
      await signatures.delete(key);
      await records.delete(key);
      naming.ended();
    }

    const person: Person = {
      record: async () => (known ?? (await read())).record,
      readAgain: async () => (await read()).record,
      update: (decide) => alone(key, (changing) => updateAlone(changing, decide)),
      change: (change) => person.update((record) => ({ record: change(record), result: undefined })),
      forget: () => alone(key, forgetAlone),
      saveFile: ownFiles.save,
      readFile: ownFiles.read,
    };
    return person;
  };
}
