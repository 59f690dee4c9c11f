// The keys of incoming tokens: fetched once for all, and a key service that is down is asked with a pause.
import { generateKeyPairSync } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import jwt from 'jsonwebtoken';
import restify from 'restify';
import { hours, seconds, until } from './support/clock';
import { appId, closed, listen, startWorld, type World } from './support/world';

const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pairs = { first: keyPair(), second: keyPair() };
type Name = keyof typeof pairs;

type Answer = (res: ServerResponse) => void;
const json = (value: unknown) => (res: ServerResponse) => void res.end(JSON.stringify(value));

const status =
  (code: number, headers = {}) =>
  (res: ServerResponse) => {
    res.writeHead(code, headers);
    res.end();
  };

/** A key service that answers as a test says, and counts how often it is asked for its document. */
async function startKeyService() {
  let answers: { document: Answer; keys: Answer };
  let url = '';
  const open = new Set<ServerResponse>();
  const server = restify.createServer();
  const service = {
    asked: 0,
    url: () => `${url}/v1/.well-known/openidconfiguration`,
    names: (...names: Name[]) => {
      const keys = names.map((kid) => ({ ...pairs[kid].publicKey.export({ format: 'jwk' }), kid }));
      answers = { document: json({ jwks_uri: `${url}/v1/.well-known/keys` }), keys: json({ keys }) };
    },
    says: (what: Partial<typeof answers>) => {
      answers = { ...answers, ...what };
    },
    close() {
      for (const res of open) res.destroy();
      return closed(server);
    },
  };
  server.get('/v1/.well-known/openidconfiguration', async (_req: unknown, res: ServerResponse) => {
    service.asked += 1;
    open.add(res);
    answers.document(res);
  });
  server.get('/v1/.well-known/keys', async (_req: unknown, res: ServerResponse) => {
    answers.keys(res);
  });
  url = await listen(server);
  service.names('first');
  return service;
}

// botbuilder prints a line for each bad token.
beforeAll(() => void jest.spyOn(console, 'error').mockImplementation(() => {}));
afterAll(() => jest.restoreAllMocks());

let keys: Awaited<ReturnType<typeof startKeyService>>;
let world: World;
beforeEach(async () => {
  keys = await startKeyService();
  const urls = {
    ToBotFromChannelOpenIdMetadataUrl: keys.url(),
    ToBotFromEmulatorOpenIdMetadataUrl: keys.url(),
  };
  world = await startWorld({ environment: urls });
});
afterEach(() => Promise.all([world.close(), keys.close()]));

/** Posts what is no activity, with a token of this key: 400 says that the token is good. */
async function knocks(kid: string, pair: Name = 'first'): Promise<number> {
  const now = Math.floor(world.clock.now() / 1000);
  const claims = { iss: 'https://api.botframework.com', aud: appId, iat: now, exp: now + 3600 };
  const token = jwt.sign(claims, pairs[pair].privateKey, { algorithm: 'RS256', keyid: kid });
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  return (await fetch(`${world.url}/api/messages`, { method: 'POST', headers, body: '[]' })).status;
}

/** So many requests at once, each with a key id of its own that nobody knows; gives the statuses that occurred. */
async function strangersKnock(count = 100): Promise<number[]> {
  const statuses = await Promise.all(Array.from({ length: count }, (_, i) => knocks(`unknown-${i}`)));
  return [...new Set(statuses)];
}

