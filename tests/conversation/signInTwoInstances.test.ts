// Sign-ins on two instances that share blob storage: what reaches both at once is done once, and an outage loses nothing.
import { words } from '../../bot/locales';
import { signInFailure, tokenExchange, verifyState } from '../support/activities';
import type { Person } from '../support/person';
import {
  isSignedIn,
  otherThan,
  signInCards,
  summaries,
  teamsToken,
  withSingleSignOn,
} from '../support/signIn';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';
import type { World } from '../support/world';

const { t } = words('en');

let stored: StoredWorld;
let world: World;
beforeAll(async () => {
  stored = await startStoredWorld({ tokenExchangeUri: 'api://bot/access' });
  ({ world } = stored);
});
afterAll(() => stored.close());

/** Somebody who gave a command to one instance, and the same person in front of the other. */
async function onBoth(said = 'profile'): Promise<[Person, Person]> {
  const here = withSingleSignOn(world, world.person());
  await here.says(said);
  return [here, await stored.elsewhere(here)];
}

/** What the bot said while something was done. */
async function saidDuring(person: Person, work: () => Promise<unknown>): Promise<string[]> {
  const before = person.heard().length;
  await work();
  return summaries(person).slice(before);
}

describe('on two instances', () => {
  it('a single sign-on of four clients is answered once', async () => {
    const [here, there] = await onBoth();
    const id = signInCards(here).at(-1)?.tokenExchangeResource?.id;
    const clients = [here, there, here, there].map(
      (client) => () => client.does(tokenExchange(teamsToken, id)),
    );
    let statuses: number[] = [];
    const said = await saidDuring(here, async () => {
      statuses = (await Promise.all(clients.map((offer) => offer()))).map(({ status }) => status);
    });
    expect([statuses, said]).toEqual([[200, 200, 200, 200], [t('cards.profile.summary')]]);
  });

  it('a code and a single sign-on at the same moment are answered once', async () => {
    const [here, there] = await onBoth();
    const code = await here.getsCode('ana');
    const said = await saidDuring(here, () =>
      Promise.all([here.does(verifyState(code)), there.does(tokenExchange(teamsToken))]),
    );
    expect(said).toEqual([t('cards.profile.summary')]);
  });

  it('a code that is delivered to both is not a wrong code', async () => {
    const [here, there] = await onBoth();
    const code = await here.getsCode('ana');
    const said = await saidDuring(here, () => Promise.all([here.says(code), there.says(code)]));
    // The later of the two may be answered with the account.
    const home = t('cards.home.summary', { name: 'Ana Nguyen' });
    expect(said.filter((summary) => summary !== home)).toEqual([t('cards.profile.summary')]);
    expect(await saidDuring(here, () => here.says('cancel'))).toEqual([
      expect.stringContaining(t('account.nothingToCancel.title')),
    ]);
  });

  it('three codes are tried, and no more, however many are sent at once', async () => {
    const [here, there] = await onBoth();
    const code = await here.getsCode('ana');
    const before = world.calls.made.length;
    const guesses = Array.from({ length: 4 }, () => [here, there]).flat();
    await Promise.all(guesses.map((person) => person.says(otherThan(code))));
    const tried = world.calls.made.slice(before).filter(({ url }) => /code=\d{6}/.test(url));
    expect(tried).toHaveLength(3);
    expect(await isSignedIn(here)).toBe(false);
  });

  it('a failed single sign-on leads to one message', async () => {
    const [here, there] = await onBoth();
    const said = await saidDuring(here, () =>
      Promise.all([here, there].map((client) => client.does(signInFailure('tokenmissing')))),
    );
    expect(said).toHaveLength(1);
  });

  it('the next card on the other instance offers the button only', async () => {
    const [here, there] = await onBoth();
    await here.does(signInFailure('tokenmissing'));
    await there.clicks(t('signIn.start'));
    expect(signInCards(there).at(-1)).not.toHaveProperty('tokenExchangeResource');
  });

  it('a sign-out on one counts on the other: an old card signs nobody in', async () => {
    const [here, there] = await onBoth();
    await here.does(tokenExchange(teamsToken));
    await here.says('sign out');
    expect((await there.does(tokenExchange(teamsToken))).status).toBe(412);
    expect(await isSignedIn(there)).toBe(false);
  });

  it('a pending sign-out of one is done by the other', async () => {
    const [here, there] = await onBoth();
    await here.does(tokenExchange(teamsToken));
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 503 });
    await here.says('sign out');
    expect(await world.calls.during(() => there.says('help'))).toEqual(['SignOut', 'reply']);
  });

  it('a code that Teams brings to the other carries out the remembered command', async () => {
    const [here, there] = await onBoth();
    expect((await there.does(verifyState(await here.getsCode('ana')))).status).toBe(200);
    expect(there.card().text).toContain('Product Designer');
  });
});

describe('while the storage is down', () => {
  afterEach(() => stored.storageFails('nothing'));

  const askingWith = async (said: string) => withSingleSignOn(world, (await onBoth(said))[0]);

  it.each(['all', 'writes'] as const)(
    '(%s) no sign-in card is shown, as its sign-in could not be remembered',
    async (what) => {
      const ana = world.person();
      stored.storageFails(what);
      await ana.says('profile');
      expect(signInCards(ana)).toEqual([]);
      expect(ana.card().text).toContain(t('failure.storage'));
    },
  );

  it.each(['all', 'writes'] as const)(
    '(%s) a typed code is not used up: it works afterwards',
    async (what) => {
      const ana = await askingWith('profile');
      const code = await ana.getsCode('ana');
      stored.storageFails(what);
      await ana.says(code);
      expect(ana.card().text).toContain(t('failure.storage'));
      stored.storageFails('nothing');
      await ana.says(code);
      expect(ana.card().text).toContain('Product Designer');
    },
  );

  it('a code that Teams brings is answered 500, so that Teams sends it again', async () => {
    const ana = await askingWith('profile');
    const code = await ana.getsCode('ana');
    stored.storageFails('all');
    expect((await ana.does(verifyState(code))).status).toBe(500);
    stored.storageFails('nothing');
    expect((await ana.does(verifyState(code))).status).toBe(200);
    expect(ana.card().text).toContain('Product Designer');
  });

  it('single sign-on is answered 412 with a message, and the button works afterwards', async () => {
    const ana = await askingWith('send mail to bao@contoso.com about Storage: see you at 12');
    stored.storageFails('all');
    expect((await ana.does(tokenExchange(teamsToken))).status).toBe(412);
    expect(ana.card().text).toContain(t('failure.storage'));
    stored.storageFails('nothing');
    await ana.signsIn('ana');
    expect(ana.card().inputs).toMatchObject({ subject: 'Storage' });
  });

  it('right after a single sign-on there is a message, and "sign in" then goes on', async () => {
    const ana = await askingWith('profile');
    stored.storageFails('writes');
    expect((await ana.does(tokenExchange(teamsToken))).status).toBe(200);
    expect(ana.card().text).toContain(t('failure.storage'));
    stored.storageFails('nothing');
    await ana.says('sign in');
    expect(ana.card().text).toContain('Product Designer');
  });

  it('a failed single sign-on in a group leads to no message there', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    stored.storageFails('all');
    expect(await ana.does(signInFailure('resourcematchfailed'))).toMatchObject({ status: 200, said: [] });
  });

  it('somebody signed in still sees their profile', async () => {
    const ana = await askingWith('profile');
    await ana.does(tokenExchange(teamsToken));
    stored.storageFails('all');
    expect(await saidDuring(ana, () => ana.says('profile'))).toEqual([t('cards.profile.summary')]);
  });
});
