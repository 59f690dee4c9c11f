// Records in Azure blob storage: each a blob of JSON, by Microsoft's own client.
import type { TokenCredential } from '@azure/identity';
import {
  type AnonymousCredential,
  BlobServiceClient,
  type BlockBlobClient,
  type ContainerClient,
  newPipeline,
  type RequestPolicyFactory,
  RestError,
  type StorageRetryOptions,
  StorageRetryPolicyType,
  type StorageSharedKeyCredential,
} from '@azure/storage-blob';
import type { Clock } from '../runtime/clock';
import { IdentityUnavailable } from '../runtime/identity';
import { type RecordStore, StorageConflict, StorageUnavailable, type StoredRecord } from './port';

export interface BlobAccount {
  /** The blob service's address; with a shared access signature if that is what lets the bot in. */
  url: string;
  credential: TokenCredential | StorageSharedKeyCredential | AnonymousCredential;
}

/** What a call may take in milliseconds, all its tries together: a turn makes a few, and must end in time to tell of it. */
const callFor = 4_500;
/** For what the library tries again, a broken connection, a 500 or a 503: at once, and once more after a tenth of a second. */
const retryOptions: StorageRetryOptions = {
  retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
  maxTries: 3,
  retryDelayInMs: 100,
};
/** Bytes of a record that are read. No version of the bot has written one of that size. */
const largestRecord = 3 * 1024 * 1024;
/** Azurite refuses versions of the API that are newer than itself, and the library names its newest. */
const azurite = { account: 'devstoreaccount1', version: '2025-11-05' };

/**
 * Reads a connection string.
 * @throws when it is none; the error may repeat parts of it
 */
export function accountOf(connectionString: string): BlobAccount {
  const { url, credential } = BlobServiceClient.fromConnectionString(connectionString);
  return { url, credential };
}

/**
 * Opens a container as a store; nothing is connected to yet. A missing container is made.
 *
 * A blob has the percent-encoded key for its name and the record as JSON for its content. That is how the bot stored records
 * before it used this library, and how botbuilder's BlobsStorage does: what they wrote is read.
 */
export function openBlobs(
  { url, credential }: BlobAccount,
  containerName: string,
  clock: Clock,
): RecordStore {
  const pipeline = newPipeline(credential, { retryOptions });
  if (new URL(url).pathname.startsWith(`/${azurite.account}`)) pipeline.factories.push(asAzuriteKnows);
  const container = new BlobServiceClient(url, pipeline).getContainerClient(containerName);
  const call = callsTo(container, clock);
  const blobOf = (key: string) => container.getBlockBlobClient(encodeURIComponent(key));

  return {
    read: (key) => call((abortSignal) => download(blobOf(key), abortSignal).catch(noneIfMissing)),
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
    async delete(key) {
      await call((abortSignal) => blobOf(key).delete({ abortSignal }).catch(noneIfMissing));
    },
  };
}

const asAzuriteKnows: RequestPolicyFactory = {
  create: (next) => ({
    sendRequest(request) {
      request.headers.set('x-ms-version', azurite.version);
      return next.sendRequest(request);
    },
  }),
};

/** Not `downloadToBuffer`, which costs twice as much: it asks for the size first. */
async function download(blob: BlockBlobClient, abortSignal: AbortSignal): Promise<StoredRecord> {
  const { etag, readableStreamBody } = await blob.download(0, undefined, { abortSignal });
  const text = await textOf(readableStreamBody);
  // Without an ETag the next write could not tell that somebody else was faster.
  if (!etag) throw new StorageUnavailable('The storage told no ETag');
  return { value: recordIn(text), eTag: etag };
}

/** Reads what the storage sends, all of it or, if that is no record's size, nothing. */
async function textOf(body: NodeJS.ReadableStream | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop early ends the stream, and the connection with it.
  for await (const chunk of body ?? []) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > largestRecord) return '';
    chunks.push(bytes);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

/** The record in a blob's text. A text that holds none counts as an empty record, so that the next write replaces it. */
function recordIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  } catch {
    return {};
  }
}

type Call<T> = (abortSignal: AbortSignal) => Promise<T>;

/** Makes the way to a container: each call in time, again where the container had to be made first, failing as the port says. */
function callsTo(container: ContainerClient, clock: Clock) {
  let making: Promise<unknown> | undefined;
  const make = (abortSignal: AbortSignal) => {
    making ??= container.createIfNotExists({ abortSignal }).finally(() => {
      making = undefined;
    });
    return making;
  };

  const inContainer = async <T>(call: Call<T>, abortSignal: AbortSignal): Promise<T> => {
    try {
      return await call(abortSignal);
    } catch (error) {
      if (codeOf(error) !== 'ContainerNotFound') throw error;
    }
    // For a read too: a bot that may not make it, or whose settings lead elsewhere, is found out by /readyz.
    await make(abortSignal);
    return call(abortSignal);
  };

  return async <T>(call: Call<T>): Promise<T> => {
    try {
      return await inContainer(call, clock.timeout(callFor));
    } catch (error) {
      throw failureOf(error);
    }
  };
}

/** Azure's name for what went wrong, such as BlobNotFound. */
function codeOf(error: unknown): string {
  return (error instanceof RestError && error.response?.headers.get('x-ms-error-code')) || '';
}

function noneIfMissing(error: unknown): undefined {
  if (error instanceof RestError && error.statusCode === 404 && codeOf(error) !== 'ContainerNotFound') return;
  throw error;
}

/** Nothing of the library's error is kept but status and code: its message may repeat addresses, signatures and records. */
function failureOf(error: unknown): Error {
  if (error instanceof StorageUnavailable) return error;
  if (error instanceof IdentityUnavailable) return new StorageUnavailable(error.message);
  const status = error instanceof RestError ? error.statusCode : undefined;
  const code = codeOf(error);
  if (status === 412 || (status === 409 && code === 'BlobAlreadyExists')) return new StorageConflict();
  if (status === undefined) return new StorageUnavailable('The storage did not answer');
  return new StorageUnavailable(
    `The storage answered ${status} ${/^\w{1,64}$/.test(code) ? code : ''}`.trim(),
  );
}
