// Node's parser handles all it has received in one go: a request of every few bytes, and a piece of a body. Here it is stopped.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What Node's types leave out of its parser, which is the same object for one connection after another. It has a function for
 * each event: `onIncoming` behind the head of a request, and one by number for each piece of a body.
 */
interface Parser {
  socket?: Socket | null;
  incoming?: IncomingMessage | null;
  onIncoming?: ((...head: unknown[]) => number) | null;
  constructor: { kOnBody?: number };
  [event: number]: ((piece: Buffer) => void) | undefined;
}

/** Says that what follows is no HTTP, as after an upgrade, and so ends the parsing. */
const stop = 2;
/** A body may have so many pieces, or more if they are not tiny on average. Every piece costs as much as a hundred bytes. */
const pieces = { most: 100, tiny: 16 };

const ending = new WeakSet<Socket>();
/** Each parser's own function for a piece of a body. */
const handlers = new WeakMap<Parser, (piece: Buffer) => void>();

/** Notes that a connection has got its last answer: nothing that it sent is parsed any more. */
export function endParsing(socket: Socket): void {
  ending.add(socket);
}

/** Stops the parser of a connection that was destroyed or ended, or whose bodies come in tiny pieces. Called before the server listens. */
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
    boundBodies(parser);
  });
}

const isOver = (socket: Socket) => socket.destroyed || ending.has(socket);

/** Counts the pieces of each body. Without its function for them the parser skips a body, and makes no buffer of a piece. */
function boundBodies(parser: Parser): void {
  const { kOnBody } = parser.constructor;
  if (kOnBody === undefined) return;
  const handle = handlers.get(parser) ?? parser[kOnBody];
  if (!handle) return;
  handlers.set(parser, handle);
  let counted: IncomingMessage | undefined;
  let count = { pieces: 0, bytes: 0 };
  parser[kOnBody] = (piece) => {
    const { socket, incoming } = parser;
    if (incoming && incoming !== counted) {
      counted = incoming;
      count = { pieces: 0, bytes: 0 };
    }
    count.pieces += 1;
    count.bytes += piece.length;
    if (count.pieces > pieces.most && count.bytes < count.pieces * pieces.tiny) socket?.destroy();
    if (socket && isOver(socket)) parser[kOnBody] = undefined;
    else handle.call(parser, piece);
  };
}
