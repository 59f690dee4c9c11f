// An error that nobody caught: one line in the log, work in flight gets its time, and the process ends as failed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { until } from '../support/clock';

const root = join(__dirname, '../..');

it('is logged without its text, and ends the process with 1', async () => {
  const hook = join(root, 'tests/support/rejectOnSignal.cjs');
  const bot = spawn(process.execPath, ['--import', 'tsx', '--require', hook, 'bot/index.ts'], {
    cwd: root,
    env: { PATH: process.env.PATH, PORT: '0' },
  });
  try {
    let log = '';
    bot.stdout.on('data', (chunk: Buffer) => {
      log += chunk;
    });
    await until(() => log.includes('"msg":"listening"'));
    const ended = once(bot, 'exit');
    bot.kill('SIGUSR2');
    expect(await ended).toEqual([1, null]);
    const lines = log
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.at(-1)).toMatchObject({ level: 'error', msg: 'unhandledRejection', error: 'Error' });
    expect(log).not.toContain('a private text');
  } finally {
    bot.kill('SIGKILL');
  }
});
