// Node's parser handles all it has received in one go, a request of every few bytes. Here it is stopped.
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';

/** What Node's types leave out of its parser: what it calls behind the head of a request. */
interface Parser {
  onIncoming?: ((...head: unknown[]) => number) | null;
}

/** Says that what follows is no HTTP, as after an upgrade, and so ends the parsing. */
const stop = 2;
const ending = new WeakSet<Socket>();

/** Notes that a connection has got its last answer: nothing that it sent is parsed any more. */
export function endParsing(socket: Socket): void {
  ending.add(socket);
}

/** Stops the parser of a connection that was destroyed or has its last answer. Called before the server listens. */
export function limitParsing(server: HttpServer): void {
  server.on('connection', (socket: Socket & { parser?: Parser | null }) => {
    const { parser } = socket;
    const onIncoming = parser?.onIncoming;
    if (!parser || !onIncoming) return;
    parser.onIncoming = (...head) => {
      if (isOver(socket)) return stop;
      const verdict = onIncoming.apply(parser, head);
      return isOver(socket) ? stop : verdict;
    };
  });
}

const isOver = (socket: Socket) => socket.destroyed || ending.has(socket);
