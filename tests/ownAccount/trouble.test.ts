// One's own Microsoft account on a bad day: links from elsewhere, other accounts, odd answers, signing out in the middle of it.
import { someMail } from '../support/mails';
import { type OwnWorld, openOwnWorld } from '../support/ownAccount';
import type { Person } from '../support/person';

let world: OwnWorld;
beforeAll(async () => {
  world = await openOwnWorld();
});
afterAll(() => world.close());
beforeEach(() => world.start());
afterEach(() => world.playground.close());

async function toMicrosoft(link: string): Promise<string> {
  const answer = await fetch(link, { redirect: 'manual' });
  expect(answer.status).toBe(302);
  return answer.headers.get('location') ?? '';
}
const codeOf = (page: string): string => /<output id="code">(\d{6})</.exec(page)?.[1] ?? '';
const pageOf = async (address: string): Promise<string> => (await fetch(address)).text();

async function signsIn(ana: Person, account: string): Promise<void> {
  await ana.says(codeOf(await pageOf(world.entra.signsIn(await toMicrosoft(ana.signInLink()), account))));
}

describe('a sign-in link', () => {
  it('that was changed to another channel ends in a code, which only its own chat takes', async () => {
    const ana = world.somebody();
    await ana.says('profile');
    const link = new URL(ana.signInLink());
    const state = JSON.parse(Buffer.from(link.searchParams.get('state') ?? '', 'base64').toString());
    state.conversation.channelId = 'webchat';
    link.searchParams.set('state', Buffer.from(JSON.stringify(state)).toString('base64'));
    const page = await pageOf(world.entra.signsIn(await toMicrosoft(link.href), 'ana'));
    expect(codeOf(page)).toMatch(/^\d{6}$/);
    // Nobody is signed in yet: the next word asks for it again.
    await ana.says('profile');
    expect(ana.signInLink()).not.toBe('');
  });

  it('leads to no token for somebody who only knows whom it is for', async () => {
    const ana = world.somebody();
    await ana.says('profile');
    await signsIn(ana, 'ana');
    const query = new URLSearchParams({
      userId: ana.options.id,
      connectionName: 'graph',
      channelId: 'emulator',
    });
    const answer = await fetch(`${world.playground.url}/api/usertoken/GetToken?${query}`);
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('ResourceNotFound')]);
  });
});

describe('another account', () => {
  it('may come in after a refused refresh of a personal one, once the person signs out', async () => {
    world.entra.lifetime = 60;
    const linh = world.somebody();
    await linh.says('profile');
    await signsIn(linh, 'linh');
    world.entra.refuseNext(70000);
    await linh.says('profile');
    expect(new URL(await toMicrosoft(linh.signInLink())).pathname).toMatch(/^\/consumers\//);
    await linh.says('sign out');
    await linh.says('profile');
    expect(new URL(await toMicrosoft(linh.signInLink())).pathname).toMatch(/^\/common\//);
  });

  it('is not taken where names are to be looked up with the first', async () => {
    const ana = world.somebody();
    await ana.says('send mail');
    await signsIn(ana, 'ana');
    await ana.clicks('Preview', { ...someMail(), to: 'Chi' });
    const answer = await fetch(world.entra.signsIn(await toMicrosoft(ana.signInLink()), 'bao'));
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('ana@contoso.com')]);
  });
});

describe('an answer of Microsoft', () => {
  it('to a TENANT that does not exist says so, with its number', async () => {
    const ana = world.somebody();
    await ana.says('profile');
    const description = 'AADSTS90002: Tenant not found. Trace ID: 11111111-2222-4333-8444-555555555555';
    const body = { error: 'invalid_tenant', error_description: description, error_codes: [90002] };
    world.entra.answerNext(() => Response.json(body, { status: 400 }));
    const page = await pageOf(ana.signInLink());
    expect(page).toContain('The directory that TENANT names');
    expect(page).toContain('AADSTS90002');
  });

  it.each([
    ['an error of its own', () => new Response('<html>', { status: 500 })],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['no person', () => Response.json({ access_token: 'x', token_type: 'Bearer', expires_in: 60 })],
  ])('that is %s is no network that is down', async (_what, answer) => {
    const ana = world.somebody();
    await ana.says('profile');
    const back = world.entra.signsIn(await toMicrosoft(ana.signInLink()), 'ana');
    world.entra.answerNext(answer);
    const page = await fetch(back);
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining('unexpected answer')]);
    await signsIn(ana, 'ana');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('that it is busy leaves the person signed in', async () => {
    world.entra.lifetime = 200;
    const ana = world.somebody();
    await ana.says('profile');
    await signsIn(ana, 'ana');
    const busy = () => Response.json({ error: 'temporarily_unavailable' }, { status: 429 });
    world.entra.answerNext(busy);
    await ana.says('profile');
    expect(ana.card().text).toContain('Product Designer');
  });
});

describe('signing out', () => {
  it('ends a sign-in whose page is still open', async () => {
    const ana = world.somebody();
    await ana.says('profile');
    const back = world.entra.signsIn(await toMicrosoft(ana.signInLink()), 'ana');
    await ana.says('sign out');
    expect((await fetch(back)).status).toBe(400);
  });

  it('ends a sign-in that Microsoft is answering', async () => {
    const ana = world.somebody();
    await ana.says('profile');
    const back = world.entra.signsIn(await toMicrosoft(ana.signInLink()), 'ana');
    let goOn = () => {};
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      world.entra.answerNext(async () => {
        resolve();
        await waiting;
        return Response.json({ error: 'invalid_grant' }, { status: 400 });
      });
    });
    const page = fetch(back);
    await asked;
    await ana.says('sign out');
    goOn();
    expect((await page).status).toBe(400);
  });
});
