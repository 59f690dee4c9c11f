// The WebSocket stream: what is said, pushed to a client as ActivitySets.
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { Refusal } from './answers';
import { refuseStrangers } from './caller';
import { type Conversation, type Conversations, isWatermark, saidSince } from './conversations';
import type { Tokens } from './tokens';

const streamPath = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;
/** Proxies close silent sockets; an empty text frame is Direct Line's sign of life, in both directions. */
const keepAliveEvery = 15_000;

export interface Stream {
  /** Takes an HTTP upgrade if it is for a stream. @returns false when the address is not ours */
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): boolean;
  /** Closes every stream. */
  close(): void;
}

/** Serves streams to clients whose token, the query's `t`, opens the conversation of the address. */
export function createStream(conversations: Conversations, tokens: Tokens): Stream {
  const sockets = new WebSocketServer({ noServer: true });
  const upgrade: Stream['upgrade'] = (req, socket, head) => {
    try {
      // Any page may ask for any address, and not every one can be read: "//" cannot.
      const address = new URL(req.url ?? '/', 'ws://here');
      const id = streamPath.exec(address.pathname)?.[1];
      if (!id) return false;
      const conversation = opened(
        conversations,
        tokens,
        req,
        decodeURIComponent(id),
        address.searchParams.get('t'),
      );
      const watermark = address.searchParams.get('watermark') ?? '';
      if (!isWatermark(watermark)) throw new Refusal(400, 'BadArgument', 'Invalid watermark');
      sockets.handleUpgrade(req, socket, head, (client) => serve(client, conversation, watermark));
    } catch (error) {
      refuse(socket, error);
    }
    return true;
  };
  const close = () => {
    for (const client of sockets.clients) client.terminate();
  };
  return { upgrade, close };
}

function opened(
  conversations: Conversations,
  tokens: Tokens,
  req: IncomingMessage,
  id: string,
  token: string | null,
): Conversation {
  if (!token) throw new Refusal(401, 'BadArgument', 'Missing token or secret');
  const pass = tokens.read(token);
  refuseStrangers(pass, req);
  if (pass.conversationId !== id) throw new Refusal(403, 'BadArgument', 'Invalid token');
  const conversation = conversations.join(id, pass.user);
  if (!conversation) throw new Refusal(404, 'BadArgument', 'Conversation not found');
  return conversation;
}

/** Says no before a stream has begun, in HTTP still; what is no refusal is an address that makes no sense. */
function refuse(socket: Duplex, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal(400, 'BadArgument', 'Invalid address');
  const body = JSON.stringify(refusal.body);
  // Node listens no more on a socket it gave away: a client that is gone by now would end the process.
  socket.on('error', () => socket.destroy()).once('finish', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${refusal.status} ${STATUS_CODES[refusal.status]}`,
      'Connection: close',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      `\r\n${body}`,
    ].join('\r\n'),
  );
}

function serve(client: WebSocket, conversation: Conversation, watermark: string): void {
  // Everything missed first, in pages, in the same tick in which listening begins: nothing is lost between the two.
  let set = saidSince(conversation, watermark);
  while (set.activities.length) {
    client.send(JSON.stringify(set));
    set = saidSince(conversation, set.watermark);
  }
  const tell = (said: unknown) => client.send(JSON.stringify(said));
  conversation.listeners.add(tell);
  const keepAlive = setInterval(() => client.send(''), keepAliveEvery).unref();
  client.on('message', () => client.send(''));
  client.on('error', () => client.terminate());
  client.on('close', () => {
    clearInterval(keepAlive);
    conversation.listeners.delete(tell);
  });
}
