// An HTTP proxy that knows what passes through it, for putting faults in front of a service.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Passing {
  req: IncomingMessage;
  res: ServerResponse;
  body: Buffer;
  /** Hands the request on and gives the answer; nothing is answered yet. */
  forward(): Promise<Forwarded>;
}

export interface Forwarded {
  status: number;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface RunningProxy {
  url: string;
  close(): void;
}

/** Starts a proxy. @param handle sees every request and must answer it */
export async function startProxy(
  target: string,
  handle: (passing: Passing) => Promise<void>,
): Promise<RunningProxy> {
  const { hostname, port } = new URL(target);
  const server = createServer(async (req, res) => {
    const body = await read(req);
    const forward = () => send({ hostname, port }, req, body);
    await handle({ req, res, body, forward }).catch(() => res.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function answer(res: ServerResponse, { status, headers, body }: Forwarded): void {
  res.writeHead(status, headers);
  res.end(body);
}

function send(
  to: { hostname: string; port: string },
  req: IncomingMessage,
  body: Buffer,
): Promise<Forwarded> {
  return new Promise((resolve, reject) => {
    const { method, url, headers } = req;
    const out = request({ ...to, method, path: url, headers }, async (response) => {
      const answered = await read(response).catch(reject);
      if (answered)
        resolve({ status: response.statusCode ?? 502, headers: response.headers, body: answered });
    });
    out.on('error', reject);
    out.end(body);
  });
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}
