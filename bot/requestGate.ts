// The first look at a request: what restify could not survive is answered before restify sees it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Request, Server } from 'restify';

/** A name or an address, and a port. In restify's URL any other character would be part of a path, a query or a password. */
const host = /^[\w.:[\]-]*$/;
const refusal = JSON.stringify({ error: 'The request has no address that can be read' });
const headers = {
  connection: 'close',
  'content-type': 'application/json',
  'content-length': Buffer.byteLength(refusal),
};

/** restify's `first`, which its types leave out: it runs for every request, and `false` ends the request's way. */
interface WithFirst {
  first(handler: (req: Request, res: ServerResponse) => boolean): void;
}

/**
 * Answers 400 to a request whose Host header and target make no URL. restify reads that URL outside of every handler, and an
 * error there ends the process. A server that restify made needs this before it listens.
 */
export function refuseOddRequests(server: Server): void {
  (server as Server & WithFirst).first((req, res) => {
    if (hasUrl(req)) return true;
    res.writeHead(400, headers);
    res.end(refusal);
    return false;
  });
  // restify hands an upgrade on to nobody, and the connection would stay open for ever. Without a listener Node takes it for
  // an ordinary request.
  server.server.removeAllListeners('upgrade');
  server.server.on('connect', refuseConnect);
}

/** Answers a CONNECT, whose connection Node would close without a word. */
export function refuseConnect(_req: IncomingMessage, socket: Duplex): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  // Node listens no more on a socket it gave away. The client may be gone, or never close its half of the connection.
  socket.on('error', () => socket.destroy()).once('finish', () => socket.destroy());
  socket.end(['HTTP/1.1 400 Bad Request', ...lines, '', refusal].join('\r\n'));
}

function hasUrl(req: Request): boolean {
  try {
    // The very call that restify makes later; it keeps the result.
    req.getUrl();
    return host.test(req.headers.host ?? '');
  } catch {
    return false;
  }
}
