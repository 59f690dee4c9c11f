// Files that clients uploaded: kept in memory for a while, and served to the bot and the chat.
import type { Request, Response, Server } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import { botError, send } from '../http';

/** An attachment as an activity carries it (Attachment in the Direct Line 3.0 description). */
export interface Attachment {
  contentType: string;
  contentUrl: string;
  name: string;
}

export interface AttachmentOptions {
  clock: Pick<Clock, 'now'>;
  /** Not to be guessed: whoever knows an address may read the file. */
  ids(): string;
  /** The origin this server is reached at. */
  url(): string;
  /** Bytes of all files together; the oldest go first. */
  most?: number;
}

interface Kept {
  name: string;
  contentType: string;
  bytes: Buffer;
  until: number;
}

export type Attachments = ReturnType<typeof createAttachments>;

const base = '/v3/directline/attachments';
const megabyte = 1024 * 1024;
const keptFor = 24 * 60 * 60_000;
/** What a file weighs besides its bytes, so that empty ones do not pile up either. */
const overhead = 1024;

/** Keeps uploaded files for a day, or until newer ones need the room. */
export function createAttachments({ clock, ids, url, most = 64 * megabyte }: AttachmentOptions) {
  // Oldest first: a map keeps its entries as they came.
  const known = new Map<string, Kept>();
  let weight = 0;

  const makeRoom = () => {
    for (const [id, kept] of known) {
      if (weight <= most && kept.until > clock.now()) return;
      weight -= kept.bytes.length + overhead;
      known.delete(id);
    }
  };

  /** Keeps files and says where they are. */
  const keep = async (files: File[]): Promise<Attachment[]> => {
    const kept = files.map(async (file) => ({ file, bytes: Buffer.from(await file.arrayBuffer()) }));
    const attachments = (await Promise.all(kept)).map(({ file: { name, type }, bytes }) => {
      const id = ids();
      const contentType = type || 'application/octet-stream';
      known.set(id, { name, contentType, bytes, until: clock.now() + keptFor });
      weight += bytes.length + overhead;
      return { contentType, contentUrl: `${url()}${base}/${id}/${encodeName(name)}`, name };
    });
    makeRoom();
    return attachments;
  };

  const find = (id: string): Kept | undefined => {
    makeRoom();
    return known.get(id);
  };

  return { keep, find };
}

/** Mounts the addresses of the files. They ask for no token, as the real ones do not: the bot has none. */
export function mountAttachments(server: Server, attachments: Attachments): void {
  // A wildcard for the name: the router takes no parameter of more than a hundred characters.
  server.get(`${base}/:attachmentId/*`, async (req: Request, res: Response) => {
    const kept = attachments.find(String(req.params.attachmentId));
    if (!kept) return send(res, botError(404, 'BadArgument', 'Attachment not found'));
    const { bytes, contentType, name } = kept;
    // A stranger's page must not run as one of this origin's: it is stored, not shown.
    const headers = {
      'content-type': contentType,
      'content-disposition': `attachment; filename*=UTF-8''${encodeName(name)}`,
      'x-content-type-options': 'nosniff',
    };
    send(res, { status: 200, headers, body: bytes });
  });
}

/** Percent-encodes for an address and for `filename*` alike, which allows fewer characters (RFC 5987). */
function encodeName(name: string): string {
  return encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
}
