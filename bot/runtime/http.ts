// Calls out over HTTP: what the bot needs of `fetch`, and one made of undici's `request`, which costs a fifth of it.
import type { Readable } from 'node:stream';
import { Agent, type Dispatcher, EnvHttpProxyAgent, request as undiciRequest } from 'undici';

export interface FetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
  /** No redirect is followed: following a 307 would send a POST twice. */
  redirect: 'manual';
  signal?: AbortSignal;
  /** Bytes of the answer that are read; 64 KB if left out. To read a longer one is an error; its status counts all the same. */
  maxBytes?: number;
}

export interface FetchResponse {
  status: number;
  /** Whether the status is a 2xx. */
  ok: boolean;
  headers: Pick<Headers, 'get'>;
  text(): Promise<string>;
  json(): Promise<unknown>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The part of `fetch` that the bot uses. Node's own `fetch` fits. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** There was no answer in time. The request may have been carried out. */
export class TimedOut extends Error {
  override name = 'TimedOut';
}

export const tooLarge = 'ANSWER_TOO_LARGE';

/** The answer is longer than the caller reads. */
export class AnswerTooLarge extends Error {
  override name = 'AnswerTooLarge';
  readonly code = tooLarge;
}

export interface RequestOptions {
  /** Milliseconds for a connection, the handshake of TLS included; fewer than any call may take, so that it is told apart. */
  connectWithin?: number;
  /** Names the proxies: HTTP_PROXY, HTTPS_PROXY and NO_PROXY, in capitals or not. */
  environment?: Record<string, string | undefined>;
}

/** Milliseconds, as in Node's own fetch. Many servers close idle connections after five seconds, and a POST into that is lost. */
const idleFor = 4_000;
/** Bytes of an answer, unless the call names another bound. The largest ordinary ones hold a token, of some thousand bytes. */
const ordinaryAnswer = 64 * 1024;
const unpacked = { 'accept-encoding': 'identity' };
/** Calls to this machine never go through a proxy. */
const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/**
 * Makes a way to send a request once: it follows no redirect and tries nothing again. It rejects with undici's error, whose
 * `code` tells whether there was a connection; with the signal's reason; or, while the answer is read, with AnswerTooLarge.
 */
export function openRequest({
  connectWithin = 5_000,
  environment = process.env,
}: RequestOptions = {}): Fetch {
  let dispatcher: Dispatcher | undefined;
  return (url, { method = 'GET', headers = {}, body = null, signal, maxBytes = ordinaryAnswer }) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      dispatcher ??= openDispatcher(connectWithin, environment);
      const answered = undiciRequest(url, {
        dispatcher,
        method: method as Dispatcher.HttpMethod,
        headers: { ...unpacked, ...headers },
        body,
        signal: signal ?? null,
      });
      // undici looks at the signal only once it is connected, which may take too long.
      const giveUp = () => reject(signal?.reason);
      signal?.addEventListener('abort', giveUp, { once: true });
      answered
        .then((answer) => resolve(responseOf(answer, maxBytes)), reject)
        .finally(() => signal?.removeEventListener('abort', giveUp));
    });
}

export const request = openRequest();

/**
 * Makes a call that is given up after so many milliseconds, whatever is left to do in it then. Cheaper than
 * AbortSignal.timeout, whose timer outlives the call.
 * @throws TimedOut, if the call throws the signal's reason
 */
export async function within<T>(ms: number, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(new TimedOut('No answer in time')), ms);
  try {
    return await call(over.signal);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads Retry-After, by which a service asks to be left alone: a number of seconds, or a date (RFC 9110, 10.2.3), which
 * counts from the answer's own Date.
 * @returns seconds; nothing when the header is missing or says nothing sensible
 */
export function retryAfterOf(headers: Pick<Headers, 'get'>): number | undefined {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const seconds = (Date.parse(value) - Date.parse(headers.get('date') ?? '')) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, Math.ceil(seconds));
}

function openDispatcher(connectWithin: number, environment: Record<string, string | undefined>): Dispatcher {
  const connect = { timeout: connectWithin };
  const options = { connect, keepAliveTimeout: idleFor, keepAliveMaxTimeout: idleFor };
  const httpProxy = environment.http_proxy || environment.HTTP_PROXY;
  const httpsProxy = environment.https_proxy || environment.HTTPS_PROXY;
  const direct = environment.no_proxy || environment.NO_PROXY || '';
  if (!(httpProxy || httpsProxy) || direct.trim() === '*') return new Agent(options);
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: httpProxy ?? '',
    httpsProxy: httpsProxy ?? '',
    noProxy: [direct, ...thisMachine].join(),
    proxyTls: connect,
    requestTls: connect,
  });
}

function responseOf({ statusCode, headers, body }: Dispatcher.ResponseData, maxBytes: number): FetchResponse {
  const bytes = read(body, maxBytes);
  // A caller that only looks at the status need not hear that the rest broke off.
  bytes.catch(() => undefined);
  // As in fetch, a byte order mark is no part of the text.
  const text = async () => (await bytes).toString('utf8').replace(/^\uFEFF/, '');
  return {
    status: statusCode,
    ok: statusCode >= 200 && statusCode < 300,
    headers: { get: (name) => headerIn(headers, name) },
    text,
    json: async () => JSON.parse(await text()),
    arrayBuffer: async () => new Uint8Array(await bytes).buffer,
  };
}

function headerIn(headers: Dispatcher.ResponseData['headers'], name: string): string | null {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

/** Reads the answer in any case: a connection whose answer is left unread cannot be used again. */
function read(body: Readable, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    body.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) body.destroy(new AnswerTooLarge(`The answer is longer than ${maxBytes} bytes`));
      else chunks.push(chunk);
    });
    body.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    body.once('error', reject);
  });
}
