// Records and files as blobs of one container: a record is JSON that changes by ETag, a file is bytes that never change.
import type { Clock } from '../runtime/clock';
import { type BlobAccount, type Container, download, noneIfMissing, openContainer } from './container';
import { type FileStore, type RecordStore, StorageConflict, StorageUnavailable, type Stores } from './port';

export { accountOf } from './container';

/** Bytes that are read. No version of the bot has written a record or a file of that size. */
const largest = { record: 3 * 1024 * 1024, file: 5 * 1024 * 1024 };

/** Opens a container as a store of both; nothing is connected to yet. A missing container is made. */
export function openBlobs(account: BlobAccount, containerName: string, clock: Clock): Stores {
  const container = openContainer(account, containerName, clock);
  return { records: recordsOf(container), files: filesOf(container) };
}

function recordsOf({ blobOf, call }: Container): RecordStore {
  return {
    read: (key) =>
      call(async (abortSignal) => {
        const read = await download(blobOf(key), largest.record, abortSignal).catch(noneIfMissing);
        if (!read) return undefined;
        // Without an ETag the next write could not tell that somebody else was faster.
        if (!read.eTag) throw new StorageUnavailable('The storage told no ETag');
        return { value: recordIn(read.bytes), eTag: read.eTag };
      }),
    async write(key, value, eTag) {
      const body = JSON.stringify(value);
      const conditions = eTag ? { ifMatch: eTag } : { ifNoneMatch: '*' };
      const options = { conditions, blobHTTPHeaders: { blobContentType: 'application/json' } };
      const { etag } = await call((abortSignal) =>
        blobOf(key).upload(body, Buffer.byteLength(body), { ...options, abortSignal }),
      );
      if (!etag) throw new StorageUnavailable('The storage told no ETag');
      return etag;
    },
    delete: (key) => deleteBlob({ blobOf, call }, key),
  };
}

function filesOf({ blobOf, call }: Container): FileStore {
  return {
    read: (key) =>
      call(async (abortSignal) => {
        const read = await download(blobOf(key), largest.file, abortSignal).catch(noneIfMissing);
        return read?.bytes;
      }),
    async write(key, bytes) {
      const conditions = { ifNoneMatch: '*' };
      try {
        await call((abortSignal) => blobOf(key).upload(bytes, bytes.byteLength, { conditions, abortSignal }));
      } catch (error) {
        // The write came through before, and its answer was lost.
        if (!(error instanceof StorageConflict)) throw error;
      }
    },
    delete: (key) => deleteBlob({ blobOf, call }, key),
  };
}

async function deleteBlob({ blobOf, call }: Container, key: string): Promise<void> {
  await call((abortSignal) => blobOf(key).delete({ abortSignal }).catch(noneIfMissing));
}

/** The record in a blob. Bytes that hold none count as an empty record, so that the next write replaces it. */
function recordIn(bytes: Buffer | undefined): object {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}
