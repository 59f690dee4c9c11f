// The first look at a connection and a request: what restify could not survive, or nobody should wait for, ends here.
import {
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Request, Server } from 'restify';
import { endParsing } from './parsing';
import { isLoopbackHost } from './runtime/loopback';

interface Answer {
  status: number;
  error: string;
}

interface GateOptions {
  /**
   * Answers only where a Host header names this machine. Otherwise a web page whose name leads to 127.0.0.1 could speak to a
   * server that trusts everybody who reaches it.
   */
  localOnly: boolean;
}

const noAddress: Answer = { status: 400, error: 'The request has no address that can be read' };
const noUpgrade: Answer = { status: 400, error: 'Nothing is served there to an upgrade' };
const elsewhere: Answer = {
  status: 421,
  error:
    'This server answers at localhost, 127.0.0.1 and [::1] only. With an app id the bot answers at any name.',
};

const tooManyWaiting: Answer = {
  status: 503,
  error: 'Too many requests of this connection wait for their answers',
};

/** A name or an address, and a port. In restify's URL any other character would be part of a path, a query or a password. */
const host = /^[\w.:[\]-]*$/;
/** Requests of one connection that may wait for their answers. Browsers and proxies send one at a time. */
const mostUnanswered = 6;
/** With more than so many a connection is destroyed. */
const flood = 8;
const littleBody = 16 * 1024;
/** How long an early answer may be on its way to the client, in milliseconds. */
const linger = 2_000;

/** restify's `first`, which its types leave out: it runs for every request, and `false` ends the request's way. */
interface WithFirst {
  first(handler: (req: Request, res: ServerResponse) => boolean): void;
}

/**
 * Refuses requests before restify handles them: with 400 those whose Host header and target make no URL, and with 421 those for
 * another host where only this machine is served. restify reads the URL outside of every handler, and an error there ends the
 * process. A server that restify made needs this before it listens.
 */
export function guardRequests(server: Server, options: GateOptions): void {
  (server as Server & WithFirst).first((req, res) => {
    const { socket } = req;
    const waiting = countUnanswered(socket, res);
    if (waiting === undefined) return false;
    endEarlyAnswers(req, res);
    const answer = waiting > mostUnanswered ? tooManyWaiting : refusalOf(req, options);
    if (!answer) return true;
    res.shouldKeepAlive = false;
    if (answer === tooManyWaiting) socket.pause();
    endParsing(socket);
    res.writeHead(answer.status, headersOf(answer));
    res.end(bodyOf(answer));
    return false;
  });
}

const unanswered = new WeakMap<Socket, number>();

/**
 * Counts a request of a connection until it is answered.
 * @returns how many wait with it; nothing where the connection gets no more answers
 */
function countUnanswered(socket: Socket, res: ServerResponse): number | undefined {
  const waiting = (unanswered.get(socket) ?? 0) + 1;
  unanswered.set(socket, waiting);
  if (waiting > flood) socket.destroy();
  // The connection's last answer was given, or is on its way.
  if (waiting > mostUnanswered + 1 || socket.destroyed || socket.writableEnded) return undefined;
  res.once('close', () => unanswered.set(socket, (unanswered.get(socket) ?? 1) - 1));
  return waiting;
}

/**
 * Answers what never comes to restify. Called before the server listens.
 * @param upgrade takes an upgrade and says whether it did, at this machine's names only. Without it an upgrade is answered as
 *   the request it is.
 */
export function guardUpgrades(
  server: HttpServer,
  upgrade?: (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean,
): void {
  // Node would close the connection of a CONNECT without a word.
  server.on('connect', (_req: IncomingMessage, socket: Duplex) => refuseSocket(socket, noAddress));
  // Node would answer an expectation it does not know, and go on reading the body.
  server.on('checkExpectation', (req: IncomingMessage, res: ServerResponse) => {
    if (countUnanswered(req.socket, res) === undefined) return;
    res.shouldKeepAlive = false;
    if (!req.complete) closeInTwoSteps(req.socket);
    // restify's `writeHead` returns nothing.
    res.writeHead(417, { 'content-length': 0 });
    res.end();
  });
  // restify hands an upgrade on to nobody, and the connection would stay open for ever. Without a listener Node takes it for
  // an ordinary request.
  server.removeAllListeners('upgrade');
  if (!upgrade) return;
  server.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    const answer = refusalOf(req, { localOnly: true });
    if (answer) refuseSocket(socket, answer);
    else if (!upgrade(req, socket, head)) refuseSocket(socket, noUpgrade);
  });
}

/** @returns what the request is answered with when it goes no further */
function refusalOf(req: IncomingMessage, { localOnly }: GateOptions): Answer | undefined {
  const { host: named = '' } = req.headers;
  try {
    // The very call that restify makes later; it keeps the result.
    const { hostname } = (req as Request).getUrl();
    if (
      !host.test(named) ||
      (!named && req.httpVersion !== '1.0') ||
      (req.headersDistinct.host ?? []).length > 1
    )
      return noAddress;
    if (!localOnly) return undefined;
    // An absolute target names a host of its own.
    const names = [hostname, new URL(`http://${named || 'localhost'}`).hostname];
    return names.every((name) => isLoopbackHost(name ?? '')) ? undefined : elsewhere;
  } catch {
    return noAddress;
  }
}

/** Answers on a connection that Node gave away, and closes it. */
function refuseSocket(socket: Duplex, answer: Answer): void {
  const { status } = answer;
  const lines = Object.entries(headersOf(answer)).map(([name, value]) => `${name}: ${value}`);
  // Node listens no more on a socket it gave away. The client may be gone, or never close its half of the connection.
  socket.on('error', () => socket.destroy()).once('finish', () => socket.destroy());
  socket.end(
    [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, 'connection: close', ...lines, '', bodyOf(answer)].join(
      '\r\n',
    ),
  );
}

const bodyOf = ({ error }: Answer) => JSON.stringify({ error });
const headersOf = (answer: Answer) => ({
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(bodyOf(answer)),
});

/**
 * Ends the connection with an answer that comes before the whole request did. Node would go on reading the rest, however long
 * that is.
 */
function endEarlyAnswers(req: IncomingMessage, res: ServerResponse): void {
  // restify's event, just before an answer's head is written.
  res.once('header', () => {
    if (req.complete || endsSoon(req)) return;
    res.shouldKeepAlive = false;
    closeInTwoSteps(req.socket);
  });
}

/** Whether what is left of a request is so little that Node may throw it away and keep the connection. */
function endsSoon({ headers }: IncomingMessage): boolean {
  if (headers.expect || headers['transfer-encoding']) return false;
  return Number(headers['content-length'] ?? 0) <= littleBody;
}

/**
 * Changes how Node closes this connection after its last answer. A socket that is closed with unread bytes is reset, and an answer
 * still on its way may be lost with it. So the answer's end is told first, and the socket is closed when the client had time to
 * read it. What the client still sends is not read: reading, only to throw it away, took most of a flood's memory.
 */
function closeInTwoSteps(socket: Socket): void {
  endParsing(socket);
  socket.destroySoon = () => {
    const timer = setTimeout(() => socket.destroy(), linger);
    socket.once('close', () => clearTimeout(timer));
    // Node resumes it once more, to read the rest of the request.
    socket.on('resume', () => socket.pause());
    socket.pause();
    socket.end();
  };
}
