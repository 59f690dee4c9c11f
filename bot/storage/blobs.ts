// Records in Azure blob storage: each a blob of JSON.
import { type RecordStore, StorageConflict } from '../people/people';
import type { Answer } from '../runtime/retry';
import { type Container, type ContainerRequest, refusalOf } from './container';

/**
 * Makes a store of a container.
 *
 * What botbuilder's BlobsStorage wrote is read, and the other way round: a key's blob has the percent-encoded key for
 * its name, and an item's `eTag` is the blob's. A write with an `eTag` is for that very blob; one without it for a blob
 * that is not there yet, where BlobsStorage overwrites what somebody else has put there meanwhile; one with `*` for
 * whatever is there. Every call throws StorageUnavailable, a write StorageConflict too.
 *
 * A call whose answer is lost is made again, a conditional write too. If the first one came through, the second is
 * refused as a conflict; whoever wrote then reads again, and knows their own write (`bot/mail/claim.ts`).
 */
export function openBlobs(container: Container): RecordStore {
  const read = async (key: string): Promise<object | undefined> => {
    const answer = await container({ method: 'GET', name: nameOf(key), headers: {} });
    return answer.status === 404 ? undefined : itemOf(answer);
  };

  const write = async (key: string, item: unknown): Promise<string | undefined> => {
    const answer = await container(writeRequest(key, item));
    if (isConflict(answer)) throw new StorageConflict('The record changed meanwhile');
    if (answer.status !== 201) throw refusalOf(answer);
    return answer.headers.get('etag') ?? undefined;
  };

  const remove = async (key: string): Promise<void> => {
    const answer = await container({ method: 'DELETE', name: nameOf(key), headers: {} });
    if (answer.status !== 202 && answer.status !== 404) throw refusalOf(answer);
  };

  return {
    async read(keys) {
      const items = await Promise.all(keys.map(async (key) => [key, await read(key)] as const));
      return Object.fromEntries(items.filter(([, item]) => item !== undefined));
    },
    async write(changes) {
      const written = Object.entries(changes).map(
        async ([key, item]) => [key, await write(key, item)] as const,
      );
      return Object.fromEntries((await Promise.all(written)).filter(hasETag));
    },
    async delete(keys) {
      await Promise.all(keys.map(remove));
    },
  };
}

const hasETag = (entry: readonly [string, string | undefined]): entry is readonly [string, string] =>
  entry[1] !== undefined;

/** Encoded once because that is the blob's name, and that once more for the address. */
function nameOf(key: string): string {
  // Without a name the container itself would be meant.
  if (!key) throw new TypeError('A key is missing');
  return encodeURIComponent(encodeURIComponent(key));
}

function writeRequest(key: string, item: unknown): ContainerRequest {
  const { eTag, ...content } = item as { eTag?: unknown };
  const headers = {
    'content-type': 'application/json',
    'x-ms-blob-type': 'BlockBlob',
    ...conditionOf(eTag),
  };
  return { method: 'PUT', name: nameOf(key), headers, body: JSON.stringify(content) };
}

function conditionOf(eTag: unknown): Record<string, string> {
  if (eTag === '*') return {};
  return typeof eTag === 'string' && eTag ? { 'if-match': eTag } : { 'if-none-match': '*' };
}

/** Another version is there, or already one where there was none. */
const isConflict = ({ status, headers }: Answer) =>
  status === 412 || (status === 409 && headers.get('x-ms-error-code') === 'BlobAlreadyExists');

/** @throws StorageUnavailable for what is no record with an ETag: without one the next write would overwrite anything */
function itemOf(answer: Answer): object {
  const eTag = answer.headers.get('etag');
  const content = answer.status === 200 && eTag ? parsed(answer.text) : undefined;
  if (typeof content !== 'object' || content === null || Array.isArray(content)) throw refusalOf(answer);
  return { ...content, eTag };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
