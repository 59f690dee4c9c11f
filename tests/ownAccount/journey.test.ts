// One's own Microsoft account in the playground: signed in at Microsoft, mail through Graph, tokens kept fresh, and refusals in words.
import { someMail } from '../support/mails';
import { type OwnWorld, openOwnWorld } from '../support/ownAccount';
import type { Person } from '../support/person';

const clientId = '11111111-2222-4333-8444-555555555555';

let world: OwnWorld;
beforeAll(async () => {
  world = await openOwnWorld();
});
afterAll(() => world.close());
afterEach(() => world.playground.close());

/** Where the sign-in link leads. */
async function toMicrosoft(ana: Person): Promise<string> {
  const answer = await fetch(ana.signInLink(), { redirect: 'manual' });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}

async function signsIn(ana: Person, account: string): Promise<void> {
  const page = await fetch(world.entra.signsIn(await toMicrosoft(ana), account));
  const [, code = ''] = /<output id="code">(\d{6})</.exec(await page.text()) ?? [];
  await ana.says(code);
}

it.each([
  ['ana', 'ana@contoso.com', {}],
  ['linh', 'linh.pham@outlook.com', { clientSecret: 'the-value-of-a-secret' }],
])('%s signs in, and mail goes out from %s', async (key, address, own) => {
  await world.start(own);
  const ana = world.somebody();
  await ana.says('send mail');
  const asked = new URL(await toMicrosoft(ana)).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({
    client_id: clientId,
    response_type: 'code',
    code_challenge_method: 'S256',
    prompt: 'select_account',
    scope:
      'openid profile offline_access https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Send',
  });
  await signsIn(ana, key);
  expect(ana.card().text).toContain(
    `From: ${address === 'ana@contoso.com' ? 'Ana Nguyen' : 'Linh Phạm'} <${address}>`,
  );
  const mail = someMail();
  await ana.clicks('Send', mail);
  const sent = world.graph.mailbox.messages.filter(({ subject }) => subject === mail.subject);
  expect(sent.map(({ from }) => from.address)).toEqual([address]);
});

