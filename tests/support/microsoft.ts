// Microsoft's side of a bot that runs in a process of its own: the stand-ins, and a connector that keeps what the bot says.
import { randomUUID } from 'node:crypto';
import { systemClock } from '../../bot/runtime/clock';
import { createStandIns } from '../../playground/standIns';
import { createConnector } from './connector';
import { type Person, type PersonOptions, person } from './person';
import { closed, listen } from './world';

export interface Microsoft {
  standIns: ReturnType<typeof createStandIns>;
  standInsUrl: string;
  /** What the channels' activities name as their serviceUrl. */
  connectorUrl: string;
  /** For the bot's environment. */
  settings: Record<string, string>;
  /** Somebody who talks to the bot. */
  person(options?: Partial<PersonOptions>): Person;
  close(): Promise<void>;
}

/** @param botUrl where the bot is reached, once it is */
export async function startMicrosoft(appId: string, botUrl: () => string): Promise<Microsoft> {
  const connector = createConnector();
  const connectorUrl = await listen(connector.server);
  let standInsUrl = '';
  const standIns = createStandIns({
    clock: systemClock,
    ids: randomUUID,
    fetch,
    url: () => standInsUrl,
    botEndpoint: () => `${botUrl()}/api/messages`,
    appId,
  });
  standInsUrl = await listen(standIns.server);
  return {
    standIns,
    standInsUrl,
    connectorUrl,
    settings: {
      ...standIns.botAuthentication.settings(),
      GRAPH_BASE_URL: standInsUrl,
      DIRECT_LINE_SECRET: standIns.directLine.secret,
      DIRECT_LINE_URL: standInsUrl,
    },
    person(options = {}) {
      const world = {
        // Asked for before every request: each may go to another instance of the bot.
        get url() {
          return botUrl();
        },
        connector,
        connectorUrl,
        standIns,
      };
      return person(world, options);
    },
    async close() {
      standIns.directLine.close();
      await Promise.all([standIns.server, connector.server].map(closed));
    },
  };
}
