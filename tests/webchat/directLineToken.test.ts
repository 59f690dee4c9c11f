// The Direct Line token of the chat page: who may have one, for which user, and that the secret never leaves the server.
import { request } from 'node:http';
import { directLine, secret, startPages } from './pageRig';

type Pages = Awaited<ReturnType<typeof startPages>>;
let pages: Pages;
afterEach(() => pages.stop());

const ask = (headers: Record<string, string> = {}, body?: unknown) =>
  fetch(`${pages.url}/api/directline/token`, {
    method: 'POST',
    headers,
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
const everything = async (answer: Response) =>
  JSON.stringify([[...answer.headers], await answer.text(), pages.logged]);

test('the page gets a token with a user id from the server, for its own origin only', async () => {
  pages = await startPages();
  const answer = await ask({ origin: 'https://bot.example' });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({
    token: 'a-token',
    conversationId: 'a-conversation',
    domain: `${directLine.url}/v3/directline`,
    userId: 'dl_made-here',
    expiresIn: 1800,
  });
  const [{ url, init } = { url: '', init: undefined }] = pages.asked;
  expect(url).toBe('https://directline.example/v3/directline/tokens/generate');
  expect(init?.headers).toMatchObject({ Authorization: `Bearer ${secret}` });
  expect(JSON.parse(String(init?.body))).toEqual({
    user: { id: 'dl_made-here' },
    trustedOrigins: ['https://bot.example'],
  });
});

test('a user id chosen by the browser is ignored', async () => {
  pages = await startPages();
  const answer = await ask(
    { 'content-type': 'application/json' },
    { userId: 'dl_ana', user: { id: 'dl_ana' } },
  );
  expect(await answer.json()).toMatchObject({ userId: 'dl_made-here' });
  expect(String(pages.asked[0]?.init?.body)).not.toContain('dl_ana');
});

describe('a page gets no token', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'https://framing.example' },
    { origin: 'https://bot.example.evil.example' },
    { origin: 'https://bot.example:8443' },
    { origin: 'http://bot.example' },
    { origin: 'null' },
    { origin: '' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { origin: 'https://bot.example', 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  it.each(foreign)('that is not the bot’s own: %j', async (headers) => {
    pages = await startPages({ webChatTrustedOrigins: ['https://framing.example'] });
    expect((await ask(headers)).status).toBe(403);
    expect(pages.asked).toEqual([]);
  });

  it('at another name the bot is reached by, whatever the request says of it', async () => {
    pages = await startPages();
    const claims = { 'x-forwarded-host': 'bot.example', 'x-forwarded-proto': 'https' };
    expect((await ask({ origin: pages.url, ...claims })).status).toBe(403);
  });

  it('in production without PUBLIC_URL, where its own address is not known', async () => {
    pages = await startPages({ publicUrl: undefined as never });
    for (const headers of [{ origin: pages.url }, {}]) expect((await ask(headers)).status).toBe(403);
    expect(pages.asked).toEqual([]);
  });
});

test.each<Record<string, string>>([
  { origin: 'https://bot.example', 'sec-fetch-site': 'same-origin' },
  { origin: 'https://bot.example' },
  { 'sec-fetch-site': 'same-origin' },
  {},
])('the bot’s own page gets one, and so does what is no browser: %j', async (headers) => {
  pages = await startPages();
  expect((await ask(headers)).status).toBe(200);
});

describe('outside production without PUBLIC_URL', () => {
  /** Asks as a page at this address would, whose name leads to this machine. */
  const askAs = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const headers = { host, origin: `http://${host}` };
      request(`${pages.url}/api/directline/token`, { method: 'POST', headers }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .once('error', reject)
        .end();
    });

  it('the page at a loopback address gets a token for that address', async () => {
    pages = await startPages({ production: false, publicUrl: undefined as never });
    for (const host of ['127.0.0.1:3978', 'localhost:3978', '[::1]:3978']) {
      expect(await askAs(host)).toBe(200);
      expect(JSON.parse(String(pages.asked.at(-1)?.init?.body)).trustedOrigins).toEqual([`http://${host}`]);
    }
  });

  it('a page whose name was made to lead to this machine gets none', async () => {
    pages = await startPages({ production: false, publicUrl: undefined as never });
    for (const host of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example:3978']) {
      expect(await askAs(host)).toBe(403);
    }
  });
});

test.each<[string, () => Promise<Response>]>([
  ['unreachable', () => Promise.reject(new TypeError(`cannot use Bearer ${secret}`))],
  ['refusing', async () => new Response(`no such secret ${secret}`, { status: 403 })],
  ['answering nonsense', async () => new Response(secret)],
])('Direct Line %s gives 502 in plain words, without the secret', async (_, standIn) => {
  pages = await startPages({}, standIn);
  const answer = await ask({ 'accept-language': 'vi-VN' });
  expect(answer.status).toBe(502);
  expect(await answer.clone().json()).toEqual({
    error: { message: 'Dịch vụ trò chuyện không phản hồi. Hãy thử lại sau giây lát.' },
  });
  expect(await everything(answer)).not.toContain(secret);
  expect(pages.logged).toHaveLength(1);
});

test('the secret is in no answer', async () => {
  pages = await startPages();
  expect(await everything(await ask())).not.toContain(secret);
  expect(await everything(await pages.get('/'))).not.toContain(secret);
});

describe('one network gets sixty tokens a minute', () => {
  const from = async (forwardedFor: string) => (await ask({ 'x-forwarded-for': forwardedFor })).status;
  const fill = async (address: (count: number) => string) => {
    for (let count = 0; count < 60; count += 1) expect(await from(address(count))).toBe(200);
  };

  it('told by the entry that the trusted proxy wrote', async () => {
    pages = await startPages({ trustedProxies: 1 });
    await fill((count) => `made.up.${count}, 203.0.113.7:${40_000 + count}`);
    const refused = await ask({ 'x-forwarded-for': '203.0.113.7:1' });
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    expect(await from('203.0.113.8:1')).toBe(200);
    pages.clock.at += 60_000;
    expect(await from('203.0.113.7:1')).toBe(200);
  });

  it('told by the entry of the outermost of two trusted proxies', async () => {
    pages = await startPages({ trustedProxies: 2 });
    await fill((count) => `made.up.${count}, 203.0.113.7, 198.51.100.${count}`);
    expect(await from('203.0.113.7, 198.51.100.1')).toBe(429);
    // This one came past the outer proxy.
    expect(await from('198.51.100.1')).toBe(200);
  });

  it('told by the connection where no proxy is trusted, whatever the request says', async () => {
    pages = await startPages();
    await fill((count) => `203.0.113.${count}`);
    expect(await from('198.51.100.1')).toBe(429);
  });
});

test('without Direct Line there is no token route', async () => {
  pages = await startPages();
  await pages.stop();
  const { directLine: _, ...none } = { directLine, production: true };
  pages = await startPages({ ...none, directLine: undefined as never });
  expect((await ask()).status).toBe(404);
});
