// Keys of a storage, hashed, and its failures as two kinds of error.
import { createHash } from 'node:crypto';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../people/people';

/**
 * A storage that hashes every key behind a plain prefix: names of blobs have 1,024 characters at most, and ids of people
 * have no place in them.
 * @param prefix what a lifecycle rule of the storage account matches, such as `people`
 */
export function withHashedKeys(inner: RecordStore, prefix: string): RecordStore {
  const hashed = (key: string) => `${prefix}/${createHash('sha256').update(key).digest('hex')}`;
  return {
    async read(keys) {
      const names = keys.map(hashed);
      const items = await answered(() => inner.read(names));
      const found = keys.map((key, index) => [key, items[names[index] ?? '']] as const);
      return Object.fromEntries(found.filter(([, item]) => item !== undefined));
    },
    async write(changes) {
      const names = Object.keys(changes).map((key) => [key, hashed(key)] as const);
      const items = names.map(([key, name]) => [name, changes[key]]);
      const eTags = await answered(() => inner.write(Object.fromEntries(items)));
      return Object.fromEntries(names.flatMap(([key, name]) => (eTags?.[name] ? [[key, eTags[name]]] : [])));
    },
    async delete(keys) {
      await answered(() => inner.delete(keys.map(hashed)));
    },
  };
}

/** Turns whatever a storage throws into one of two errors. MemoryStorage tells a conflict by the words of a plain Error only. */
async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof StorageConflict || error instanceof StorageUnavailable) throw error;
    const message = error instanceof Error ? error.message : '';
    if (/etag conflict/i.test(message)) throw new StorageConflict('The record changed meanwhile');
    // The message is left out: in it a storage may repeat what it was given.
    throw new StorageUnavailable('The storage did not answer');
  }
}
