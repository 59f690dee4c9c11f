// Keys of a storage, hashed: names of blobs have 1,024 characters at most, and ids of people have no place in them.
import { createHash } from 'node:crypto';
import type { RecordStore } from './port';

/**
 * A storage that hashes every key behind a plain prefix.
 * @param prefix what a lifecycle rule of the storage account matches, such as `people`
 */
export function withHashedKeys(inner: RecordStore, prefix: string): RecordStore {
  const hashed = (key: string) => `${prefix}/${createHash('sha256').update(key).digest('hex')}`;
  return {
    read: (key) => inner.read(hashed(key)),
    write: (key, value, eTag) => inner.write(hashed(key), value, eTag),
    delete: (key) => inner.delete(hashed(key)),
  };
}
