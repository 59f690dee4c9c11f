// The directory's own OAuth connection: the person signs in to it when it is first needed, and every way that ends.
import { words } from '../../bot/locales';
import { signInFailure, tokenExchange, tokensResponse, verifyState } from '../support/activities';
import { minutes } from '../support/clock';
import { askedForDirectory, directory, foundInDirectory, mustSignInToDirectory } from '../support/directory';
import { otherThan, signInCards, teamsToken, withSingleSignOn } from '../support/signIn';
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

/** Somebody with a mail in the form who is asked to sign in to the directory. Their Teams client has single sign-on. */
const asked = (channel?: string) => {
  const person = world.person(channel ? { channel } : {});
  return askedForDirectory(withSingleSignOn(world, person));
};
const profileAt = 'Product Designer';

describe('the first need of the directory', () => {
  it('leads to a card that says what it is for and what else can be done', async () => {
    const ana = await asked();
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.directoryText'));
  });

  it('goes on with the form when a code is typed', async () => {
    const ana = await asked();
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('goes on when Teams brings the code', async () => {
    const ana = await asked();
    expect((await ana.does(verifyState(await ana.getsCode('ana')))).status).toBe(200);
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('goes on without a code in Web Chat', async () => {
    const ana = await asked('webchat');
    await world.standIns.tokenService.completeSignIn(ana.signInLink(), 'ana');
    await ana.does(tokensResponse('whatever', 'directory'));
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('goes on without a click where single sign-on takes it', async () => {
    const ana = await asked();
    const { status, body } = await ana.does(tokenExchange(teamsToken, 'first', 'directory'));
    expect({ status, body }).toEqual({ status: 200, body: { id: 'first', connectionName: 'directory' } });
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('may be met with another account: the sender stays the same', async () => {
    const ana = await asked();
    const calls = ['GetToken', 'GetToken', 'users', 'reply'];
    expect(await world.calls.during(() => ana.signsIn('bao'))).toEqual(calls);
    expect(ana.card().text).toContain('Ana Nguyen <ana@contoso.com>');
  });

  it('is the only one: the next name needs no sign-in', async () => {
    const ana = await asked();
    await ana.signsIn('ana');
    expect(await mustSignInToDirectory(ana)).toBe(false);
  });

  it('does not stop other commands while its sign-in is pending', async () => {
    const ana = await asked();
    await ana.says('profile');
    expect(ana.card().text).toContain(profileAt);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
  });
});

describe('a sign-in to the directory that does not go well', () => {
  it('with three wrong codes is closed; starting again asks for the directory again', async () => {
    const ana = await asked();
    const wrong = otherThan(await ana.getsCode('ana'));
    for (const code of [wrong, wrong, wrong]) await ana.says(code);
    expect(ana.card().text).toContain(t('signIn.tooMany.title'));
    await ana.clicks(t('signIn.start'));
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.directoryText'));
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('because a policy stops it again is not asked for a third time: the address is', async () => {
    const ana = await asked();
    const headers = { 'www-authenticate': 'Bearer realm="", error="insufficient_claims", claims="e30="' };
    for (const cards of [1, 0]) {
      world.standIns.graph.answerNext({ on: 'users', status: 401, headers });
      const before = signInCards(ana).length;
      await ana.signsIn('ana');
      expect(signInCards(ana).length - before).toBe(cards);
    }
    expect(ana.card().text).toContain(t('mail.problem.directoryRefused', { names: 'Chi' }));
  });

  it('with a closed window leads to a message, and its code still works', async () => {
    const ana = await asked();
    const code = await ana.getsCode('ana');
    await ana.does(verifyState('CancelledByUser'));
    expect(ana.card().text).toContain(t('signIn.closed.title'));
    await ana.says(code);
    expect(ana.card().text).toContain(foundInDirectory);
  });

  it('names the permission that an administrator must consent to', async () => {
    const ana = await asked();
    await ana.does(signInFailure('userconsentrequired'));
    expect(ana.card().text).toContain('User.ReadBasic.All');
    expect(ana.card().text).not.toContain('Mail.Send');
  });

  it('has a help that names all permissions of the bot', async () => {
    const ana = await asked();
    await ana.does(verifyState('CancelledByUser'));
    await ana.clicks(t('signIn.help'));
    expect(ana.card().text).toContain(t('signIn.permissions.both'));
  });

  it('because single sign-on failed offers the button only the next time', async () => {
    const ana = await asked();
    await ana.does(signInFailure('tokenmissing'));
    await ana.clicks(t('signIn.start'));
    const card = signInCards(ana).at(-1);
    expect(card?.text).toBe(t('signIn.directoryText'));
    expect(card).not.toHaveProperty('tokenExchangeResource');
  });

  it('expires after fifteen minutes', async () => {
    const ana = await asked();
    const code = await ana.getsCode('ana');
    world.clock.pass(minutes(15));
    await ana.says(code);
    expect(ana.card().text).toContain(t('signIn.expired.title'));
  });

  it('ends with "cancel", and the person is still signed in for mail', async () => {
    const ana = await asked();
    const code = await ana.getsCode('ana');
    await ana.says('cancel');
    await ana.says(code);
    expect(ana.card().text).toContain(t('cards.home.account', { address: 'ana@contoso.com' }));
    expect(await mustSignInToDirectory(ana)).toBe(true);
  });

  it('ends with "cancel", and the full address is asked for once', async () => {
    const ana = await asked();
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('mail.directoryCancelled'));
    expect(ana.card().text.match(/full address/g)).toHaveLength(1);
  });
});
