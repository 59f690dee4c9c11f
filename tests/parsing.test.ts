// Bodies in pieces of a byte: they end their own connection, and bodies of others stay whole, though Node shares its parsers.
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { endParsing, limitParsing } from '../bot/parsing';
import { until } from './support/clock';

const seen = { pieces: 0 };
let server: Server;
let port: number;
beforeAll(async () => {
  server = createServer((req, res) => {
    if (req.url === '/refused') {
      endParsing(req.socket);
      res.writeHead(401, { 'content-length': 0, connection: 'close' });
      res.end();
      return;
    }
    req.on('error', () => res.destroy()).on('data', () => (seen.pieces += 1));
    // An answer repeats its request, so both kinds of parser have a body to read.
    if (req.url === '/echo') text(req).then((body) => res.end(body));
  });
  limitParsing(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  seen.pieces = 0;
});

const head = (path: string) =>
  `POST ${path} HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n`;
const chunks = (size: number, count: number) =>
  `${size.toString(16)}\r\n${'x'.repeat(size)}\r\n`.repeat(count);

/** Sends this on a connection of its own. @returns what came back until the connection was closed */
function sends(all: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => socket.destroy());
  socket.write(all);
  return text(socket).catch(() => '');
}

/** Asks through Node's own client, whose parsers come from the same pool. */
const echo = (body: string) =>
  new Promise<string>((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', path: '/echo', method: 'POST' }, (answer) =>
      text(answer).then(resolve, reject),
    );
    asked.once('error', reject).end(body);
  });
const everybodyElse = () =>
  Promise.all(Array.from({ length: 50 }, (_, nth) => echo(`body ${nth}`))).then((bodies) =>
    bodies.filter((body, nth) => body !== `body ${nth}`),
  );

it('a body of very small pieces that nobody has answered yet ends the connection', async () => {
  expect(await sends(`${head('/waits')}${chunks(1, 5_000)}`)).toBe('');
  expect(seen.pieces).toBeLessThan(300);
  expect(await everybodyElse()).toEqual([]);
});

it('of a body that was refused nothing more is read', async () => {
  const answer = await sends(`${head('/refused')}${chunks(1, 5_000)}0\r\n\r\n${head('/echo')}0\r\n\r\n`);
  expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401']);
  expect(await everybodyElse()).toEqual([]);
});

it('a request behind one that ended the connection, an upgrade for instance, leaves the parser as it was', async () => {
  const upgrade =
    'GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
  for (const path of ['/waits', '/refused']) {
    await sends(`${head(path)}${chunks(1, 400)}0\r\n\r\n${upgrade}`);
    await sends(`${head(path)}${chunks(1, 400)}0\r\n\r\nCONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n`);
  }
  expect(await everybodyElse()).toEqual([]);
});

it('an upgrade behind a refused request that waits for its turn leaves the socket to the server', async () => {
  const accepted = new Promise<Socket>((resolve) => server.once('connection', resolve));
  const client = connect(port, '127.0.0.1');
  client.on('error', () => client.destroy());
  const refused = new Promise((resolve) =>
    server.on('request', ({ url }) => url === '/refused' && resolve(url)),
  );
  client.write(`${head('/waits')}0\r\n\r\n${head('/refused')}0\r\n\r\n`);
  const socket = await accepted;
  await refused;
  const read = socket.bytesRead;
  client.write('GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await until(() => socket.bytesRead > read);
  // Without a listener the client's reset would end the process.
  expect(socket.destroyed || socket.listenerCount('error') > 0).toBe(true);
  client.resetAndDestroy();
  expect(await everybodyElse()).toEqual([]);
});

it.each([
  ['a large body in pieces of a page', 4_096, 30],
  ['a small body in very small pieces', 3, 200],
  ['a body in lines', 80, 500],
  ['a body in the smallest pieces of any number', 64, 300],
  ['a body in the most pieces of any size', 1, 256],
])('%s is read whole', async (_what, size, count) => {
  const answer = await sends(
    `${head('/echo').replace('\r\n', '\r\nConnection: close\r\n')}${chunks(size, count)}0\r\n\r\n`,
  );
  expect(answer.split('x').length - 1).toBe(size * count);
});
