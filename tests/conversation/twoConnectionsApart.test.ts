// Mail and directory are two connections: an event for one does not affect the other, and both end together.
import { words } from '../../bot/locales';
import { installation, tokenExchange, tokensResponse } from '../support/activities';
import {
  askedForDirectory,
  directory,
  foundInDirectory,
  mustSignInToDirectory,
  namesSomebody,
} from '../support/directory';
import type { Person } from '../support/person';
import { isSignedIn, signInCards, summaries, teamsToken, withSingleSignOn } from '../support/signIn';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';
import type { World } from '../support/world';

const { t } = words('en');

let stored: StoredWorld;
let world: World;
beforeAll(async () => {
  stored = await startStoredWorld({ tokenExchangeUri: 'api://bot/access', environment: directory });
  ({ world } = stored);
});
afterAll(() => stored.close());

const asked = (person = world.person()) => askedForDirectory(withSingleSignOn(world, person));
/** Somebody signed in to both. */
async function signedInToBoth(): Promise<Person> {
  const ana = await asked();
  await ana.signsIn('ana');
  return ana;
}
async function deletesDraft(ana: Person): Promise<void> {
  await ana.says('cancel');
  await ana.clicks(t('drafts.drop'));
  await ana.clicks(t('drafts.drop'));
}
const profileAt = 'Product Designer';

describe('a token that Teams offers for the other connection', () => {
  it('is answered 200 without an exchange while the directory is pending and mail is signed in', async () => {
    const ana = await asked();
    const offer = ana.does(tokenExchange(teamsToken));
    expect(await world.calls.during(() => offer)).toEqual(['GetToken']);
    expect(await offer).toMatchObject({ status: 200, said: [] });
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('is answered 412 while the mail is pending, and ends nothing', async () => {
    const ana = withSingleSignOn(world, world.person());
    await ana.says('profile');
    const offer = await ana.does(tokenExchange(teamsToken, 'first', 'directory'));
    expect(offer).toMatchObject({ status: 412, said: [] });
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(profileAt);
  });
});

describe('a tokens/response event, of two connections', () => {
  it('for the mail does not end the pending sign-in to the directory', async () => {
    const ana = await asked(world.person({ channel: 'webchat' }));
    expect((await ana.does(tokensResponse('whatever'))).said).toEqual([]);
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.does(tokensResponse('whatever', 'directory'));
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('for the directory does not end the pending sign-in for mail', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('profile');
    expect((await ana.does(tokensResponse('whatever', 'directory'))).said).toEqual([]);
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.does(tokensResponse('whatever'));
    expect(ana.card().text).toContain(profileAt);
  });

  it('without a name counts for the pending one', async () => {
    const ana = await asked(world.person({ channel: 'webchat' }));
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.does({ type: 'event', name: 'tokens/response', value: {} });
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('with an unknown name is ignored', async () => {
    const ana = await asked(world.person({ channel: 'webchat' }));
    const event = ana.does(tokensResponse('whatever', 'somebody-elses'));
    expect(await world.calls.during(() => event)).toEqual([]);
  });

  it('for the directory without a pending sign-in is ignored', async () => {
    const ana = await signedInToBoth();
    expect((await ana.does(tokensResponse('whatever', 'directory'))).said).toEqual([]);
  });
});

describe('the end of both connections', () => {
  it.each(['sign out', 'forget me', 'use another account'])('comes with "%s"', async (said) => {
    const ana = await signedInToBoth();
    await deletesDraft(ana);
    const calls = await world.calls.during(() => ana.says(said));
    expect(calls.filter((call) => call === 'SignOut')).toHaveLength(2);
    await ana.comesInAs('ana');
    expect(await mustSignInToDirectory(ana)).toBe(true);
  });

  it('comes with removing the bot', async () => {
    const ana = await signedInToBoth();
    await ana.does(installation('remove'));
    await ana.comesInAs('ana');
    expect(await mustSignInToDirectory(ana)).toBe(true);
  });

  it('is completed at the next message for the one whose sign-out failed', async () => {
    const ana = await signedInToBoth();
    await deletesDraft(ana);
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 503 });
    await ana.says('sign out');
    expect(ana.card().text).toContain(t('account.signOutPending.title'));
    expect(await world.calls.during(() => ana.says('help'))).toEqual(['SignOut', 'reply']);
    expect(await isSignedIn(ana)).toBe(false);
  });

  it('does not leave the directory alone: the sign-in for mail comes first', async () => {
    const ana = await signedInToBoth();
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    await ana.says('send mail');
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.text'));
  });
});

describe('another account for mail than before', () => {
  /** Graph refuses the token for mail, and an account signs in. */
  async function comesInAnew(account: string): Promise<Person> {
    const ana = await signedInToBoth();
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    await ana.comesInAs(account);
    return ana;
  }

  it('must sign in to its own directory', async () => {
    expect(await mustSignInToDirectory(await comesInAnew('bao'))).toBe(true);
  });

  it('cannot use the directory of the one before while the token service is down', async () => {
    const bao = await comesInAnew('bao');
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 503, times: 5 });
    expect(await world.calls.during(() => bao.says('help'))).toEqual(['SignOut', 'reply']);
    await namesSomebody(bao);
    expect(bao.card().text).toContain(t('failure.tokenService'));
  });

  it('is required for that: the same account keeps its directory', async () => {
    expect(await mustSignInToDirectory(await comesInAnew('ana'))).toBe(false);
  });
});

describe('an account chosen instead of the one that single sign-on takes', () => {
  it('also holds for the directory: its card offers the button only, and an offered token is answered 412', async () => {
    const bao = withSingleSignOn(world, world.person());
    await bao.says('use another account');
    await bao.signsIn('bao');
    expect(await mustSignInToDirectory(bao)).toBe(true);
    expect(signInCards(bao).at(-1)).not.toHaveProperty('tokenExchangeResource');
    expect((await bao.does(tokenExchange(teamsToken, 'first', 'directory'))).status).toBe(412);
  });
});

describe('two connections on two instances', () => {
  it('a sign-in to the directory begun on one ends on the other', async () => {
    const here = await asked();
    const there = await stored.elsewhere(here);
    await there.says(await here.getsCode('ana'));
    expect(there.card().text).toContain(foundInDirectory);
  });

  it('a single sign-on of two clients brings the form once', async () => {
    const here = await asked();
    const there = await stored.elsewhere(here);
    const before = here.heard().length;
    const offers = [here, there].map((ana) => ana.does(tokenExchange(teamsToken, 'one', 'directory')));
    expect((await Promise.all(offers)).map(({ status }) => status)).toEqual([200, 200]);
    expect(summaries(here).slice(before)).toHaveLength(1);
  });
});
