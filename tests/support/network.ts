// The browser's network: an HTTP proxy on this machine whose connections a test can cut and restore.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';

export interface Network {
  /** The proxy setting for a browser. All its requests then go through this network. */
  proxy: { server: string };
  /** Ends every connection and lets none be made. */
  cut(): void;
  /** Cuts as soon as the next POST to an address that ends so has been answered: the answer itself is lost. */
  cutAtAnswerTo(path: string): void;
  mend(): void;
  /** Resets everything for the next test. */
  renew(): void;
  /** The bodies of the POSTs that are forwarded to addresses with this end, from now on. */
  posts(path: string): string[];
  /** Holds the next POST to an address with this end: `reached` resolves when it arrives, and `now` lets it go on. */
  stall(path: string): { reached: Promise<void>; now(): void };
  close(): Promise<void>;
}

/** Opens the network. It forwards `http:` and `ws:` addresses only, which is all the tests need. */
export async function openNetwork(): Promise<Network> {
  const open = new Set<Duplex>();
  let isCut = false;
  let lastPost: string | undefined;
  let listeners: { path: string; bodies: string[] }[] = [];
  let stalled: { path: string; reach(): void; until: Promise<void> } | undefined;

  const keep = (socket: Duplex) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    // A cut connection fails on both sides, and their users report it.
    socket.on('error', () => socket.destroy());
  };
  const cut = () => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };

  const note = (asked: IncomingMessage) => {
    const interested = listeners.filter(({ path }) => asked.url?.endsWith(path));
    if (interested.length === 0) return;
    const body: Buffer[] = [];
    asked.on('data', (part: Buffer) => body.push(part));
    asked.on('end', () => {
      for (const { bodies } of interested) bodies.push(Buffer.concat(body).toString());
    });
  };

  const server = createServer(async (asked: IncomingMessage, answer: ServerResponse) => {
    const { method, headers, url = '' } = asked;
    if (method === 'POST' && stalled && url.endsWith(stalled.path)) {
      const { reach, until } = stalled;
      stalled = undefined;
      reach();
      await until;
    }
    if (method === 'POST') note(asked);
    const passed = request(url, { method, headers, agent: false });
    passed.on('socket', keep);
    passed.on('error', () => answer.destroy());
    passed.on('response', (given) => {
      if (method === 'POST' && lastPost && url.endsWith(lastPost)) {
        lastPost = undefined;
        return cut();
      }
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.on('error', () => answer.destroy());
      given.pipe(answer);
    });
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  // WebSockets come through a tunnel.
  server.on('connect', ({ url = '' }: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { hostname, port } = new URL(`http://${url}`);
    const target = connect(Number(port || 80), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    keep(target);
    target.on('close', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  server.on('connection', (socket: Socket) => {
    keep(socket);
    if (isCut) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    proxy: { server: `http://127.0.0.1:${port}` },
    cut,
    cutAtAnswerTo(path) {
      lastPost = path;
    },
    mend() {
      isCut = false;
    },
    renew() {
      isCut = false;
      lastPost = undefined;
      stalled = undefined;
      listeners = [];
    },
    posts(path) {
      const bodies: string[] = [];
      listeners.push({ path, bodies });
      return bodies;
    },
    stall(path) {
      let reach = () => {};
      let now = () => {};
      const reached = new Promise<void>((resolve) => {
        reach = resolve;
      });
      const until = new Promise<void>((resolve) => {
        now = resolve;
      });
      stalled = { path, reach, until };
      return { reached, now };
    },
    close: () =>
      new Promise((resolve) => {
        cut();
        server.close(() => resolve());
      }),
  };
}
