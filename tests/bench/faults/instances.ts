// The bot processes of the fault run: started, killed without warning, started again.
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export interface Instances {
  /** The origin of the instance whose turn it is; a killed one is passed over, as a load balancer would. */
  origin(turn: number): string;
  /** Kills one with SIGKILL, and starts another in its place. */
  kill(index: number): Promise<void>;
  close(): void;
  /** Ends nobody asked for: crashes, such as an unhandled rejection. */
  readonly crashes: number;
  /** What the instances wrote to stderr. */
  readonly complaints: string;
}

export async function startInstances(count: number, environment: Record<string, string>): Promise<Instances> {
  const running: ({ child: ChildProcess; url: string } | undefined)[] = [];
  let crashes = 0;
  let complaints = '';
  let closing = false;

  const start = (index: number) =>
    new Promise<void>((resolve, reject) => {
      const child = fork(join(__dirname, 'instance.ts'), {
        execArgv: ['--import', 'tsx'],
        env: { PATH: process.env.PATH, ...environment },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      child.stderr?.on('data', (chunk) => {
        complaints += chunk;
      });
      child.once('message', ({ port }: { port: number }) => {
        running[index] = { child, url: `http://127.0.0.1:${port}` };
        resolve();
      });
      child.once('exit', (code, signal) => {
        if (!closing && signal !== 'SIGKILL') crashes += 1;
        running[index] = undefined;
        reject(new Error(`An instance ended at the start with code ${code}: ${complaints}`));
      });
    });
  await Promise.all(Array.from({ length: count }, (_, index) => start(index)));

  return {
    origin(turn) {
      const alive = running.filter((instance) => instance !== undefined);
      return alive[turn % alive.length]?.url ?? '';
    },
    async kill(index) {
      const doomed = running[index];
      running[index] = undefined;
      doomed?.child.kill('SIGKILL');
      await start(index);
    },
    close() {
      closing = true;
      for (const instance of running) instance?.child.kill('SIGKILL');
    },
    get crashes() {
      return crashes;
    },
    get complaints() {
      return complaints;
    },
  };
}
