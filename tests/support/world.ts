// A world for one test: the bot with authentication on, Microsoft's stand-ins, a connector, and a clock to move.
import type { AddressInfo } from 'node:net';
import restify, { type Server } from 'restify';
import { type App, createApp } from '../../bot/app';
import { openLog } from '../../bot/runtime/log';
import { readSettings } from '../../bot/settings';
import { createStandIns, type StandIns } from '../../playground/standIns';
import { type Calls, recordCalls } from './calls';
import { standingClock, type TestClock } from './clock';
import { type Connector, createConnector } from './connector';
import { type Person, person } from './person';

export const appId = '11111111-2222-4333-8444-555555555555';

export interface Bot {
  app: App;
  url: string;
}

export interface World extends Bot {
  /** Starts another instance of the bot, on the same storage if that is not memory; its clock may be its own. */
  anotherBot(clock?: TestClock): Promise<Bot>;
  clock: TestClock;
  standIns: StandIns;
  standInsUrl: string;
  connector: Connector;
  connectorUrl: string;
  /** Every call the bot makes to Graph, the token service and the connector. */
  calls: Calls;
  /** Every line the bot logged, parsed. */
  log: Record<string, unknown>[];
  settings: Record<string, string>;
  /** Whether the channels send tokens, and the bot its own. */
  authentication: 'on' | 'off';
  person(options?: Partial<Parameters<typeof person>[1]>): Person;
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Environment variables on top of those that lead to the stand-ins. */
  environment?: Record<string, string>;
  tokenExchangeUri?: string;
  /** The bot's source of random numbers; 0.5 if left out. */
  random?: () => number;
  /** 'off' is a bot without an app id, as the Emulator meets it on a developer's machine. */
  authentication?: 'on' | 'off';
}

export async function startWorld({
  environment = {},
  tokenExchangeUri,
  random = () => 0.5,
  authentication = 'on',
}: WorldOptions = {}): Promise<World> {
  const clock = standingClock();
  let count = 0;
  // Counted and not random, so that chance cannot make what a test looks for.
  const ids = { unique: () => `id-${++count}`, reference: () => `REF${++count}` };
  const connector = createConnector();
  const connectorUrl = await listen(connector.server);
  let url = '';
  const standIns = createStandIns({
    clock,
    ids: ids.unique,
    fetch: globalThis.fetch,
    url: () => addressOf(standIns.server),
    botEndpoint: () => `${url}/api/messages`,
    ...(authentication === 'on' ? { appId } : {}),
    ...(tokenExchangeUri ? { tokenExchangeUri } : {}),
  });
  const standInsUrl = await listen(standIns.server);

  const settings = {
    ...(authentication === 'on'
      ? standIns.botAuthentication.settings()
      : standIns.botAuthentication.endpoints()),
    GRAPH_BASE_URL: standInsUrl,
    DIRECT_LINE_SECRET: standIns.directLine.secret,
    DIRECT_LINE_URL: standInsUrl,
    TEAMS_FILE_ORIGINS: connectorUrl,
    ...environment,
  };
  // Azure's identity library looks for the managed identity's endpoint in the process environment only.
  const { IDENTITY_ENDPOINT = '', IDENTITY_HEADER = '' } = settings as Record<string, string>;
  Object.assign(process.env, { IDENTITY_ENDPOINT, IDENTITY_HEADER });

  const calls = recordCalls();
  const log: Record<string, unknown>[] = [];
  const startBot = async (clock: TestClock) => {
    const app = createApp({
      settings: readSettings(settings),
      clock,
      random,
      ids,
      log: openLog('info', clock.now, { write: (line) => void log.push(JSON.parse(line)) }),
      fetch: calls.fetch,
    });
    return { app, url: `http://127.0.0.1:${await app.listen(0)}` };
  };
  const bots = [await startBot(clock)];
  const { app, url: botUrl } = bots[0] as Bot;
  url = botUrl;

  const world: World = {
    app,
    url,
    async anotherBot(ownClock = clock) {
      const bot = await startBot(ownClock);
      bots.push(bot);
      return bot;
    },
    clock,
    standIns,
    standInsUrl,
    connector,
    connectorUrl,
    calls,
    log,
    settings,
    authentication,
    person: (options = {}) => person(world, options),
    async close() {
      standIns.directLine.close();
      await Promise.all([
        ...bots.map((bot) => bot.app.close(0)),
        closed(standIns.server),
        closed(connector.server),
      ]);
    },
  };
  return world;
}

export function listen(server: Server): Promise<string> {
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(addressOf(server))));
}

const addressOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

export const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()));

/**
 * An address nobody listens at. Below the ports that systems hand out by themselves (32768 and up): one of those that was
 * free a moment ago may be another test's by now.
 */
export async function closedUrl(): Promise<string> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const probe = restify.createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    probe.server.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => resolve(true));
  });
  if (!isFree) return closedUrl();
  await closed(probe);
  return `http://127.0.0.1:${port}`;
}
