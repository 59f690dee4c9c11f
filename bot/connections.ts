// Limits on connections: how many there may be, for how long, and what makes room for new ones.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/** More connections than these may not be open without a request for longer than so many milliseconds. */
const mostSilent = 500;
const silence = 1_000;

/** Limits what one connection, and all of them, may take. Called before the server listens. */
export function limitConnections(server: HttpServer): void {
  Object.assign(server, {
    // A connection without a body costs about 100 KB at most, so these are 200 MB of the 1.75 GB of the smallest App Service
    // plan. Bodies have a limit of their own over all connections (requestBody.ts).
    maxConnections: 2_000,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    // Node looks for requests over their time only so often, 30 seconds unless told.
    connectionsCheckingInterval: 1_000,
    // A client that stops reading its answer. The longest silence of the bot itself is a turn of nine seconds.
    timeout: 30_000,
    // Azure's front end keeps idle connections for four minutes. It would lose a request on one that the bot closes first.
    keepAliveTimeout: 250_000,
  });

  // Those without a request yet and when they were opened, the oldest first. An ordinary client sends one at once.
  const silent = new Map<Socket, number>();
  const speaks = ({ socket }: IncomingMessage) => void silent.delete(socket);
  const closeSilent = () => {
    const [oldest] = silent;
    if (oldest && oldest[1] < Date.now() - silence) oldest[0].destroy();
  };
  server.on('connection', (socket: Socket) => {
    silent.set(socket, Date.now());
    socket.once('close', () => silent.delete(socket));
    if (silent.size > mostSilent) closeSilent();
  });
  // At the limit idle connections make room, and a silent one.
  server.on('drop', () => {
    server.closeIdleConnections();
    closeSilent();
  });
  server.on('request', speaks).on('checkContinue', speaks);
}
