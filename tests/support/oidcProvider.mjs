// A process with a certified OpenID Connect server that nobody here wrote, in Microsoft's place: one client, and people by name.
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider, { interactionPolicy } from 'oidc-provider';

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT, PEOPLE } = process.env;
/** By the name that is typed at the sign-in page: the claims of the id token. */
const people = JSON.parse(PEOPLE);
const graph = ['User.Read', 'Mail.Send', 'User.ReadBasic.All'].map(
  (name) => `https://graph.microsoft.com/${name}`,
);

const policy = interactionPolicy.base();
policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
const { privateKey } = await generateKeyPair('RS256', { extractable: true });

const provider = new Provider(ISSUER, {
  jwks: { keys: [{ ...(await exportJWK(privateKey)), use: 'sig', alg: 'RS256' }] },
  cookies: { keys: ['a key of this test'] },
  clients: [
    {
      client_id: CLIENT_ID,
      ...(CLIENT_SECRET ? { client_secret: CLIENT_SECRET } : {}),
      token_endpoint_auth_method: CLIENT_SECRET ? 'client_secret_post' : 'none',
      application_type: 'native',
      redirect_uris: [REDIRECT],
      grant_types: ['authorization_code', 'refresh_token'],
    },
  ],
  scopes: ['openid', 'profile', 'offline_access', ...graph],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username', 'tid', 'oid'] },
  // As at Microsoft, the claims are in the id token.
  conformIdTokenClaims: false,
  rotateRefreshToken: true,
  ttl: { AccessToken: 60 },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { policy, url: (_ctx, { uid }) => `${new URL(ISSUER).pathname}/interaction/${uid}` },
  findAccount: (_ctx, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
// Requests come as if a proxy with Microsoft's name stood in front.
provider.proxy = true;

/** The sign-in page of a server is its owner's own: here the person is whom the address says, and `?declined` says no. */
async function interact(req, res) {
  const { prompt, params, grantId, session } = await provider.interactionDetails(req, res);
  const query = new URL(req.url, 'http://localhost').searchParams;
  if (query.has('declined')) {
    const result = { error: 'access_denied', error_description: 'The person declined.' };
    return provider.interactionFinished(req, res, result);
  }
  if (prompt.name === 'select_account') {
    return provider.interactionFinished(req, res, { select_account: {} }, { mergeWithLastSubmission: true });
  }
  if (prompt.name === 'login') {
    const login = { accountId: req.headers['x-person'] };
    return provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: true });
  }
  const grant =
    (grantId && (await provider.Grant.find(grantId))) ||
    new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  const consent = { grantId: await grant.save() };
  return provider.interactionFinished(req, res, { consent }, { mergeWithLastSubmission: true });
}

const { pathname } = new URL(ISSUER);
const handle = provider.callback();
const server = createServer((req, res) => {
  if (req.url.startsWith(`${pathname}/interaction/`)) {
    return void interact(req, res).catch((error) => res.writeHead(500).end(String(error)));
  }
  // As OpenID Connect has it, this server gives offline access to a request that asks for consent. Microsoft gives it to every one.
  const url = new URL(req.url, ISSUER);
  if (url.pathname === `${pathname}/auth`) url.searchParams.set('prompt', 'select_account consent');
  // The server stands below a path, as Microsoft's does for each tenant.
  req.originalUrl = `${url.pathname}${url.search}`;
  req.url = req.originalUrl.slice(pathname.length) || '/';
  return handle(req, res);
});
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
