// Microsoft Entra in a test: its rules for codes, PKCE, secrets and refresh tokens, at the address of the real one.
import { createHash, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { type Account, accounts, addressOf } from '../../playground/accounts';
import type { Tokens } from '../../playground/tokens';

const origin = 'https://login.microsoftonline.com';
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';
const workTenant = '5f0e1c1c-53a7-4b0e-9f3c-6d1d2b7a4c11';

export interface Entra {
  /** In place of the internet: answers for login.microsoftonline.com, and for nothing else. */
  fetch: typeof fetch;
  /** What a browser does at the sign-in page: gives the address that it is led back to. */
  signsIn(address: string, account: string): string;
  /** The same, where Microsoft or the person says no. */
  refuses(address: string, error: string, description: string): string;
  /** Plans what the token endpoint answers to its next call. */
  refuseNext(number: number): void;
  /** The token endpoint's calls: their forms, and where they went. */
  calls: { tenant: string; form: URLSearchParams }[];
  /** Of what was asked for at the sign-in page, by address. */
  asked: URLSearchParams[];
  /** How long an access token lasts, in seconds. */
  lifetime: number;
  /** Nobody answers. */
  isDown: boolean;
  /** Answers the next call instead, of whatever kind. */
  answerNext(answer: () => Response | Promise<Response>): void;
}

interface Code {
  account: Account;
  asked: URLSearchParams;
  tenant: string;
}

export interface EntraOptions {
  tokens: Tokens;
  clientId: string;
  /** With one the redirect is registered under Web, without under Mobile and desktop applications. */
  clientSecret?: string;
  redirect: () => string;
}

export function createEntra({ tokens, clientId, clientSecret, redirect }: EntraOptions): Entra {
  const codes = new Map<string, Code>();
  const refreshTokens = new Map<string, Code>();
  const planned: number[] = [];
  const answers: (() => Response | Promise<Response>)[] = [];
  const entra: Entra = {
    fetch: answer,
    signsIn,
    refuses,
    refuseNext,
    calls: [],
    asked: [],
    lifetime: 3_600,
    isDown: false,
    answerNext: (answer) => void answers.push(answer),
  };

  async function answer(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
    const url = new URL(String(input));
    if (url.origin !== origin || entra.isDown) throw new TypeError(`Nobody answers at ${url.origin}`);
    const next = answers.shift();
    if (next) return next();
    const [, tenant = '', ...path] = url.pathname.split('/');
    if (path.join('/') === 'v2.0/.well-known/openid-configuration') return json(200, metadata(tenant));
    if (path.join('/') !== 'oauth2/v2.0/token') return json(404, {});
    const form = new URLSearchParams(String(init?.body));
    entra.calls.push({ tenant, form });
    const number = planned.shift() ?? whyNot(form, tenant);
    return number === undefined ? json(200, grant(form, tenant)) : refusal(number);
  }

  function signsIn(address: string, key: string): string {
    const url = new URL(address);
    const asked = url.searchParams;
    entra.asked.push(asked);
    const account = accounts.find((one) => one.key === key);
    if (!account) throw new Error(`Nobody here is called "${key}"`);
    if (asked.get('redirect_uri') !== redirect()) throw new Error('The redirect address is not registered');
    const code = randomUUID();
    codes.set(code, { account, asked, tenant: url.pathname.split('/')[1] ?? '' });
    return `${redirect()}?${new URLSearchParams({ code, state: asked.get('state') ?? '' })}`;
  }

  function refuses(address: string, error: string, description: string): string {
    const state = new URL(address).searchParams.get('state') ?? '';
    return `${redirect()}?${new URLSearchParams({ error, error_description: description, state })}`;
  }

  function refuseNext(number: number): void {
    planned.push(number);
  }

  /** Entra's number for what is wrong with a call. */
  function whyNot(form: URLSearchParams, tenant: string): number | undefined {
    if (form.get('client_id') !== clientId) return 700016;
    const secret = form.get('client_secret') ?? undefined;
    if (clientSecret === undefined && secret !== undefined) return 700025;
    if (clientSecret !== undefined && secret === undefined) return 7000218;
    if (secret !== clientSecret) return 7000215;
    if (form.get('grant_type') === 'authorization_code') {
      const found = codes.get(form.get('code') ?? '');
      if (!found) return 54005;
      const challenge = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (challenge !== found.asked.get('code_challenge')) return 501481;
      return form.get('redirect_uri') === redirect() ? undefined : 50011;
    }
    const found = refreshTokens.get(form.get('refresh_token') ?? '');
    if (!found) return 700082;
    // As seen in June 2026: a personal account's refresh at common is refused.
    return found.account.kind === 'personal' && tenant === 'common' ? 70000 : undefined;
  }

  function grant(form: URLSearchParams, tenant: string): object {
    const key = form.get('code') ?? form.get('refresh_token') ?? '';
    const found = codes.get(key) ?? refreshTokens.get(key);
    if (!found) throw new Error('It was looked at before');
    codes.delete(key);
    refreshTokens.delete(key);
    const { account, asked } = found;
    const scopes = (form.get('scope') ?? asked.get('scope') ?? '').split(' ');
    const names = scopes
      .filter((scope) => scope.startsWith('https://graph.microsoft.com/'))
      .map((scope) => scope.slice('https://graph.microsoft.com/'.length));
    const refresh = randomUUID();
    refreshTokens.set(refresh, { ...found, tenant });
    return {
      token_type: 'Bearer',
      expires_in: entra.lifetime,
      access_token: tokens.issue(account, names).token,
      refresh_token: refresh,
      scope: scopes.join(' '),
      id_token: idToken(account, asked.get('nonce') ?? ''),
    };
  }

  function idToken(account: Account, nonce: string): string {
    const tid = account.kind === 'personal' ? personalTenant : workTenant;
    const { id, displayName } = account.user;
    const claims = {
      oid: id,
      sub: id,
      tid,
      name: displayName,
      preferred_username: addressOf(account),
      nonce,
    };
    const issuer = `${origin}/${tid}/v2.0`;
    return jwt.sign(claims, 'not looked at', {
      audience: clientId,
      issuer,
      expiresIn: 3_600,
      algorithm: 'HS256',
    });
  }
  return entra;
}

const json = (status: number, body: object): Response =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const refusal = (number: number): Response =>
  json(400, {
    error: number >= 7_000_000 || number === 700016 ? 'invalid_client' : 'invalid_grant',
    error_description: `AADSTS${number}: Words that may change. Trace ID: 11111111-2222-4333-8444-555555555555`,
    error_codes: [number],
  });

const metadata = (tenant: string): object => ({
  issuer: `${origin}/${{ common: '{tenantid}', organizations: '{tenantid}', consumers: personalTenant }[tenant] ?? workTenant}/v2.0`,
  authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
  token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
  jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['HS256', 'RS256'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
});
