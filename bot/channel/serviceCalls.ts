// HTTP to Bot Framework's services (token service, connector): one bounded try each, and two kinds of error.
import type { Activity } from 'botbuilder';
import { type Fetch, type FetchResponse, retryAfterOf, within } from '../runtime/http';

export type Service = 'token service' | 'connector';

/** The service answered, but did not do it. */
export class ServiceAnswered extends Error {
  override name = 'ServiceAnswered';
  constructor(
    readonly service: Service,
    readonly status: number,
    /** The error's code, such as BotNotInConversationRoster; empty when the answer had none. */
    readonly code = '',
    /** Seconds to wait, from a Retry-After header. */
    readonly retryAfter?: number,
  ) {
    super(`The ${service} answered ${status} ${code}`.trim());
  }
}

/** There was no answer, or no token to ask with. */
export class ServiceCallFailed extends Error {
  override name = 'ServiceCallFailed';
  constructor(
    readonly service: Service,
    options: ErrorOptions,
    message = `The ${service} did not answer`,
  ) {
    super(message, options);
  }
}

/** The connector did not take an answer for now: it is not in the chat, and may be sent again. */
export class AnswerRefused extends ServiceAnswered {
  override name = 'AnswerRefused';
  constructor(
    { service, status, code, retryAfter }: ServiceAnswered,
    /** As the connector would have got it. */
    readonly answer: Partial<Activity>,
  ) {
    super(service, status, code, retryAfter);
  }
}

/** Milliseconds a call may take. */
const timeout = 6_000;

export interface ServiceCall {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  url: string;
  /** Sent as JSON. */
  body?: object;
}

/**
 * Makes a call.
 * @returns the answer's JSON; nothing when it had no body
 * @throws ServiceAnswered, ServiceCallFailed
 */
export type CallService = <T>(call: ServiceCall) => Promise<T | undefined>;

/** The bot's own token for a service; none while authentication is off. */
export type OwnToken = () => Promise<string | undefined>;

/**
 * The way to one service. botbuilder's own clients try again for seven seconds, POSTs too: a person waits in silence, and a
 * reply whose answer was lost is said twice. They also use a third of a turn's CPU time.
 */
export function callService(
  service: Service,
  { fetch, token }: { fetch: Fetch; token: OwnToken },
): CallService {
  return async <T>({ method, url, body }: ServiceCall) => {
    const own = await token().catch((cause) => {
      throw new ServiceCallFailed(service, { cause }, `The bot got no token for the ${service}`);
    });
    const headers: Record<string, string> = { Accept: 'application/json', 'User-Agent': 'teams-mail-bot' };
    if (own) headers.Authorization = `Bearer ${own}`;
    if (body) headers['Content-Type'] = 'application/json; charset=utf-8';
    const sent = body ? { body: JSON.stringify(body) } : {};
    const { response, text } = await within(timeout, async (signal) => {
      const init = { method, headers, ...sent, redirect: 'manual', signal } as const;
      const response = await fetch(url, init);
      // An error's status is known, whatever becomes of its body.
      const text = await response.text().catch((error) => {
        if (response.ok) throw error;
        return '';
      });
      return { response, text };
    }).catch((cause) => {
      throw new ServiceCallFailed(service, { cause });
    });
    if (!response.ok) throw answered(service, response, text);
    return text ? read<T>(service, response, text) : undefined;
  };
}

/**
 * The connector's errors are `{ error: { code, message } }`. A message may repeat what was sent and is left out, and so is
 * all that the token service says.
 */
function answered(service: Service, { status, headers }: FetchResponse, text: string): ServiceAnswered {
  const [, code] = /"code"\s*:\s*"([A-Za-z]{1,60})"/.exec(text.slice(0, 2_000)) ?? [];
  return new ServiceAnswered(service, status, service === 'connector' ? code : '', retryAfterOf(headers));
}

/** Reads a good answer's body, empty if it is no JSON. An error for malformed JSON leaves it out: a token may be in it. */
function read<T>(service: Service, { status, headers }: FetchResponse, text: string): T | undefined {
  // Without a type it can only be meant for JSON: nothing else was asked for.
  if (!/json/i.test(headers.get('content-type') ?? 'json')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceAnswered(service, status);
  }
}
