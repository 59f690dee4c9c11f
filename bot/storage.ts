// Where state lives: blob storage or memory behind botbuilder's Storage, with hashed keys.
import { createHash } from 'node:crypto';
import { MemoryStorage, type Storage, type StoreItems } from 'botbuilder';
import { StorageConflict, StorageUnavailable } from './people/people';
import type { BlobSettings, Settings } from './settings';

/**
 * Opens the storage the settings name. Nothing is connected to yet.
 * Blob storage is reached as the bot's managed identity, or by connection string.
 */
export function openStorage({ storage, app }: Settings): Storage {
  if (storage.kind === 'memory') return new MemoryStorage();
  // A user-assigned identity is named by its client id; an app registration's id would name none.
  return openBlobs(storage, app.type === 'UserAssignedMSI' ? { clientId: app.id } : {});
}

// A turn waits for the storage a few times: each call may fail in time to be told of.
const storagePipelineOptions = {
  retryOptions: { maxTries: 2, tryTimeoutInMs: 2_000, retryDelayInMs: 200, maxRetryDelayInMs: 400 },
};

function openBlobs(blobs: BlobSettings, identity: { clientId?: string }): Storage {
  // Loaded only where used: these two packages are a good part of a cold start.
  const { BlobsStorage } = require('botbuilder-azure-blobs') as typeof import('botbuilder-azure-blobs');
  if ('connectionString' in blobs) {
    const { connectionString, container } = blobs;
    return reopened(() => new BlobsStorage(connectionString, container, { storagePipelineOptions }));
  }
  const { ManagedIdentityCredential } = require('@azure/identity') as typeof import('@azure/identity');
  const credential = new ManagedIdentityCredential(identity);
  const url = `${blobs.url.replace(/\/$/, '')}/${blobs.container}`;
  return reopened(() => new BlobsStorage('', '', { storagePipelineOptions }, url, credential));
}

/**
 * A storage that is opened anew until it once worked. BlobsStorage makes its container at the first call and keeps the
 * promise of that, failed too: an outage at the start would last for ever.
 */
function reopened(open: () => Storage): Storage {
  let opened: Storage | undefined;
  let worked = false;
  const call = async <T>(use: (storage: Storage) => Promise<T>): Promise<T> => {
    opened ??= open();
    try {
      const answer = await use(opened);
      worked = true;
      return answer;
    } catch (error) {
      if (!worked) opened = undefined;
      throw error;
    }
  };
  return {
    read: (keys) => call((storage) => storage.read(keys)),
    write: (changes) => call((storage) => storage.write(changes)),
    delete: (keys) => call((storage) => storage.delete(keys)),
  };
}

/**
 * A storage that hashes every key behind a plain prefix: BlobsStorage cuts keys at 1,024 characters and folds `//`,
 * which gave two people one blob, and ids of people have no place in a blob's name.
 * @param prefix what a lifecycle rule of the storage account matches, such as `people`
 */
export function withHashedKeys(inner: Storage, prefix: string): Storage {
  const hashed = (key: string) => `${prefix}/${createHash('sha256').update(key).digest('hex')}`;
  return {
    async read(keys) {
      const items = await answered(() => inner.read(keys.map(hashed)));
      const found = keys
        .map((key) => [key, items[hashed(key)]] as const)
        .filter(([, item]) => item !== undefined);
      return Object.fromEntries(found) as StoreItems;
    },
    async write(changes) {
      const entries = Object.entries(changes).map(([key, item]) => [hashed(key), item]);
      await answered(() => inner.write(Object.fromEntries(entries)));
    },
    async delete(keys) {
      await answered(() => inner.delete(keys.map(hashed)));
    },
  };
}

/** Turns whatever a storage throws into one of two errors. botbuilder tells a conflict by the words of a plain Error only. */
async function answered<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // The message is left out: in it a storage may repeat what it was given.
    if (/etag conflict/i.test(message))
      throw new StorageConflict('The record changed meanwhile', { cause: error });
    throw new StorageUnavailable('The storage did not answer', { cause: error });
  }
}
