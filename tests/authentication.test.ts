// Authentication: only a valid Bot Framework token for this bot starts a turn. Any other request is answered 401.
import type { ActivityTokenOptions } from '../playground/botAuthentication';
import { closedUrl, startWorld, type World } from './support/world';

let world: World;
/** A world whose signing keys cannot be fetched. botbuilder caches keys by address, so this world has its own. */
let withoutKeys: World;
beforeAll(async () => {
  const nowhere = await closedUrl();
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
  /** How many log lines and chat messages the request caused. */
  traces: number;
}

/** Sends "help" with this Authorization header. */
async function knock(authorization: string | undefined, at = world, channelId = 'msteams'): Promise<Knock> {
  const before = at.log.length + at.connector.said.length;
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
      channelId,
      serviceUrl: at.connectorUrl,
      from: { id: 'ana' },
      recipient: { id: 'bot' },
      conversation: { id: 'c' },
    }),
  });
  const body = await response.text();
  return { status: response.status, body, traces: at.log.length + at.connector.said.length - before };
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

describe('a token whose key is not endorsed', () => {
  it('for the channel of the activity is answered 401', async () => {
    expect(await knock(`Bearer ${tokenFor()}`, world, 'telegram')).toEqual({
      status: 401,
      body: '',
      traces: 0,
    });
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
});
