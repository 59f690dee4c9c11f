// Every mail the local Graph accepted: a list, its JSON, and a live stream for the mailbox page.
import type { Request, Response, Server } from 'restify';
import type { Clock } from '../bot/runtime/clock';
import { json, send } from './http';
import { addressOf, createFileRoom, type GivenFile, mountFiles, type SentFile } from './mailboxFiles';

export interface Mailee {
  name?: string;
  address: string;
}

export interface SentMail {
  id: string;
  /** ISO 8601. */
  at: string;
  from: { name: string; address: string };
  to: Mailee[];
  cc: Mailee[];
  bcc: Mailee[];
  subject: string;
  body: string;
  contentType: 'text' | 'html';
  importance: 'low' | 'normal' | 'high';
  /** Where replies go, if not to the sender. */
  replyTo?: Mailee[];
  readReceipt?: true;
  attachments: SentFile[];
}

/** A mail as it is handed in. */
export type GivenMail = Omit<SentMail, 'id' | 'at' | 'attachments'> & { attachments?: GivenFile[] };

export interface Mailbox {
  /** In the order they were sent. */
  readonly messages: readonly SentMail[];
  add(mail: GivenMail): SentMail;
  clear(): void;
  /** Calls the listener for every new mail until the returned function is called. */
  subscribe(listener: (mail: SentMail) => void): () => void;
}

export interface MailboxOptions {
  clock: Clock;
  /** Bytes of all attachments together. */
  mostFileBytes?: number;
}

export function createMailbox({ clock, mostFileBytes = 64 * 1024 * 1024 }: MailboxOptions): Mailbox {
  const room = createFileRoom(mostFileBytes);
  const messages: SentMail[] = [];
  const listeners = new Set<(mail: SentMail) => void>();
  let count = 0;
  return {
    messages,
    add({ attachments = [], ...mail }) {
      count += 1;
      const sent: SentMail = {
        ...{ id: `mail-${count}`, at: new Date(clock.now()).toISOString() },
        ...mail,
        attachments: room.keep(attachments),
      };
      messages.push(sent);
      for (const listener of listeners) listener(sent);
      return sent;
    },
    clear() {
      messages.splice(0);
      room.clear();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A mail as the page is told of it: a file that is still kept has an address. */
const told = ({ attachments, ...mail }: SentMail) => ({
  ...mail,
  attachments: attachments.map(({ bytes, ...file }, number) =>
    bytes ? { ...file, address: addressOf(mail.id, number) } : file,
  ),
});

/**
 * Adds `GET /mailbox.json` (newest first), `GET /mailbox/events` (Server-Sent Events, one `mail` event per new mail) and the
 * addresses of the attachments.
 */
export function mountMailbox(server: Server, mailbox: Mailbox): void {
  const open = new Set<Response>();
  server.get('/mailbox.json', async (_req: Request, res: Response) => {
    send(res, json(200, { messages: mailbox.messages.map(told).reverse() }, { 'cache-control': 'no-store' }));
  });
  server.get('/mailbox/events', async (_req: Request, res: Response) => stream(res, mailbox, open));
  mountFiles(server, (mailId) => mailbox.messages.find(({ id }) => id === mailId)?.attachments);
  endOnClose(server, open);
}

function stream(res: Response, mailbox: Mailbox, open: Set<Response>): void {
  res.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  // It is silent until the next mail.
  res.setTimeout(0);
  // A first line lets the browser know that it is connected, and asks it to come back soon after a restart.
  res.write('retry: 1000\n\n');
  open.add(res);
  const stop = mailbox.subscribe((mail) => {
    res.write(`event: mail\nid: ${mail.id}\ndata: ${JSON.stringify(told(mail))}\n\n`);
  });
  res.on('close', () => {
    stop();
    open.delete(res);
  });
}

/** A server's `close` waits for every open connection, and a stream never ends by itself: it would wait for ever. */
function endOnClose(server: Server, open: Set<Response>): void {
  const listening = server.server;
  const close = listening.close.bind(listening);
  listening.close = (done) => {
    for (const res of open) res.end();
    return close(done);
  };
}
