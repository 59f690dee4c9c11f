// Where state lives: blob storage or memory, as the settings name it.
import { MemoryStorage } from 'botbuilder';
import type { RecordStore } from '../people/people';
import { type Clock, systemClock } from '../runtime/clock';
import { type Fetch, request } from '../runtime/http';
import { openIdentity } from '../runtime/identity';
import { openSendTwice } from '../runtime/retry';
import type { BlobSettings, Settings } from '../settings';
import { type Access, byIdentity, byKey, bySignature } from './access';
import { openBlobs } from './blobs';
import { readConnectionString } from './connectionString';
import { openContainer } from './container';

export { withHashedKeys } from './hashedKeys';

export interface StorageOptions {
  clock?: Clock;
  /** From 0 up to 1. */
  random?: () => number;
  fetch?: Fetch;
}

/**
 * Opens the storage the settings name. Nothing is connected to yet.
 * Blob storage is reached as the bot's managed identity, or by connection string.
 */
export function openStorage(
  { storage, app }: Settings,
  { clock = systemClock, random = Math.random, fetch = request }: StorageOptions = {},
): RecordStore {
  if (storage.kind === 'memory') return new MemoryStorage();
  // A user-assigned identity is named by its client id; an app registration's id would name none.
  const clientId = app.type === 'UserAssignedMSI' ? app.id : undefined;
  const { url, access } = accountOf(storage, () => byIdentity(openIdentity(clientId, { clock })));
  const container = `${url.replace(/\/$/, '')}/${encodeURIComponent(storage.container)}`;
  return openBlobs(openContainer(container, access, openSendTwice(fetch, clock, random), clock.now));
}

function accountOf(blobs: BlobSettings, asIdentity: () => Access): { url: string; access: Access } {
  if ('url' in blobs) return { url: blobs.url, access: asIdentity() };
  const account = readConnectionString(blobs.connectionString);
  // The settings were checked; the text is not shown, there is a key in it.
  if (!account) throw new Error('The connection string of the storage cannot be read');
  const { url, proof } = account;
  return { url, access: 'key' in proof ? byKey(proof.name, proof.key) : bySignature(proof.signature) };
}
