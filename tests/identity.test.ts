// The bot's managed identity against an endpoint as App Service has it: whose token, for what, and how often it is asked for.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { IdentityUnavailable, openIdentity } from '../bot/runtime/identity';
import type { SendTwice } from '../bot/runtime/retry';
import { hours, minutes, seconds, standingClock } from './support/clock';

const storage = 'https://storage.azure.com';
const clock = standingClock();

type Answer = (res: ServerResponse) => void;
/** What was asked, oldest first: the path with its query. */
let asked: URL[] = [];
let environment = {};
let headers: IncomingMessage['headers'] = {};
const planned: Answer[] = [];
let given = 0;

/** A token that is good for an hour of the test's time. */
const token: Answer = (res) => {
  given += 1;
  const expires_on = String((clock.now() + hours(1)) / 1_000);
  res.end(JSON.stringify({ access_token: `token-${given}`, expires_on, token_type: 'Bearer' }));
};
const refusal: Answer = (res) => {
  res.statusCode = 400;
  res.end(JSON.stringify({ error: 'invalid_request', error_description: 'secret words' }));
};
/** To be asked again at once. */
const notNow: Answer = (res) => {
  res.statusCode = 503;
  res.setHeader('retry-after', '0');
  res.end();
};

const server = createServer((req, res) => {
  asked.push(new URL(req.url ?? '', 'http://identity'));
  headers = req.headers;
  (planned.shift() ?? token)(res);
});
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  environment = { IDENTITY_ENDPOINT: `http://127.0.0.1:${port}/msi/token`, IDENTITY_HEADER: 'proof' };
});
beforeEach(() => {
  asked = [];
  planned.length = 0;
});
afterAll(() => server.close());

describe('a token', () => {
  it('is asked for in the name of the client id, for the resource, with the proof', async () => {
    await openIdentity('the-client', { clock, environment })(storage);
    const [ask] = asked;
    expect(Object.fromEntries(ask?.searchParams ?? [])).toEqual({
      'api-version': '2019-08-01',
      resource: storage,
      client_id: 'the-client',
    });
    expect(headers['x-identity-header']).toBe('proof');
  });

  it('without a client id is the machine’s own', async () => {
    await openIdentity(undefined, { clock, environment })(storage);
    expect(asked.map(({ searchParams }) => searchParams.get('client_id'))).toEqual([null]);
  });

  it('is asked for once however many wait', async () => {
    const identity = openIdentity('the-client', { clock, environment });
    const tokens = await Promise.all([identity(storage), identity(storage), identity(storage)]);
    expect(new Set(tokens).size).toBe(1);
    expect(asked).toHaveLength(1);
  });

  it('is another one for another resource', async () => {
    const identity = openIdentity('the-client', { clock, environment });
    const [one, other] = [await identity(storage), await identity('https://api.botframework.com')];
    expect(one).not.toBe(other);
  });

  it('whose end is not told is used once', async () => {
    const identity = openIdentity('the-client', { clock, environment });
    planned.push((res) => res.end('{"access_token":"endless","token_type":"Bearer"}'));
    expect(await identity(storage)).toBe('endless');
    clock.pass(minutes(1));
    expect(await identity(storage)).toBe(`token-${given}`);
  });

  it('is kept until five minutes before its end, and serves while the next one is asked for', async () => {
    const identity = openIdentity('the-client', { clock, environment });
    const first = await identity(storage);
    clock.pass(minutes(55) - seconds(3));
    expect(await identity(storage)).toBe(first);
    expect(asked).toHaveLength(1);
    clock.pass(seconds(3));
    expect(await identity(storage)).toBe(first);
    while ((await identity(storage)) === first) await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(2);
  });
});

describe('on a virtual machine', () => {
  it('the machine’s own service is asked, which nothing but a header proves', async () => {
    const sent: [string, object][] = [];
    const send: SendTwice = async (url, init) => {
      sent.push([url, init]);
      return { status: 200, headers: new Headers(), text: '{"access_token":"a","expires_on":"9999999999"}' };
    };
    expect(await openIdentity('the-client', { clock, send, environment: {} })(storage)).toBe('a');
    expect(sent).toEqual([
      [
        'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01' +
          '&resource=https%3A%2F%2Fstorage.azure.com&client_id=the-client',
        { headers: { Metadata: 'true' } },
      ],
    ]);
  });
});

describe('an ask that fails', () => {
  it('is not kept', async () => {
    const identity = openIdentity('the-client', { clock, environment });
    planned.push(refusal);
    await expect(identity(storage)).rejects.toThrow(IdentityUnavailable);
    expect(await identity(storage)).toBe(`token-${given}`);
  });

  it('leaves the token of before in use until its end', async () => {
    const identity = openIdentity('the-client', { clock, environment });
    const first = await identity(storage);
    clock.pass(minutes(56));
    planned.push(refusal, refusal);
    expect(await Promise.all([identity(storage), identity(storage)])).toEqual([first, first]);
    clock.pass(minutes(5));
    await expect(identity(storage)).rejects.toThrow(IdentityUnavailable);
  });

  it('says nothing of what was answered', async () => {
    planned.push(refusal);
    const error = await openIdentity('the-client', { clock, environment })(storage).catch(
      (error: Error) => error,
    );
    expect(error).toEqual(new IdentityUnavailable('The managed identity gave no token: it answered 400'));
    expect(error).not.toHaveProperty('cause');
  });

  it.each<[string, Answer]>([
    ['no JSON', (res) => res.end('<html>')],
    ['no token', (res) => res.end('{}')],
  ])('because of an answer with %s is no token', async (_what, answer) => {
    planned.push(answer);
    await expect(openIdentity('the-client', { clock, environment })(storage)).rejects.toThrow(
      IdentityUnavailable,
    );
  });

  it('because the endpoint is not well is made once more', async () => {
    planned.push(notNow);
    expect(await openIdentity('the-client', { clock, environment })(storage)).toBe(`token-${given}`);
    planned.push(notNow, notNow, notNow);
    await expect(openIdentity('the-client', { clock, environment })(storage)).rejects.toThrow(
      IdentityUnavailable,
    );
    expect(asked).toHaveLength(4);
  });
});
