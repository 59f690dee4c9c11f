// The programs that are measured, and what they meet: Microsoft's stand-ins, and a blob storage for the one that uses it.
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { startAzurite } from '../support/azurite';
import { freePort } from '../support/freePort';
import { answer, startProxy } from './faults/proxy';
import { post, type Target } from './load';
import { type Running, start } from './processes';
import type { Seen } from './standIns';

const root = resolve(__dirname, '../..');
const bot = join(root, 'dist/index.js');

/** All four answer the same message with the same three calls. */
const programs = {
  floor: { file: join(__dirname, 'floor.js'), env: { NODE_ENV: 'production' } },
  baseline: { file: join(__dirname, 'baseline/index.js'), env: { NODE_ENV: 'production' } },
  // In production it refuses to keep its state in memory, as the baseline does.
  bot: { file: bot, env: {} },
  'bot on blobs': { file: bot, env: { NODE_ENV: 'production' } },
};
export type Name = keyof typeof programs;

export interface Started extends Running, Target {
  /** Milliseconds from the start of the process to its first answer. */
  firstAnswer: number;
}

export interface Surroundings {
  /** What a program's stand-ins saw until now, and the storage with them. */
  seen(name: Name): Promise<Seen>;
  close(): Promise<void>;
}

export async function startSurroundings(names: Name[]): Promise<Surroundings> {
  const standIns = start({
    args: ['--import', 'tsx', join(__dirname, 'standIns.ts'), ...names],
    env: {},
    ipc: true,
  });
  await standIns.message();
  const storage = names.includes('bot on blobs') ? await startStorage() : undefined;
  return {
    async seen(name) {
      const told = standIns.message<Record<Name, Seen>>();
      standIns.child.send('What came?');
      const { [name]: seen } = await told;
      if (name !== 'bot on blobs' || !storage) return seen;
      const calls = { ...seen.calls, storage: storage.calls() };
      return { ...seen, calls, settings: { ...seen.settings, ...storage.settings } };
    },
    async close() {
      await standIns.stop();
      await storage?.close();
    },
  };
}

/** Azurite behind a proxy that counts. */
async function startStorage() {
  const azurite = await startAzurite();
  process.once('exit', azurite.close);
  let count = 0;
  const proxy = await startProxy(azurite.blobUrl, async ({ res, forward }) => {
    count += 1;
    answer(res, await forward());
  });
  return {
    settings: { BLOB_STORAGE_CONNECTION_STRING: azurite.connectionStringAt(proxy.url) },
    calls: () => count,
    async close() {
      proxy.close();
      process.off('exit', azurite.close);
      await azurite.close();
    },
  };
}

/** Starts a program and waits until it answers. @param heap whether its heap will be asked for, with `heapOf` */
export async function launch(name: Name, surroundings: Surroundings, heap = false): Promise<Started> {
  const { url: serviceUrl, channelToken, settings } = await surroundings.seen(name);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const look = heap ? ['--expose-gc', '--require', join(__dirname, 'heap.js')] : [];
  const began = performance.now();
  const running = start({
    args: [...look, programs[name].file],
    env: { ...settings, ...programs[name].env, PORT: String(port) },
    ipc: heap,
  });
  // A message nobody vouches for is a 401 from all of them, and costs them nothing.
  const isUp = () => post(url, { type: 'message' }).catch(() => undefined);
  for (const end = began + 120_000; !(await isUp()); await setTimeout(5)) {
    if (running.child.exitCode === null && performance.now() < end) continue;
    await running.stop();
    throw new Error(`The ${name} did not start: ${running.errors()}`);
  }
  return { ...running, url, serviceUrl, channelToken, firstAnswer: performance.now() - began };
}

/** Megabytes in use after everything that can be freed was. */
export async function heapOf({ child, message }: Running): Promise<number> {
  const heap = message<number>();
  child.send('How much?');
  return (await heap) / 1024 ** 2;
}
