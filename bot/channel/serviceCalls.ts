// HTTP to Bot Framework's services (token service, connector): one bounded try each, and two kinds of error.
import {
  type CompatResponse,
  type RequestPolicy,
  toCompatResponse,
  type WebResourceLike,
} from '@azure/core-http-compat';
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { retryAfterOf } from '../retryAfter';

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

/** There was no answer. */
export class ServiceCallFailed extends Error {
  override name = 'ServiceCallFailed';
  constructor(
    readonly service: Service,
    options: ErrorOptions,
  ) {
    super(`The ${service} did not answer`, options);
  }
}

/**
 * Gives botbuilder's clients this way to call out. Their own client retries for seven seconds, POSTs too: a person waits
 * in silence, and a reply whose answer was lost is said twice. Throwing our own errors here keeps them from it.
 * Only what they know how to read is handed on: 2xx, and the token service's 404. Given a response of ours they take
 * every other status for success too, and a reply that was refused would be thought said.
 * @param timeout milliseconds a call may take
 */
export function callServices(fetch: typeof globalThis.fetch, timeout = 6_000): RequestPolicy {
  return {
    async sendRequest(request: WebResourceLike): Promise<CompatResponse> {
      const service = serviceOf(request.url);
      const response = await fetchOnce(fetch, request, timeout).catch((cause) => {
        throw new ServiceCallFailed(service, { cause });
      });
      // A 404 is how the token service says "no token"; the clients would take any JSON with it for one.
      const none = service === 'token service' && response.status === 404;
      if (response.status >= 400 && !none) throw answered(service, response);
      // What cannot be read is no answer; the clients would repeat it, a token perhaps, in an error's message.
      if (!none && !isReadable(response)) throw new ServiceAnswered(service, response.status);
      return toCompatResponse({
        request: createPipelineRequest({ url: request.url }),
        status: response.status,
        headers: createHttpHeaders(Object.fromEntries(response.headers)),
        bodyAsText: none ? '' : response.body,
      });
    },
  };
}

/**
 * The connector's errors are `{ error: { code, message } }`. A message may repeat what was sent and is left out, and so is
 * all that the token service says.
 */
function answered(
  service: Service,
  { status, headers, body }: { status: number; headers: Headers; body: string },
): ServiceAnswered {
  const [, code] = /"code"\s*:\s*"([A-Za-z]{1,60})"/.exec(body.slice(0, 2_000)) ?? [];
  return new ServiceAnswered(service, status, service === 'connector' ? code : '', retryAfterOf(headers));
}

function isReadable({ headers, body }: { headers: Headers; body: string }): boolean {
  if (!body || !headers.get('content-type')?.includes('json')) return true;
  try {
    JSON.parse(body);
    return true;
  } catch {
    return false;
  }
}

/** Paths of the token service, from its published API (TokenAPI 2.0, as in botframework-connector's tokenApi). */
function serviceOf(url: string): Service {
  return /\/api\/(usertoken|botsignin)\//i.test(url) ? 'token service' : 'connector';
}

async function fetchOnce(fetch: typeof globalThis.fetch, request: WebResourceLike, timeout: number) {
  const headers = new Headers();
  for (const { name, value } of request.headers.headersArray()) {
    // Left to fetch, which knows the length of what it sends.
    if (!/^(content-length|host|connection)$/i.test(name)) headers.set(name, value);
  }
  const response = await fetch(request.url, {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: request.body as string }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeout),
  });
  return { status: response.status, headers: response.headers, body: await response.text() };
}
