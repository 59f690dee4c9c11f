// Authentication: only a valid Bot Framework token for this bot starts a turn. Any other request is answered 401.
import { ClaimsIdentity } from 'botframework-connector';
import { ChannelAuthentication } from '../bot/channel/authentication';
import { openIdentity } from '../bot/runtime/identity';
import { readSettings } from '../bot/settings';
import type { ActivityTokenOptions } from '../playground/botAuthentication';
import { minutes } from './support/clock';
import { appId, closedUrl, startWorld, type World } from './support/world';

let world: World;
/** A world whose signing keys cannot be fetched. */
let withoutKeys: World;
beforeAll(async () => {
  const nowhere = `${await closedUrl()}/v1/.well-known/openidconfiguration`;
  [world, withoutKeys] = await Promise.all([
    startWorld(),
    startWorld({
      environment: {
        ToBotFromChannelOpenIdMetadataUrl: nowhere,
        ToBotFromEmulatorOpenIdMetadataUrl: nowhere,
      },
    }),
  ]);
});
afterAll(() => Promise.all([world.close(), withoutKeys.close()]));

// botbuilder prints a line for each bad token.
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

const tokenFor = (options: Partial<ActivityTokenOptions> = {}) =>
  world.standIns.botAuthentication.activityToken({ serviceUrl: world.connectorUrl, ...options });

interface Knock {
  status: number;
  body: string;
  /** How many log lines and calls to other services the request caused, the count of refused requests aside. */
  traces: number;
}

