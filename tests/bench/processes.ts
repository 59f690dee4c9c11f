// The processes of the bench: started by plain node, measured from outside, and ended with the bench.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

export interface Program {
  /** What follows `node`. */
  args: string[];
  env: Record<string, string>;
  /** Gives the process a channel to this one. */
  ipc?: boolean;
}

export interface Running {
  child: ChildProcess;
  pid: number;
  /** The end of what it wrote to stderr. */
  errors(): string;
  /** Ends it, by SIGKILL unless told otherwise. Resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** The next message over the channel. Rejects when the process ends instead. */
  message<T>(): Promise<T>;
}

const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export function start({ args, env, ipc = false }: Program): Running {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'ignore', 'pipe', ...(ipc ? (['ipc'] as const) : [])],
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors = (errors + chunk).slice(-4_000);
  });
  running.add(child);
  const gone = once(child, 'exit').then(() => void running.delete(child));
  return {
    child,
    pid: child.pid ?? 0,
    errors: () => errors,
    async stop(signal = 'SIGKILL') {
      child.kill(signal);
      await gone;
    },
    async message() {
      const ended = gone.then(() => Promise.reject(new Error(`A process of the bench ended: ${errors}`)));
      const [message] = await Promise.race([once(child, 'message'), ended]);
      return message;
    },
  };
}

/** CPU time since the process began, of all its threads, in milliseconds. Linux only, as the next one. */
export function cpuOf({ pid }: Running): number {
  const nanoseconds = readdirSync(`/proc/${pid}/task`).map((thread) => {
    const [time = '0'] = readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ');
    return Number(time);
  });
  return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
}

/** Resident memory, in megabytes of 1,024 × 1,024 bytes. */
export function residentOf({ pid }: Running): number {
  const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}
