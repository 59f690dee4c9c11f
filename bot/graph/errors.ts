// The two ways a call to Graph goes wrong: it answered with an error, or the call itself failed.
import { GraphClientError } from '@microsoft/microsoft-graph-client';
import { type FetchResponse, retryAfterOf } from '../runtime/http';

// Both extend the library's own error because that is the one kind it hands on untouched. Its constructor makes every
// instance a plain GraphClientError, so each class takes its prototype back.

/** Graph answered, with something other than success. */
export class GraphAnswered extends GraphClientError {
  override name = 'GraphAnswered';
  constructor(
    /** HTTP status. */
    readonly status: number,
    /** Graph's error code, such as ErrorAccessDenied; empty when the answer had none. */
    readonly code: string,
    /** Graph's `request-id`, by which Microsoft's support finds the call. */
    readonly requestId: string,
    /** Seconds to wait, from a Retry-After header; a month at most. */
    readonly retryAfter?: number,
    /** It is a claims challenge: the sign-in lacks something that a policy wants, such as a second factor. */
    readonly isChallenge = false,
  ) {
    super(`Graph answered ${summaryOf(status, code, isChallenge)}`);
    Object.setPrototypeOf(this, GraphAnswered.prototype);
  }

  /** For the log. */
  get summary(): string {
    return summaryOf(this.status, this.code, this.isChallenge);
  }
}

const summaryOf = (status: number, code: string, isChallenge: boolean) =>
  `${status} ${code}${isChallenge ? ' claims challenge' : ''}`.trim();

/** There was no usable answer. */
export class GraphCallFailed extends GraphClientError {
  override name = 'GraphCallFailed';
  constructor(
    /** False when the request certainly never reached Graph. */
    readonly mayHaveArrived: boolean,
    /** A system's code, such as ECONNREFUSED. */
    readonly code: string,
  ) {
    super(`The call to Graph failed: ${code}`);
    Object.setPrototypeOf(this, GraphCallFailed.prototype);
  }
}

/**
 * Reads an error answer: `{ error: { code, message } }`, or anything a proxy may put in its place. The message is
 * left out: Graph repeats addresses in it, and it ends up in logs.
 */
export async function answerOf(response: FetchResponse): Promise<GraphAnswered> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
  const named = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  const retryAfter = retryAfterOf(response.headers);
  return new GraphAnswered(
    response.status,
    word(named),
    requestIdOf(response),
    retryAfter === undefined ? undefined : Math.min(retryAfter, month),
    isChallenge(response),
  );
}

/** Seconds. A longer wait is no time that anybody could be told. */
const month = 30 * 24 * 3600;
/** Characters of WWW-Authenticate that are looked at. The claims in it take some hundred. */
const longestChallenge = 8 * 1024;

/** Microsoft identity platform, "Claims challenges, claims requests and client capabilities". */
function isChallenge({ status, headers }: FetchResponse): boolean {
  if (status !== 401 && status !== 403) return false;
  const header = (headers.get('www-authenticate') ?? '').slice(0, longestChallenge);
  return /(^|[\s,])(error\s*=\s*"?insufficient_claims\b|claims\s*=\s*"[^"])/i.test(header);
}

/** Graph's `request-id` of an answer; empty without one. */
export function requestIdOf({ headers }: FetchResponse): string {
  return word(headers.get('request-id'));
}

/** Codes and ids are single words. Anything else is a text, and not one for the log. */
function word(named: unknown): string {
  return typeof named === 'string' && /^[\w.-]{1,60}$/.test(named) ? named : '';
}

// Failures before the first byte of a request is written: no connection, no name, no trust. Other TLS errors may strike
// after it, while the answer is read, so they do not count.
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_UNSUPPORTED_PROTOCOL',
  'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION',
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
]);

/** Judges what `fetch`, or reading its answer, threw: Node hides the reason in `cause`. */
export function callFailure(error: unknown): GraphCallFailed {
  const code = codeOf(error);
  const connected = !neverConnected.has(code) && !code.startsWith('CERT_');
  return new GraphCallFailed(connected, code);
}

// By shape and not by class: what `fetch` throws need not be of this program's own `Error`.
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses were tried (localhost as ::1 and 127.0.0.1): the attempts fail alike.
  if ('errors' in error && Array.isArray(error.errors) && error.errors.length > 0)
    return codeOf(error.errors[0]);
  if ('cause' in error && error.cause !== undefined) return codeOf(error.cause);
  return 'name' in error ? String(error.name) : 'unknown';
}
