// What lets a request into blob storage: an account's key, a shared access signature, or the bot's identity.
import { createHmac, createSecretKey } from 'node:crypto';
import type { Identity } from '../runtime/identity';

export interface BlobRequest {
  method: 'GET' | 'PUT' | 'DELETE';
  /** Of its address, as it is sent. */
  path: string;
  /** Without `?`, and without what Access adds to it. */
  query: '' | 'restype=container';
  /** Their names in lower case. */
  headers: Record<string, string>;
  body?: string;
}

export interface Access {
  /** Goes at the end of every address's query. */
  query: string;
  /** The Authorization header. What it throws (rejects with), it throws without having sent the request. */
  authorize(request: BlobRequest): string | undefined | Promise<string>;
}

/** With a shared access signature, which is part of the address. */
export const bySignature = (signature: string): Access => ({ query: signature, authorize: () => undefined });

/** With a token of the managed identity. The name of the resource is the same in every cloud. */
export const byIdentity = (identity: Identity): Access => ({
  query: '',
  authorize: async () => `Bearer ${await identity('https://storage.azure.com')}`,
});

/**
 * With the account's key: a signature of the request, made as Microsoft Learn has it under "Authorize with Shared Key"
 * for the blob service since version 2015-02-21.
 * @param account its name; an address with the account in its path has it twice in what is signed
 */
export function byKey(account: string, key: Buffer): Access {
  const secret = createSecretKey(key);
  return {
    query: '',
    authorize(request) {
      const signature = createHmac('sha256', secret).update(textToSign(account, request)).digest('base64');
      return `SharedKey ${account}:${signature}`;
    },
  };
}

/** Line by line: the method, eleven headers (of which the bot sends four), the x-ms- headers, the resource. */
function textToSign(account: string, { method, path, query, headers, body = '' }: BlobRequest): string {
  const length = Buffer.byteLength(body) || '';
  const type = headers['content-type'] ?? '';
  const ifMatch = headers['if-match'] ?? '';
  const ifNoneMatch = headers['if-none-match'] ?? '';
  const own = Object.keys(headers).filter((name) => name.startsWith('x-ms-'));
  const ownLines = own.sort().map((name) => `${name}:${headers[name]}\n`);
  const resource = `/${account}${path}${query && `\n${query.replace('=', ':')}`}`;
  return `${method}\n\n\n${length}\n\n${type}\n\n\n${ifMatch}\n${ifNoneMatch}\n\n\n${ownLines.join('')}${resource}`;
}
