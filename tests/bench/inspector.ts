// A started program's inspector: garbage collection, its heap and its CPU profile, without a word of that in the program.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Running } from './processes';

/** For NODE_OPTIONS of the program. */
export const inspectable = '--inspect=127.0.0.1:0';

export interface Memory {
  heapUsed: number;
  external: number;
  rss: number;
}

/** As the DevTools protocol has it; times in microseconds. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number; columnNumber: number };
    children?: number[];
  }[];
  samples: number[];
  timeDeltas: number[];
}

export interface Inspector {
  /** What is in use after everything that can be freed was. Bytes. */
  memory(): Promise<Memory>;
  /** Profiles the program while something else is done. */
  profile(work: () => Promise<unknown>): Promise<CpuProfile>;
  close(): void;
}

export async function inspect({ complaints }: Running): Promise<Inspector> {
  const address = () => /ws:\/\/127\.0\.0\.1:\d+\/\S+/.exec(complaints())?.[0];
  for (const end = Date.now() + 5_000; !address() && Date.now() < end; ) await setTimeout(20);
  const socket = new WebSocket(address() ?? '');
  await once(socket, 'open');
  const send = callOver(socket);
  return {
    async memory() {
      // Twice: what finalizers let go of goes the second time.
      for (let count = 0; count < 2; count++) await send('HeapProfiler.collectGarbage');
      const expression = 'JSON.stringify(process.memoryUsage())';
      const { result } = (await send('Runtime.evaluate', { expression })) as { result: { value: string } };
      return JSON.parse(result.value);
    },
    async profile(work) {
      await send('Profiler.enable');
      await send('Profiler.setSamplingInterval', { interval: 500 });
      await send('Profiler.start');
      await work();
      const { profile } = (await send('Profiler.stop')) as { profile: CpuProfile };
      return profile;
    },
    close: () => socket.terminate(),
  };
}

/** Calls of the protocol, answered by their number. */
function callOver(socket: WebSocket) {
  let last = 0;
  return (method: string, params: object = {}): Promise<unknown> => {
    last += 1;
    const id = last;
    return new Promise((resolve, reject) => {
      const hear = (data: WebSocket.RawData) => {
        const answer = JSON.parse(data.toString());
        if (answer.id !== id) return;
        socket.off('message', hear);
        if (answer.error) reject(new Error(`${method}: ${answer.error.message}`));
        else resolve(answer.result);
      };
      socket.on('message', hear);
      socket.send(JSON.stringify({ id, method, params }));
    });
  };
}
