// The playground on one port: the bot, and Microsoft's stand-ins beside it, told apart by path.
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../bot/app';
import { limitConnections } from '../bot/connections';
import { guardUpgrades } from '../bot/requestGate';
import { systemClock } from '../bot/runtime/clock';
import { openLog } from '../bot/runtime/log';
import { readSettings } from '../bot/settings';
import { createOwnSide, type OwnSide } from './ownAccount';
import type { OwnAccount } from './ownAccount/settings';
import { mountPages } from './page/routes';
import { createStandIns, type StandIns } from './standIns';
import { directoryConnection } from './tokenService';

export interface Playground {
  url: string;
  /** Nothing where mail is real. */
  standIns?: StandIns;
  close(): Promise<void>;
}

const graph = 'https://graph.microsoft.com';

/** Paths of Microsoft's services and of the playground's own pages; everything else is the bot's. */
const standInPaths =
  /^\/($|\?|mailbox|playground|signin|v1\/|v1\.0\/|v3\/|api\/usertoken\/|api\/botsignin\/)/;

/**
 * Starts the whole product on 127.0.0.1.
 * @param port 0 takes any free one
 * @param environment settings a person may still want to choose, such as LOG_LEVEL
 * @param own signs people in at Microsoft with this registration, and mail is real
 */
export async function servePlayground(
  port: number,
  environment: Record<string, string | undefined> = {},
  { own, fetch = globalThis.fetch }: { own?: OwnAccount | undefined; fetch?: typeof globalThis.fetch } = {},
): Promise<Playground> {
  const server = createServer();
  limitConnections(server);
  guardUpgrades(server, (req, socket, head) => side.directLine.upgrade(req, socket, head));
  const url = await listen(server, port);
  const options = {
    clock: systemClock,
    ids: randomUUID,
    fetch,
    url: () => url,
    botEndpoint: () => `${url}/api/messages`,
  };
  const log = openLog(environment.LOG_LEVEL ?? 'warn');
  const side: Side = own
    ? createOwnSide(own, {
        ...options,
        onTrouble: (trouble) => log.warn(trouble, 'a sign-in at Microsoft went wrong'),
      })
    : // An open page goes on after a restart. The key guards made-up people only: with real accounts it must be a secret.
      asSide(createStandIns({ ...options, lastingKey: 'playground' }));
  const settings = readSettings({
    ...environment,
    ...side.endpoints(),
    DIRECTORY_CONNECTION_NAME: directoryConnection,
    GRAPH_BASE_URL: own ? (environment.GRAPH_BASE_URL ?? graph) : url,
    DIRECT_LINE_URL: url,
    DIRECT_LINE_SECRET: side.directLine.secret,
    // The stand-in's token is worth nothing.
    ...(own ? {} : { SHOW_ACCESS_TOKEN: 'true', SIGN_OUT_URL: `${url}/signin/out` }),
  });
  const app = createApp({ settings, log });
  mountPages(side.server, { settings, isReal: own !== undefined });

  // Both servers have the gate in front of their routes.
  for (const event of ['request', 'checkContinue'] as const) {
    server.on(event, (req: IncomingMessage, res: ServerResponse) => {
      const path = req.url ?? '';
      const isSides = standInPaths.test(path) || (side.base !== '' && path.startsWith(`${side.base}/`));
      const { server: owner } = isSides ? side.server : app.server;
      owner.emit(event, req, res);
    });
  }
  return {
    url,
    ...(side.standIns ? { standIns: side.standIns } : {}),
    close: () =>
      new Promise((resolve) => {
        side.directLine.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What plays Microsoft's part. */
type Side = OwnSide & { standIns?: StandIns };

/** The stand-ins as the side that they play. */
const asSide = (standIns: StandIns): Side => {
  const { server, directLine, botAuthentication } = standIns;
  return { server, directLine, endpoints: botAuthentication.endpoints, base: '', standIns };
};

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    });
  });
}
