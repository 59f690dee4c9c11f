// The HTTP server: the bot's endpoint, health, and the web pages.
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import type { BotAdapter, RunTurn } from './channel/adapter';
import type { Caller } from './channel/authentication';
import { limitConnections } from './connections';
import { readJson } from './requestBody';
import { guardRequests, guardUpgrades } from './requestGate';
import type { FairShare } from './runtime/fairShare';
import type { Fetch } from './runtime/http';
import type { InFlight } from './runtime/inFlight';
import { type Log, traceOf } from './runtime/log';
import type { Settings } from './settings';
import { webChatRoutes } from './webchat/routes';

const bodies = {
  /** Far over any form's text. */
  one: 256 * 1024,
  /** Thousands of usual activities. Parsed, a body made for it takes 28 times its size, and all of them 450 MB. */
  all: 16 * 1024 * 1024,
};
/** A year of https only, for this host and no other below it. */
const httpsOnly = 'max-age=31536000';

export interface ServerOptions {
  settings: Settings;
  adapter: BotAdapter;
  turn: RunTurn;
  /** Whether the bot can do its work now; it must not throw. */
  ready: () => Promise<boolean>;
  inFlight: InFlight;
  share: FairShare;
  fetch: Fetch;
  ids: () => string;
  log: Log;
}

/** Makes the server; it listens nowhere yet. */
export function createServer(options: ServerOptions): Server {
  const { settings, adapter, turn, ready, inFlight, share, log } = options;
  // Without a name restify sends no Server header: nobody needs to know what runs here.
  // Bodies are asked for where they are read: restify itself would ask for every one before anything has looked at it.
  const server = restify.createServer({ name: '', ignoreTrailingSlash: true, noWriteContinue: true });
  limitConnections(server.server);
  guardUpgrades(server.server);
  guardRequests(server, { localOnly: settings.app.id === '' });
  // Before routing, so that a 404 says it too.
  server.pre((_req: Request, res: Response, next: Next) => {
    if (settings.production) res.header('Strict-Transport-Security', httpsOnly);
    res.header('X-Content-Type-Options', 'nosniff');
    res.header('Referrer-Policy', 'no-referrer');
    next();
  });

  const fail = (res: Response, error: unknown) => {
    log.error(traceOf(error), 'request failed');
    res.send(500, { error: 'The bot could not do this' });
  };
  const callers = new WeakMap<Request, Caller>();
  const checkToken = (req: Request, res: Response, next: Next) => {
    const refuse = (status: number, body?: object) => {
      res.send(status, body);
      next(false);
    };
    // Another instance, or this one when it is back, takes it: channels try again after a 503.
    if (inFlight.stopping) return refuse(503, { error: 'The bot is being stopped' });
    adapter.authenticate(req.headers.authorization ?? '').then(
      (checked) => {
        if ('status' in checked) return refuse(checked.status);
        callers.set(req, checked.caller);
        next();
      },
      (error) => {
        fail(res, error);
        next(false);
      },
    );
  };
  server.post('/api/messages', checkToken, readJson(bodies), async (req: Request, res: Response) => {
    try {
      const caller = callers.get(req);
      if (!caller) throw new Error('The request was not admitted');
      // To read an activity is to clean its text.
      await share('activities');
      const { status, body } = await adapter.receive(caller, req.body, turn);
      res.send(status, body);
    } catch (error) {
      fail(res, error);
    }
  });
  server.get('/healthz', async (_req: Request, res: Response) => {
    res.send(200, { status: 'alive' });
  });
  server.get('/readyz', async (_req: Request, res: Response) => {
    // A stop may begin while the storage is asked.
    const isReady = !inFlight.stopping && (await ready()) && !inFlight.stopping;
    res.send(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready' });
  });
  webChatRoutes(server, options);
  return server;
}
