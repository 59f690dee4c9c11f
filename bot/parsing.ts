// Node's parser handles all it has received in one go, a request or a piece of a body of every few bytes. Here it is stopped.
import type { Server as HttpServer, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';

/**
 * What Node's types leave out of its parser. `onIncoming` is called behind the head of a request. The function for the pieces of
 * a body has a number for its name.
 */
interface Parser {
  onIncoming?: ((req: IncomingMessage, ...rest: unknown[]) => number) | null;
  constructor: { kOnBody: number };
  [event: number]: unknown;
}

/** Says that what follows is no HTTP, as after an upgrade, and so ends the parsing. */
const stop = 2;
/**
 * A body of more pieces is cut off if they are small on average, in bytes. Every piece costs as much as hundreds of bytes, and a
 * client that means well sends its body in one piece or a few.
 */
const pieces = { most: 256, small: 64 };
const ending = new WeakSet<Socket>();
const bodiesOf = new WeakMap<Socket, Bodies>();

/** Notes that a connection has got its last answer: nothing more that it sent is parsed. */
export function endParsing(socket: Socket): void {
  ending.add(socket);
  bodiesOf.get(socket)?.skip();
}

/**
 * Stops the parser of a connection that was destroyed or has its last answer, or whose body comes in very small pieces. Called
 * before the server listens.
 */
export function limitParsing(server: HttpServer): void {
  server.on('connection', (socket: Socket & { parser?: Parser | null }) => {
    const { parser } = socket;
    const onIncoming = parser?.onIncoming;
    if (!parser || !onIncoming) return;
    const bodies = skippable(socket, parser);
    bodiesOf.set(socket, bodies);
    // Node sets this function anew for each connection that it gives the parser to.
    parser.onIncoming = (req, ...rest) => {
      bodies.read();
      if (isOver(socket)) return stopBehind(req);
      limitPieces(req, socket, bodies);
      const verdict = onIncoming.call(parser, req, ...rest);
      return isOver(socket) ? stopBehind(req) : verdict;
    };
  });
}

/** Node 20 would carry an upgrade out that it has not asked the server about, and leave the socket without a listener. */
function stopBehind(req: IncomingMessage): number {
  Object.assign(req, { upgrade: false });
  return stop;
}

const isOver = (socket: Socket) => socket.destroyed || ending.has(socket);

/** Destroys a connection whose body comes in too many small pieces, such as chunks of one byte, and skips the rest. */
function limitPieces(req: IncomingMessage, socket: Socket, bodies: Bodies): void {
  const push = req.push.bind(req);
  const count = { pieces: 0, bytes: 0 };
  // Node hands each piece to this function, and the body's end as null.
  req.push = (piece: Buffer | null) => {
    if (!piece) {
      bodies.read();
      return push(piece);
    }
    count.pieces += 1;
    count.bytes += piece.length;
    if (count.pieces <= pieces.most || count.bytes >= count.pieces * pieces.small) return push(piece);
    socket.destroy();
    bodies.skip();
    return true;
  };
}

interface Bodies {
  /** Skips what is still to come of a body. */
  skip(): void;
  /** Has bodies read again. */
  read(): void;
}

/** The function for the pieces of a body, the same in every parser. */
let onBody: unknown;

/**
 * Without its function for the pieces of a body the parser skips them, and makes no buffer of each. Node shares its parsers among
 * all servers and clients of the process and never sets that function again, so it is put back before Node takes the parser from
 * the connection: at its next head, at the body's end, behind which Node 26 carries an upgrade out, and at its close.
 */
function skippable(socket: Socket & { parser?: Parser | null }, parser: Parser): Bodies {
  const { kOnBody } = parser.constructor;
  onBody ??= parser[kOnBody];
  const read = () => {
    parser[kOnBody] = onBody;
    socket.removeListener('close', read);
  };
  const skip = () => {
    if (socket.parser !== parser || !parser[kOnBody]) return;
    parser[kOnBody] = undefined;
    // Node's own listener gives the parser away.
    socket.prependListener('close', read);
  };
  return { skip, read };
}
