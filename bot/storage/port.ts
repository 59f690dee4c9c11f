// What the bot needs of a storage: records and files by key, each read and changed by itself, and two ways in which that fails.

export interface StoredRecord {
  value: object;
  /** Names this version of the record. */
  eTag: string;
}

/** Every call throws StorageUnavailable when the storage does not do its work. */
export interface RecordStore {
  /**
   * Reads a record. One that is damaged is given as an empty one, with its ETag, so that a write can replace it.
   * @returns nothing when there is no such record
   */
  read(key: string): Promise<StoredRecord | undefined>;
  /**
   * Writes a record, unless somebody else was faster.
   * @param value what JSON can hold
   * @param eTag of the version that is replaced; without it there must be no such record yet
   * @returns the new version's ETag
   * @throws StorageConflict. A retried write may conflict with its own first attempt, whose answer was lost. So after a
   *   conflict the caller reads again, and may find what it wrote
   */
  write(key: string, value: object, eTag?: string): Promise<string>;
  /** Deletes a record; it need not be there. */
  delete(key: string): Promise<void>;
}

/** Files: bytes that are written once, read and deleted. Every call throws StorageUnavailable when the storage does not do its work. */
export interface FileStore {
  /** Writes a new file. A key that is there already counts as written: a retry's first attempt may have come through. */
  write(key: string, bytes: Uint8Array): Promise<void>;
  /** @returns nothing when there is no such file, or one larger than the bot writes */
  read(key: string): Promise<Buffer | undefined>;
  /** Deletes a file; it need not be there. */
  delete(key: string): Promise<void>;
}

/** A place with both. */
export interface Stores {
  records: RecordStore;
  files: FileStore;
}

/** The record changed since it was read. */
export class StorageConflict extends Error {
  override name = 'StorageConflict';
  constructor(message = 'The record changed meanwhile') {
    super(message);
  }
}

/** The storage did not answer, or not as a storage does. */
export class StorageUnavailable extends Error {
  override name = 'StorageUnavailable';
}
