// Keys of a storage, hashed: names of blobs have 1,024 characters at most, and ids of people have no place in them.
import { createHash } from 'node:crypto';
import type { FileStore, RecordStore } from './port';

/** @param prefix what a lifecycle rule of the storage account matches, such as `people` */
const hashing = (prefix: string) => (key: string) =>
  `${prefix}/${createHash('sha256').update(key).digest('hex')}`;

/** Records whose every key is hashed behind a plain prefix. */
export function withHashedKeys(inner: RecordStore, prefix: string): RecordStore {
  const hashed = hashing(prefix);
  return {
    read: (key) => inner.read(hashed(key)),
    write: (key, value, eTag) => inner.write(hashed(key), value, eTag),
    delete: (key) => inner.delete(hashed(key)),
  };
}

/** Files whose every key is hashed behind a plain prefix. */
export function withHashedFileKeys(inner: FileStore, prefix: string): FileStore {
  const hashed = hashing(prefix);
  return {
    read: (key) => inner.read(hashed(key)),
    write: (key, bytes) => inner.write(hashed(key), bytes),
    delete: (key) => inner.delete(hashed(key)),
  };
}
