// What a started bot writes: JSON lines only, also where a library prints what it was given to the console.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { until } from './support/clock';
import { freePort } from './support/freePort';
import { startMicrosoft } from './support/microsoft';
import { program } from './support/program';
import { appId } from './support/world';

it('forged tokens leave one line, and nothing of a token or a key', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const microsoft = await startMicrosoft(appId, () => url);
  const bot = spawn(process.execPath, program, {
    env: { PATH: process.env.PATH, PORT: String(port), ...microsoft.settings },
  });
  const written = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    bot[stream].on('data', (chunk: Buffer) => {
      written[stream] += chunk;
    });
  try {
    await until(() => written.stdout.includes('"msg":"listening"'));
    const { activityToken } = microsoft.standIns.botAuthentication;
    const serviceUrl = microsoft.standInsUrl;
    const knock = async (token: string) => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
      const activity = { type: 'message', channelId: 'msteams', serviceUrl };
      const body = JSON.stringify(activity);
      return (await fetch(`${url}/api/messages`, { method: 'POST', headers, body })).status;
    };
    for (let times = 0; times < 5; times++) {
      expect(await knock(activityToken({ serviceUrl, key: 'stranger' }))).toBe(401);
      expect(await knock(activityToken({ serviceUrl, algorithm: 'HS256' }))).toBe(401);
    }
    const ended = once(bot, 'exit');
    bot.kill('SIGTERM');
    await ended;
    const lines = written.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).msg);
    expect(lines).toEqual(['listening', 'requests refused', 'stopping']);
    expect(written.stdout).not.toMatch(/KEY|eyJ/);
    expect(written.stderr).toBe('');
  } finally {
    bot.kill('SIGKILL');
    await microsoft.close();
  }
});
