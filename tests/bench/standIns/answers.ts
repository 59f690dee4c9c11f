// What Microsoft's side answers in the bench: bare node:http, everything made beforehand that can be.
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { type Identity, issuer, managedIdentityAnswer } from './identity';
import { nameOf, numberIn, tokenOf, userOf } from './people';

/** How often each kind of call came; `refused` were not as they should be, and make a run worthless. */
export type Counts = Record<string, number>;

const json = { 'content-type': 'application/json; charset=utf-8' };

/**
 * The listener one bot's calls go to.
 * @param url where it is reached
 */
export function answers(counts: Counts, identity: Identity, url: () => string): RequestListener {
  const msi = managedIdentityAnswer(identity.appToken);
  const asBot = `Bearer ${identity.appToken}`;
  const tell = (res: ServerResponse, kind: string, status: number, body: string) => {
    counts[kind] = (counts[kind] ?? 0) + 1;
    res.writeHead(status, { ...json, 'content-length': Buffer.byteLength(body) });
    res.end(body);
  };
  const refuse = (res: ServerResponse, status: number) =>
    tell(res, 'refused', status, '{"error":{"code":"Refused","message":"Not as it should be"}}');

  const getToken = (req: IncomingMessage, res: ServerResponse, query: string) => {
    const asked = new URLSearchParams(query);
    const person = numberIn(asked.get('userId'), 'id');
    if (req.headers.authorization !== asBot || person === undefined) return refuse(res, 401);
    const answer = {
      channelId: asked.get('channelId'),
      connectionName: asked.get('connectionName'),
      token: tokenOf(person),
      expiration: new Date(Date.now() + 3_600_000).toISOString(),
    };
    tell(res, 'token', 200, JSON.stringify(answer));
  };
  const graph = (req: IncomingMessage, res: ServerResponse, path: string) => {
    const person = numberIn(req.headers.authorization, 'token');
    if (person === undefined) return refuse(res, 401);
    if (path === '/v1.0/me') return tell(res, 'me', 200, JSON.stringify(userOf(person)));
    tell(res, 'photo', 404, '{"error":{"code":"ImageNotFound","message":"There is none"}}');
  };
  const connector = async (req: IncomingMessage, res: ServerResponse, path: string) => {
    let body = '';
    for await (const chunk of req.setEncoding('utf8')) body += chunk;
    // Conversations are named after their person: each must be told of itself.
    const person = numberIn(decodeURIComponent(path.split('/')[3] ?? '').replace(/^a:/, ''), 'id');
    const isProfile = person !== undefined && body.includes(nameOf(person));
    if (req.headers.authorization !== asBot || person === undefined) return refuse(res, 401);
    tell(res, isProfile ? 'reply' : 'other reply', 201, '{"id":"said"}');
  };

  return (req, res) => {
    const [path = '', query = ''] = (req.url ?? '').split('?');
    if (path.startsWith('/v3/conversations/')) return void connector(req, res, path);
    if (path === '/api/usertoken/GetToken') return getToken(req, res, query);
    if (path.startsWith('/v1.0/me')) return graph(req, res, path);
    if (path === '/msi/token') return tell(res, 'app token', 200, msi);
    if (path === '/v1/.well-known/keys') return tell(res, 'keys', 200, identity.keys);
    if (path === '/v1/.well-known/openidconfiguration') {
      const metadata = { issuer, jwks_uri: `${url()}/v1/.well-known/keys` };
      return tell(res, 'keys', 200, JSON.stringify(metadata));
    }
    refuse(res, 404);
  };
}
