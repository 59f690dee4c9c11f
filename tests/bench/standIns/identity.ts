// Keys and tokens of the bench: what a channel signs with, what the bots check it by, and the bots' own token.
import { generateKeyPairSync } from 'node:crypto';
import jwt from 'jsonwebtoken';

export const appId = '11111111-2222-4333-8444-555555555555';
export const issuer = 'https://api.botframework.com';
const keyId = 'bench';
const lifetime = 24 * 3600;

export interface Identity {
  /** What a channel sends with each activity; it must name the activity's service URL. */
  channelToken(serviceUrl: string): string;
  /** The token every bot gets for calling Bot Framework's services. */
  appToken: string;
  /** The body of the keys document. */
  keys: string;
}

export function createIdentity(): Identity {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const sign = (claims: object) =>
    jwt.sign(claims, privateKey, { algorithm: 'RS256', keyid: keyId, expiresIn: lifetime });
  return {
    channelToken: (serviceUrl) => sign({ iss: issuer, aud: appId, serviceurl: serviceUrl }),
    appToken: sign({ iss: 'https://sts.windows.net/contoso/', aud: issuer, appid: appId }),
    keys: JSON.stringify({
      keys: [{ ...publicKey.export({ format: 'jwk' }), use: 'sig', kid: keyId, endorsements: ['msteams'] }],
    }),
  };
}

/** App Service's managed identity endpoint answers like this. */
export const managedIdentityAnswer = (appToken: string): string =>
  JSON.stringify({
    access_token: appToken,
    client_id: appId,
    expires_on: String(Math.floor(Date.now() / 1000) + lifetime),
    resource: issuer,
    token_type: 'Bearer',
  });
