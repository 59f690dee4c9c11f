// The bot that the fuzz meets: dist/ in production on Azurite, beside Microsoft's stand-ins, watched from outside.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { type Azurite, startAzurite } from '../../support/azurite';
import { freePort } from '../../support/freePort';
import { type Microsoft, startMicrosoft } from '../../support/microsoft';
import { appId } from '../people';
import { marker } from './marker';

const bot = join(__dirname, '../../../dist/index.js');
/** Milliseconds that an ordinary client may wait, beside everything else and on a busy machine. */
const longestWait = 10_000;
/** Milliseconds of the bot's own work in which an ordinary client may not be answered. */
const longestWork = 2_000;
/** Milliseconds that a stop may take, whatever is connected: the drain's 20 s and the last answers. */
const longestStop = 25_000;
/** Megabytes resident, and open files and sockets, once the connections of the fuzz are closed. */
const mostMemory = 400;
const mostFiles = 150;

export interface FuzzedBot {
  port: number;
  microsoft: Microsoft;
  /** The longest that the ordinary client waited until now, in milliseconds. */
  worstWait(): number;
  /**
   * The longest that /healthz took until this work was done, in milliseconds. On Linux time in which the bot did not run, for
   * the machine was busy, does not count.
   */
  waitBeside(work: Promise<unknown>): Promise<number>;
  /** What is wrong and was not given before: nothing, if all is well. */
  problems(): Promise<string[]>;
  /** What is wrong with its memory and its open files. Linux only. */
  appetite(): { problems: string[]; megabytes: number; files: number };
  /** Starts it again if it ended. */
  revive(): Promise<void>;
  /** Stops it by SIGTERM. @returns what was wrong with that */
  stop(): Promise<string[]>;
  close(): Promise<void>;
}

export async function startBot(): Promise<FuzzedBot> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const azurite: Azurite = await startAzurite();
  process.once('exit', azurite.close);
  const microsoft = await startMicrosoft(appId, () => url);
  const environment = {
    ...microsoft.settings,
    NODE_ENV: 'production',
    PORT: String(port),
    BLOB_STORAGE_CONNECTION_STRING: azurite.connectionString,
    PUBLIC_URL: 'https://bot.example',
    SHOW_ACCESS_TOKEN: 'true',
  };
  let problems: string[] = [];
  let child: ChildProcess;
  let worst = 0;
  let watching = true;

  const start = async () => {
    child = spawn(process.execPath, [bot], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    const started = child;
    process.once('exit', () => started.kill('SIGKILL'));
    child.once('exit', (code, signal) => problems.push(`the process ended: ${code ?? signal}`));
    child.stderr?.on('data', (chunk) => problems.push(`stderr: ${String(chunk).slice(0, 2_000)}`));
    if (child.stdout) createInterface(child.stdout).on('line', (line) => problems.push(...wrongIn(line)));
    while ((await ask(port).catch(() => 0)) !== 200) await setTimeout(20);
  };
  await start();
  const cpu = () => cpuOf(child.pid ?? 0);

  /** An ordinary client, who asks all the time. */
  const watch = async () => {
    let ordinary = microsoft.person({ channel: 'webchat' });
    for (let count = 1; watching; count += 1) {
      // One person may ask for so much only.
      if (count % 100 === 0) ordinary = microsoft.person({ channel: 'webchat' });
      const [began, before] = [performance.now(), cpu()];
      // While the process is started again nobody is counted.
      const [status, said] = await Promise.all([
        ask(port).catch(() => 0),
        ordinary.says('help').catch(() => []),
      ]);
      const [wait, busy] = [performance.now() - began, cpu() - before];
      if (status !== 0) worst = Math.max(worst, wait);
      if (wait > longestWait) problems.push(`an ordinary client waited ${Math.round(wait)} ms`);
      if (Math.min(wait, busy) > longestWork)
        problems.push(`the bot did nothing else for ${Math.round(busy)} ms`);
      if (status === 200 && said.length === 0) problems.push('an ordinary "help" was not answered');
      await setTimeout(25);
    }
  };
  const watched = watch();

  return {
    port,
    microsoft,
    worstWait: () => Math.round(worst),
    async waitBeside(work) {
      let isDone = false;
      const done = work.finally(() => {
        isDone = true;
      });
      let longest = 0;
      while (!isDone) {
        const [began, before] = [performance.now(), cpu()];
        await ask(port);
        longest = Math.max(longest, Math.min(performance.now() - began, cpu() - before));
      }
      await done;
      return longest;
    },
    async problems() {
      // An answer, and one round of events for what was logged before it.
      if ((await ask(port).catch(() => 0)) !== 200) problems.push('/healthz does not answer 200');
      await setTimeout(1);
      if (microsoft.standIns.mailbox.messages.length > 0) {
        microsoft.standIns.mailbox.clear();
        problems.push('a mail left');
      }
      const found = problems;
      problems = [];
      return found;
    },
    appetite() {
      const { megabytes, files } = usageOf(child.pid ?? 0);
      const tooMuch = [
        ...(megabytes > mostMemory ? [`${megabytes} MB are resident`] : []),
        ...(files > mostFiles ? [`${files} files and sockets are open`] : []),
      ];
      return { problems: tooMuch, megabytes, files };
    },
    async revive() {
      if (child.exitCode === null && child.signalCode === null) return;
      await start();
      problems = [];
    },
    async stop() {
      watching = false;
      await watched;
      problems = [];
      child.removeAllListeners('exit');
      const began = performance.now();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      const result = await Promise.race([ended, setTimeout(longestStop, ['not in time'], { ref: false })]);
      if (result[0] !== 0) problems.push(`SIGTERM did not end it well: ${result[0] ?? result[1]}`);
      const took = performance.now() - began;
      if (took > longestStop) problems.push(`SIGTERM took ${Math.round(took)} ms`);
      return problems;
    },
    async close() {
      watching = false;
      child.removeAllListeners('exit');
      child.kill('SIGKILL');
      process.off('exit', azurite.close);
      await Promise.all([azurite.close(), microsoft.close()]);
    },
  };
}

/** What is wrong with a line of the log. */
function wrongIn(line: string): string[] {
  const wrong = line.includes(marker) ? [`the log has what was sent: ${line.slice(0, 1_000)}`] : [];
  try {
    // With a trace it is an error that nobody expected, and a person was told that something did not work.
    if ('at' in JSON.parse(line)) wrong.push(`an unexpected error: ${line.slice(0, 1_000)}`);
  } catch {
    wrong.push(`a line of stdout is no JSON: ${line.slice(0, 1_000)}`);
  }
  return wrong;
}

/** Asks /healthz on a connection of its own. */
function ask(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(20_000);
    request({ port, host: '127.0.0.1', path: '/healthz', agent: false, signal }, (res) => {
      res
        .resume()
        .once('end', () => resolve(res.statusCode ?? 0))
        .once('error', reject);
    })
      .once('error', reject)
      .end();
  });
}

/** CPU time of a process in milliseconds; the time of day where there is no /proc. */
function cpuOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
  } catch {
    return performance.now();
  }
}

/** By /proc; zeros where there is none. */
function usageOf(pid: number): { megabytes: number; files: number } {
  try {
    const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return { megabytes: Math.round(Number(kilobytes) / 1024), files: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return { megabytes: 0, files: 0 };
  }
}
