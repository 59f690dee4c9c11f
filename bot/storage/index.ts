// Where state lives: blob storage or memory, as the settings name it.
import type { TokenCredential } from '@azure/identity';
import type { Clock } from '../runtime/clock';
import { MemoryFiles, MemoryStore } from './memory';
import type { Stores } from './port';

export { withHashedFileKeys, withHashedKeys } from './hashedKeys';

export type StorageSettings =
  | { kind: 'memory' }
  | ({ kind: 'blob'; container: string } & ({ url: string } | { connectionString: string }));

/** Microsoft's client takes 20 MB: it is loaded where there are blobs. */
const blobs = () => require('./blobs') as typeof import('./blobs');

/**
 * Opens the storage the settings name. Nothing is connected to yet.
 * @param identity lets the bot into a blob storage that is given by its address
 */
export function openStorage(settings: StorageSettings, identity: TokenCredential, clock: Clock): Stores {
  if (settings.kind === 'memory') return { records: new MemoryStore(), files: new MemoryFiles() };
  const { accountOf, openBlobs } = blobs();
  const account =
    'url' in settings ? { url: settings.url, credential: identity } : accountOf(settings.connectionString);
  return openBlobs(account, settings.container, clock);
}

/** The blob service that a connection string leads to; nothing if it is none. It may hold a signature and is never shown. */
export function blobUrlOf(connectionString: string): string | undefined {
  try {
    return blobs().accountOf(connectionString).url;
  } catch {
    return undefined;
  }
}
