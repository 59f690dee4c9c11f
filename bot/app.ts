// The program, wired together: settings and the outside world in, a server out. Tests start it in their own process.
import type { AddressInfo } from 'node:net';
import { PrivateConversationState } from 'botbuilder';
import type { Server } from 'restify';
import { BotAdapter } from './adapter';
import { ChannelAuthentication } from './authentication';
import { type Clock, systemClock } from './clock';
import { SignIn } from './dialogs/signIn';
import { openPhotos } from './graph/photo';
import { type Ids, randomIds } from './ids';
import { type Log, openLog } from './log';
import { MailBot } from './mailBot';
import { createServer } from './server';
import type { Settings } from './settings';
import { openStorage, withHashedKeys } from './storage';

export interface AppOptions {
  settings: Settings;
  clock?: Clock;
  fetch?: typeof globalThis.fetch;
  ids?: Ids;
  log?: Log;
}

export interface App {
  /** For whoever serves the bot on a server of their own. */
  server: Server;
  /**
   * Listens; with authentication off on 127.0.0.1 only.
   * @param port 0 takes any free one
   * @returns the port taken
   */
  listen(port?: number): Promise<number>;
  /** Stops listening and waits for the turns under way. */
  close(): Promise<void>;
}

/** A turn must end before the channel gives up on it, ten to fifteen seconds after it began. */
const graphTimeout = 8_000;

export function createApp({
  settings,
  clock = systemClock,
  fetch = globalThis.fetch,
  ids = randomIds,
  log = openLog(settings.logLevel),
}: AppOptions): App {
  const storage = openStorage(settings);
  const state = new PrivateConversationState(withHashedKeys(storage, 'conversations'));
  const people = withHashedKeys(storage, 'people');
  const signIn = new SignIn(state, {
    connectionName: settings.connectionName,
    // Microsoft's channels put the link on the card themselves; beside a token service of one's own nobody else does.
    showLink: settings.endpoints !== undefined,
    now: clock.now,
  });
  const bot = new MailBot(
    { settings, clock, fetch, ids, signIn, photos: openPhotos(clock.now), graphTimeout },
    people,
    log,
  );
  const server = createServer({
    settings,
    adapter: new BotAdapter(new ChannelAuthentication(settings, fetch)),
    turn: (context) => bot.run(context),
    ready: () =>
      people.read(['ready']).then(
        () => true,
        () => false,
      ),
    fetch,
    ids: ids.unique,
    log,
  });
  return {
    server,
    listen: (port = settings.port) => listen(server, port, settings.app.id ? undefined : '127.0.0.1'),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.server.once('error', reject);
    server.server.listen({ port, ...(host ? { host } : {}) }, () => {
      server.server.off('error', reject);
      resolve((server.server.address() as AddressInfo).port);
    });
  });
}
