// Limits on connections: how many there may be, for how long, and what makes room for new ones.
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { limitParsing } from './parsing';

/** Above this part of all connections a new one takes the place of another, which waits for its client. */
const crowded = 0.95;
/** So many connections may have asked for nothing yet, before one of them has to go rather than one that has been answered. */
const newcomers = 100;

/** Limits what one connection, and all of them, may take. Called before the server listens. */
export function limitConnections(server: HttpServer): void {
  Object.assign(server, {
    // A connection without a body costs about 100 KB at most, so these are 200 MB of the 1.75 GB of the smallest App Service
    // plan. Bodies have a limit of their own over all connections (requestBody.ts).
    maxConnections: 2_000,
    // Node reads all headers and shows the first 1,000, unless told. The gate must see what the parser goes by.
    maxHeadersCount: 0,
    // Node would answer a request without a Host header itself, and nobody would count those.
    requireHostHeader: false,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    // Node looks for requests over their time only so often, 30 seconds unless told.
    connectionsCheckingInterval: 1_000,
    // A client that stops reading its answer. The longest silence of the bot itself is a turn of nine seconds.
    timeout: 30_000,
    // Azure's front end keeps idle connections for four minutes. It would lose a request on one that the bot closes first.
    keepAliveTimeout: 250_000,
  });

  limitParsing(server);

  // Those whose client has asked for nothing yet, and those whose client is to read an answer or to ask again, the longest
  // waiting first. Those with a turn at work are in neither.
  const silent = new Set<Socket>();
  const waiting = new Set<Socket>();
  let open = 0;
  const longestWaiting = () => {
    const [first] = silent.size > newcomers || waiting.size === 0 ? silent : waiting;
    return first;
  };
  server.on('connection', (socket: Socket) => {
    open += 1;
    if (open > crowded * server.maxConnections) longestWaiting()?.destroy();
    silent.add(socket);
    socket.once('close', () => {
      open -= 1;
      silent.delete(socket);
      waiting.delete(socket);
    });
  });
  const works = ({ socket }: IncomingMessage, res: ServerResponse) => {
    silent.delete(socket);
    // Behind an answer that the client has not read yet, a further request is not worked on.
    if (!res.socket) return;
    waiting.delete(socket);
    res.once('prefinish', () => {
      if (!socket.destroyed) waiting.add(socket);
    });
  };
  server.prependListener('request', works).prependListener('checkContinue', works);
}
