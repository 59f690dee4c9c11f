// The HTTP server: the bot's endpoint, health, and the web pages.
import restify, { type Next, type Request, type Response, type Server } from 'restify';
import type { BotAdapter, RunTurn } from './channel/adapter';
import { refuseOddRequests } from './requestGate';
import type { Fetch } from './runtime/http';
import type { InFlight } from './runtime/inFlight';
import { type Log, traceOf } from './runtime/log';
import type { Settings } from './settings';
import { webChatRoutes } from './webchat/routes';

/** Far over any form's text, far under what could hurt. */
const largestBody = 256 * 1024;
/** A year of https only, for this host and no other below it. */
const httpsOnly = 'max-age=31536000';

export interface ServerOptions {
  settings: Settings;
  adapter: BotAdapter;
  turn: RunTurn;
  /** Whether the bot can do its work now; it must not throw. */
  ready: () => Promise<boolean>;
  inFlight: InFlight;
  fetch: Fetch;
  ids: () => string;
  log: Log;
}

/** Makes the server; it listens nowhere yet. */
export function createServer(options: ServerOptions): Server {
  const { settings, adapter, turn, ready, inFlight, log } = options;
  // Without a name restify sends no Server header: nobody needs to know what runs here.
  const server = restify.createServer({ name: '', ignoreTrailingSlash: true });
  refuseOddRequests(server);
  // Before routing, so that a 404 says it too.
  server.pre((_req: Request, res: Response, next: Next) => {
    if (settings.production) res.header('Strict-Transport-Security', httpsOnly);
    res.header('X-Content-Type-Options', 'nosniff');
    res.header('Referrer-Policy', 'no-referrer');
    next();
  });
  // restify unpacks a body without a limit, and one that cannot be unpacked ends the process. Channels pack none.
  server.use((req: Request, res: Response, next: Next) => {
    if (req.headers['content-encoding'] === undefined) return next();
    res.send(415, { error: 'The body must not be packed' });
    next(false);
  });
  // 400 for malformed JSON, 413 for a body that is too long. `bodyParser` would also write uploads to the disk.
  const reading = { maxBodySize: largestBody, mapParams: false };
  server.use(restify.plugins.jsonBodyParser(reading));

  server.post('/api/messages', async (req: Request, res: Response) => {
    if (inFlight.stopping) {
      // Another instance, or this one when it is back, takes it: channels try again after a 503.
      res.send(503, { error: 'The bot is being stopped' });
      return;
    }
    try {
      const { status, body } = await adapter.receive(req.headers.authorization ?? '', req.body, turn);
      res.send(status, body);
    } catch (error) {
      log.error(traceOf(error), 'request failed');
      res.send(500, { error: 'The bot could not do this' });
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
