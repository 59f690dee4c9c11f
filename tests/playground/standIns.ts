// A server with chosen stand-ins on a free port.
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'restify';

export interface Running {
  server: Server;
  url: string;
  close(): Promise<void>;
}

/** Starts a server on 127.0.0.1; `mount` adds routes and may read the url once it runs. */
export async function start(mount: (server: Server, url: () => string) => void): Promise<Running> {
  const server = createServer();
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  mount(server, url);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: url(), close: () => new Promise((resolve) => server.close(() => resolve())) };
}

/** Ids that count: id-1, id-2, … */
export function countingIds(): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `id-${count}`;
  };
}