describe('a token that is about to end', () => {
  it('is refreshed, each time with the newest refresh token, and mail goes on', async () => {
    await world.start();
    world.entra.lifetime = 60;
    const ana = world.somebody();
    await ana.says('send mail');
    await signsIn(ana, 'ana');
    await ana.says('profile');
    await ana.says('profile');
    const refreshes = world.entra.calls.filter(({ form }) => form.get('grant_type') === 'refresh_token');
    expect(refreshes.length).toBeGreaterThan(2);
    const used = refreshes.map(({ form }) => form.get('refresh_token'));
    expect(new Set(used).size).toBe(used.length);
    expect(refreshes[0]?.form.get('scope')).toContain('https://graph.microsoft.com/Mail.Send');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('of a personal account is refreshed at consumers', async () => {
    await world.start();
    world.entra.lifetime = 60;
    const linh = world.somebody();
    await linh.says('profile');
    await signsIn(linh, 'linh');
    await linh.says('profile');
    expect(linh.card().text).toContain('Linh Phạm');
    expect(
      world.entra.calls.filter(({ form }) => form.has('refresh_token')).map(({ tenant }) => tenant),
    ).toEqual(expect.arrayContaining(['consumers']));
  });

  it('whose refresh is refused leads to a new sign-in', async () => {
    await world.start();
    world.entra.lifetime = 60;
    const ana = world.somebody();
    await ana.says('profile');
    await signsIn(ana, 'ana');
    world.entra.refuseNext(700082);
    const cards = ana.heard().length;
    await ana.says('profile');
    expect(ana.heard().length).toBe(cards + 1);
    await signsIn(ana, 'ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('is still used while Microsoft cannot be reached', async () => {
    await world.start();
    world.entra.lifetime = 200;
    const ana = world.somebody();
    await ana.says('profile');
    await signsIn(ana, 'ana');
    world.entra.isDown = true;
    await ana.says('profile');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('two people at once', () => {
  it('each send from their own account', async () => {
    await world.start();
    const [ana, linh] = [world.somebody(), world.somebody()];
    await Promise.all([ana.says('send mail'), linh.says('send mail')]);
    const [toAna, toLinh] = [await toMicrosoft(ana), await toMicrosoft(linh)];
    const codeOf = async (address: string, account: string) =>
      /<output id="code">(\d{6})</.exec(
        await (await fetch(world.entra.signsIn(address, account))).text(),
      )?.[1] ?? '';
    const [anas, linhs] = await Promise.all([codeOf(toAna, 'ana'), codeOf(toLinh, 'linh')]);
    await ana.says(linhs === anas ? '' : linhs);
    expect(ana.heard().at(-1)?.activity.summary).not.toContain('Linh');
    await Promise.all([ana.says(anas), linh.says(linhs)]);
    expect([ana.card().text, linh.card().text]).toEqual([
      expect.stringContaining('From: Ana Nguyen'),
      expect.stringContaining('From: Linh Phạm'),
    ]);
  });
});

describe('signing out', () => {
  it('drops the tokens, and another account comes in', async () => {
    await world.start();
    const ana = world.somebody();
    await ana.says('profile');
    await signsIn(ana, 'ana');
    await ana.says('sign out');
    await ana.says('profile');
    await signsIn(ana, 'linh');
    expect(ana.card().text).toContain('Linh Phạm');
  });
});

describe('names', () => {
  it('ask for the directory when first needed, for the same account', async () => {
    await world.start();
    const ana = world.somebody();
    await ana.says('send mail');
    await signsIn(ana, 'ana');
    await ana.clicks('Preview', { ...someMail(), to: 'Chi' });
    const asked = new URL(await toMicrosoft(ana)).searchParams;
    expect([asked.get('login_hint'), asked.get('prompt'), asked.get('scope')]).toEqual([
      'ana@contoso.com',
      null,
      'openid profile offline_access https://graph.microsoft.com/User.ReadBasic.All',
    ]);
    await signsIn(ana, 'ana');
    expect(ana.card().text).toContain('chi.le@contoso.com');
  });
});

describe('a callback', () => {
  it.each(['', '?code=x', '?code=x&state=made-up', '?state=made-up&error=access_denied'])(
    'that belongs to no sign-in is a 400: %j',
    async (query) => {
      await world.start();
      expect((await fetch(`${world.playground.url}/signin/callback${query}`)).status).toBe(400);
    },
  );

  it('counts once', async () => {
    await world.start();
    const ana = world.somebody();
    await ana.says('profile');
    const back = world.entra.signsIn(await toMicrosoft(ana), 'ana');
    expect([(await fetch(back)).status, (await fetch(back)).status]).toEqual([200, 400]);
  });
});

describe('a refusal', () => {
  it.each([
    [700016, 'CLIENT_ID'],
    [7000215, 'its Value'],
    [7000222, 'has expired'],
    [7000218, 'Set CLIENT_SECRET'],
    [700025, 'Remove CLIENT_SECRET'],
    [9002327, 'single-page application'],
    [53003, 'policy'],
    [54005, 'too old'],
  ])('of the token endpoint (%i) says what to change, with its number', async (number, said) => {
    await world.start();
    const ana = world.somebody();
    await ana.says('profile');
    const back = world.entra.signsIn(await toMicrosoft(ana), 'ana');
    world.entra.refuseNext(number);
    const answer = await fetch(back);
    const page = await answer.text();
    expect([answer.status, page]).toEqual([400, expect.stringContaining(said)]);
    expect(page).toContain(`AADSTS${number}`);
    expect(page).toContain('11111111-2222-4333-8444-555555555555');
  });

  it.each([
    ['access_denied', 'AADSTS65004: User declined to consent.', 'accept what the app asks for'],
    ['access_denied', 'The user cancelled.', 'accept what the app asks for'],
    ['access_denied', 'AADSTS90094: Admin consent is needed.', 'administrator'],
    ['invalid_client', 'AADSTS50011: The redirect URI does not match.', 'redirect address'],
    ['invalid_request', 'AADSTS50194: Not multi-tenant.', 'Only one organisation'],
    ['server_error', 'Something else.', 'gave a reason that this page'],
    ['<b>x</b>', '<script>alert(1)</script>', 'gave a reason that this page'],
  ])('of the sign-in page (%s, %s) too', async (error, description, said) => {
    await world.start();
    const ana = world.somebody();
    await ana.says('profile');
    const answer = await fetch(world.entra.refuses(await toMicrosoft(ana), error, description));
    const page = await answer.text();
    expect([answer.status, page]).toEqual([400, expect.stringContaining(said)]);
    expect(page).not.toMatch(/<script>|<b>x/);
    // The card still works.
    await signsIn(ana, 'ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('is none while Microsoft cannot be reached: the page says so', async () => {
    await world.start();
    const ana = world.somebody();
    await ana.says('profile');
    world.entra.isDown = true;
    expect((await fetch(ana.signInLink(), { redirect: 'manual' })).status).toBe(502);
    world.entra.isDown = false;
    await signsIn(ana, 'ana');
    expect(ana.card().text).toContain('Product Designer');
  });
});
