// A world for one's own Microsoft account: the playground with an app registration, a stand-in of Entra, and Graph's.
import { systemClock } from '../../bot/runtime/clock';
import { type Playground, servePlayground } from '../../playground/serve';
import { createStandIns, type StandIns } from '../../playground/standIns';
import { createConnector } from './connector';
import { createEntra, type Entra } from './entra';
import { type Person, person } from './person';
import { closed, listen } from './world';

export interface OwnWorld {
  graph: StandIns;
  /** Of the playground that was started last. */
  entra: Entra;
  playground: Playground;
  start(own?: { clientSecret?: string; tenant?: string }): Promise<void>;
  somebody(): Person;
  close(): Promise<void>;
}

const clientId = '11111111-2222-4333-8444-555555555555';

export async function openOwnWorld(): Promise<OwnWorld> {
  const graph = createStandIns({
    clock: systemClock,
    ids: () => 'id',
    fetch,
    url: () => '',
    botEndpoint: () => '',
  });
  const graphUrl = await listen(graph.server);
  const connector = createConnector();
  const connectorUrl = await listen(connector.server);
  const start = async ({
    clientSecret,
    tenant = 'common',
  }: {
    clientSecret?: string;
    tenant?: string;
  } = {}) => {
    const redirect = () => `http://localhost:${new URL(world.playground.url).port}/signin/callback`;
    const secret = clientSecret ? { clientSecret } : {};
    world.entra = createEntra({ tokens: graph.tokens, clientId, redirect, ...secret });
    const settings = { LOG_LEVEL: 'silent', GRAPH_BASE_URL: graphUrl };
    world.playground = await servePlayground(0, settings, {
      own: { clientId, tenant, ...secret },
      // Direct Line posts to the bot on this machine, and the sign-in goes to Microsoft.
      fetch: (input, init) =>
        String(input).startsWith('http://127.0.0.1') ? fetch(input, init) : world.entra.fetch(input, init),
    });
  };
  // What is started later is added then.
  const world = {
    graph,
    start,
    somebody: () =>
      person(
        { url: world.playground.url, connector, connectorUrl, standIns: graph, authentication: 'off' },
        { channel: 'emulator' },
      ),
    close: async () => {
      await Promise.all([closed(graph.server), closed(connector.server)]);
    },
  } as OwnWorld;
  return world;
}