describe('while the key service answers', () => {
  it('a hundred first requests at once fetch the keys once', async () => {
    const statuses = await Promise.all(Array.from({ length: 100 }, () => knocks('first')));
    expect([new Set(statuses), keys.asked]).toEqual([new Set([400]), 1]);
  });

  it('unknown ids fetch the keys once an hour', async () => {
    expect([await strangersKnock(), keys.asked]).toEqual([[401], 1]);
    expect([await strangersKnock(), keys.asked]).toEqual([[401], 1]);
    world.clock.pass(hours(1));
    expect([await strangersKnock(), keys.asked]).toEqual([[401], 2]);
  });

  it('a new key counts within an hour, and one that is named no more not longer than a day', async () => {
    expect(await knocks('first')).toBe(400);
    keys.names('second');
    expect(await knocks('second', 'second')).toBe(401);
    world.clock.pass(hours(1));
    expect(await knocks('first')).toBe(400);
    expect(await knocks('second', 'second')).toBe(400);
    expect(await knocks('first')).toBe(401);
  });

  it('a key that is withdrawn counts for a day', async () => {
    expect(await knocks('first')).toBe(400);
    keys.names('second');
    world.clock.pass(hours(24) - 1);
    expect(await knocks('first')).toBe(400);
    world.clock.pass(1);
    expect(await knocks('first')).toBe(401);
  });

  it('a damaged key leaves the others good', async () => {
    const good = { ...pairs.first.publicKey.export({ format: 'jwk' }), kid: 'first' };
    const damaged = [
      null,
      7,
      {},
      { ...good, kid: 'no modulus', n: undefined },
      { ...good, kid: 'no key', n: '' },
    ];
    keys.says({ keys: json({ keys: [...damaged, good, { kty: 'EC', kid: 'curve', crv: 'P-256' }] }) });
    expect(await knocks('first')).toBe(400);
    expect([await knocks('no modulus'), await knocks('no key'), await knocks('curve')]).toEqual([
      401, 401, 401,
    ]);
  });
});

const fails: [string, Partial<Record<'document' | 'keys', Answer>>][] = [
  ['answers 500', { document: status(500) }],
  ['breaks off', { document: (res) => void res.destroy() }],
  ['leads elsewhere', { document: status(302, { location: 'http://127.0.0.1:9/' }) }],
  ['answers no JSON', { document: (res) => void res.end('<html>') }],
  ['answers null', { document: json(null) }],
  ['names keys at an address that is not safe', { document: json({ jwks_uri: 'http://keys.example/' }) }],
  ['has no keys', { keys: json({ keys: [] }) }],
  ['has keys that are none', { keys: json({ keys: 'first' }) }],
  ['answers 404 for the keys', { keys: status(404) }],
  ['answers without an end', { keys: (res) => void res.end(`{"keys":["${'x'.repeat(5 * 1024 * 1024)}"]}`) }],
];

describe.each(fails)('while the key service %s', (_how, answers) => {
  it('it is asked with a pause, requests with unknown ids get a 503, and known keys stay good', async () => {
    expect(await knocks('first')).toBe(400);
    world.clock.pass(hours(1));
    keys.says(answers);
    expect([await strangersKnock(20), keys.asked]).toEqual([[503], 2]);
    expect([await strangersKnock(20), keys.asked]).toEqual([[503], 2]);
    expect([await knocks('first'), keys.asked]).toEqual([400, 2]);
    world.clock.pass(seconds(10));
    expect([await strangersKnock(20), keys.asked]).toEqual([[503], 3]);
    keys.names('first', 'second');
    world.clock.pass(seconds(10));
    expect([await knocks('second', 'second'), keys.asked]).toEqual([400, 4]);
  });
});

describe('while the key service is down', () => {
  beforeEach(async () => {
    await knocks('first');
    keys.says({ document: (res) => void res.destroy() });
  });

  it('known keys stay good for five days', async () => {
    for (const _day of [1, 2, 3, 4]) {
      world.clock.pass(hours(24));
      expect(await knocks('first')).toBe(400);
    }
    world.clock.pass(hours(24));
    expect(await knocks('first')).toBe(503);
  });
});

describe('while the key service does not answer', () => {
  it('a request waits four seconds, and those after it get a 503 at once', async () => {
    keys.says({ document: () => {} });
    const waiting = Promise.all([knocks('first'), knocks('second', 'second')]);
    await until(() => keys.asked > 0);
    world.clock.pass(seconds(4));
    expect(await waiting).toEqual([503, 503]);
    expect([await strangersKnock(), keys.asked]).toEqual([[503], 1]);
  });
});