/** Sends "help" with this Authorization header, as Teams does unless the activity is changed. */
async function knock(authorization: string | undefined, at = world, changed: object = {}): Promise<Knock> {
  const tracesOf = ({ log, calls }: World) =>
    log.filter(({ msg }) => msg !== 'requests refused').length + calls.made.length;
  const before = tracesOf(at);
  const response = await fetch(`${at.url}/api/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    body: JSON.stringify({
      type: 'message',
      text: 'help',
      id: '1',
      channelId: 'msteams',
      serviceUrl: at.connectorUrl,
      from: { id: 'ana' },
      recipient: { id: 'bot' },
      conversation: { id: 'c' },
      ...changed,
    }),
  });
  const body = await response.text();
  return { status: response.status, body, traces: tracesOf(at) - before };
}

const seconds = () => Math.floor(world.clock.now() / 1000);
const flipped = (token: string, at: number) =>
  token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a good token', () => {
  it('starts a turn', async () => {
    expect(await knock(`Bearer ${tokenFor()}`)).toEqual({ status: 200, body: '', traces: 2 });
  });

  it.each(['RS384', 'RS512'] as const)('may be signed with %s', async (algorithm) => {
    expect((await knock(`Bearer ${tokenFor({ algorithm })}`)).status).toBe(200);
  });

  it('makes the bot answer with a token of its own', async () => {
    await knock(`Bearer ${tokenFor()}`);
    const { authorization } = world.connector.said.at(-1) ?? {};
    expect(world.standIns.botAuthentication.ownsAppToken(authorization)).toBe(true);
  });
});

const bad: [string, () => string | undefined][] = [
  ['missing', () => undefined],
  ['empty', () => ''],
  ['only a scheme', () => 'Bearer'],
  ['a scheme and nothing', () => 'Bearer  '],
  ['of another scheme', () => `Basic ${tokenFor()}`],
  ['without a scheme', () => tokenFor()],
  ['in three words', () => `Bearer ${tokenFor()} x`],
  ['expired', () => `Bearer ${tokenFor({ claims: { exp: seconds() - 3600, nbf: seconds() - 7200 } })}`],
  ['not valid yet', () => `Bearer ${tokenFor({ claims: { nbf: seconds() + 3600 } })}`],
  ['signed with a stranger’s key', () => `Bearer ${tokenFor({ key: 'stranger' })}`],
  ['signed with a key nobody published', () => `Bearer ${tokenFor({ key: 'stranger', keyId: 'unknown' })}`],
  ['of a known key under an unknown id', () => `Bearer ${tokenFor({ keyId: 'unknown' })}`],
  ['for another bot', () => `Bearer ${tokenFor({ claims: { aud: 'another-bot' } })}`],
  ['for nobody', () => `Bearer ${tokenFor({ claims: { aud: undefined } })}`],
  ['of another issuer', () => `Bearer ${tokenFor({ claims: { iss: 'https://evil.example' } })}`],
  ['of no issuer', () => `Bearer ${tokenFor({ claims: { iss: undefined } })}`],
  ['for another service', () => `Bearer ${tokenFor({ serviceUrl: 'https://evil.example' })}`],
  ['for no service', () => `Bearer ${tokenFor({ claims: { serviceurl: undefined } })}`],
  ['signed with HS256 and the public key', () => `Bearer ${tokenFor({ algorithm: 'HS256' })}`],
  ['unsigned', () => `Bearer ${tokenFor({ algorithm: 'none' })}`],
  ['stripped of its signature', () => `Bearer ${tokenFor().split('.').slice(0, 2).join('.')}.`],
  ['changed in its claims', () => `Bearer ${flipped(tokenFor(), tokenFor().indexOf('.') + 20)}`],
  ['changed in its signature', () => `Bearer ${flipped(tokenFor(), tokenFor().lastIndexOf('.') + 20)}`],
  ['cut short', () => `Bearer ${tokenFor().slice(0, 100)}`],
  ['not a token', () => 'Bearer garbage'],
  ['three dots', () => 'Bearer ...'],
  ['no JSON', () => 'Bearer bm90.anNvbg.eA'],
  ['a header of null', () => `Bearer ${Buffer.from('null').toString('base64url')}.e30.eA`],
  ['a header without an algorithm', () => `Bearer ${part({ typ: 'JWT' })}.${part({ aud: 'x' })}.eA`],
  ['claims that are a list', () => `Bearer ${part({ alg: 'RS256', kid: 'k' })}.${part([1])}.eA`],
  ['very long', () => `Bearer ${'x'.repeat(8000)}`],
];

describe.each(bad)('a token that is %s', (_what, header) => {
  it('is answered 401 with an empty body, and no turn runs', async () => {
    expect(await knock(header())).toEqual({ status: 401, body: '', traces: 0 });
  });
});

const silence = { status: 401, body: '', traces: 0 };

describe('a good token does not count', () => {
  it.each([
    ['a channel that its key is not endorsed for', { channelId: 'telegram' }],
    ['a blank channel', { channelId: ' ' }],
    ['another service', { serviceUrl: 'https://evil.example' }],
  ])('with an activity of %s', async (_what, changed) => {
    expect(await knock(`Bearer ${tokenFor()}`, world, changed)).toEqual(silence);
  });

  it.each(['http://evil.example', 'http://127.0.0.1.evil.example'])(
    'for the service %s, even one that it names',
    async (serviceUrl) => {
      expect(await knock(`Bearer ${tokenFor({ serviceUrl })}`, world, { serviceUrl })).toEqual(silence);
    },
  );

  it('from another bot', async () => {
    const claims = { ver: '2.0', azp: '99999999-2222-4333-8444-555555555555' };
    expect(await knock(`Bearer ${tokenFor({ claims })}`)).toEqual(silence);
  });
});

describe('a body that is no activity', () => {
  const post = async (authorization: string) => {
    const headers = { 'content-type': 'application/json', authorization };
    const response = await fetch(`${world.url}/api/messages`, { method: 'POST', headers, body: '[]' });
    return response.status;
  };

  it('is a 400 to a channel, and 401 to anybody else, who learns nothing of it', async () => {
    expect(await post(`Bearer ${tokenFor()}`)).toBe(400);
    expect(await post(`Bearer ${tokenFor({ key: 'stranger' })}`)).toBe(401);
    expect(await post('')).toBe(401);
  });
});

describe('the bot’s own token', () => {
  it('goes along when the bot opens a 1:1 chat and writes there', async () => {
    const ana = world.person({ conversation: 'group', conversationType: 'groupChat' });
    const before = world.calls.made.length;
    await ana.says('send mail');
    const made = world.calls.made.slice(before).filter(({ url }) => url.includes('/v3/conversations'));
    expect(made.map(({ name }) => name)).toEqual(['openChat', 'reply', 'reply']);
    const { ownsAppToken } = world.standIns.botAuthentication;
    expect(made.filter(({ authorization }) => !ownsAppToken(authorization))).toEqual([]);
  });

  it('goes to the service that the sender’s token names, also in a later turn, and to no other', async () => {
    const { settings, calls, clock, connectorUrl } = world;
    const channels = new ChannelAuthentication(
      readSettings(settings),
      calls.fetch,
      openIdentity(appId),
      clock,
    );
    const tokenTo = async (serviceUrl: string, ...named: string[]) => {
      const claims = named.map((value) => ({ type: 'serviceurl', value }));
      const connector = channels.createConnectorFactory(new ClaimsIdentity(claims, true));
      const before = calls.made.length;
      const client = await connector.create(serviceUrl, 'https://api.botframework.com');
      await client.conversations.sendToConversation('c', { type: 'message' });
      return calls.made[before]?.authorization;
    };
    expect(await tokenTo(connectorUrl, connectorUrl)).toMatch(/^Bearer eyJ/);
    expect(await tokenTo(connectorUrl, 'https://smba.example/')).toBe('');
    expect(await tokenTo(connectorUrl)).toBe('');
  });
});

describe('refused requests', () => {
  /** A world with a count of its own. */
  let counting: World;
  beforeAll(async () => {
    counting = await startWorld();
  });
  afterAll(() => counting.close());

  const lines = () => counting.log.filter(({ msg }) => msg === 'requests refused');
  const token = (options: Partial<ActivityTokenOptions> = {}) =>
    `Bearer ${counting.standIns.botAuthentication.activityToken({ serviceUrl: counting.connectorUrl, ...options })}`;

  it('make one line a minute, with how many there were for what reason', async () => {
    await knock(undefined, counting);
    for (let times = 0; times < 5; times++) {
      await knock('Bearer garbage', counting);
      await knock(token({ key: 'stranger', keyId: 'a-key-of-mine' }), counting);
      await knock(token({ key: 'stranger' }), counting);
      await knock(token({ claims: { aud: 'my-own-bot' } }), counting);
    }
    expect(lines()).toEqual([expect.objectContaining({ level: 'info', count: 1, reasons: { form: 1 } })]);
    counting.clock.pass(minutes(1));
    expect((await knock(token(), counting)).status).toBe(200);
    expect(lines().slice(1)).toEqual([
      expect.objectContaining({ count: 20, reasons: { form: 5, signature: 10, audience: 5 } }),
    ]);
    counting.clock.pass(minutes(60));
    await knock(token(), counting);
    expect(lines()).toHaveLength(2);
  });

  it('leave nothing of their tokens in the log', () => {
    expect(JSON.stringify(counting.log)).not.toMatch(/a-key-of-mine|my-own-bot|garbage|eyJ/);
  });
});

describe('while the signing keys cannot be fetched', () => {
  it('a token is answered 503, so that the channel tries again, and no turn runs', async () => {
    const serviceUrl = withoutKeys.connectorUrl;
    const token = withoutKeys.standIns.botAuthentication.activityToken({ serviceUrl });
    expect(await knock(`Bearer ${token}`, withoutKeys)).toEqual({ status: 503, body: '', traces: 0 });
  });

  it('a request without a token is still answered 401', async () => {
    expect((await knock(undefined, withoutKeys)).status).toBe(401);
  });

  it('is said in the count of refused requests', () => {
    const counted = withoutKeys.log.filter(({ msg }) => msg === 'requests refused');
    expect(counted).toEqual([expect.objectContaining({ count: 1, reasons: { 'no keys': 1 } })]);
  });
});
