// WebSocket upgrades at any address: what is invalid is refused, and the playground goes on.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Playground, servePlayground } from '../../playground/serve';

let playground: Playground;
beforeAll(async () => {
  playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
});
afterAll(() => playground.close());

/** Asks for a WebSocket in bare HTTP, since no client lets one write an address that is none. */
async function asks(address: string, host = '127.0.0.1') {
  const socket = connect(Number(new URL(playground.url).port), '127.0.0.1');
  await once(socket, 'connect');
  const head = [
    `GET ${address} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  return socket;
}

/** All that comes until the other side closes. */
async function answerTo(address: string, host?: string): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of await asks(address, host)) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

const pageStatus = async () => (await fetch(`${playground.url}/playground`)).status;

test.each([
  ['//', '400'],
  ['/v3/directline/conversations/%E0%A4%A/stream?t=x', '400'],
  ['/v3/directline/conversations/1/stream', '401'],
  ['/v3/directline/conversations/1/stream?t=x', '403'],
])('%s is refused in the error shape', async (address, status) => {
  const [head = '', body = ''] = (await answerTo(address)).split('\r\n\r\n');
  expect(head).toContain(`HTTP/1.1 ${status} `);
  expect(JSON.parse(body)).toEqual({ error: { code: 'BadArgument', message: expect.any(String) } });
  expect(await pageStatus()).toBe(200);
});

test.each(['/', '/nothing', '/api/messages', '/v3/directline/conversations', 'http://', '//['])(
  '%s has no WebSocket, and the connection is closed',
  async (address) => {
    expect(await answerTo(address)).toMatch(/^HTTP\/1\.1 400 /);
    expect(await pageStatus()).toBe(200);
  },
);

test('a page of another name, which a name server may lead here, gets no stream', async () => {
  const stream = '/v3/directline/conversations/1/stream';
  expect(await answerTo(stream, 'attacker.example')).toMatch(/^HTTP\/1\.1 421 /);
});

test('a client that is gone before it is refused', async () => {
  for (let i = 0; i < 20; i += 1) {
    const socket = await asks('/v3/directline/conversations/1/stream');
    await wait(i % 4);
    socket.resetAndDestroy();
  }
  expect(await pageStatus()).toBe(200);
});
