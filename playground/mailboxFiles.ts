// The files of the mails that arrived: kept while there is room, and handed out so that none of them runs as a page.
import type { Request, Response, Server } from 'restify';
import { type Answer, empty, send } from './http';

/** A file as a mail brings it. */
export interface GivenFile {
  name: string;
  /** As the sender says. */
  contentType: string;
  bytes: Buffer;
}

/** A file as the mailbox has it. */
export interface SentFile extends Omit<GivenFile, 'bytes'> {
  size: number;
  /** Its media type, if its bytes begin like a picture that browsers show. */
  picture?: string;
  /** Missing when newer files needed the room. */
  bytes?: Buffer;
}

/** What a file weighs besides its bytes, so that empty ones do not pile up either. */
const overhead = 1024;

/** Room for so many bytes. The oldest files are let go for newer ones. */
export function createFileRoom(most: number) {
  const kept: SentFile[] = [];
  let weight = 0;
  const weightOf = ({ size }: SentFile) => size + overhead;
  return {
    keep(given: readonly GivenFile[]): SentFile[] {
      const files = given.map(toSent);
      for (const file of files) weight += weightOf(file);
      kept.push(...files);
      while (weight > most) {
        const oldest = kept.shift();
        if (!oldest) break;
        weight -= weightOf(oldest);
        delete oldest.bytes;
      }
      return files;
    },
    clear(): void {
      kept.splice(0);
      weight = 0;
    },
  };
}

function toSent({ name, contentType, bytes }: GivenFile): SentFile {
  const picture = pictureType(bytes);
  return { name, contentType, size: bytes.length, ...(picture ? { picture } : {}), bytes };
}

/** How pictures begin (WHATWG MIME Sniffing, 6.1), in hexadecimal digits. */
const pictures: [RegExp, string][] = [
  [/^89504e470d0a1a0a/, 'image/png'],
  [/^ffd8ff/, 'image/jpeg'],
  [/^474946383[79]61/, 'image/gif'],
  [/^52494646.{8}574542505650/, 'image/webp'],
];

function pictureType(bytes: Buffer): string | undefined {
  const head = bytes.toString('hex', 0, 14);
  return pictures.find(([start]) => start.test(head))?.[1];
}

/**
 * Mounts `GET /mailbox/files/<mail>/<number>`.
 * @param filesOf the files of a mail
 */
export function mountFiles(server: Server, filesOf: (mailId: string) => SentFile[] | undefined): void {
  server.get('/mailbox/files/:mailId/:number', async (req: Request, res: Response) => {
    const file = filesOf(String(req.params.mailId))?.[Number(req.params.number)];
    send(res, file ? answerOf(file) : empty(404));
  });
}

export const addressOf = (mailId: string, number: number) => `/mailbox/files/${mailId}/${number}`;

/** A stranger's file is stored and never opened as a page of this origin. A picture may be part of one. */
function answerOf({ bytes, name, picture }: SentFile): Answer {
  if (!bytes) return empty(410);
  const headers = {
    'content-type': picture ?? 'application/octet-stream',
    'content-disposition': `attachment; filename*=UTF-8''${encoded(name)}`,
    'content-security-policy': "sandbox; default-src 'none'",
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    // A mail after a restart has the number of an earlier one.
    'cache-control': 'no-store',
  };
  return { status: 200, headers, body: bytes };
}

/** RFC 5987 allows fewer characters than an address, and half a surrogate pair is no character at all. */
function encoded(name: string): string {
  return encodeURIComponent(name.replace(/\p{Surrogate}/gu, '\ufffd')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
}
