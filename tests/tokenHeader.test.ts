// What an Authorization header says by itself: a request is refused by it only when botbuilder would refuse its token too.
import { type Activity, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';
import { ChannelAuthentication } from '../bot/channel/authentication';
import { readHeader } from '../bot/channel/incomingToken';
import { systemClock } from '../bot/runtime/clock';
import { request } from '../bot/runtime/http';
import { openIdentity } from '../bot/runtime/identity';
import { readSettings } from '../bot/settings';
import {
  type ActivityTokenOptions,
  type BotAuthentication,
  mountBotAuthentication,
} from '../playground/botAuthentication';
import { appId, closed, listen } from './support/world';

const serviceUrl = 'https://smba.example/teams';
const activity = { channelId: 'msteams', serviceUrl } as Activity;
const now = Math.floor(Date.now() / 1000);

const server = restify.createServer();
let channel: BotAuthentication;
let sdk: ConfigurationBotFrameworkAuthentication;
const rules = { appId, channelIssuer: 'https://api.botframework.com', emulatorIssuers: [] };
const canBeGood = (header: string) => !('refused' in readHeader(header, rules, Date.now()));
/** The bot's full check, without an activity. */
const isTaken = (header: string) =>
  tokens.authenticate(header).then(
    () => true,
    () => false,
  );
let tokens: ChannelAuthentication;
beforeAll(async () => {
  let url = '';
  channel = mountBotAuthentication(server, { appId, url: () => url });
  url = await listen(server);
  sdk = new ConfigurationBotFrameworkAuthentication(channel.settings());
  const settings = readSettings(channel.settings());
  tokens = new ChannelAuthentication(settings, request, openIdentity(), systemClock);
  // botbuilder prints a line for each bad token.
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterAll(() => {
  jest.restoreAllMocks();
  return closed(server);
});

const tokenFor = (options: Partial<ActivityTokenOptions>) =>
  channel.activityToken({ serviceUrl, ...options });
const takenBySdk = (header: string) =>
  sdk.authenticateRequest(activity, header).then(
    () => true,
    () => false,
  );

describe('a token that botbuilder takes', () => {
  it.each<[string, Partial<ActivityTokenOptions>]>([
    ['as channels send it', {}],
    ['signed with RS384', { algorithm: 'RS384' }],
    ['signed with RS512', { algorithm: 'RS512' }],
    ['without an end', { claims: { exp: undefined } }],
    ['without a beginning', { claims: { nbf: undefined, iat: undefined } }],
    ['over since just under five minutes', { claims: { exp: now - 240 } }],
    ['good in just under five minutes', { claims: { nbf: now + 240 } }],
    ['with claims in other scripts', { claims: { name: 'Nguyễn 🦉' } }],
    ['with a long claim', { claims: { name: 'x'.repeat(4_000) } }],
  ])('may be good: %s', async (_what, options) => {
    const header = `Bearer ${tokenFor(options)}`;
    expect([await takenBySdk(header), canBeGood(header), await isTaken(header)]).toEqual([true, true, true]);
  });
});

describe('a header is refused before its body is read', () => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { aud: appId, iss: 'https://api.botframework.com', exp: now + 3600 };
  const made = (head: unknown, body: unknown) => `Bearer ${part(head)}.${part(body)}.eA`;
  const key = { alg: 'RS256', kid: 'k' };

  it('unless what it says could be true', () => {
    expect(canBeGood(made(key, claims))).toBe(true);
  });

  it.each([
    ['it is empty', ''],
    ['it has no token', 'Bearer'],
    ['its scheme is another', made(key, claims).replace('Bearer', 'Basic')],
    ['its scheme is in small letters', made(key, claims).replace('Bearer', 'bearer')],
    ['it goes on after the token', `${made(key, claims)} x`],
    ['its token has two parts', made(key, claims).replace('.eA', '')],
    ['its token has four parts', `${made(key, claims)}.eA`],
    ['its token is not signed', made(key, claims).replace('.eA', '.')],
    ['it is too long', `Bearer ${'x'.repeat(9_000)}.${part(claims)}.eA`],
    ['its token is no JSON', `Bearer bm90.${part(claims)}.eA`],
    ['its token is null', made(null, null)],
    ['its claims are a list', made(key, [claims])],
    ['it names no key', made({ alg: 'RS256' }, claims)],
    ['it names no algorithm', made({ kid: 'k' }, claims)],
    ['it is signed with a secret', made({ ...key, alg: 'HS256' }, claims)],
    ['it is not to be checked', made({ ...key, alg: 'none' }, claims)],
    ['it is for another bot', made(key, { ...claims, aud: 'x' })],
    ['it is for several bots', made(key, { ...claims, aud: [appId] })],
    ['it is of another issuer', made(key, { ...claims, iss: 'https://evil.example' })],
    [
      'it is of the Emulator',
      made(key, { ...claims, iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' }),
    ],
    ['it is over', made(key, { ...claims, exp: now - 301 })],
    ['its end is no number', made(key, { ...claims, exp: String(now + 3600) })],
    ['it is not good yet', made(key, { ...claims, nbf: now + 360 })],
    ['its beginning is no number', made(key, { ...claims, nbf: null })],
  ])('when %s', async (_what, header) => {
    expect([canBeGood(header), await takenBySdk(header)]).toEqual([false, false]);
  });
});

describe('a changed token', () => {
  const odd = [undefined, null, '', 0, 1, -1, 1e20, true, 'x', appId, [appId], {}, now, String(now)];
  const names = [
    'aud',
    'iss',
    'exp',
    'nbf',
    'iat',
    'ver',
    'appid',
    'azp',
    'serviceurl',
    'tid',
    'sub',
    '__proto__',
  ];

  it.each(names)('with any %s is refused by its header only if botbuilder refuses it', async (name) => {
    for (const value of odd) {
      // jsonwebtoken checks what it signs, so what it would not sign is left out.
      const claims = { [name]: value } as ActivityTokenOptions['claims'];
      let header = '';
      try {
        header = `Bearer ${tokenFor(claims ? { claims } : {})}`;
      } catch {
        continue;
      }
      const verdict = { value, taken: await takenBySdk(header), canBeGood: canBeGood(header) };
      if (verdict.taken) expect(verdict).toEqual({ ...verdict, canBeGood: true });
    }
  });
});
