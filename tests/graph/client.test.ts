// The Graph client: the token goes to one origin only, each request is made once, and there are two kinds of error.
import type { Client } from '@microsoft/microsoft-graph-client';
import { connectGraph } from '../../bot/graph/client';
import { GraphAnswered, GraphCallFailed } from '../../bot/graph/errors';
import { closedUrl } from '../support/world';

interface Asked {
  url: string;
  authorization: string | null;
  init: RequestInit;
}

/** A client whose requests are answered by this, and what it asked. */
function client(answer: () => Promise<Response>, baseUrl = 'https://graph.example') {
  const asked: Asked[] = [];
  const requestIds: string[] = [];
  const graph = connectGraph({
    baseUrl,
    token: 'secret-token',
    signal: AbortSignal.timeout(10_000),
    onAnswer: (id) => requestIds.push(id),
    fetch: async (url, init) => {
      asked.push({
        url: String(url),
        authorization: new Headers(init.headers as Record<string, string>).get('authorization'),
        init,
      });
      return answer();
    },
  });
  return { graph, asked, requestIds };
}

const fine = async () => Response.json({ fine: true });
const me = (graph: Client) => graph.api('/me').get();
const post = (graph: Client) => graph.api('/me/sendMail').post({});

/** What a call throws. */
const thrownBy = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('the token', () => {
  it('goes to the base URL', async () => {
    const { graph, asked } = client(fine);
    await graph.call(me);
    expect(asked[0]).toMatchObject({
      url: 'https://graph.example/v1.0/me',
      authorization: 'Bearer secret-token',
    });
  });

  it.each([
    'https://evil.example/v1.0/me',
    'https://graph.example.evil.example/v1.0/me',
    'https://graph.microsoft.com/v1.0/me',
    'https://graph.example:8443/v1.0/me',
    'https://graph.example@evil.example/v1.0/me',
  ])('does not go to %s, though that address is asked', async (url) => {
    const { graph, asked } = client(fine);
    await thrownBy(graph.call((library) => library.api(url).get()));
    expect(asked.filter(({ authorization }) => authorization !== null)).toEqual([]);
  });

  it('goes to a stand-in over plain http, which the library itself refuses', async () => {
    const { graph, asked } = client(fine, 'http://127.0.0.1:9');
    await graph.call(me);
    expect(asked[0]?.authorization).toBe('Bearer secret-token');
  });
});

describe('a request', () => {
  it.each([429, 500, 503, 504])('answered with %i is not made again', async (status) => {
    const { graph, asked } = client(async () => new Response('', { status }));
    await thrownBy(graph.call(post));
    expect(asked).toHaveLength(1);
  });

  it('is not redirected', async () => {
    const { graph, asked } = client(async () => new Response('', { status: 307 }));
    await thrownBy(graph.call(post));
    expect([asked.length, asked[0]?.init.redirect]).toEqual([1, 'manual']);
  });

  it('tells the id Graph gave it', async () => {
    const { graph, requestIds } = client(async () => new Response('{}', { headers: { 'request-id': 'r1' } }));
    await graph.call(me);
    expect(requestIds).toEqual(['r1']);
  });
});

describe('an error answer', () => {
  const answered = (status: number, body: string, headers = {}) =>
    thrownBy(client(async () => new Response(body, { status, headers })).graph.call(post));

  it('is told with status, code, id and the time to wait', async () => {
    const body = JSON.stringify({ error: { code: 'ErrorAccessDenied', message: 'x' } });
    const error = await answered(403, body, { 'request-id': 'r1', 'retry-after': '7' });
    expect(error).toMatchObject({ status: 403, code: 'ErrorAccessDenied', requestId: 'r1', retryAfter: 7 });
    expect(error).toBeInstanceOf(GraphAnswered);
  });

  it.each(['', '<html>Bad gateway</html>', '[]', '{"error":"text"}', 'null'])(
    'is told without a code when the body is %j',
    async (body) => {
      expect(await answered(502, body)).toMatchObject({ name: 'GraphAnswered', status: 502, code: '' });
    },
  );

  it('does not repeat what Graph wrote, which may hold addresses', async () => {
    const body = JSON.stringify({ error: { code: 'C', message: 'ana@contoso.com' } });
    expect(String(await answered(400, body))).not.toContain('ana@contoso.com');
  });
});

describe('a call without a usable answer', () => {
  it('that never reached Graph is told as such', async () => {
    const nowhere = await closedUrl();
    const error = await thrownBy(client(() => fetch(nowhere)).graph.call(post));
    expect(error).toBeInstanceOf(GraphCallFailed);
    expect(error).toMatchObject({ mayHaveArrived: false, code: 'ECONNREFUSED' });
  });

  it.each([
    'ENOTFOUND',
    'EAI_AGAIN',
    'UND_ERR_CONNECT_TIMEOUT',
    'CERT_HAS_EXPIRED',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('for %s cannot have arrived', async (code) => {
    const cause = Object.assign(new Error('no'), { code });
    const fails = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await thrownBy(client(fails).graph.call(post))).toMatchObject({ mayHaveArrived: false, code });
  });

  it.each([
    ['a reset', Object.assign(new Error('reset'), { code: 'ECONNRESET' })],
    ['a closed socket', Object.assign(new Error('closed'), { code: 'EPIPE' })],
    ['a timeout', new DOMException('late', 'TimeoutError')],
    ['something nobody has met yet', new Error('?')],
  ])('for %s may have arrived', async (_what, cause) => {
    const fails = () => Promise.reject(new TypeError('fetch failed', { cause }));
    expect(await thrownBy(client(fails).graph.call(post))).toMatchObject({ mayHaveArrived: true });
  });

  it('because the answer has another type than it claims may have arrived', async () => {
    const liar = async () => new Response('<html>', { headers: { 'content-type': 'application/json' } });
    expect(await thrownBy(client(liar).graph.call(me))).toBeInstanceOf(GraphCallFailed);
  });
});
