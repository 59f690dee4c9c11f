// The Bot Framework's identity side on this machine: signing keys, the channel's tokens, the bot's own token.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Request, Response, Server } from 'restify';
import { type Clock, systemClock } from '../bot/runtime/clock';
import { contosoTenantId } from './accounts';
import { type Answer, botError, json, queryOf, send } from './http';

const issuer = 'https://api.botframework.com';
const identityHeader = 'stand-in';
const channels = ['msteams', 'webchat', 'directline', 'emulator', 'email', 'slack'];

const secondsOf = (clock: Clock) => Math.floor(clock.now() / 1000);
const rsa = () => generateKeyPairSync('rsa', { modulusLength: 2048 });

// Made once per process: a bot keeps the keys for a day, and asks again about an unknown `kid` at most once an hour.
let keys: ReturnType<typeof rsa> | undefined;
let strangersKeys: ReturnType<typeof rsa> | undefined;
const ours = () => (keys ??= rsa());
const strangers = () => (strangersKeys ??= rsa());
const keyId = 'bot-framework-stand-in';

export interface ActivityTokenOptions {
  /** Must equal the activity's `serviceUrl`. */
  serviceUrl: string;
  /** Changes claims; undefined leaves one out. */
  claims?: Record<string, string | number | undefined>;
  /** 'stranger' signs with a key that is not published, under the published id unless `keyId` says otherwise. */
  key?: 'ours' | 'stranger';
  keyId?: string;
  /** HS256 signs with the public key: the classic forgery. */
  algorithm?: 'RS256' | 'RS384' | 'RS512' | 'HS256' | 'none';
}

export interface BotAuthentication {
  /** The token a channel sends with an activity. */
  activityToken(options: ActivityTokenOptions): string;
  /** Whether an `Authorization` header holds the token that `/msi/token` gave the bot. */
  ownsAppToken(header: string | undefined): boolean;
  /** The environment that points a bot here: all of it or none (ConfigurationBotFrameworkAuthentication). */
  settings(): Record<string, string>;
  /** The same without an app: for a bot with authentication off. */
  endpoints(): Record<string, string>;
}

export interface BotAuthenticationParts {
  appId: string;
  /** The origin the server is reached at; a function because a test's port is known late. */
  url(): string;
  /** Dates the channel's tokens: the bot's clock. The bot's own token goes by the real time, as Microsoft's library does. */
  clock?: Clock;
}

/** Mints the channel's tokens, knows the bot's own one, and gives the settings that lead a bot here. */
export function createBotAuthentication({
  appId,
  url,
  clock = systemClock,
}: BotAuthenticationParts): BotAuthentication {
  // Within a second the same claims give the same token, and a signature takes longer than most of what a turn does.
  let last = { of: '', token: '' };
  return {
    activityToken(options) {
      const now = secondsOf(clock);
      const of = JSON.stringify([now, options]);
      if (last.of !== of) last = { of, token: signActivityToken(options, appId, now) };
      return last.token;
    },
    ownsAppToken: (header) => isAppToken(header, appId, secondsOf(systemClock)),
    settings: () => settingsFor(appId, url()),
    endpoints: () => endpointsAt(url()),
  };
}

/**
 * Adds `GET /v1/.well-known/openidconfiguration`, the key set it points to, and App Service's managed-identity
 * endpoint `GET /msi/token`.
 * @returns what `createBotAuthentication` makes of the same parts
 */
export function mountBotAuthentication(server: Server, parts: BotAuthenticationParts): BotAuthentication {
  const { appId, url } = parts;
  server.get('/v1/.well-known/openidconfiguration', async (_req: Request, res: Response) => {
    send(res, json(200, metadata(url())));
  });
  server.get('/v1/.well-known/keys', async (_req: Request, res: Response) => send(res, json(200, keySet())));
  server.get('/msi/token', async (req: Request, res: Response) => {
    send(res, managedIdentityToken(req, appId, secondsOf(systemClock)));
  });
  return createBotAuthentication(parts);
}

const metadata = (url: string) => ({
  issuer,
  jwks_uri: `${url}/v1/.well-known/keys`,
  id_token_signing_alg_values_supported: ['RS256'],
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
});

/** With endorsements on the key, botbuilder also checks that the activity's channel is among them. */
const keySet = () => ({
  keys: [{ ...ours().publicKey.export({ format: 'jwk' }), use: 'sig', kid: keyId, endorsements: channels }],
});

function signActivityToken(options: ActivityTokenOptions, appId: string, now: number): string {
  const { serviceUrl, claims = {}, key = 'ours', algorithm = 'RS256' } = options;
  const all = {
    iss: issuer,
    aud: appId,
    serviceurl: serviceUrl,
    nbf: now,
    iat: now,
    exp: now + 3600,
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const pair = key === 'ours' ? ours() : strangers();
  return jwt.sign(kept, secretFor(algorithm, pair), { algorithm, keyid: options.keyId ?? keyId });
}

function secretFor(
  algorithm: ActivityTokenOptions['algorithm'],
  pair: { publicKey: KeyObject; privateKey: KeyObject },
) {
  if (algorithm === 'none') return '';
  return algorithm === 'HS256' ? pair.publicKey.export({ type: 'spki', format: 'pem' }) : pair.privateKey;
}

/**
 * App Service's managed identity: `GET /msi/token?resource&client_id` with `X-IDENTITY-HEADER`, answered with
 * access_token, expires_on (unix seconds, as text), resource and token_type (Azure REST protocol 2019-08-01).
 */
function managedIdentityToken(req: Request, appId: string, now: number): Answer {
  const resource = queryOf(req).get('resource');
  if (req.headers['x-identity-header'] !== identityHeader)
    return botError(401, 'Unauthorized', 'Wrong identity header');
  if (!resource || queryOf(req).get('client_id') !== appId) {
    return botError(400, 'invalid_request', 'No managed identity with this client id');
  }
  const exp = now + 24 * 3600;
  const claims = {
    aud: resource,
    iss: `https://sts.windows.net/${contosoTenantId}/`,
    appid: appId,
    iat: now,
    exp,
  };
  const token = jwt.sign(claims, ours().privateKey, { algorithm: 'RS256', keyid: keyId });
  return json(200, {
    access_token: token,
    client_id: appId,
    expires_on: String(exp),
    resource,
    token_type: 'Bearer',
  });
}

function isAppToken(header: string | undefined, appId: string, now: number): boolean {
  const token = header?.match(/^Bearer (\S+)$/i)?.[1];
  if (!token) return false;
  try {
    const options = { algorithms: ['RS256' as const], audience: issuer, clockTimestamp: now };
    const claims = jwt.verify(token, ours().publicKey, options);
    return typeof claims === 'object' && claims.appid === appId;
  } catch {
    return false;
  }
}

function settingsFor(appId: string, url: string): Record<string, string> {
  return {
    MicrosoftAppId: appId,
    MicrosoftAppType: 'UserAssignedMSI',
    MicrosoftAppTenantId: contosoTenantId,
    IDENTITY_ENDPOINT: `${url}/msi/token`,
    IDENTITY_HEADER: identityHeader,
    ...endpointsAt(url),
  };
}

function endpointsAt(url: string): Record<string, string> {
  return {
    ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
    ToChannelFromBotOAuthScope: issuer,
    ToBotFromChannelTokenIssuer: issuer,
    OAuthUrl: url,
    ToBotFromChannelOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
    ToBotFromEmulatorOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
  };
}
