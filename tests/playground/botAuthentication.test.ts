// The identity stand-in against botbuilder itself: its tokens pass full validation, and bad ones do not.
import {
  ActivityTypes,
  type Request as BotRequest,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
} from 'botbuilder';
import { plugins } from 'restify';
import { openIdentity } from '../../bot/runtime/identity';
import { type createBotAuthentication, mountBotAuthentication } from '../../playground/botAuthentication';
import { type Running, start } from './standIns';

const appId = '6b3c1c5e-8f0a-4d0b-9a53-0c2f6f1d7e42';

describe('the bot authentication stand-in', () => {
  let running: Running;
  let authentication: ReturnType<typeof createBotAuthentication>;

  beforeAll(async () => {
    // botbuilder writes every refusal to the console.
    jest.spyOn(console, 'error').mockImplementation();
    running = await start((server, url) => {
      authentication = mountBotAuthentication(server, { appId, url });
      server.use(plugins.bodyParser());
      let adapter: CloudAdapter | undefined;
      server.post('/api/messages', async (req, res) => {
        adapter ??= new CloudAdapter(new ConfigurationBotFrameworkAuthentication(authentication.settings()));
        // botbuilder's own Request type forbids undefined where restify's allows it.
        await adapter.process(req as BotRequest, res, async () => {});
      });
    });
  });
  afterAll(async () => {
    jest.restoreAllMocks();
    await running.close();
  });

  type Options = Parameters<typeof authentication.activityToken>[0];
  const postActivity = (options: Partial<Options> = {}, channelId = 'msteams') =>
    fetch(`${running.url}/api/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${authentication.activityToken({ serviceUrl: running.url, ...options })}`,
      },
      body: JSON.stringify({
        ...{ type: ActivityTypes.Event, id: '1', name: 'test', channelId, serviceUrl: running.url },
        ...{ from: { id: 'user' }, recipient: { id: 'bot' }, conversation: { id: 'c' } },
      }),
    });

  it('publishes metadata that leads to one RSA key', async () => {
    const metadata = await fetch(`${running.url}/v1/.well-known/openidconfiguration`);
    const { issuer, jwks_uri } = (await metadata.json()) as { issuer: string; jwks_uri: string };
    expect(issuer).toBe('https://api.botframework.com');
    const { keys } = (await (await fetch(jwks_uri)).json()) as { keys: object[] };
    expect(keys).toEqual([
      expect.objectContaining({ kty: 'RSA', kid: expect.any(String), n: expect.any(String) }),
    ]);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it('mints a token that botbuilder takes', async () => {
    expect((await postActivity()).status).toBe(200);
  });

  it.each<[string, Partial<Options>]>([
    ['for another bot', { claims: { aud: 'somebody-else' } }],
    ['of another issuer', { claims: { iss: 'https://example.com' } }],
    ['that has expired', { claims: { exp: 1_700_000_000, nbf: undefined } }],
    ['for another service url', { serviceUrl: 'https://smba.example.com/' }],
    ['under an unknown key', { keyId: 'unknown' }],
  ])('mints a token %s, which botbuilder refuses', async (_what, options) => {
    expect((await postActivity(options)).status).toBe(401);
  });

  it.each<[string, Partial<Options>]>([
    ['signed by a stranger', { key: 'stranger' }],
    ['signed with the public key', { algorithm: 'HS256' }],
    ['not signed', { algorithm: 'none' }],
  ])('mints a token %s, which botbuilder does not take either', async (_what, options) => {
    expect((await postActivity(options)).status).toBeGreaterThanOrEqual(401);
  });

  it('endorses only real channels', async () => {
    expect((await postActivity({}, 'made-up')).status).toBe(401);
  });

  it('gives the bot its own token, and knows it again', async () => {
    const query = new URLSearchParams({ resource: 'https://api.botframework.com', client_id: appId });
    const headers = { 'x-identity-header': authentication.settings().IDENTITY_HEADER as string };
    const answer = await fetch(`${running.url}/msi/token?${query}`, { headers });
    const body = (await answer.json()) as { access_token: string; expires_on: string; token_type: string };
    expect(body.token_type).toBe('Bearer');
    expect(Number(body.expires_on) * 1000).toBeGreaterThan(Date.now());
    expect(authentication.ownsAppToken(`Bearer ${body.access_token}`)).toBe(true);
    expect(authentication.ownsAppToken(`Bearer ${body.access_token}x`)).toBe(false);
    expect(authentication.ownsAppToken(undefined)).toBe(false);
    const channels = authentication.activityToken({ serviceUrl: running.url });
    expect(authentication.ownsAppToken(`Bearer ${channels}`)).toBe(false);
  });

  it('is a managed identity to the bot', async () => {
    const { IDENTITY_ENDPOINT, IDENTITY_HEADER } = authentication.settings();
    Object.assign(process.env, { IDENTITY_ENDPOINT, IDENTITY_HEADER });
    const given = await openIdentity(appId).getToken('https://api.botframework.com');
    expect(authentication.ownsAppToken(`Bearer ${given?.token}`)).toBe(true);
  });

  it('gives no token without the identity header or for another app', async () => {
    const query = `resource=https://api.botframework.com&client_id=${appId}`;
    expect((await fetch(`${running.url}/msi/token?${query}`)).status).toBe(401);
    const headers = { 'x-identity-header': authentication.settings().IDENTITY_HEADER as string };
    expect((await fetch(`${running.url}/msi/token?resource=x&client_id=y`, { headers })).status).toBe(400);
  });
});
