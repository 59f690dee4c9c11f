// An error that nobody caught: one line in the log, work in flight gets its time, and the process ends as failed.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { until } from '../support/clock';
import { program } from '../support/program';

const hook = join(__dirname, '../support/rejectOnSignal.cjs');

let bot: ChildProcessByStdio<null, Readable, Readable>;
let log: string;
let client: Socket;
let ended: Promise<unknown[]>;

/** A bot with a client that never ends its request, which a stop of the bot waits for a second. */
beforeEach(async () => {
  log = '';
  bot = spawn(process.execPath, ['--require', hook, ...program], {
    env: { PATH: process.env.PATH, PORT: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  ended = once(bot, 'exit');
  bot.stdout.on('data', (chunk: Buffer) => {
    log += chunk;
  });
  await until(() => log.includes('"msg":"listening"'));
  client = connect({ port: lines()[0]?.port, host: '127.0.0.1', allowHalfOpen: true });
  client.on('error', () => client.destroy());
  client.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /half');
  await once(client, 'data');
});
afterEach(() => {
  client.destroy();
  bot.kill('SIGKILL');
});

const lines = () =>
  log
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
const messages = () => lines().map(({ msg }) => msg);

it('is logged without its text, and ends the process with 1', async () => {
  bot.kill('SIGUSR2');
  expect(await ended).toEqual([1, null]);
  expect(messages()).toEqual(['listening', 'unhandledRejection']);
  expect(lines()[1]).toMatchObject({ level: 'error', error: 'Error' });
  expect(log).not.toContain('a private text');
});

it('during the stop that another one began is logged too, and changes nothing', async () => {
  bot.kill('SIGUSR2');
  await until(() => messages().length === 2);
  bot.kill('SIGUSR2');
  expect(await ended).toEqual([1, null]);
  expect(messages()).toEqual(['listening', 'unhandledRejection', 'unhandledRejection']);
});

it('during an ordinary stop makes it a failure', async () => {
  bot.kill('SIGTERM');
  await until(() => messages().length === 2);
  bot.kill('SIGUSR2');
  expect(await ended).toEqual([1, null]);
  expect(messages()).toEqual(['listening', 'stopping', 'unhandledRejection']);
});

it('ends the process also when nobody reads its output any more', async () => {
  bot.stdout.destroy();
  bot.stderr.destroy();
  bot.kill('SIGUSR2');
  expect(await ended).toEqual([1, null]);
});
