// The HTTP edge: malformed requests get a clean 4xx, health checks answer, and without authentication the bot is local only.
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { createApp } from '../bot/app';
import { BotAdapter } from '../bot/channel/adapter';
import { ChannelAuthentication } from '../bot/channel/authentication';
import { systemClock } from '../bot/runtime/clock';
import { openFairShare } from '../bot/runtime/fairShare';
import { openIdentity } from '../bot/runtime/identity';
import { trackInFlight } from '../bot/runtime/inFlight';
import { openLog } from '../bot/runtime/log';
import { createServer } from '../bot/server';
import { readSettings } from '../bot/settings';
import { closed, listen, startWorld, type World } from './support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

// botbuilder prints a line for some of what it refuses.
beforeEach(() => {
  jest.spyOn(console, 'error').mockImplementation(() => {});
});
afterEach(() => jest.restoreAllMocks());

const activity = (changed: object = {}) => ({
  type: 'message',
  text: 'help',
  id: '1',
  channelId: 'msteams',
  serviceUrl: world.connectorUrl,
  from: { id: 'ana' },
  recipient: { id: 'bot' },
  conversation: { id: 'c' },
  ...changed,
});

/** Posts this body as a channel with a good token. */
async function post(body: string | Buffer, headers: Record<string, string> = {}) {
  const { connectorUrl: serviceUrl } = world;
  const authorization = `Bearer ${world.standIns.botAuthentication.activityToken({ serviceUrl })}`;
  const response = await fetch(`${world.url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, ...headers },
    body: new Uint8Array(Buffer.from(body)),
  });
  return { status: response.status, text: await response.text() };
}

/** Nothing that helps an attacker: no stack, no path of a file, no secret. */
function expectNoLeak(text: string): void {
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|\.ts\b|\.js\b/);
  expect(text).not.toContain(world.settings.DIRECT_LINE_SECRET);
}

const upload = '--b\r\nContent-Disposition: form-data; name="f"; filename="f.txt"\r\n\r\nhello\r\n--b--\r\n';

const nonsense: [string, number, () => [string | Buffer, Record<string, string>?]][] = [
  ['broken JSON', 400, () => ['{"type":"message"']],
  ['no JSON at all', 400, () => ['hello']],
  ['nothing', 400, () => ['']],
  ['a list', 400, () => ['[]']],
  ['a text', 400, () => ['"message"']],
  ['a number', 400, () => ['42']],
  ['null', 400, () => ['null']],
  ['true', 400, () => ['true']],
  ['an activity in a list', 400, () => [JSON.stringify([activity()])]],
  ['a form', 415, () => ['type=message&text=hi', { 'content-type': 'application/x-www-form-urlencoded' }]],
  ['an upload', 415, () => [upload, { 'content-type': 'multipart/form-data; boundary=b' }]],
  ['plain text', 415, () => [JSON.stringify(activity()), { 'content-type': 'text/plain' }]],
  ['an activity of 257 KB', 413, () => [JSON.stringify(activity({ text: 'x'.repeat(257 * 1024) }))]],
  ['a packed activity', 415, () => [gzipSync(JSON.stringify(activity())), { 'content-encoding': 'gzip' }]],
  ['what only claims to be packed', 415, () => ['hello', { 'content-encoding': 'gzip' }]],
];

describe.each(nonsense)('%s', (_what, status, make) => {
  it(`is answered ${status} without details, and the server goes on`, async () => {
    const answer = await post(...make());
    expect(answer.status).toBe(status);
    expectNoLeak(answer.text);
    expect((await post(JSON.stringify(activity()))).status).toBe(200);
  });
});

describe('an activity', () => {
  it.each(['type', 'channelId', 'from', 'conversation'])(
    'without %s is answered with a 4xx',
    async (field) => {
      const { status, text } = await post(JSON.stringify(activity({ [field]: undefined })));
      expect([400, 401]).toContain(status);
      expectNoLeak(text);
    },
  );

  it.each([
    ['a service URL that is none', { serviceUrl: 'nowhere' }],
    ['a sender that is no object', { from: 'ana' }],
    ['a conversation that is null', { conversation: null }],
  ])('with %s is a 4xx', async (_what, changed) => {
    const { status } = await post(JSON.stringify(activity(changed)));
    expect([400, 401]).toContain(status);
  });

  it.each([
    ['text that is no text', { text: { $gt: '' } }],
    ['a locale that is no text', { locale: 7 }],
    ['entities that are no list', { entities: {} }],
    ['a value that is no object', { text: undefined, value: 'mail.send' }],
    ['a verb that is no text', { text: undefined, value: { verb: 1 } }],
    ['a prototype in it', { value: JSON.parse('{"__proto__": {"verb": "mail.send"}}') }],
    ['a type nobody knows', { type: 'surprise' }],
    ['no recipient', { recipient: undefined }],
  ])('with %s does no harm', async (_what, changed) => {
    const { status, text } = await post(JSON.stringify(activity(changed)));
    expect(status).toBeLessThan(500);
    expectNoLeak(text);
  });

  it('of just under 256 KB is taken', async () => {
    const { status } = await post(JSON.stringify(activity({ text: 'x'.repeat(250 * 1024) })));
    expect(status).toBe(200);
  });
});

describe('the server', () => {
  it.each(['GET', 'PUT', 'DELETE'])('answers %s on the bot’s endpoint with 405', async (method) => {
    const response = await fetch(`${world.url}/api/messages`, { method });
    expect(response.status).toBe(405);
    expectNoLeak(await response.text());
  });

  it('answers 404 where there is nothing', async () => {
    const response = await fetch(`${world.url}/api/secrets`);
    expect(response.status).toBe(404);
    expectNoLeak(await response.text());
  });

  it('says that it is alive', async () => {
    const response = await fetch(`${world.url}/healthz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'alive' }]);
  });

  it('says that it is ready', async () => {
    const response = await fetch(`${world.url}/readyz`);
    expect([response.status, await response.json()]).toEqual([200, { status: 'ready' }]);
  });

  it('says that it is not ready while its storage does not answer', async () => {
    const settings = readSettings({ LOG_LEVEL: 'silent' });
    const inFlight = trackInFlight(systemClock);
    const log = openLog('silent');
    const server = createServer({
      settings,
      adapter: new BotAdapter(
        new ChannelAuthentication(settings, fetch, openIdentity(), systemClock),
        systemClock,
        inFlight,
        log,
      ),
      inFlight,
      turn: async () => {},
      ready: async () => false,
      share: openFairShare(),
      fetch,
      ids: () => 'id',
      log,
    });
    const response = await fetch(`${await listen(server)}/readyz`);
    await closed(server);
    expect(response.status).toBe(503);
  });
});

describe('a bot', () => {
  const addressOf = async (environment: Record<string, string>) => {
    const app = createApp({ settings: readSettings({ LOG_LEVEL: 'silent', ...environment }) });
    await app.listen(0);
    const { address } = app.server.address() as AddressInfo;
    await app.close();
    return address;
  };

  it('without authentication can be reached from its own machine only', async () => {
    expect(await addressOf({})).toBe('127.0.0.1');
  });

  it('with authentication can be reached from everywhere', async () => {
    expect(['::', '0.0.0.0']).toContain(
      await addressOf({ MicrosoftAppId: '11111111-2222-4333-8444-555555555555', MicrosoftAppPassword: 'x' }),
    );
  });
});
