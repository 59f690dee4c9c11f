// The way to the blob storage: hands every call on as it is, and counts it.
import { Agent, type RequestListener, request } from 'node:http';
import type { Counts } from './answers';

export function countStorage(counts: Counts, blobUrl: string): RequestListener {
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(blobUrl);
  return (req, res) => {
    const kind = `storage ${req.method}`;
    counts[kind] = (counts[kind] ?? 0) + 1;
    const { method, url, headers } = req;
    const onward = request({ agent, hostname, port, method, path: url, headers }, (answer) => {
      res.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(res);
    });
    onward.once('error', () => res.destroy());
    req.pipe(onward);
  };
}
