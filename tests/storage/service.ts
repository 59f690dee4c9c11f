// A blob service that answers as planned, and a storage that asks it.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accountOf, openBlobs } from '../../bot/storage/blobs';
import type { FileStore, RecordStore } from '../../bot/storage/port';
import { standingClock, type TestClock } from '../support/clock';

/** 'silence' never answers; 'broken' ends the connection instead; 'endless' is a blob of a thousand megabytes. */
export type Planned = 'silence' | 'broken' | 'endless' | Answer;
interface Answer {
  status: number;
  headers?: object;
  body?: string;
}

export interface Service {
  storage: RecordStore;
  files: FileStore;
  clock: TestClock;
  /** Every request, oldest first. */
  sent: { method: string; url: string; headers: IncomingHttpHeaders }[];
  /** How much of the endless blob went out. */
  endless: { sent: number; isClosed: boolean };
  close(): void;
}

export const secretKey = 'c2VjcmV0LXNlY3JldA==';

/** @param code Azure's own name for what is the matter */
export const refused = (status: number, code = 'Planned'): Answer => ({
  status,
  headers: { 'x-ms-error-code': code },
});
export const missingContainer = refused(404, 'ContainerNotFound');
export const noBlob = refused(404, 'BlobNotFound');
export const record: Planned = { status: 200, headers: { etag: '"1"' }, body: '{"word":"hello"}' };
export const written: Planned = { status: 201, headers: { etag: '"2"' } };

/** Starts a service whose requests are answered so, in this order, and opens a storage there. */
export async function plannedService(answers: Planned[]): Promise<Service> {
  const clock = standingClock();
  const sent: Service['sent'] = [];
  const endless = { sent: 0, isClosed: false };
  const server = createServer((req, res) => {
    const { method = '', url = '', headers } = req;
    sent.push({ method, url, headers });
    req.resume().once('end', () => {
      const answer = answers[sent.length - 1];
      if (answer === 'endless') sendForEver(res, endless);
      else answerWith(res, answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const blobs = `http://127.0.0.1:${(server.address() as AddressInfo).port}/contoso`;
  const account = `DefaultEndpointsProtocol=http;AccountName=contoso;AccountKey=${secretKey};BlobEndpoint=${blobs}`;
  const { records, files } = openBlobs(accountOf(account), 'mailbot', clock);
  return {
    storage: records,
    files,
    clock,
    sent,
    endless,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function sendForEver(res: ServerResponse, seen: Service['endless']): void {
  res.writeHead(200, { etag: '"1"', 'content-length': 1e9 });
  res.once('close', () => {
    seen.isClosed = true;
  });
  const chunk = Buffer.alloc(64 * 1024, 'x');
  const more = () => {
    if (res.destroyed) return;
    seen.sent += chunk.length;
    res.write(chunk, more);
  };
  more();
}

function answerWith(
  res: ServerResponse,
  planned: Exclude<Planned, 'endless'> = refused(400, 'NotPlanned'),
): void {
  if (planned === 'silence') return;
  if (planned === 'broken') return void res.destroy();
  const { status, headers = {}, body = '' } = planned;
  const always = { 'content-length': Buffer.byteLength(body), 'last-modified': new Date(0).toUTCString() };
  res.writeHead(status, { ...always, ...headers });
  res.end(body);
}
