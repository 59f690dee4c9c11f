// For the build: what answers the built bot while it has its first turn. Channel, keys, tokens, Graph and storage in one.
const { generateKeyPairSync } = require('node:crypto');
const { once } = require('node:events');
const { createServer } = require('node:http');
const jwt = require('jsonwebtoken');

const appId = '11111111-2222-4333-8444-555555555555';
const issuer = 'https://api.botframework.com';
const person = { id: '29:build', displayName: 'Ana Build', userPrincipalName: 'ana@contoso.com' };
const keyId = 'build';

/** Starts them on 127.0.0.1, and gives what a bot needs to be told to find them. */
exports.startStandIns = async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = { ...publicKey.export({ format: 'jwk' }), use: 'sig', kid: keyId, endorsements: ['msteams'] };
  const sign = (claims) =>
    jwt.sign(claims, privateKey, { algorithm: 'RS256', keyid: keyId, issuer, expiresIn: '1h' });
  const replies = [];
  const server = createServer(async (req, res) => {
    const body = await textOf(req);
    const path = req.url.replace(/\?.*/, '');
    if (path.startsWith('/v3/')) replies.push(body);
    const [status, answer] = answerTo(`${req.method} ${path}`, { url, key, sign });
    res.writeHead(status, { 'content-type': 'application/json', etag: '"build"' });
    res.end(answer && JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  return {
    settings: settingsFor(url),
    authorization: `Bearer ${sign({ aud: appId, serviceurl: url })}`,
    message: (text) => messageTo(url, text),
    /** What the bot said, as JSON. */
    replies,
  };
};

async function textOf(req) {
  let text = '';
  for await (const chunk of req.setEncoding('utf8')) text += chunk;
  return text;
}

function answerTo(call, { url, key, sign }) {
  const answers = {
    'GET /v1/.well-known/openidconfiguration': { issuer, jwks_uri: `${url}/v1/.well-known/keys` },
    'GET /v1/.well-known/keys': { keys: [key] },
    'GET /api/usertoken/GetToken': { connectionName: 'graph', token: 'token', expiration: inAnHour() },
    'GET /v1.0/me': person,
  };
  if (call in answers) return [200, answers[call]];
  if (call === 'GET /msi/token') {
    const expires = String(Math.floor(Date.now() / 1000) + 3_600);
    return [
      200,
      { access_token: sign({ aud: issuer, appid: appId }), expires_on: expires, resource: issuer },
    ];
  }
  // A reply is taken, and so is what the storage is given; it has nothing yet, and Graph has no photo.
  return call.startsWith('GET ')
    ? [404, { error: { code: 'NotFound' } }]
    : [201, call.startsWith('POST ') && { id: '1' }];
}

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

const settingsFor = (url) => ({
  MicrosoftAppId: appId,
  MicrosoftAppType: 'UserAssignedMSI',
  MicrosoftAppTenantId: appId,
  IDENTITY_ENDPOINT: `${url}/msi/token`,
  IDENTITY_HEADER: 'build',
  ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
  ToChannelFromBotOAuthScope: issuer,
  ToBotFromChannelTokenIssuer: issuer,
  OAuthUrl: url,
  ToBotFromChannelOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
  ToBotFromEmulatorOpenIdMetadataUrl: `${url}/v1/.well-known/openidconfiguration`,
  GRAPH_BASE_URL: url,
  BLOB_STORAGE_CONNECTION_STRING: `AccountName=build;AccountKey=YnVpbGQ=;BlobEndpoint=${url}/build;`,
});

const messageTo = (serviceUrl, text) => ({
  type: 'message',
  id: '1',
  text,
  timestamp: new Date().toISOString(),
  locale: 'en-US',
  channelId: 'msteams',
  serviceUrl,
  from: { id: person.id, name: person.displayName },
  recipient: { id: `28:${appId}`, name: 'Mail bot' },
  conversation: { id: 'a:build', conversationType: 'personal', tenantId: appId },
});
