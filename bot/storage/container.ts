// A container in Azure blob storage by Microsoft's own client: each call in time, failing as the port says, giving nothing away.
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
import { StorageConflict, StorageUnavailable } from './port';

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

type Work<T> = (abortSignal: AbortSignal) => Promise<T>;
type Call = <T>(work: Work<T>) => Promise<T>;

/** A container that is made when it is missing. */
export interface Container {
  blobOf(key: string): BlockBlobClient;
  /** Does work on blobs in its time, and once more where the container had to be made first. */
  call: Call;
}

/**
 * Opens a container; nothing is connected to yet. A blob has the percent-encoded key for its name. That is how the bot stored
 * records before it used this library, and how botbuilder's BlobsStorage does: what they wrote is found.
 */
export function openContainer({ url, credential }: BlobAccount, name: string, clock: Clock): Container {
  const pipeline = newPipeline(credential, { retryOptions });
  if (new URL(url).pathname.startsWith(`/${azurite.account}`)) pipeline.factories.push(asAzuriteKnows);
  const container = new BlobServiceClient(url, pipeline).getContainerClient(name);
  return {
    blobOf: (key) => container.getBlockBlobClient(encodeURIComponent(key)),
    call: callsTo(container, clock),
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

/**
 * Reads a blob, all of it or, if it has more bytes than this, none of them. Not `downloadToBuffer`, which costs twice as much: it
 * asks for the size first.
 */
export async function download(
  blob: BlockBlobClient,
  mostBytes: number,
  abortSignal: AbortSignal,
): Promise<{ bytes: Buffer | undefined; eTag: string | undefined }> {
  const { etag, readableStreamBody } = await blob.download(0, undefined, { abortSignal });
  return { bytes: await bytesOf(readableStreamBody, mostBytes), eTag: etag };
}

async function bytesOf(
  body: NodeJS.ReadableStream | undefined,
  mostBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop early ends the stream, and the connection with it.
  for await (const chunk of body ?? []) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.length;
    if (length > mostBytes) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks);
}

/** Makes the way to a container: each call in time, again where the container had to be made first, failing as the port says. */
function callsTo(container: ContainerClient, clock: Clock): Call {
  let making: Promise<unknown> | undefined;
  const make = (abortSignal: AbortSignal) => {
    making ??= container.createIfNotExists({ abortSignal }).finally(() => {
      making = undefined;
    });
    return making;
  };

  const inContainer = async <T>(work: Work<T>, abortSignal: AbortSignal): Promise<T> => {
    try {
      return await work(abortSignal);
    } catch (error) {
      if (codeOf(error) !== 'ContainerNotFound') throw error;
    }
    // For a read too: a bot that may not make it, or whose settings lead elsewhere, is found out by /readyz.
    await make(abortSignal);
    return work(abortSignal);
  };

  return async (work) => {
    try {
      return await inContainer(work, clock.timeout(callFor));
    } catch (error) {
      throw failureOf(error);
    }
  };
}

/** Azure's name for what went wrong, such as BlobNotFound. */
function codeOf(error: unknown): string {
  return (error instanceof RestError && error.response?.headers.get('x-ms-error-code')) || '';
}

/** For the failure of a read or a deletion: what is not there has nothing to read, and is deleted. */
export function noneIfMissing(error: unknown): undefined {
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
