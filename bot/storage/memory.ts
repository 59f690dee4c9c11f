// Records and files in memory, for a developer's machine and for tests: gone when the program ends.
import { type FileStore, type RecordStore, StorageConflict, type StoredRecord } from './port';

export class MemoryStore implements RecordStore {
  /** As text, so that nobody changes a record without writing it. */
  private readonly records = new Map<string, { text: string; eTag: string }>();
  private writes = 0;

  async read(key: string): Promise<StoredRecord | undefined> {
    const record = this.records.get(key);
    return record && { value: JSON.parse(record.text), eTag: record.eTag };
  }

  async write(key: string, value: object, eTag?: string): Promise<string> {
    if (this.records.get(key)?.eTag !== eTag) throw new StorageConflict();
    this.writes += 1;
    const written = { text: JSON.stringify(value), eTag: `"${this.writes}"` };
    this.records.set(key, written);
    return written.eTag;
  }

  async delete(key: string): Promise<void> {
    this.records.delete(key);
  }
}

export class MemoryFiles implements FileStore {
  private readonly files = new Map<string, Buffer>();

  async write(key: string, bytes: Uint8Array): Promise<void> {
    // A copy, so that nobody changes a file afterwards.
    if (!this.files.has(key)) this.files.set(key, Buffer.from(bytes));
  }

  async read(key: string): Promise<Buffer | undefined> {
    const bytes = this.files.get(key);
    return bytes && Buffer.from(bytes);
  }

  async delete(key: string): Promise<void> {
    this.files.delete(key);
  }
}
