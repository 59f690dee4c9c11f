// Somebody else's web page on an origin of its own, with whatever markup a test gives it.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HostPage {
  url: string;
  /** What the page holds from now on; `headers` are its own, such as a Content-Security-Policy. */
  show(html: string, headers?: Record<string, string>): void;
  close(): Promise<void>;
}

/** Serves an empty page on a free port; every port is another origin. */
export async function serveHostPage(): Promise<HostPage> {
  let shown = { html: '', headers: {} };
  const server = createServer((_req, res) => {
    res.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...shown.headers });
    res.end(shown.html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show: (html, headers = {}) => {
      shown = { html, headers };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
