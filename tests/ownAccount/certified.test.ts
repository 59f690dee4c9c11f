// One's own account at a certified OpenID Connect server that nobody here wrote: the protocol holds with both ends by others.
import { join } from 'node:path';
import { systemClock } from '../../bot/runtime/clock';
import { accounts } from '../../playground/accounts';
import { type Playground, servePlayground } from '../../playground/serve';
import { createStandIns, type StandIns } from '../../playground/standIns';
import { type RunningProxy, startProxy } from '../bench/faults/proxy';
import { type Running, start } from '../bench/processes';
import { type Connector, createConnector } from '../support/connector';
import { someMail } from '../support/mails';
import { type Person, person } from '../support/person';
import { closed, listen } from '../support/world';

const clientId = '11111111-2222-4333-8444-555555555555';
const tenant = '5f0e1c1c-53a7-4b0e-9f3c-6d1d2b7a4c11';
const issuer = `https://login.microsoftonline.com/${tenant}/v2.0`;

let standIns: StandIns;
let connector: Connector;
let connectorUrl: string;
let graph: RunningProxy;
let provider: Running;
let providerUrl: string;
let playground: Playground;

/** What is meant for Microsoft goes to the server, as if through a proxy with Microsoft's name. */
const toProvider = (address: string, init: RequestInit = {}) => {
  const headers = new Headers(init.headers);
  headers.set('x-forwarded-proto', 'https');
  headers.set('x-forwarded-host', 'login.microsoftonline.com');
  return fetch(address.replace('https://login.microsoftonline.com', providerUrl), { ...init, headers });
};

async function begin(clientSecret?: string): Promise<void> {
  playground = await servePlayground(
    0,
    { LOG_LEVEL: 'silent', GRAPH_BASE_URL: graph.url },
    {
      own: { clientId, tenant, ...(clientSecret ? { clientSecret } : {}) },
      fetch: (input, init) =>
        String(input).startsWith('https://login.microsoftonline.com')
          ? toProvider(String(input), init)
          : fetch(input, init),
    },
  );
  const people = Object.fromEntries(
    accounts.map(({ key, user }) => [
      key,
      {
        name: user.displayName,
        preferred_username: user.mail ?? user.userPrincipalName,
        tid: tenant,
        oid: user.id,
      },
    ]),
  );
  provider = start({
    args: [join(__dirname, '../support/oidcProvider.mjs')],
    ipc: true,
    env: {
      ISSUER: issuer,
      CLIENT_ID: clientId,
      CLIENT_SECRET: clientSecret ?? '',
      REDIRECT: `http://localhost:${new URL(playground.url).port}/signin/callback`,
      PEOPLE: JSON.stringify(people),
    },
  });
  const { port } = await provider.message<{ port: number }>();
  providerUrl = `http://127.0.0.1:${port}`;
}

beforeAll(async () => {
  standIns = createStandIns({
    clock: systemClock,
    ids: () => 'id',
    fetch,
    url: () => '',
    botEndpoint: () => '',
  });
  const standInsUrl = await listen(standIns.server);
  connector = createConnector();
  connectorUrl = await listen(connector.server);
  // Graph knows whose an access token is by asking the server that gave it.
  graph = await startProxy(standInsUrl, async ({ req, res, forward }) => {
    const asked = await toProvider(`${issuer}/me`, {
      headers: { authorization: req.headers.authorization ?? '' },
    });
    const { sub } = asked.ok ? ((await asked.json()) as { sub?: string }) : {};
    const account = accounts.find(({ key }) => key === sub);
    const scopes = ['User.Read', 'Mail.Send'];
    req.headers.authorization = account
      ? `Bearer ${standIns.tokens.issue(account, scopes).token}`
      : 'Bearer unknown';
    const { status, headers, body } = await forward();
    res.writeHead(status, headers);
    res.end(body);
  });
});
afterAll(async () => {
  graph.close();
  await Promise.all([closed(standIns.server), closed(connector.server)]);
});
afterEach(async () => {
  await Promise.all([playground.close(), provider.stop()]);
});

const somebody = (): Person =>
  person(
    { url: playground.url, connector, connectorUrl, standIns, authentication: 'off' },
    { channel: 'emulator' },
  );

/** A browser at the server's pages: follows where it is led, with cookies, until it is led back to this machine. */
async function browses(from: string, who: string, query = ''): Promise<Response> {
  const cookies = new Map<string, string>();
  let address = from;
  for (let hops = 0; hops < 20 && !address.startsWith('http://localhost'); hops += 1) {
    const page = address.includes('/interaction/') ? `${address}${query}` : address;
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await toProvider(page, { redirect: 'manual', headers: { cookie, 'x-person': who } });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`${answer.status} ${await answer.text()}`);
    address = new URL(location, address).href;
  }
  return fetch(address);
}

async function signsIn(ana: Person, who: string): Promise<void> {
  const link = await fetch(ana.signInLink(), { redirect: 'manual' });
  const page = await browses(link.headers.get('location') ?? '', who);
  const [, code = ''] = /<output id="code">(\d{6})</.exec(await page.text()) ?? [];
  await ana.says(code);
}

it.each([undefined, 'the-value-of-a-secret'])(
  'signs in, sends, and refreshes with each new refresh token (secret: %s)',
  async (secret) => {
    await begin(secret);
    const ana = somebody();
    await ana.says('send mail');
    await signsIn(ana, 'ana');
    expect(ana.card().text).toContain('From: Ana Nguyen <ana@contoso.com>');
    const mail = someMail();
    await ana.clicks('Send', mail);
    const sent = standIns.mailbox.messages.filter(({ subject }) => subject === mail.subject);
    expect(sent.map(({ from }) => from.address)).toEqual(['ana@contoso.com']);
    // The server ends everything when a refresh token comes a second time.
    for (let i = 0; i < 3; i += 1) {
      await ana.says('profile');
      expect(ana.card().text).toContain('Product Designer');
    }
  },
);

it('says so where the person declines, and the next try goes well', async () => {
  await begin();
  const ana = somebody();
  await ana.says('profile');
  const link = await fetch(ana.signInLink(), { redirect: 'manual' });
  const page = await browses(link.headers.get('location') ?? '', 'ana', '?declined');
  expect([page.status, await page.text()]).toEqual([400, expect.stringContaining('what the app asks for')]);
  await signsIn(ana, 'ana');
  expect(ana.card().text).toContain('Product Designer');
});

it('signs out, and another account comes in', async () => {
  await begin();
  const ana = somebody();
  await ana.says('profile');
  await signsIn(ana, 'ana');
  await ana.says('sign out');
  expect(ana.card().text).toContain('You are signed out');
  await ana.says('profile');
  await signsIn(ana, 'linh');
  expect(ana.card().text).toContain('Linh Phạm');
});
