// The bot's way out over HTTP: every request once, whatever comes back, and nothing left hanging.
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { openRequest, request, within } from '../bot/runtime/http';
import { until } from './support/clock';
import { closedUrl } from './support/world';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** A server that answers in this way. */
async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Takes connections, and never speaks TLS. */
async function silent(connected: () => void = () => {}) {
  const sockets: Socket[] = [];
  const server = createTcpServer((socket) => {
    sockets.push(socket);
    connected();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const manual = { redirect: 'manual' } as const;

describe('a request', () => {
  it('arrives as it was given, its length counted in bytes', async () => {
    let seen = {};
    const url = await serve(async (req, res) => {
      let body = '';
      for await (const chunk of req.setEncoding('utf8')) body += chunk;
      const { method, headers } = req;
      seen = { method, body, length: headers['content-length'], word: headers['x-word'] };
      res.end();
    });
    await request(url, { ...manual, method: 'POST', headers: { 'x-word': 'a' }, body: 'Lê Chi' });
    expect(seen).toEqual({ method: 'POST', body: 'Lê Chi', length: '7', word: 'a' });
  });

  it('uses a connection of those before', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((req, res) => {
      ports.add(req.socket.remotePort);
      res.end('x');
    });
    for (let time = 0; time < 5; time++) await (await request(url, manual)).text();
    // undici takes a connection again a moment after its answer has ended: two take turns.
    expect(ports.size).toBeLessThan(3);
  });

  it('does not hold its connection when nobody reads the answer', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((req, res) => {
      ports.add(req.socket.remotePort);
      res.end('x'.repeat(50_000));
    });
    for (let time = 0; time < 3; time++) {
      await request(url, manual);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await (await request(url, manual)).text();
    expect(ports.size).toBeLessThan(4);
  });
});

describe('an answer', () => {
  it('is read as text, as JSON and as bytes', async () => {
    const url = await serve((_req, res) => res.setHeader('X-Word', 'a').end('{"name":"Lê Chi"}'));
    const { status, ok, headers, text, json, arrayBuffer } = await request(url, manual);
    expect([status, ok, headers.get('x-word'), headers.get('x-none')]).toEqual([200, true, 'a', null]);
    expect(await text()).toBe('{"name":"Lê Chi"}');
    expect(await json()).toEqual({ name: 'Lê Chi' });
    expect(Buffer.from(await arrayBuffer()).toString()).toBe('{"name":"Lê Chi"}');
  });

  it.each([301, 302, 307, 308])('of %s is an answer, and nothing is sent after it', async (status) => {
    let asked = 0;
    const url = await serve((_req, res) => {
      asked++;
      res.writeHead(status, { Location: '/elsewhere' });
      res.end();
    });
    const answer = await request(url, { ...manual, method: 'POST', body: 'once' });
    expect([answer.status, answer.ok, asked]).toEqual([status, false, 1]);
  });

  it('that breaks off tells its status, and rejects whoever reads on', async () => {
    const url = await serve((_req, res) => {
      res.writeHead(202, { 'Content-Length': '100' });
      res.write('ten bytes.', () => res.destroy());
    });
    const answer = await request(url, manual);
    expect(answer.status).toBe(202);
    await expect(answer.text()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('that never begins is an error with a code', async () => {
    const url = await serve((req) => void req.socket.destroy());
    await expect(request(url, manual)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
  });

  it('that changes the protocol, which nobody asked for, is none, and nobody waits for ever', async () => {
    const url = await serve((req) => {
      req.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    });
    await expect(request(url, manual)).rejects.toThrow('bad upgrade');
  });

  /** A server whose answers have no end, and what became of the last one. */
  async function endless(status = 200) {
    const seen = { sent: 0, isClosed: false };
    const url = await serve((_req, res) => {
      res.statusCode = status;
      res.once('close', () => {
        seen.isClosed = true;
      });
      // On Node 26 a write to a closed socket calls back with an error while `res.destroyed` is still false, and for ever.
      const more = (error?: Error | null) => {
        if (error || res.destroyed) return;
        seen.sent += 1_000;
        res.write('x'.repeat(1_000), more);
      };
      more();
    });
    return { url, seen };
  }

  it.each([[undefined], [10_000], [1_000_000]])(
    'longer than the caller reads (%s) is given up, and its connection with it',
    async (maxBytes) => {
      const { url, seen } = await endless();
      const answer = await request(url, { ...manual, ...(maxBytes ? { maxBytes } : {}) });
      expect(answer.status).toBe(200);
      await expect(answer.arrayBuffer()).rejects.toMatchObject({ code: 'ANSWER_TOO_LARGE' });
      await until(() => seen.isClosed);
      // What the two systems hold in between comes on top.
      expect(seen.sent).toBeLessThan((maxBytes ?? 65_536) + 8_000_000);
    },
  );

  it('without an end tells its status, and is given up although nobody reads it', async () => {
    const { url, seen } = await endless(403);
    expect((await request(url, manual)).status).toBe(403);
    await until(() => seen.isClosed);
  });

  it('of just so many bytes is read', async () => {
    const url = await serve((_req, res) => void res.end('x'.repeat(10_000)));
    expect(await (await request(url, { ...manual, maxBytes: 10_000 })).text()).toHaveLength(10_000);
  });

  it('that begins with headers without an end is an error', async () => {
    const url = await serve((req) => {
      const { socket } = req;
      socket.on('error', () => socket.destroy()).write('HTTP/1.1 200 OK\r\n');
      const more = () => void (socket.destroyed || socket.write(`x-more: ${'x'.repeat(1_000)}\r\n`, more));
      more();
    });
    await expect(request(url, manual)).rejects.toMatchObject({ code: 'UND_ERR_HEADERS_OVERFLOW' });
  });

  it('loses the byte order mark some services begin with', async () => {
    const url = await serve((_req, res) => void res.end('\ufeff{"a":1}'));
    expect(await (await request(url, manual)).json()).toEqual({ a: 1 });
  });
});

describe('without a server', () => {
  it('the error says so', async () => {
    await expect(request(await closedUrl(), manual)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('an address that is none is an error, and no crash', async () => {
    await expect(request('nonsense', manual)).rejects.toMatchObject({ code: 'ERR_INVALID_URL' });
  });

  it('that shakes hands, nothing was sent, and the error says so', async () => {
    const { url, close } = await silent();
    await expect(
      openRequest({ connectWithin: 20 })(url, { ...manual, method: 'POST', body: 'x' }),
    ).rejects.toMatchObject({
      code: 'UND_ERR_CONNECT_TIMEOUT',
    });
    close();
  });
});

describe('a time limit', () => {
  it('ends the wait for an answer', async () => {
    const url = await serve(() => {});
    const ask = within(20, (signal) => request(url, { ...manual, signal }));
    await expect(ask).rejects.toMatchObject({ name: 'TimedOut' });
  });

  it('ends the reading of one', async () => {
    const url = await serve((_req, res) => void res.write('begun'));
    const read = within(100, async (signal) => (await request(url, { ...manual, signal })).text());
    await expect(read).rejects.toMatchObject({ name: 'TimedOut' });
  });
});

describe('a signal', () => {
  const reason = new Error('too late');

  it('ends the wait for an answer, with its reason', async () => {
    const over = new AbortController();
    const url = await serve(() => over.abort(reason));
    await expect(request(url, { ...manual, signal: over.signal })).rejects.toBe(reason);
  });

  it('ends the reading of one', async () => {
    const over = new AbortController();
    const url = await serve((_req, res) => void res.write('begun'));
    const { text } = await request(url, { ...manual, signal: over.signal });
    over.abort(reason);
    await expect(text()).rejects.toBe(reason);
  });

  it('ends the wait for a connection', async () => {
    const over = new AbortController();
    const { url, close } = await silent(() => over.abort(reason));
    const ask = openRequest({ connectWithin: 60_000 })(url, { ...manual, signal: over.signal });
    await expect(ask).rejects.toBe(reason);
    close();
  });

  it('given before keeps the request from being sent', async () => {
    let asked = 0;
    const url = await serve((_req, res) => {
      asked++;
      res.end();
    });
    await expect(request(url, { ...manual, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toBe(0);
  });
});

describe('a proxy that the environment names', () => {
  /** A proxy that opens a tunnel to wherever it is asked, and what it was asked for. */
  async function proxy() {
    const tunnels: string[] = [];
    const url = await serve((_req, res) => void res.end('from the proxy'));
    servers.at(-1)?.on('connect', (req, socket) => {
      tunnels.push(req.url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    return { url, tunnels };
  }

  it.each(['HTTPS_PROXY', 'https_proxy'])('(%s) is on the way', async (name) => {
    const { url, tunnels } = await proxy();
    const through = openRequest({ environment: { [name]: url } });
    await expect(through('https://graph.example/v1.0/me', manual)).rejects.toThrow();
    expect(tunnels).toEqual(['graph.example:443']);
  });

  it('is not on the way to this machine, nor to what NO_PROXY names', async () => {
    const { url, tunnels } = await proxy();
    const here = await serve((_req, res) => void res.end('here'));
    const port = new URL(here).port;
    for (const [NO_PROXY, address] of [
      ['', here],
      ['127.0.0.1', here],
      ['*', here],
      ['graph.example', `http://localhost:${port}`],
    ] as const) {
      const direct = openRequest({ environment: { HTTP_PROXY: url, NO_PROXY } });
      expect(await (await direct(address, manual)).text()).toBe('here');
    }
    expect(tunnels).toEqual([]);
  });
});
