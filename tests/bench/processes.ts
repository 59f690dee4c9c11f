// The processes of the bench: started on a port of their own, and ended with the bench however that ends.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

const running = new Set<ChildProcess>();

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface Program {
  /** What follows `node`. */
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

export interface Running {
  child: ChildProcess;
  pid: number;
  /** What it wrote to stderr. */
  complaints(): string;
  /** Kills it; resolves when it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a program of node's.
 * @param talks whether it has a channel to this process
 */
export function start({ args, cwd, env = {} }: Program, talks = false): Running {
  const child = spawn(process.execPath, args, {
    ...(cwd ? { cwd } : {}),
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'ignore', 'pipe', ...(talks ? (['ipc'] as const) : [])],
  });
  let complaints = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    complaints = (complaints + chunk).slice(-4_000);
  });
  running.add(child);
  const gone = once(child, 'exit').then(() => void running.delete(child));
  return {
    child,
    pid: child.pid ?? 0,
    complaints: () => complaints,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const endings = new Set<() => Promise<void>>();

/** Notes what is to be done even when the bench is broken off. @returns does it, once */
export function atEnd(end: () => Promise<void>): () => Promise<void> {
  const once = async () => {
    if (endings.delete(once)) await end();
  };
  endings.add(once);
  return once;
}

/** Ctrl+C ends the bench as its end does: what was started is killed, and temporary folders go. */
export function endOnSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void Promise.allSettled(Array.from(endings, (end) => end())).then(() => process.exit(130));
    });
  }
}
