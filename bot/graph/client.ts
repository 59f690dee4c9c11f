// The Graph client: microsoft-graph-client with a chain of our own, which sends each request once and the token to one origin.
import { Client, type Context, type Middleware } from '@microsoft/microsoft-graph-client';
import { answerOf, callFailure, GraphAnswered, GraphCallFailed } from './errors';

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
  fetch: typeof fetch;
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

  const sendOnce: Middleware = {
    async execute(context: Context) {
      const url = String(context.request);
      const headers = new Headers(context.options?.headers as RequestInit['headers']);
      if (new URL(url).origin === origin) headers.set('Authorization', `Bearer ${token}`);
      const init = { signal, ...(context.options as RequestInit), headers };
      // 'manual' hands a redirect back as the answer it is; following a 307 would post the mail twice.
      const response = await fetch(url, { ...init, redirect: 'manual' }).catch((error) => {
        throw callFailure(error);
      });
      onAnswer?.(response.headers.get('request-id') ?? '');
      if (!response.ok) throw await answerOf(response);
      context.response = response;
    },
  };
  const client = Client.initWithMiddleware({
    middleware: sendOnce,
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
