// The floor: the least a bot must do for "profile", on bare node:http. What any bot costs above this is its own doing.
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { Agent, createServer, type IncomingMessage, request } from 'node:http';

interface Activity {
  serviceUrl: string;
  channelId: string;
  from: { id: string };
  recipient: { id: string };
  conversation: { id: string };
  id: string;
}
interface Claims {
  iss: string;
  aud: string;
  exp: number;
  serviceurl: string;
}

const setting = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing`);
  return value;
};
const appId = setting('MicrosoftAppId');
const issuer = setting('ToBotFromChannelTokenIssuer');
const graph = setting('GRAPH_BASE_URL');
const tokenService = setting('OAuthUrl');
const agent = new Agent({ keepAlive: true });
const keys = new Map<string, KeyObject>();
let appToken: { token: string; until: number } | undefined;

async function readText(from: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of from.setEncoding('utf8')) text += chunk;
  return text;
}

async function call<T>(url: string, headers: Record<string, string>, body?: unknown): Promise<T> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const length = text === undefined ? {} : { 'content-length': String(Buffer.byteLength(text)) };
  const json = text === undefined ? {} : { 'content-type': 'application/json' };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const method = text === undefined ? 'GET' : 'POST';
    const options = { agent, method, headers: { ...headers, ...json, ...length } };
    request(url, options, resolve).once('error', reject).end(text);
  });
  const answered = await readText(answer);
  if ((answer.statusCode ?? 500) >= 300) throw new Error(`${url} answered ${answer.statusCode}`);
  return JSON.parse(answered);
}

async function keyOf(kid: string): Promise<KeyObject | undefined> {
  if (!keys.has(kid)) {
    const { jwks_uri } = await call<{ jwks_uri: string }>(setting('ToBotFromChannelOpenIdMetadataUrl'), {});
    const set = await call<{ keys: (JsonWebKey & { kid: string })[] }>(jwks_uri, {});
    for (const key of set.keys) keys.set(key.kid, createPublicKey({ key, format: 'jwk' }));
  }
  return keys.get(kid);
}

async function isGood(header: string, { serviceUrl }: Activity): Promise<boolean> {
  const [head = '', payload = '', signature = ''] = header.replace(/^Bearer /, '').split('.');
  if (!signature) return false;
  const { alg, kid } = JSON.parse(Buffer.from(head, 'base64url').toString());
  const key = alg === 'RS256' ? await keyOf(kid) : undefined;
  const signed = Buffer.from(`${head}.${payload}`);
  if (!key || !verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return false;
  const claims: Claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const isInTime = claims.exp * 1_000 > Date.now();
  return isInTime && claims.iss === issuer && claims.aud === appId && claims.serviceurl === serviceUrl;
}

async function ownToken(): Promise<string> {
  if (!appToken || appToken.until < Date.now()) {
    const url = `${setting('IDENTITY_ENDPOINT')}?resource=${issuer}&client_id=${appId}`;
    const headers = { 'x-identity-header': setting('IDENTITY_HEADER') };
    const given = await call<{ access_token: string; expires_on: string }>(url, headers);
    appToken = { token: given.access_token, until: Number(given.expires_on) * 1_000 - 300_000 };
  }
  return appToken.token;
}

async function profile({
  serviceUrl,
  channelId,
  from,
  recipient,
  conversation,
  id,
}: Activity): Promise<void> {
  const asBot = { authorization: `Bearer ${await ownToken()}` };
  const query = new URLSearchParams({ userId: from.id, connectionName: 'graph', channelId });
  const { token } = await call<{ token: string }>(`${tokenService}/api/usertoken/GetToken?${query}`, asBot);
  const authorization = `Bearer ${token}`;
  const me = await call<{ displayName: string }>(`${graph}/v1.0/me`, { authorization });
  const reply = { type: 'message', text: `You are ${me.displayName}`, from: recipient, recipient: from };
  const activities = `${serviceUrl}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
  await call(`${activities}/${id}`, asBot, { ...reply, conversation, replyToId: id });
}

async function answer(req: IncomingMessage): Promise<number> {
  const activity: Activity = JSON.parse((await readText(req)) || '{}');
  if (!(await isGood(req.headers.authorization ?? '', activity))) return 401;
  await profile(activity);
  return 200;
}

createServer((req, res) => {
  answer(req)
    .catch(() => 500)
    .then((status) => res.writeHead(status, { 'content-length': 0 }).end());
}).listen(Number(setting('PORT')), '127.0.0.1');
