// Requests that no ordinary client sends, byte by byte: each gets an answer of HTTP or a closed connection, and the process lives.
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { createApp } from '../bot/app';
import { readSettings } from '../bot/settings';
import { type Playground, servePlayground } from '../playground/serve';

interface Server {
  url: string;
  close(): Promise<void>;
}

async function startBot(): Promise<Server> {
  const app = createApp({ settings: readSettings({ LOG_LEVEL: 'silent' }) });
  return { url: `http://127.0.0.1:${await app.listen(0)}`, close: () => app.close(0) };
}

const startPlayground = (): Promise<Playground> => servePlayground(0, { LOG_LEVEL: 'silent' });

describe.each<[string, () => Promise<Server>]>([
  ['the bot', startBot],
  ['the playground', startPlayground],
])('%s', (_name, start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  const sends = (...lines: string[]): Socket => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.write([...lines, '', ''].join('\r\n'));
    return socket;
  };
  const isAlive = async () => (await fetch(`${server.url}/healthz`)).ok;

  it.each([
    '[',
    '[]',
    '[::1',
    'a:99999',
    'a:-1',
    'a:b',
    '%',
    '%00',
    'a b',
    'a,b',
    '999.1.1.1',
    'someone@bot.example',
    'bot.example/api/messages?',
    'bot.example#',
    'bot.example\\',
  ])('answers 400 to the host "%s", on a page, with a body, and where there is nothing', async (host) => {
    for (const target of ['/healthz', '/mailbox', '/nothing', '//']) {
      const answer = await text(sends(`GET ${target} HTTP/1.1`, `Host: ${host}`));
      expect(answer).toMatch(/^HTTP\/1\.1 400 .*\r\nconnection: close\r\n/is);
    }
    const post = sends('POST /api/messages HTTP/1.1', `Host: ${host}`, 'Content-Length: 2');
    post.write('{}');
    expect(await text(post)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await isAlive()).toBe(true);
  });

  it.each(['http://[', 'http://', 'http://a:99999/healthz', 'https://a b/'])(
    'answers 400 to the target %s',
    async (target) => {
      expect(await text(sends(`GET ${target} HTTP/1.1`, 'Host: localhost'))).toMatch(/^HTTP\/1\.1 400 /);
      expect(await isAlive()).toBe(true);
    },
  );

  it.each(['[', 'a b'])('answers 400 to the host "%s" of a body that waits to be asked for', async (host) => {
    const answer = await text(
      sends('POST /api/messages HTTP/1.1', `Host: ${host}`, 'Content-Length: 2', 'Expect: 100-continue'),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(await isAlive()).toBe(true);
  });

  it.each(['a:443', '/healthz', '*', 'http://['])('answers 400 to CONNECT %s', async (target) => {
    expect(await text(sends(`CONNECT ${target} HTTP/1.1`, 'Host: localhost'))).toMatch(/^HTTP\/1\.1 400 /);
    expect(await isAlive()).toBe(true);
  });

  it.each([
    ['OPTIONS *', ['Host: [']],
    ['OPTIONS *', ['Host: localhost']],
    ['GET *', ['Host: localhost']],
    ['TRACE /healthz', ['Host: localhost']],
    ['GET /healthz', []],
    ['GET /healthz', ['Host: localhost', 'Expect: a miracle']],
    ['GET /%E0%A4%A', ['Host: localhost']],
    ['GET /healthz', ['Host: localhost', 'Accept: ;;q=', 'Accept-Encoding: ;q', 'Accept-Language: ;;q=,-']],
  ])('answers %s with %j in HTTP', async (start, headers) => {
    const answer = await text(sends(`${start} HTTP/1.1`, ...headers, 'Connection: close'));
    expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d /);
    expect(await isAlive()).toBe(true);
  });

  it('answers a host with a port, an address in brackets, and none at all in HTTP/1.0', async () => {
    for (const host of ['localhost:443', 'LOCALHOST', '127.0.0.1:3978', '127.8.9.10', '[::1]:3978']) {
      const answer = await text(sends('GET /healthz HTTP/1.1', `Host: ${host}`, 'Connection: close'));
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    }
    expect(await text(sends('GET /healthz HTTP/1.0'))).toMatch(/^HTTP\/1\.1 200 /);
  });

  it.each([
    'attacker.example',
    'localhost.attacker.example',
    '127.0.0.1.attacker.example:3978',
    'bot_1',
    '192.168.0.2',
    '[::ffff:127.0.0.1]',
    '0.0.0.0',
  ])('answers 421 to the host "%s", which a name server may lead to this machine', async (host) => {
    const body = JSON.stringify({ type: 'message' });
    const post = ['POST /api/messages HTTP/1.1', `Content-Length: ${body.length}`, 'Expect: 100-continue'];
    for (const start of [['GET /healthz HTTP/1.1'], ['GET /mailbox.json HTTP/1.1'], post]) {
      expect(await text(sends(...start, `Host: ${host}`))).toMatch(/^HTTP\/1\.1 421 /);
    }
    // The target names a host of its own, and each of the two must be this machine's.
    expect(await text(sends(`GET http://${host}/ HTTP/1.1`, 'Host: localhost'))).toMatch(/^HTTP\/1\.1 421 /);
    expect(await text(sends('GET http://localhost/ HTTP/1.1', `Host: ${host}`))).toMatch(/^HTTP\/1\.1 421 /);
  });

  it('answers 400 to two Host headers', async () => {
    const hosts = ['Host: localhost', 'Host: attacker.example'];
    expect(await text(sends('GET /healthz HTTP/1.1', ...hosts))).toMatch(/^HTTP\/1\.1 400 /);
  });

  it('answers a few requests at once on one connection, and closes one with many', async () => {
    const get = (count: number) => `GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n`.repeat(count);
    const answers = async (count: number) => {
      const all = await text(sends(`${get(count)}GET /healthz HTTP/1.0`));
      return Array.from(all.matchAll(/HTTP\/1\.1 (\d+)/g), ([, status]) => status);
    };
    expect(await answers(5)).toEqual(Array(6).fill('200'));
    expect(await answers(7)).toEqual([...Array(6).fill('200'), '503']);
    expect(await isAlive()).toBe(true);
  });

  it.each([
    ['requests', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'],
    ['requests without a host', 'GET /healthz HTTP/1.1\r\n\r\n'],
    ['expectations', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\nExpect: foo\r\n\r\n'],
  ])('closes a connection with a flood of %s', async (_what, request) => {
    const socket = sends(`GET /webchat.js HTTP/1.1\r\nHost: localhost\r\n\r\n${request.repeat(1_000)}`);
    const answer = await text(socket).catch(() => '');
    expect(answer.split('HTTP/1.1 ').length).toBeLessThan(20);
    expect(await isAlive()).toBe(true);
  });

  it('survives a client that is gone before it is refused', async () => {
    for (const start of ['CONNECT a:1', 'GET /healthz']) {
      sends(`${start} HTTP/1.1`, 'Host: [').resetAndDestroy();
    }
    expect(await isAlive()).toBe(true);
  });
});

describe('an upgrade that the bot does not serve', () => {
  it.each(['websocket', 'h2c', 'something'])('to %s is answered as the request it is', async (protocol) => {
    const bot = await startBot();
    const socket = connect(Number(new URL(bot.url).port), '127.0.0.1');
    const lines = [
      'GET /healthz HTTP/1.1',
      'Host: localhost',
      'Connection: Upgrade, close',
      `Upgrade: ${protocol}`,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
    await bot.close();
  });
});
