// Issues access tokens and recognises them again: what the token service hands out and Graph checks.
import { generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Clock } from '../bot/runtime/clock';
import { type Account, contosoTenantId } from './accounts';

export interface TokenOwner {
  account: Account;
  scopes: string[];
}

export interface IssuedToken {
  token: string;
  /** ISO 8601, one hour after issuing. */
  expiration: string;
}

export interface Tokens {
  issue(account: Account, scopes: string[]): IssuedToken;
  /** Whose token it is; 'expired' when it once was valid; undefined when it never was, or was revoked. */
  whose(token: string): TokenOwner | 'expired' | undefined;
  revoke(token: string): void;
  revokeAll(): void;
}

const hour = 60 * 60 * 1000;

// Made on first use and once per process: 2048 bits take a tenth of a second.
let key: KeyObject | undefined;
const signingKey = () => (key ??= generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);

/**
 * Access tokens with a lifetime, looking like the real ones: a JWT for a work account, opaque `EwB…` without dots for a
 * personal one. They are recognised by memory, not by signature, so that revoking one is simple.
 */
export function createTokens({ clock }: { clock: Clock }): Tokens {
  const issued = new Map<string, TokenOwner & { expires: number }>();
  return {
    issue(account, scopes) {
      const expires = clock.now() + hour;
      const token = account.kind === 'work' ? workToken(account, scopes, expires) : personalToken();
      issued.set(token, { account, scopes, expires });
      return { token, expiration: new Date(expires).toISOString() };
    },
    whose(token) {
      const found = issued.get(token);
      if (!found) return undefined;
      if (found.expires <= clock.now()) return 'expired';
      return { account: found.account, scopes: found.scopes };
    },
    revoke: (token) => void issued.delete(token),
    revokeAll: () => issued.clear(),
  };
}

const personalToken = () => `EwB${randomBytes(600).toString('base64')}`;

/** The claims are those of a v1.0 token for Graph; `uti` also keeps two tokens of one second apart. */
function workToken({ user }: Account, scopes: string[], expires: number): string {
  const claims = {
    aud: 'https://graph.microsoft.com',
    iss: `https://sts.windows.net/${contosoTenantId}/`,
    iat: Math.floor((expires - hour) / 1000),
    nbf: Math.floor((expires - hour) / 1000),
    exp: Math.floor(expires / 1000),
    name: user.displayName,
    oid: user.id,
    scp: scopes.join(' '),
    tid: contosoTenantId,
    upn: user.userPrincipalName,
    uti: randomBytes(16).toString('base64url'),
    ver: '1.0',
  };
  return jwt.sign(claims, signingKey(), { algorithm: 'RS256', keyid: 'stand-in' });
}
