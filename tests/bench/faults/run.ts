// The fault run: many mails through two bot processes on one blob storage, everything going wrong; counted from outside.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { systemClock } from '../../../bot/runtime/clock';
import { createStandIns } from '../../../playground/standIns';
import { startAzurite } from '../../support/azurite';
import { createConnector } from '../../support/connector';
import { appId, listen } from '../../support/world';
import { startGraphFaults } from './graphFaults';
import { startInstances } from './instances';
import { type Report, startSender } from './sender';
import { startStorageFaults } from './storageFaults';

export interface FaultRun {
  seed: number;
  sends: number;
  people: number;
  /** How many times faster than real the bots' clocks go; a stale claim then takes 120 s / speed. */
  speed: number;
}

/** Counted from the mailbox and from what the connector received, never from the bot's own state. */
export interface Counts {
  seed: number;
  sends: number;
  told: Record<'sent' | 'failed' | 'unknown', number>;
  mails: number;
  mailedTwice: number;
  unreported: number;
  acceptedButToldFailed: number;
  toldSentButNotAccepted: number;
  crashes: number;
}

export async function runFaults({ seed, sends, people, speed }: FaultRun): Promise<Counts> {
  const azurite = await startAzurite();
  const storage = await startStorageFaults(azurite.blobUrl, seed);
  const connector = createConnector();
  const connectorUrl = await listen(connector.server);
  let url = '';
  const ids = randomUUID;
  const standIns = createStandIns({
    clock: systemClock,
    ids,
    fetch,
    url: () => url,
    botEndpoint: () => '',
    appId,
  });
  url = await listen(standIns.server);
  const graph = await startGraphFaults(url, seed, speed);
  const instances = await startInstances(2, {
    ...standIns.botAuthentication.settings(),
    GRAPH_BASE_URL: graph.url,
    BLOB_STORAGE_CONNECTION_STRING: azurite.connectionStringAt(storage.url),
    CLOCK_SPEED: String(speed),
  });
  try {
    let turn = 0;
    const surroundings = {
      // Every request goes to the next instance: each conversation's turns are dealt between them.
      get url() {
        turn += 1;
        return instances.origin(turn);
      },
      connector,
      connectorUrl,
      standIns,
    };
    const reports = await sendAll(surroundings, { seed, sends, people, speed }, () => instances.kill(0));
    return count(seed, reports, standIns.mailbox.messages, instances.crashes);
  } finally {
    instances.close();
    for (const proxy of [storage, graph]) proxy.close();
    standIns.directLine.close();
    for (const { server } of [standIns, connector]) server.close();
    await azurite.close();
  }
}

async function sendAll(
  surroundings: Parameters<typeof startSender>[0]['surroundings'],
  { seed, sends, people, speed }: FaultRun,
  kill: () => Promise<void>,
): Promise<Report[]> {
  const reports: (() => Report)[] = [];
  let next = 0;
  let killed: Promise<void> | undefined;
  await Promise.all(
    Array.from({ length: people }, async () => {
      const send = await startSender({ surroundings, seed, speed });
      while (next < sends) {
        next += 1;
        // Once, when half is done and many are in the middle of it.
        if (next > sends / 2) killed ??= kill();
        reports.push(await send(next));
      }
    }),
  );
  await killed;
  // The slowest word: a send that stalls, told by itself.
  await setTimeout(20_000 / speed);
  return reports.map((report) => report());
}

function count(
  seed: number,
  reports: Report[],
  messages: readonly { subject: string }[],
  crashes: number,
): Counts {
  const mailed = (subject: string) => messages.filter((message) => message.subject === subject).length;
  const how = (fits: (report: Report) => boolean) => reports.filter(fits).length;
  return {
    seed,
    sends: reports.length,
    told: {
      sent: how(({ told }) => told === 'sent'),
      failed: how(({ told }) => told === 'failed'),
      unknown: how(({ told }) => told === 'unknown'),
    },
    mails: messages.length,
    mailedTwice: how(({ subject }) => mailed(subject) > 1),
    unreported: how(({ told }) => told === undefined),
    acceptedButToldFailed: how(({ subject, told }) => told === 'failed' && mailed(subject) > 0),
    toldSentButNotAccepted: how(({ subject, told }) => told === 'sent' && mailed(subject) === 0),
    crashes,
  };
}
