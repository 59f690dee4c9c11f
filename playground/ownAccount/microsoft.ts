// Microsoft's sign-in by openid-client: authorization code with PKCE, state and nonce, and refresh tokens.
import * as client from 'openid-client';
import type { OwnAccount } from './settings';

/** Permissions of Graph. Fully qualified: for a personal account, bare names in a refresh get a token that Graph does not take. */
const graphScope = (name: string) => `https://graph.microsoft.com/${name}`;
const always = ['openid', 'profile', 'offline_access'];

/** Seconds that Microsoft may take to answer. The bot waits six for a token, and a token in hand may still be good. */
const answerTime = 4;
/** Seconds of a token that names no end, and the most that are believed. */
const [usualLife, longestLife] = [3_600, 24 * 3_600];

/** The directory of every personal account. */
export const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Somebody else came back than who was asked for. */
export class OtherAccount extends Error {
  override name = 'OtherAccount';
}

/** A sign-in on its way: what its callback is checked against. */
export interface Attempt {
  /** Where the person signs in. */
  address: string;
  state: string;
  nonce: string;
  verifier: string;
  tenant: string;
  permissions: string[];
}

/** What Microsoft gave. */
export interface Grant {
  accessToken: string;
  refreshToken?: string;
  /** Milliseconds since 1970. */
  expires: number;
  tenant: string;
  permissions: string[];
  person: { id: string; name: string; address: string; isPersonal: boolean };
}

export interface Microsoft {
  /**
   * Begins a sign-in.
   * @param hint the address of an account that is signed in already; without one the person picks an account
   */
  begin(permissions: string[], options?: { hint?: string; tenant?: string }): Promise<Attempt>;
  /** Ends it. @throws openid-client's errors; `readRefusal` has words for them */
  finish(callback: URL, attempt: Attempt): Promise<Grant>;
  refresh(grant: Grant): Promise<Grant>;
}

export interface MicrosoftParts {
  own: OwnAccount;
  /** As it is registered. */
  redirect(): string;
  now(): number;
  fetch: typeof fetch;
}

export function openMicrosoft({ own, redirect, now, fetch }: MicrosoftParts): Microsoft {
  // By tenant: a personal account's refresh goes to `consumers`, whatever it signed in at.
  const configurations = new Map<string, Promise<client.Configuration>>();
  const at = (tenant: string) => {
    const known = configurations.get(tenant);
    if (known) return known;
    const found = client.discovery(
      new URL(`https://login.microsoftonline.com/${tenant}/v2.0`),
      own.clientId,
      own.clientSecret,
      undefined,
      { [client.customFetch]: fetch as client.CustomFetch, timeout: answerTime },
    );
    configurations.set(tenant, found);
    // A start without a network must not be the last word.
    found.catch(() => configurations.delete(tenant));
    return found;
  };
  const scopeOf = (permissions: string[]) => [...always, ...permissions.map(graphScope)].join(' ');
  const grantOf = (
    answer: client.TokenEndpointResponse & client.TokenEndpointResponseHelpers,
    before: Pick<Grant, 'tenant' | 'permissions'> & Partial<Grant>,
  ): Grant => {
    const claims = answer.claims();
    const person = claims
      ? {
          id: String(claims.oid ?? claims.sub),
          name: String(claims.name ?? ''),
          address: String(claims.preferred_username ?? claims.email ?? ''),
          isPersonal: claims.tid === personalTenant,
        }
      : before.person;
    if (!person) throw new Error('Microsoft did not say who signed in');
    if (before.person && person.id !== before.person.id) throw new OtherAccount();
    const life = Math.min(answer.expiresIn() ?? usualLife, longestLife);
    const refreshToken = answer.refresh_token ?? before.refreshToken;
    return {
      accessToken: answer.access_token,
      expires: now() + life * 1000,
      tenant: before.tenant,
      permissions: before.permissions,
      person,
      ...(refreshToken ? { refreshToken } : {}),
    };
  };

  return {
    async begin(permissions, { hint, tenant = own.tenant } = {}) {
      const [state, nonce, verifier] = [
        client.randomState(),
        client.randomNonce(),
        client.randomPKCECodeVerifier(),
      ];
      const address = client.buildAuthorizationUrl(await at(tenant), {
        redirect_uri: redirect(),
        scope: scopeOf(permissions),
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...(hint ? { login_hint: hint } : { prompt: 'select_account' }),
      });
      return { address: address.href, state, nonce, verifier, tenant, permissions };
    },

    async finish(callback, { state, nonce, verifier, tenant, permissions }) {
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce };
      const scope = scopeOf(permissions);
      const answer = await client.authorizationCodeGrant(await at(tenant), callback, checks, { scope });
      return grantOf(answer, { tenant, permissions });
    },

    async refresh(grant) {
      if (!grant.refreshToken) throw new Error('There is nothing to refresh with');
      const tenant = grant.person.isPersonal ? 'consumers' : grant.tenant;
      const scope = scopeOf(grant.permissions);
      const answer = await client.refreshTokenGrant(await at(tenant), grant.refreshToken, { scope });
      return grantOf(answer, grant);
    },
  };
}
