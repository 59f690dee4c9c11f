// The Graph client: microsoft-graph-client with a chain of our own, which sends each request once and the token to one origin.
import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import type { Fetch, FetchInit, FetchResponse } from '../runtime/http';
import { answerOf, callFailure, GraphAnswered, GraphCallFailed, requestIdOf } from './errors';

/** A signed-in person's way to Graph. */
export interface Graph {
  /**
   * Makes a call with the library's client.
   * @throws GraphAnswered for any answer but a 2xx, GraphCallFailed when there was no usable answer
   */
  call<T>(make: (client: Client) => Promise<T>): Promise<T>;
}

export interface GraphOptions {
  /** An origin; `/v1.0` is added. */
  baseUrl: string;
  token: string;
  fetch: Fetch;
  /** Gives up calls that bring no signal of their own; what Graph did by then is unknown. */
  signal: AbortSignal;
  /** Told Graph's `request-id` of every answer, for the log. */
  onAnswer?: (requestId: string) => void;
}

/**
 * Builds the client for one person's token. Cheap: nothing is connected or cached here.
 *
 * The library's own chain is not used: it hands the token to https Graph hosts only, and its retry and redirect
 * handlers resend a POST, which for sendMail is a second mail.
 */
export function connectGraph({ baseUrl, token, fetch, signal, onAnswer }: GraphOptions): Graph {
  const origin = new URL(baseUrl).origin;

  const sendWithToken: Middleware = {
    async execute(context: Context) {
      const url = String(context.request);
      const options = context.options as Partial<FetchInit>;
      const own = new URL(url).origin === origin ? { Authorization: `Bearer ${token}` } : {};
      const init: FetchInit = {
        signal,
        ...options,
        headers: { ...options.headers, ...own },
        // A redirect is the answer it is: following a 307 would post the mail twice.
        redirect: 'manual',
      };
      const response = await fetch(url, init).catch((error) => {
        throw callFailure(error);
      });
      onAnswer?.(requestIdOf(response));
      if (!response.ok) throw await answerOf(response);
      context.response = await asResponse(response);
    },
  };
  const client = Client.initWithMiddleware({
    middleware: sendWithToken,
    baseUrl: `${origin}/`,
    defaultVersion: 'v1.0',
  });

  return {
    async call(make) {
      try {
        return await make(client);
      } catch (error) {
        if (error instanceof GraphAnswered || error instanceof GraphCallFailed) throw error;
        // The answer broke off or was not what its headers said.
        throw callFailure(error);
      }
    },
  };
}

/** Answers that are complete with their status. What may follow a 202 changes nothing: the mail was taken. */
const withoutBody = new Set([202, 204, 205]);

/** The library reads a Response: its status, its content type and its body. */
async function asResponse(answer: FetchResponse): Promise<Response> {
  const { status, headers } = answer;
  const kept = Object.fromEntries(
    ['content-type', 'request-id'].map((name) => [name, headers.get(name)] as const).filter(hasValue),
  );
  if (withoutBody.has(status)) return new Response(null, { status, headers: kept });
  const body = await answer.arrayBuffer().catch((error) => {
    throw callFailure(error);
  });
  return new Response(body, { status, headers: kept });
}

const hasValue = (header: readonly [string, string | null]): header is readonly [string, string] =>
  header[1] !== null;
