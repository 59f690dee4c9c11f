// The web pages' routes on a free port, with a stand-in Direct Line that remembers what it was asked.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import restify from 'restify';
import { systemClock } from '../../bot/runtime/clock';
import { type WebChatOptions, webChatRoutes } from '../../bot/webchat/routes';

export const secret = 'direct-line-secret-value';
export const directLine = { secret, url: 'https://directline.example' };

/** @param given settings to differ in; `directLineFetch` stands in for Direct Line */
export async function startPages(
  given: Partial<WebChatOptions['settings']> = {},
  directLineFetch: typeof fetch = async () =>
    Response.json({ token: 'a-token', conversationId: 'a-conversation', expires_in: 1800 }),
) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  const logged: unknown[] = [];
  const clock = { ...systemClock, at: Date.now(), now: () => clock.at };
  const server = restify.createServer();
  webChatRoutes(server, {
    settings: {
      production: true,
      publicUrl: 'https://bot.example',
      trustedProxies: 0,
      webChatTrustedOrigins: [],
      operator: {},
      directLine,
      ...given,
    },
    fetch: async (url, init) => {
      asked.push({ url: String(url), init });
      return directLineFetch(url, init);
    },
    clock,
    ids: () => 'made-here',
    log: { warn: (...line) => logged.push(line) },
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const get = (path: string, headers: Record<string, string> = {}) => fetch(url + path, { headers });
  const stop = async () => {
    server.server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { url, get, asked, logged, clock, stop };
}
