// The fault run: many mails through two bot processes on one blob storage, everything going wrong; counted from outside.
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { accounts } from '../../../playground/accounts';
import type { SentMail } from '../../../playground/mailbox';
import { startAzurite } from '../../support/azurite';
import { startMicrosoft } from '../../support/microsoft';
import type { Person } from '../../support/person';
import { appId } from '../people';
import { startGraphFaults, startStorageFaults } from './faults';
import { type FileHost, hasFile, startFileHost } from './files';
import { type Instances, startInstances } from './instances';
import { type Report, startSender, type Told } from './sender';

export interface FaultRun {
  seed: number;
  sends: number;
  people: number;
  /** How many times faster than real the bots' clocks go. A stale claim then takes 120 s / speed. */
  speed: number;
}

/** Counted from the mailbox and from what the connector received, never from the bot's own state. */
export interface Counts {
  seed: number;
  sends: number;
  /** What people were told of their mails in the end. */
  told: Record<Told, number>;
  mails: number;
  mailedTwice: number;
  unreported: number;
  acceptedButToldFailed: number;
  toldSentButNotAccepted: number;
  /** Mails whose form showed a file. */
  withFiles: number;
  mailsWithoutTheirFiles: number;
  crashes: number;
  /** Faults the storage had. A run without any would prove little. */
  storageFaults: number;
}

export function isGood(counts: Counts): boolean {
  const { mailedTwice, unreported, acceptedButToldFailed, toldSentButNotAccepted, crashes } = counts;
  const wrong = mailedTwice + unreported + acceptedButToldFailed + toldSentButNotAccepted + crashes;
  return wrong + counts.mailsWithoutTheirFiles === 0 && counts.storageFaults > 0 && counts.withFiles > 0;
}

export async function runFaults(run: FaultRun): Promise<Counts> {
  const { seed, speed } = run;
  let instances: Instances | undefined;
  let turn = 0;
  // Every request goes to the next instance: each conversation's turns are dealt between them.
  const microsoft = await startMicrosoft(appId, () => instances?.origin(turn++) ?? '');
  const azurite = await startAzurite();
  process.once('exit', azurite.close);
  const storage = await startStorageFaults(azurite.blobUrl, seed);
  const graph = await startGraphFaults(microsoft.standInsUrl, seed, speed);
  const host = await startFileHost(seed);
  try {
    const running = await startInstances(2, {
      ...microsoft.settings,
      GRAPH_BASE_URL: graph.url,
      BLOB_STORAGE_CONNECTION_STRING: azurite.connectionStringAt(storage.url),
      TEAMS_FILE_ORIGINS: host.url,
      CLOCK_SPEED: String(speed),
      CLOCK_BEGAN: String(Date.now()),
    });
    instances = running;
    const reports = await sendAll(run, host, microsoft.person, () => running.kill(0));
    const messages = microsoft.standIns.mailbox.messages;
    return { ...count(run, reports, messages), crashes: running.crashes(), storageFaults: storage.met() };
  } finally {
    instances?.close();
    for (const service of [storage, graph, host]) service.close();
    process.off('exit', azurite.close);
    await Promise.all([azurite.close(), microsoft.close()]);
  }
}

/** The bot lets an account try 30 times an hour, and a mail may take several tries. Nobody must come to that limit. */
const mostEach = 10;

/** Makes an account like Ana's, whom the stand-ins then know. @returns its key */
function newAccount(): string {
  const [ana] = accounts;
  if (!ana) throw new Error('The stand-ins have no accounts');
  const key = `sender ${accounts.length}`;
  accounts.push({ ...ana, key, user: { ...ana.user, id: randomUUID() } });
  return key;
}

async function sendAll(
  { seed, sends, people, speed }: FaultRun,
  host: FileHost,
  person: () => Person,
  kill: () => Promise<void>,
): Promise<Report[]> {
  const reports: (() => Report)[] = [];
  let next = 0;
  let killed: Promise<void> | undefined;
  const sendInTurn = async () => {
    while (next < sends) {
      const send = await startSender({ who: person(), account: newAccount(), seed, speed, host });
      for (let own = 0; own < mostEach && next < sends; own += 1) {
        next += 1;
        // Once, when half is done and many are in the middle of it.
        if (next > sends / 2) killed ??= kill();
        reports.push(await send(next));
      }
    }
  };
  await Promise.all(Array.from({ length: people }, sendInTurn));
  await killed;
  // The last word comes from a send that stalls, proactively.
  await setTimeout(20_000 / speed);
  return reports.map((report) => report());
}

function count(
  { seed }: FaultRun,
  reports: Report[],
  messages: readonly SentMail[],
): Omit<Counts, 'crashes' | 'storageFaults'> {
  const mailsOf = (subject: string) => messages.filter((message) => message.subject === subject);
  const mailed = (subject: string) => mailsOf(subject).length;
  const how = (fits: (report: Report) => boolean) => reports.filter(fits).length;
  const howTold = (state: Told | undefined) => how(({ told }) => told === state);
  return {
    seed,
    sends: reports.length,
    told: { sent: howTold('sent'), failed: howTold('failed'), unknown: howTold('unknown') },
    mails: messages.length,
    mailedTwice: how(({ subject }) => mailed(subject) > 1),
    unreported: howTold(undefined),
    acceptedButToldFailed: how(({ subject, told }) => told === 'failed' && mailed(subject) > 0),
    toldSentButNotAccepted: how(({ subject, told }) => told === 'sent' && mailed(subject) === 0),
    withFiles: how(({ file }) => file !== undefined),
    mailsWithoutTheirFiles: how(
      ({ subject, file }) => file !== undefined && mailsOf(subject).some((mail) => !hasFile(mail, file)),
    ),
  };
}
