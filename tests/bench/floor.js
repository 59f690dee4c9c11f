// The floor: the least a bot must do for "profile", on bare node:http. What any bot costs above this is its own doing.
const { createPublicKey, verify } = require('node:crypto');
const { Agent, createServer, request } = require('node:http');

const {
  MicrosoftAppId: appId,
  ToBotFromChannelTokenIssuer: issuer,
  ToBotFromChannelOpenIdMetadataUrl: metadata,
  GRAPH_BASE_URL: graph,
  OAuthUrl: tokenService,
  IDENTITY_ENDPOINT: identity,
  IDENTITY_HEADER: identityHeader,
} = process.env;
const agent = new Agent({ keepAlive: true });
const keys = new Map();
let appToken = { token: '', until: 0 };

async function readText(from) {
  let text = '';
  for await (const chunk of from.setEncoding('utf8')) text += chunk;
  return text;
}

async function call(url, headers, body) {
  const text = body && JSON.stringify(body);
  const more = text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) };
  const answer = await new Promise((resolve, reject) => {
    const options = { agent, method: text ? 'POST' : 'GET', headers: { ...headers, ...more } };
    request(url, options, resolve).once('error', reject).end(text);
  });
  const answered = await readText(answer);
  if (answer.statusCode >= 300) throw new Error(`${url} answered ${answer.statusCode}`);
  return JSON.parse(answered);
}

async function keyOf(kid) {
  if (!keys.has(kid)) {
    const { jwks_uri } = await call(metadata);
    const set = await call(jwks_uri);
    for (const key of set.keys) keys.set(key.kid, createPublicKey({ key, format: 'jwk' }));
  }
  return keys.get(kid);
}

async function isGood(header = '', { serviceUrl }) {
  const [head, payload, signature] = header.replace(/^Bearer /, '').split('.');
  if (!signature) return false;
  const { alg, kid } = JSON.parse(Buffer.from(head, 'base64url').toString());
  const key = alg === 'RS256' ? await keyOf(kid) : undefined;
  const signed = Buffer.from(`${head}.${payload}`);
  if (!key || !verify('sha256', signed, key, Buffer.from(signature, 'base64url'))) return false;
  const { exp, iss, aud, serviceurl } = JSON.parse(Buffer.from(payload, 'base64url').toString());
  return exp * 1_000 > Date.now() && iss === issuer && aud === appId && serviceurl === serviceUrl;
}

async function ownToken() {
  if (appToken.until < Date.now()) {
    const url = `${identity}?resource=${issuer}&client_id=${appId}`;
    const given = await call(url, { 'x-identity-header': identityHeader });
    appToken = { token: given.access_token, until: Number(given.expires_on) * 1_000 - 300_000 };
  }
  return appToken.token;
}

async function profile({ serviceUrl, channelId, from, recipient, conversation, id }) {
  const asBot = { authorization: `Bearer ${await ownToken()}` };
  const query = new URLSearchParams({ userId: from.id, connectionName: 'graph', channelId });
  const { token } = await call(`${tokenService}/api/usertoken/GetToken?${query}`, asBot);
  const me = await call(`${graph}/v1.0/me`, { authorization: `Bearer ${token}` });
  const reply = { type: 'message', text: `You are ${me.displayName}`, from: recipient, recipient: from };
  const activities = `${serviceUrl}/v3/conversations/${encodeURIComponent(conversation.id)}/activities`;
  await call(`${activities}/${id}`, asBot, { ...reply, conversation, replyToId: id });
}

async function answer(req) {
  const activity = JSON.parse(await readText(req));
  if (!(await isGood(req.headers.authorization, activity))) return 401;
  await profile(activity);
  return 200;
}

createServer((req, res) => {
  answer(req)
    .catch(() => 500)
    .then((status) => res.writeHead(status, { 'content-length': 0 }).end());
}).listen(Number(process.env.PORT), '127.0.0.1');
