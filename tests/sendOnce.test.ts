// The bot's way out over HTTP: every request once, whatever comes back, and nothing left hanging.
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { openSendOnce, sendOnce, within } from '../bot/runtime/http';
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
    await sendOnce(url, { ...manual, method: 'POST', headers: { 'x-word': 'a' }, body: 'Lê Chi' });
    expect(seen).toEqual({ method: 'POST', body: 'Lê Chi', length: '7', word: 'a' });
  });

  it('uses the connection of the one before', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((req, res) => {
      ports.add(req.socket.remotePort);
      res.end('x');
    });
    for (let time = 0; time < 3; time++) await (await sendOnce(url, manual)).text();
    expect(ports.size).toBe(1);
  });

  it('does not hold its connection when nobody reads the answer', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((req, res) => {
      ports.add(req.socket.remotePort);
      res.end('x'.repeat(100_000));
    });
    for (let time = 0; time < 3; time++) {
      await sendOnce(url, manual);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await (await sendOnce(url, manual)).text();
    expect(ports.size).toBeLessThan(4);
  });
});

describe('an answer', () => {
  it('is read as text, as JSON and as bytes', async () => {
    const url = await serve((_req, res) => res.setHeader('X-Word', 'a').end('{"name":"Lê Chi"}'));
    const { status, ok, headers, text, json, arrayBuffer } = await sendOnce(url, manual);
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
    const answer = await sendOnce(url, { ...manual, method: 'POST', body: 'once' });
    expect([answer.status, answer.ok, asked]).toEqual([status, false, 1]);
  });

  it('that breaks off tells its status, and rejects whoever reads on', async () => {
    const url = await serve((_req, res) => {
      res.writeHead(202, { 'Content-Length': '100' });
      res.write('ten bytes.', () => res.destroy());
    });
    const answer = await sendOnce(url, manual);
    expect(answer.status).toBe(202);
    await expect(answer.text()).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('that never begins is an error with a code', async () => {
    const url = await serve((req) => void req.socket.destroy());
    await expect(sendOnce(url, manual)).rejects.toMatchObject({ code: 'ECONNRESET' });
  });

  it('that changes the protocol, which nobody asked for, is none, and nobody waits for ever', async () => {
    const url = await serve((req) => {
      req.socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n');
    });
    await expect(sendOnce(url, manual)).rejects.toThrow('No answer before the end');
  });

  it('loses the byte order mark some services begin with', async () => {
    const url = await serve((_req, res) => void res.end('\ufeff{"a":1}'));
    expect(await (await sendOnce(url, manual)).json()).toEqual({ a: 1 });
  });
});

describe('without a server', () => {
  it('the error says so', async () => {
    await expect(sendOnce(await closedUrl(), manual)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('an address that is none is an error, and no crash', async () => {
    await expect(sendOnce('nonsense', manual)).rejects.toMatchObject({ code: 'ERR_INVALID_URL' });
  });

  it('that shakes hands, nothing was sent, and the error says so', async () => {
    // Listens, and never speaks TLS.
    const silent = createTcpServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(openSendOnce(20)(url, { ...manual, method: 'POST', body: 'x' })).rejects.toMatchObject({
      code: 'NOT_CONNECTED',
    });
    silent.close();
  });
});

describe('a time limit', () => {
  it('ends the wait for an answer', async () => {
    const url = await serve(() => {});
    const ask = within(20, (signal) => sendOnce(url, { ...manual, signal }));
    await expect(ask).rejects.toMatchObject({ name: 'TimedOut' });
  });

  it('ends the reading of one', async () => {
    const url = await serve((_req, res) => void res.write('begun'));
    const read = within(100, async (signal) => (await sendOnce(url, { ...manual, signal })).text());
    await expect(read).rejects.toMatchObject({ name: 'TimedOut' });
  });
});

describe('a signal', () => {
  const reason = new Error('too late');

  it('ends the wait for an answer, with its reason', async () => {
    const over = new AbortController();
    const url = await serve(() => over.abort(reason));
    await expect(sendOnce(url, { ...manual, signal: over.signal })).rejects.toBe(reason);
  });

  it('ends the reading of one', async () => {
    const over = new AbortController();
    const url = await serve((_req, res) => void res.write('begun'));
    const { text } = await sendOnce(url, { ...manual, signal: over.signal });
    over.abort(reason);
    await expect(text()).rejects.toBe(reason);
  });

  it('given before keeps the request from being sent', async () => {
    let asked = 0;
    const url = await serve((_req, res) => {
      asked++;
      res.end();
    });
    await expect(sendOnce(url, { ...manual, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(asked).toBe(0);
  });
});
