// The files of a fault run: a third of the mails have one, which lies where Teams keeps what people attach.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Attachment } from 'botbuilder';
import type { SentMail } from '../../../playground/mailbox';
import { chance } from './faults';

export interface RunFile {
  name: string;
  bytes: Buffer;
}

export interface FileHost {
  /** What Teams sends of a mail's file; nothing for a mail without one. */
  attachmentOf(number: number): Attachment | undefined;
  url: string;
  close(): void;
}

/** The file of a mail, the same for the same seed. */
export function fileOf(seed: number, number: number): RunFile | undefined {
  if (chance(seed, `file/${number}`) >= 1 / 3) return undefined;
  const size = 1 + Math.floor(chance(seed, `size/${number}`) * 50_000);
  return { name: `plan ${number}.pdf`, bytes: Buffer.alloc(size, `of plan ${number}, `) };
}

/** Whether a mail has the file, byte for byte. */
export const hasFile = ({ attachments }: SentMail, { name, bytes }: RunFile): boolean =>
  attachments.some((one) => one.name === name && one.bytes?.equals(bytes));

/** Starts the host of the files. */
export async function startFileHost(seed: number): Promise<FileHost> {
  const server = createServer((req, res) => {
    const file = fileOf(seed, Number(/^\/(\d+)$/.exec(req.url ?? '')?.[1]));
    res.writeHead(file ? 200 : 404, { 'content-type': 'application/pdf' });
    res.end(file?.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    attachmentOf(number) {
      const file = fileOf(seed, number);
      return (
        file && {
          contentType: 'application/vnd.microsoft.teams.file.download.info',
          name: file.name,
          contentUrl: `${url}/page/${number}`,
          content: { downloadUrl: `${url}/${number}`, uniqueId: `${number}`, fileType: 'pdf' },
        }
      );
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
