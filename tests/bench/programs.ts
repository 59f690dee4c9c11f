// The three programs that are measured: the built bot as `npm start` runs it, the floor, and the baseline.
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createBotAuthentication } from '../../playground/botAuthentication';
import { freePort } from '../support/freePort';
import { compile } from './compile';
import { post, type Target } from './load';
import { type Program, type Running, start } from './processes';
import { appId } from './standIns/identity';
import type { Surroundings } from './surroundings';

export const names = ['bot', 'floor', 'baseline'] as const;
export type Name = (typeof names)[number];

export interface Started extends Running, Target {
  /** Milliseconds from the start of the process to its first answer. */
  coldStart: number;
}

const root = resolve(__dirname, '../..');
const longestStart = 30_000;

/** What follows `node` in package.json's start script, so that the bot gets what it gets there. */
function startScript(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const words = String(scripts.start).matchAll(/"((?:\\.|[^"\\])*)"|(\S+)/g);
  const [command, ...args] = Array.from(words, ([, quoted, plain = '']) =>
    quoted === undefined ? plain : quoted.replace(/\\(.)/g, '$1'),
  );
  if (command !== 'node') throw new Error('package.json: "start" does not begin with node');
  return args;
}

const commands: Record<Name, () => string[]> = {
  bot: startScript,
  floor: () => [compile('floor/server.ts')],
  baseline: () => [join(__dirname, 'baseline/index.js')],
};

export interface LaunchOptions {
  /** What NODE_OPTIONS is to be. */
  nodeOptions?: string;
  /** Where dist/ is, for the bot. */
  folder?: string;
  /** On top of what leads to the surroundings. */
  environment?: Record<string, string>;
}

/** Starts one of the three and waits until it answers. */
export async function launch(
  name: Name,
  surroundings: Surroundings,
  { nodeOptions = '', folder = root, environment = {} }: LaunchOptions = {},
): Promise<Started> {
  const { url: serviceUrl = '', channelToken = '' } = surroundings.bots[name] ?? {};
  const port = await freePort();
  const program: Program = {
    args: commands[name](),
    cwd: folder,
    env: {
      ...createBotAuthentication({ appId, url: () => serviceUrl }).settings(),
      PORT: String(port),
      GRAPH_BASE_URL: serviceUrl,
      ...(name === 'bot' ? { BLOB_STORAGE_CONNECTION_STRING: surroundings.connectionString } : {}),
      ...(nodeOptions ? { NODE_OPTIONS: nodeOptions } : {}),
      ...environment,
    },
  };
  const began = performance.now();
  const running = start(program);
  const url = `http://127.0.0.1:${port}`;
  await firstAnswer(running, url).catch(async (error) => {
    await running.kill();
    throw error;
  });
  return { ...running, url, serviceUrl, channelToken, coldStart: performance.now() - began };
}

/** A message nobody vouches for is a 401 from all three, and costs them nothing. */
async function firstAnswer({ child, complaints }: Running, url: string): Promise<void> {
  for (const end = Date.now() + longestStart; Date.now() < end; await setTimeout(5)) {
    if (child.exitCode !== null) throw new Error(`It ended at the start: ${complaints()}`);
    const status = await post({ url }, { type: 'message' }).catch(() => undefined);
    if (status !== undefined) return;
  }
  throw new Error(`It did not answer in ${longestStart} ms: ${complaints()}`);
}
