// The program, wired together: settings and the outside world in, a server out. Tests start it in their own process.
import type { AddressInfo, Socket } from 'node:net';
import type { Server } from 'restify';
import { BotAdapter } from './channel/adapter';
import { ChannelAuthentication } from './channel/authentication';
import { openIncomingFiles } from './channel/incomingFiles';
import { openSignIn } from './channel/signIn';
import { openPhotos } from './graph/photo';
import { MailBot } from './mailBot';
import { openPeople } from './people/people';
import { type Clock, systemClock, waitAtMost } from './runtime/clock';
import { openFairShare } from './runtime/fairShare';
import { type Fetch, request } from './runtime/http';
import { openIdentity } from './runtime/identity';
import { type Ids, randomIds } from './runtime/ids';
import { trackInFlight } from './runtime/inFlight';
import { type Log, openLog } from './runtime/log';
import { remember } from './runtime/remember';
import { createServer } from './server';
import type { Settings } from './settings';
import { openStorage, withHashedFileKeys, withHashedKeys } from './storage';
import { openDeduplicate } from './storage/deduplicate';
import { openLimits } from './turn/limits';

export interface AppOptions {
  settings: Settings;
  clock?: Clock;
  fetch?: Fetch;
  ids?: Ids;
  /** From 0 up to 1; spreads out calls that are made again. */
  random?: () => number;
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
  /**
   * Takes no more turns, waits for work in flight, then stops listening. /readyz says no meanwhile.
   * @param ms at most so many milliseconds
   */
  close(ms?: number): Promise<void>;
}

/** A turn must end before the channel gives up on it, ten to fifteen seconds after it began. */
const graphTimeout = 8_000;
/** Milliseconds for which the storage's last answer counts at /readyz, which anybody may ask. */
const readyFor = 5_000;
/** What a stop may take before the platform kills the process. */
const drainWithin = 20_000;

export function createApp({
  settings,
  clock = systemClock,
  fetch = request,
  ids = randomIds,
  random = Math.random,
  log = openLog(settings.logLevel, clock.now),
}: AppOptions): App {
  const { app } = settings;
  // A user-assigned identity is named by its client id; an app registration's id would name none.
  const identity = openIdentity(app.type === 'UserAssignedMSI' ? app.id : undefined, clock);
  const { records, files } = openStorage(settings.storage, identity, clock);
  const people = withHashedKeys(records, 'people');
  const signIn = openSignIn({
    names: { mail: settings.connectionName, directory: settings.directoryConnectionName },
    // Microsoft's channels put the link on the card themselves; beside a token service of one's own nobody else does.
    showLink: settings.endpoints !== undefined,
  });
  const inFlight = trackInFlight(clock);
  const share = openFairShare();
  const authentication = new ChannelAuthentication(settings, fetch, identity, clock);
  const adapter = new BotAdapter(authentication, clock, inFlight, log, random);
  const bot = new MailBot({
    settings,
    clock,
    fetch,
    ids,
    log,
    openPerson: openPeople({
      records: people,
      files: withHashedFileKeys(files, 'files'),
      signatures: withHashedKeys(records, 'signatures'),
      now: clock.now,
      share,
      inFlight,
    }),
    share,
    adapter,
    signIn,
    photos: openPhotos(clock.now),
    incomingFiles: openIncomingFiles({ fetch, token: authentication.ownToken, settings }),
    inFlight,
    random,
    unsaid: new Map(),
    signedOut: new Map(),
    deduplicate: openDeduplicate(withHashedKeys(records, 'conversations'), clock),
    limits: openLimits(withHashedKeys(records, 'limits'), clock),
    graphTimeout,
  });
  const isStorageThere = () =>
    people.read('ready').then(
      () => true,
      () => false,
    );
  const server = createServer({
    settings,
    adapter,
    inFlight,
    turn: (context) => bot.run(context),
    share,
    ready: remember(isStorageThere, readyFor, clock.now),
    fetch,
    ids: ids.unique,
    log,
  });
  const endConnections = trackConnections(server);
  return {
    server,
    listen: (port = settings.port) => listen(server, port, settings.app.id ? undefined : '127.0.0.1'),
    async close(ms = drainWithin) {
      if (!(await inFlight.drain(ms))) log.warn('stopped with work in flight');
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // The last answers get a second to leave. After that a client that never ends its request must not hold the stop up.
      if ((await waitAtMost(clock, 1_000, closed)) === 'late') endConnections();
      await closed;
    },
  };
}

/** @returns what ends every connection, also one that left HTTP, which `closeAllConnections` does not know any more */
function trackConnections(server: Server): () => void {
  const open = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
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
