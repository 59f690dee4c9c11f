// The Direct Line token of the chat page: who may have one, for which user, and that the secret never leaves the server.
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
  pages = await startPages({ publicUrl: 'https://bot.example' });
  const answer = await ask({ origin: pages.url });
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

test('in production without PUBLIC_URL no origin is named, whatever address the request claims', async () => {
  pages = await startPages();
  await ask({ 'x-forwarded-proto': 'https' }, { trustedOrigins: ['https://evil.example'] });
  expect(JSON.parse(String(pages.asked[0]?.init?.body))).toEqual({ user: { id: 'dl_made-here' } });
});

test('outside production the token is for the address of the request', async () => {
  pages = await startPages({ production: false });
  await ask({ origin: pages.url });
  expect(JSON.parse(String(pages.asked[0]?.init?.body)).trustedOrigins).toEqual([pages.url]);
});

test('a cross-site request without an origin gets no token', async () => {
  pages = await startPages();
  for (const site of ['cross-site', 'same-site']) {
    expect((await ask({ 'sec-fetch-site': site })).status).toBe(403);
  }
  expect((await ask({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});

test('another site gets no token, nor does the origin "null"', async () => {
  pages = await startPages({
    publicUrl: 'https://bot.example',
    webChatTrustedOrigins: ['https://framing.example'],
  });
  for (const origin of ['https://evil.example', 'https://framing.example', 'null', `${pages.url}1`]) {
    expect((await ask({ origin })).status).toBe(403);
  }
  expect((await ask({ origin: 'https://bot.example' })).status).toBe(200);
  expect((await ask()).status).toBe(200);
  expect(pages.asked).toHaveLength(2);
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

test('one client address gets sixty tokens a minute', async () => {
  pages = await startPages();
  const from = (address: string) => ask({ 'x-forwarded-for': address });
  for (let count = 0; count < 60; count += 1) {
    expect((await from(`made.up.${count}, 203.0.113.7:${40_000 + count}`)).status).toBe(200);
  }
  const refused = await from('203.0.113.7:1');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
  expect((await from('203.0.113.8:1')).status).toBe(200);
  pages.clock.at += 60_000;
  expect((await from('203.0.113.7:1')).status).toBe(200);
});

test('without Direct Line there is no token route', async () => {
  pages = await startPages();
  await pages.stop();
  const { directLine: _, ...none } = { directLine, production: true };
  pages = await startPages({ ...none, directLine: undefined as never });
  expect((await ask()).status).toBe(404);
});
