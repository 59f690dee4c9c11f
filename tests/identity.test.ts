// The bot's managed identity against an endpoint as App Service has it: whose token, for what, and how often it is asked for.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openIdentity, tokensFor } from '../bot/runtime/identity';
import { until } from './support/clock';

/** The library remembers tokens for as long as the program runs: every test has an audience of its own. */
let audience = '';
let tests = 0;

/** What was asked for, oldest first. */
let asked: { query: object; headers: IncomingHttpHeaders }[] = [];
const planned: ((res: ServerResponse) => void)[] = [];
let given = 0;

/** A token that is good for so many minutes. */
const token = (minutes: number) => (res: ServerResponse) => {
  given += 1;
  const expires_on = String(Math.floor(Date.now() / 1_000) + minutes * 60);
  const answer = {
    access_token: `token-${given}`,
    client_id: 'the-client',
    expires_on,
    resource: audience,
  };
  res.setHeader('content-type', 'application/json');
  res.end(JSON.stringify({ ...answer, token_type: 'Bearer' }));
};
const refusal = (res: ServerResponse) => {
  res.statusCode = 400;
  res.end('{"error":"invalid_request"}');
};

const server = createServer((req, res) => {
  const { searchParams } = new URL(req.url ?? '', 'http://identity');
  asked.push({ query: Object.fromEntries(searchParams), headers: req.headers });
  (planned.shift() ?? token(60))(res);
});
// One for all tests: the library keeps the first that it finds.
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, {
    IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`,
    IDENTITY_HEADER: 'proof',
  });
});
beforeEach(() => {
  asked = [];
  tests += 1;
  audience = `https://audience-${tests}.example`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

describe('a token', () => {
  it('is asked for in the name of the client id, for the audience, with the proof', async () => {
    expect(await tokensFor(openIdentity('the-client'), audience)()).toBe(`token-${given}`);
    expect(asked).toMatchObject([
      {
        query: { 'api-version': '2019-08-01', resource: audience, client_id: 'the-client' },
        headers: { 'x-identity-header': 'proof' },
      },
    ]);
  });

  it('without a client id is the machine’s own', async () => {
    await tokensFor(openIdentity(), audience)();
    expect(asked[0]?.query).toEqual({ 'api-version': '2019-08-01', resource: audience });
  });

  it('is asked for once, however many wait for it and come later', async () => {
    const tokens = tokensFor(openIdentity('the-client'), audience);
    const all = [...(await Promise.all([tokens(), tokens(), tokens()])), await tokens()];
    expect(new Set(all).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('near its end serves while the next one is asked for', async () => {
    const tokens = tokensFor(openIdentity('the-client'), audience);
    planned.push(token(1));
    const first = await tokens();
    expect(await tokens()).toBe(first);
    await until(() => asked.length === 2);
  });

  it('that was refused is asked for again next time', async () => {
    const tokens = tokensFor(openIdentity('the-client'), audience);
    planned.push(refusal);
    await expect(tokens()).rejects.toThrow();
    expect(await tokens()).toBe(`token-${given}`);
  });
});
