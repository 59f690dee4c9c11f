// Calls out over HTTP: what the bot needs of `fetch`, and one made of node:http, which costs a third of Node's own.
import {
  type ClientRequest,
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingMessage,
} from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

export interface FetchInit {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** A redirect is an answer like any other: following a 307 would send a POST twice. */
  redirect: 'manual';
  signal?: AbortSignal;
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

/** No answer in time; what was asked for may have been done. */
export class TimedOut extends Error {
  override name = 'TimedOut';
}

/** No connection in time: nothing was sent. */
export class NotConnected extends Error {
  override name = 'NotConnected';
  readonly code = 'NOT_CONNECTED';
}

/** So much of `fetch` as the bot uses; Node's own is one. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** As Node's own fetch: past it many a server has closed the connection, and a POST into that is lost without a word. */
const idleFor = 4_000;
const unpacked = { 'Accept-Encoding': 'identity' };
const http = new HttpAgent({ keepAlive: true, timeout: idleFor });
const https = new HttpsAgent({ keepAlive: true, timeout: idleFor });

/**
 * Makes a way to send a request, once. It asks for no packed answers and follows nothing, and
 * rejects with what node:http reports, by its code; NotConnected; or the signal's reason.
 * @param connectWithin milliseconds, the handshake of TLS included; under what any call may take, so that it is told apart
 */
export const openSendOnce =
  (connectWithin = 5_000): Fetch =>
  (url, { method = 'GET', headers = {}, body, signal }) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const target = new URL(url);
      const isSecure = target.protocol === 'https:';
      const length = body === undefined ? undefined : { 'Content-Length': String(Buffer.byteLength(body)) };
      const options = {
        agent: isSecure ? https : http,
        method,
        headers: { ...unpacked, ...headers, ...length },
      };
      const request = (isSecure ? httpsRequest : httpRequest)(target, options);
      const abort = () => request.destroy(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      let answered = false;
      request.once('close', () => {
        signal?.removeEventListener('abort', abort);
        // After a 101, which nobody asked for, node:http closes without a word.
        if (!answered) reject(new Error('No answer before the end'));
      });
      request.on('error', reject);
      request.once('socket', (socket) => watchConnect(request, socket, isSecure, connectWithin));
      request.once('response', (answer) => {
        answered = true;
        resolve(responseOf(request, answer));
      });
      request.end(body);
    });

export const sendOnce = openSendOnce();

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

function watchConnect(request: ClientRequest, socket: Socket, isSecure: boolean, within: number): void {
  if (request.reusedSocket) return;
  const timer = setTimeout(() => request.destroy(new NotConnected('No connection in time')), within);
  const over = () => clearTimeout(timer);
  socket.once(isSecure ? 'secureConnect' : 'connect', over);
  request.once('close', over);
}

function responseOf(request: ClientRequest, answer: IncomingMessage): FetchResponse {
  const status = answer.statusCode ?? 0;
  const body = bodyOf(request, answer);
  // Whoever only looks at the status need not hear that the rest broke off.
  body.catch(() => undefined);
  // As in fetch, a byte order mark is no part of the text.
  const text = async () => (await body).toString('utf8').replace(/^\uFEFF/, '');
  return {
    status,
    ok: status >= 200 && status < 300,
    headers: { get: (name) => headerOf(answer, name) },
    text,
    json: async () => JSON.parse(await text()),
    arrayBuffer: async () => Uint8Array.from(await body).buffer,
  };
}

function headerOf({ headers }: IncomingMessage, name: string): string | null {
  const value = headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : (value ?? null);
}

/** Reads all of it, asked for or not: a connection whose answer is left unread serves nobody else. */
function bodyOf(request: ClientRequest, answer: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.once('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
    answer.once('error', reject);
  });
}
