// The bot processes of a fault run: started, killed without warning, started again.
import { join } from 'node:path';
import { type Running, start } from '../processes';

export interface Instances {
  /** The origin of the instance whose turn it is. A killed one is passed over, as a load balancer would. */
  origin(turn: number): string;
  /** Kills one with SIGKILL, and starts another in its place. */
  kill(index: number): Promise<void>;
  close(): void;
  /** Ends nobody asked for, such as by an unhandled rejection. */
  crashes(): number;
}

export async function startInstances(count: number, env: Record<string, string>): Promise<Instances> {
  const instances: ({ running: Running; url: string } | undefined)[] = [];
  let crashes = 0;

  const startAt = async (index: number) => {
    const args = ['--import', 'tsx', join(__dirname, 'instance.ts')];
    const running = start({ args, env, ipc: true });
    const { port } = await running.message<{ port: number }>();
    instances[index] = { running, url: `http://127.0.0.1:${port}` };
    running.child.once('exit', () => {
      // One that was asked to end is not in the list any more.
      if (instances[index]?.running !== running) return;
      crashes += 1;
      instances[index] = undefined;
    });
  };
  const end = (index: number) => {
    const ended = instances[index];
    instances[index] = undefined;
    void ended?.running.stop();
  };
  await Promise.all(Array.from({ length: count }, (_, index) => startAt(index)));

  return {
    origin(turn) {
      const alive = instances.filter((instance) => instance !== undefined);
      return alive[turn % alive.length]?.url ?? '';
    },
    async kill(index) {
      end(index);
      await startAt(index);
    },
    close() {
      for (const index of instances.keys()) end(index);
    },
    crashes: () => crashes,
  };
}
