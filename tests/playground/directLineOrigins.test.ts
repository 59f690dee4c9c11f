// Trusted origins of the Direct Line stand-in: a token works on its pages only; a client that is no browser sends no origin.
import { WebSocket } from 'ws';
import { type Playground, servePlayground } from '../../playground/serve';
import { base, errorOf, message, person, type Rig, startRig } from './directLineRig';

const own = 'https://bot.example';
const other = 'https://other.example';
const untrusted = `${other} is not in the list of trusted origins`;

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.stop());

interface Ticket {
  token: string;
  conversationId: string;
  streamUrl: string;
}

async function generate(trustedOrigins?: unknown): Promise<Ticket> {
  const answer = await rig.call('/v3/directline/tokens/generate', {
    token: 'the-secret',
    json: { user: person, trustedOrigins },
  });
  return (await answer.json()) as Ticket;
}

const from = (origin?: string) => (origin === undefined ? {} : { origin });

/** Starts the conversation of a token for `own`, from there. */
async function started(): Promise<Ticket> {
  const { token } = await generate(['https://first.example', own]);
  const answer = await rig.call(base, { method: 'POST', token, headers: from(own) });
  expect(answer.status).toBe(201);
  return (await answer.json()) as Ticket;
}

/** 'open', or how the stream was refused. */
const stream = (address: string, origin?: string) =>
  new Promise<string>((resolve) => {
    const socket = new WebSocket(address, from(origin));
    socket.on('open', () => {
      socket.close();
      resolve('open');
    });
    socket.on('error', (error) => resolve(error.message));
  });

const calls: [what: string, call: (ticket: Ticket, headers: Record<string, string>) => Promise<Response>][] =
  [
    ['start', ({ token }, headers) => rig.call(base, { method: 'POST', token, headers })],
    ['reconnect', ({ token, conversationId: id }, headers) => rig.call(`${base}/${id}`, { token, headers })],
    [
      'read activities',
      ({ token, conversationId: id }, headers) => rig.call(`${base}/${id}/activities`, { token, headers }),
    ],
    [
      'post an activity',
      ({ token, conversationId: id }, headers) =>
        rig.call(`${base}/${id}/activities`, { token, headers, json: message('hello') }),
    ],
    [
      'upload',
      ({ token, conversationId: id }, headers) =>
        rig.call(`${base}/${id}/upload`, { method: 'POST', token, headers, body: 'a file' }),
    ],
    [
      'ask for the session',
      ({ token }, headers) => rig.call('/v3/directline/session/getsessionid', { token, headers }),
    ],
  ];

describe.each(calls)('%s', (_, call) => {
  it.each([own, 'https://first.example', undefined])('is allowed from %s', async (origin) => {
    expect((await call(await started(), from(origin))).status).toBe(200);
  });

  it.each([other, 'null', 'http://bot.example', `${own}:444`, `${own}.evil.example`])(
    'is refused from %s',
    async (origin) => {
      expect(await errorOf(await call(await started(), from(origin)))).toEqual([
        403,
        { code: 'ServiceError', message: `${origin} is not in the list of trusted origins` },
      ]);
    },
  );
});

test('a stream', async () => {
  const { streamUrl } = await started();
  expect(await stream(streamUrl, own)).toBe('open');
  expect(await stream(streamUrl)).toBe('open');
  expect(await stream(streamUrl, other)).toContain('403');
});

test('a refused page does not reach the bot', async () => {
  const { token } = await generate([own]);
  expect((await rig.call(base, { method: 'POST', token, headers: from(other) })).status).toBe(403);
  expect(rig.heard).toEqual([]);
});

test('a token made new, or given at a start or a reconnect, is for the same pages', async () => {
  const { token, conversationId } = await started();
  const answers = [
    await rig.call('/v3/directline/tokens/refresh', { method: 'POST', token }),
    await rig.call(base, { method: 'POST', token }),
    await rig.call(`${base}/${conversationId}`, { token }),
  ];
  for (const answer of answers) {
    const { token: next } = (await answer.json()) as Ticket;
    const foreign = await rig.call(`${base}/${conversationId}/activities`, {
      token: next,
      headers: from(other),
    });
    expect(await errorOf(foreign)).toMatchObject([403, { message: untrusted }]);
  }
});

test('without trusted origins any page may use it, as may the secret', async () => {
  for (const token of [(await generate()).token, (await generate(null)).token, 'the-secret']) {
    expect((await rig.call(base, { method: 'POST', token, headers: from(other) })).status).toBe(201);
  }
});

test('an empty list trusts no page', async () => {
  const { token } = await generate([]);
  expect((await rig.call(base, { method: 'POST', token, headers: from(own) })).status).toBe(403);
});

test.each(['https://bot.example', [1], { 0: own }])('%j is no list of origins', async (trustedOrigins) => {
  const answer = await rig.call('/v3/directline/tokens/generate', {
    token: 'the-secret',
    json: { trustedOrigins },
  });
  expect(await errorOf(answer)).toMatchObject([400, { code: 'BadArgument' }]);
});

test('the session wants a token, and may be asked for with credentials', async () => {
  const path = '/v3/directline/session/getsessionid';
  expect(await errorOf(await rig.call(path))).toMatchObject([401, { code: 'BadArgument' }]);
  const { token } = await generate([own]);
  const { headers } = await rig.call(path, { token, headers: from(own) });
  expect(headers.get('access-control-allow-origin')).toBe(own);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  expect(headers.get('vary')).toBe('Origin');
});

describe('the playground', () => {
  let playground: Playground;
  beforeAll(async () => {
    playground = await servePlayground(0, { LOG_LEVEL: 'silent' });
  });
  afterAll(() => playground.close());

  // The bot's own address is 127.0.0.1 in both; that of the page is what the browser was opened at.
  it.each(['127.0.0.1', 'localhost'])('opened as %s gets a token for its own page', async (name) => {
    const { origin: page } = Object.assign(new URL(playground.url), { hostname: name });
    const asked = { method: 'POST', headers: { origin: page } };
    const answer = await fetch(`${page}/api/directline/token`, asked);
    const { token } = (await answer.json()) as Ticket;
    const start = (origin: string) =>
      fetch(playground.url + base, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, origin },
      });
    const begun = await start(page);
    expect(begun.status).toBe(201);
    expect(begun.headers.get('access-control-allow-origin')).toBe(page);
    expect(await stream(((await begun.json()) as Ticket).streamUrl, page)).toBe('open');
    expect((await start(other)).status).toBe(403);
  });
});
