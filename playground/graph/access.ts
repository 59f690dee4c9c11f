// Who calls Graph: the check that every request passes first.
import type { TokenOwner, Tokens } from '../tokens';
import { type Refusal, refusal } from './answers';

const unauthenticated = (message: string): Refusal => ({
  ...refusal(401, 'InvalidAuthenticationToken', message),
  headers: {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize", client_id="00000003-0000-0000-c000-000000000000"',
  },
});

/**
 * Finds the owner of a bearer token.
 * @param header the `Authorization` header
 * @returns the owner, or the refusal in Graph's own words
 */
export function ownerOf(tokens: Tokens, header: string | undefined): TokenOwner | Refusal {
  const token = header?.match(/^Bearer\s+(\S+)$/i)?.[1];
  if (!token) return unauthenticated('Access token is empty.');
  const owner = tokens.whose(token);
  if (owner === 'expired') return unauthenticated('Lifetime validation failed, the token is expired.');
  return owner ?? unauthenticated(strangeToken(token));
}

/** What has no dots is taken for a personal account's compact token. */
const strangeToken = (token: string) =>
  token.includes('.') ? 'Access token validation failure.' : compactToken;
const compactToken = 'CompactToken parsing failed with error code: 80049217';
