// Bodies and connections: a stranger's body is not read, no body is read past its limit, and none is waited for for long.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import restify, { type Request, type Response } from 'restify';
import { createApp } from '../bot/app';
import { readJson } from '../bot/requestBody';
import { guardRequests } from '../bot/requestGate';
import { readSettings } from '../bot/settings';
import { until } from './support/clock';
import { closed, listen, startWorld, type World } from './support/world';

const large = 250 * 1024;
const limit = 256 * 1024;

const sends = (url: string, ...lines: string[]): Socket => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.write([...lines, '', ''].join('\r\n'));
  return socket;
};

/** What a client hears that sends chunks for as long as it may, and how many bytes it sent. */
async function sendsWithoutEnd(socket: Socket): Promise<{ answer: string; sent: number }> {
  let answer = '';
  socket.on('data', (part) => {
    answer += part;
  });
  const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
  const more = () => {
    while (!socket.destroyed && socket.write(chunk));
  };
  socket.on('drain', more);
  more();
  // A write that comes too late is an error too, and no news.
  await new Promise((resolve) => socket.once('close', resolve));
  return { answer, sent: socket.bytesWritten };
}

describe('a bot with an app id', () => {
  let world: World;
  const posts = (...headers: string[]) =>
    sends(
      world.url,
      'POST /api/messages HTTP/1.1',
      'Host: bot.example',
      'Content-Type: application/json',
      ...headers,
    );
  const token = (more = {}) =>
    `Authorization: Bearer ${world.standIns.botAuthentication.activityToken({ serviceUrl: world.connectorUrl, ...more })}`;

  beforeAll(async () => {
    // The SDK prints a line for a key it does not know.
    jest.spyOn(console, 'error').mockImplementation(() => {});
    world = await startWorld();
  });
  afterAll(async () => {
    await world.close();
    jest.restoreAllMocks();
  });

  const badTokens: [string, () => string[]][] = [
    ['none', () => []],
    ['one that is no token', () => ['Authorization: Bearer a.b.c']],
    ['one for another bot', () => [token({ claims: { aud: 'another-bot' } })]],
    ['one that a stranger signed', () => [token({ key: 'stranger' })]],
  ];

  it.each(badTokens)('refuses a token, %s, before it reads the body', async (_what, headers) => {
    const whole = posts(...headers(), `Content-Length: ${large}`);
    expect(await text(whole)).toMatch(/^HTTP\/1\.1 401 .*connection: close/is);
    const asking = posts(...headers(), `Content-Length: ${large}`, 'Expect: 100-continue');
    expect(await text(asking)).toMatch(/^HTTP\/1\.1 401 /);
  });

  // The bot leaves each of these connections a while to read its answer: they have it together.
  it('refuses each of these tokens before a body without an end', async () => {
    const endless = badTokens.map(([, headers]) =>
      sendsWithoutEnd(posts(...headers(), 'Transfer-Encoding: chunked')),
    );
    for (const { answer, sent } of await Promise.all(endless)) {
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
      // The system takes some into its own buffers.
      expect(sent).toBeLessThan(32 * 1024 ** 2);
    }
  });

  it('asks for the body of a good token, and takes it', async () => {
    const body = JSON.stringify({ text: 'x' });
    const socket = posts(
      token(),
      `Content-Length: ${body.length}`,
      'Expect: 100-continue',
      'Connection: close',
    );
    socket.once('data', () => socket.write(body));
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 40[01] /);
  });

  it('refuses a body that says it is too long before it reads it', async () => {
    expect(await text(posts(token(), `Content-Length: ${limit + 1}`))).toMatch(/^HTTP\/1\.1 413 /);
    const asking = posts(token(), `Content-Length: ${limit + 1}`, 'Expect: 100-continue');
    expect(await text(asking)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('answers 413 to a body without an end, and closes the connection', async () => {
    const { answer, sent } = await sendsWithoutEnd(posts(token(), 'Transfer-Encoding: chunked'));
    expect(answer).toMatch(/^HTTP\/1\.1 413 .*connection: close/is);
    expect(sent).toBeLessThan(32 * 1024 ** 2);
  });

  it('answers and ends the connection of a body that nobody asked for, be there a thousand headers or an odd one', async () => {
    const many = Array.from({ length: 1_100 }, () => 'a:');
    const requests: [number, string, ...string[]][] = [
      [200, 'GET /healthz'],
      [200, 'GET /privacy'],
      [404, 'POST /nothing'],
      [405, 'DELETE /api/messages'],
      [403, 'POST /api/directline/token'],
      [200, 'GET /healthz', ...many],
      [417, 'POST /api/messages', 'Expect: foo'],
    ];
    const endless = requests.map(async ([status, start, ...more]) => {
      const headers = [`${start} HTTP/1.1`, 'Host: bot.example', ...more, 'Transfer-Encoding: chunked'];
      const { answer } = await sendsWithoutEnd(sends(world.url, ...headers));
      expect([start, answer]).toEqual([
        start,
        expect.stringMatching(new RegExp(`^HTTP/1.1 ${status} .*connection: close`, 'is')),
      ]);
    });
    await Promise.all(endless);
  });

  it('keeps the connection of a client that sent all it announced', async () => {
    const post = ['POST /nothing HTTP/1.1', 'Host: bot.example', 'Content-Length: 5', '', 'hello'];
    const both = sends(world.url, `${post.join('\r\n')}GET /healthz HTTP/1.0`);
    expect(await text(both)).toMatch(/^HTTP\/1\.1 404 .*HTTP\/1\.1 200 /is);
  });
});

describe('a connection', () => {
  const startBot = async (limits: object) => {
    const app = createApp({ settings: readSettings({ LOG_LEVEL: 'silent' }) });
    Object.assign(app.server.server, { connectionsCheckingInterval: 10 }, limits);
    return { app, url: `http://127.0.0.1:${await app.listen(0)}` };
  };
  const closes = async (socket: Socket) => {
    const answer = text(socket).catch(() => '');
    if (!socket.closed) await once(socket, 'close');
    return answer;
  };

  it.each([
    ['is silent', ''],
    ['sends half a head', 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n'],
    [
      'sends half a body',
      'POST /api/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{',
    ],
  ])('that %s is closed after its time', async (_what, sent) => {
    const { app, url } = await startBot({ headersTimeout: 50, requestTimeout: 100 });
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(sent);
    expect(await closes(socket)).toMatch(/^HTTP\/1\.1 408 /);
    await app.close(0);
  });

  it('that waits for its client makes room for a new one, and one at work does not', async () => {
    const { app, url } = await startBot({ maxConnections: 20 });
    const json = ['Content-Type: application/json', 'Content-Length: 9'];
    const atWork = sends(url, 'POST /api/messages HTTP/1.1', 'Host: localhost', ...json);
    const waiting: Socket[] = [];
    for (let count = 0; count < 40; count++) {
      const socket = sends(url, 'GET /healthz HTTP/1.1', 'Host: localhost');
      await once(socket, 'data');
      // The half of a request: the connection is not idle to Node.
      socket.write('GET /healthz HTTP/1.1\r\n');
      waiting.push(socket);
    }
    await Promise.all(waiting.slice(0, 20).map(closes));
    atWork.write('{"a": 12}');
    const [answer] = await once(atWork, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 400 /);
    for (const socket of [atWork, ...waiting]) socket.destroy();
    await app.close(0);
  });

  it('that was answered once does not go for silent ones', async () => {
    const { app, url } = await startBot({ maxConnections: 200 });
    const answered = sends(url, 'GET /healthz HTTP/1.1', 'Host: localhost');
    await once(answered, 'data');
    const silent = Array.from({ length: 400 }, () => connect(Number(new URL(url).port), '127.0.0.1'));
    await Promise.all(silent.slice(0, 200).map(closes));
    answered.write('GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    const [answer] = await once(answered, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /);
    for (const socket of [answered, ...silent]) socket.destroy();
    await app.close(0);
  });

  it('has limits of its own until somebody sets others', () => {
    const { server } = createApp({ settings: readSettings({ LOG_LEVEL: 'silent' }) });
    const { headersTimeout, requestTimeout, timeout, maxConnections } = server.server;
    expect(headersTimeout).toBeLessThan(requestTimeout);
    expect(requestTimeout).toBeLessThanOrEqual(10_000);
    expect(timeout).toBeLessThanOrEqual(60_000);
    expect(maxConnections).toBeLessThanOrEqual(2_000);
  });
});

describe('all bodies together', () => {
  it('are held up to a limit, and one that is answered or gone makes room', async () => {
    const server = restify.createServer({ noWriteContinue: true });
    guardRequests(server, { localOnly: true });
    let waiting: (() => void)[] = [];
    const echo = async (req: Request, res: Response) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      res.send(200, req.body);
    };
    server.post('/', readJson({ one: 100, all: 150 }), echo);
    const url = await listen(server);
    const body = JSON.stringify({ text: 'x'.repeat(80) });
    const post = (sent: string) => {
      const type = 'Content-Type: application/json';
      const socket = sends(
        url,
        'POST / HTTP/1.1',
        'Host: localhost',
        type,
        `Content-Length: ${body.length}`,
        'Connection: close',
      );
      socket.write(sent);
      return socket;
    };
    const first = post(body);
    await until(() => waiting.length === 1);
    expect(await text(post(body))).toMatch(/^HTTP\/1\.1 503 /);
    waiting.pop()?.();
    expect(await text(first)).toContain(body);

    const half = post(body.slice(0, 85));
    const again = async () => {
      const socket = post(body);
      const answer = text(socket);
      await until(() => waiting.length > 0 || socket.closed);
      for (const go of waiting) go();
      waiting = [];
      return answer;
    };
    let answer = await again();
    while (answer.includes(' 200 ')) answer = await again();
    expect(answer).toMatch(/^HTTP\/1\.1 503 /);
    half.destroy();
    while (!answer.includes(' 200 ')) answer = await again();
    await closed(server);
  });
});
