// Direct Line tokens: signed, bound to one conversation (and, when known, one user), good for half an hour.
import { randomBytes } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { Clock } from '../../bot/runtime/clock';
import { Refusal } from './answers';
import type { Account } from './conversations';

/** What a token says. */
export interface Pass {
  conversationId: string;
  user?: Account;
  /** The origins of the pages it may be used on; any when left out. */
  trustedOrigins?: string[];
}

export interface Tokens {
  /** @param lifetime in seconds; a token's own when left out */
  issue(pass: Pass, lifetime?: number): string;
  /** @throws Refusal 403 for a token that is not ours or is over */
  read(token: string): Pass;
}

/** Seconds; the real service's figure (`expires_in`). */
export const tokenLifetime = 1800;
/** Seconds in which a stream's address must be used; after that a client asks for another by reconnecting. */
export const streamLifetime = 60;

/**
 * Tokens are JWTs with the claims `conv` and `user`, as the real service's are: the Direct Line client reads `user`
 * from the token to learn who it is.
 * @param key signs them; one made here lives as long as the process
 */
export function createTokens(clock: Pick<Clock, 'now'>, key: string | Buffer = randomBytes(32)): Tokens {
  const seconds = () => Math.floor(clock.now() / 1000);
  return {
    issue: ({ conversationId, user, trustedOrigins }, lifetime = tokenLifetime) =>
      jwt.sign(
        {
          conv: conversationId,
          ...(user ? { user: user.id } : {}),
          ...(user?.name ? { name: user.name } : {}),
          ...(trustedOrigins ? { origins: trustedOrigins } : {}),
          // A renewed token is another one, even within a second.
          jti: randomBytes(8).toString('base64url'),
          iat: seconds(),
          exp: seconds() + lifetime,
        },
        key,
      ),
    read: (token) => passOf(verified(token, key, seconds())),
  };
}

function verified(token: string, key: string | Buffer, now: number): jwt.JwtPayload {
  try {
    const claims = jwt.verify(token, key, { algorithms: ['HS256'], clockTimestamp: now });
    if (typeof claims === 'object') return claims;
  } catch (error) {
    // Clients act on the status: 403 makes them ask for a new token.
    if (error instanceof jwt.TokenExpiredError) throw new Refusal(403, 'TokenExpired', 'Token has expired');
  }
  throw new Refusal(403, 'BadArgument', 'Invalid token or secret');
}

function passOf(claims: jwt.JwtPayload): Pass {
  const user: Account | undefined = claims.user && {
    id: String(claims.user),
    ...(claims.name ? { name: String(claims.name) } : {}),
  };
  const trustedOrigins = Array.isArray(claims.origins) ? claims.origins.map(String) : undefined;
  return {
    conversationId: String(claims.conv),
    ...(user ? { user } : {}),
    ...(trustedOrigins ? { trustedOrigins } : {}),
  };
}
