// The process of the stand-ins: a port for each bot, so that calls are counted by bot, and one before the storage.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answers, type Counts } from './answers';
import { createIdentity } from './identity';
import { countStorage } from './storage';

/** What this process tells the one that started it. */
export type Told =
  | { ready: { bots: Record<string, { url: string; channelToken: string }>; storageUrl: string } }
  | { counts: Record<string, Counts> };

const listen = (listener: RequestListener): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer({ keepAliveTimeout: 120_000 }, listener).listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });

async function start(names: string[], blobUrl: string): Promise<void> {
  const identity = createIdentity();
  const counts: Record<string, Counts> = { storage: {} };
  const bots: Record<string, { url: string; channelToken: string }> = {};
  for (const name of names) {
    let url = '';
    const ofBot: Counts = {};
    counts[name] = ofBot;
    url = await listen(answers(ofBot, identity, () => url));
    bots[name] = { url, channelToken: identity.channelToken(url) };
  }
  const storageUrl = await listen(countStorage(counts.storage ?? {}, blobUrl));
  const tell = (told: Told) => process.send?.(told);
  process.on('message', () => tell({ counts }));
  process.once('disconnect', () => process.exit());
  tell({ ready: { bots, storageUrl } });
}

const [names = '', blobUrl = ''] = process.argv.slice(2);
void start(names.split(','), blobUrl);
