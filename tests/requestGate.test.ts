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
      expect(await text(sends(`GET ${target} HTTP/1.1`, 'Host: a'))).toMatch(/^HTTP\/1\.1 400 /);
      expect(await isAlive()).toBe(true);
    },
  );

  it.each(['[', 'a b'])('answers 400 to the host "%s" of a body that waits to be asked for', async (host) => {
    const answer = await text(
      sends('POST /api/messages HTTP/1.1', `Host: ${host}`, 'Content-Length: 2', 'Expect: 100-continue'),
    );
    expect(answer).toMatch(/^(HTTP\/1\.1 100 Continue\r\n\r\n)?HTTP\/1\.1 400 /);
    expect(await isAlive()).toBe(true);
  });

  it.each(['a:443', '/healthz', '*', 'http://['])('answers 400 to CONNECT %s', async (target) => {
    expect(await text(sends(`CONNECT ${target} HTTP/1.1`, 'Host: a'))).toMatch(/^HTTP\/1\.1 400 /);
    expect(await isAlive()).toBe(true);
  });

  it.each([
    ['OPTIONS *', ['Host: [']],
    ['OPTIONS *', ['Host: a']],
    ['GET *', ['Host: a']],
    ['TRACE /healthz', ['Host: a']],
    ['GET /healthz', []],
    ['GET /healthz', ['Host: a', 'Expect: a miracle']],
    ['GET /%E0%A4%A', ['Host: a']],
    ['GET /healthz', ['Host: a', 'Accept: ;;q=', 'Accept-Encoding: ;q', 'Accept-Language: ;;q=,-']],
  ])('answers %s with %j in HTTP', async (start, headers) => {
    const answer = await text(sends(`${start} HTTP/1.1`, ...headers, 'Connection: close'));
    expect(answer).toMatch(/^HTTP\/1\.1 [24]\d\d /);
    expect(await isAlive()).toBe(true);
  });

  it('answers a host with a port, an address in brackets, and none at all in HTTP/1.0', async () => {
    for (const host of ['bot.example:443', 'BOT.example', '127.0.0.1:3978', '[::1]:3978', 'bot_1']) {
      const answer = await text(sends('GET /healthz HTTP/1.1', `Host: ${host}`, 'Connection: close'));
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    }
    expect(await text(sends('GET /healthz HTTP/1.0'))).toMatch(/^HTTP\/1\.1 200 /);
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
    const lines = ['GET /healthz HTTP/1.1', 'Host: a', 'Connection: Upgrade, close', `Upgrade: ${protocol}`];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 /);
    await bot.close();
  });
});
