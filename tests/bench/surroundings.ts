// What the three programs of the bench meet: the stand-ins in a process of their own, and a blob storage.
import { once } from 'node:events';
import { startAzurite } from '../support/azurite';
import { compile, removeCompiled } from './compile';
import { atEnd, start } from './processes';
import type { Counts } from './standIns/answers';
import type { Told } from './standIns/process';

type Ready = Extract<Told, { ready: object }>['ready'];

export interface Surroundings extends Ready {
  /** For a bot that keeps its state in the storage. */
  connectionString: string;
  /** The process of the stand-ins. */
  pid: number;
  /** The calls that came so far, by bot. */
  counts(): Promise<Record<string, Counts>>;
  close(): Promise<void>;
}

/** @param names of the bots; each has stand-ins' addresses of its own */
export async function startSurroundings(names: string[]): Promise<Surroundings> {
  const azurite = await startAzurite();
  const closeStorage = atEnd(azurite.close);
  const program = compile('standIns/process.ts');
  const standIns = start({ args: [program, names.join(','), azurite.blobUrl] }, true);
  const ended = once(standIns.child, 'exit').then(() => {
    throw new Error(`The stand-ins ended: ${standIns.complaints()}`);
  });
  // Heard of by whoever asks next.
  ended.catch(() => undefined);
  const told = async (): Promise<Told> => {
    const [message] = await Promise.race([once(standIns.child, 'message'), ended]);
    return message;
  };
  const first = await told();
  if (!('ready' in first)) throw new Error('The stand-ins did not say where they are');
  return {
    ...first.ready,
    connectionString: azurite.connectionStringAt(first.ready.storageUrl),
    pid: standIns.pid,
    async counts() {
      const answer = told();
      standIns.child.send('counts');
      const message = await answer;
      return 'counts' in message ? message.counts : {};
    },
    async close() {
      await standIns.kill();
      removeCompiled();
      await closeStorage();
    },
  };
}

/** What came between two countings. */
export function between(before: Counts = {}, after: Counts = {}): Counts {
  const kinds = Object.keys(after).map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)] as const);
  return Object.fromEntries(kinds.filter(([, count]) => count > 0));
}
