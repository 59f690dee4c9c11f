// "sign out" and "forget me": what goes, what stays, and what happens while the token service is down.
import { words } from '../../bot/locales';
import { submit, verifyState } from '../support/activities';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { isSignedIn, signedIn, signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const formIdOf = (somebody: Person) =>
  somebody.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data.formId;

/** The token service refuses this many sign-outs. */
const serviceIsDown = (times = 1) =>
  world.standIns.tokenService.answerNext({ on: 'SignOut', status: 503, times });

describe.each([
  ['sign out', 'account.signOutPending'],
  ['forget me', 'account.forgottenPending'],
] as const)('"%s" while the token service is down', (said, key) => {
  it('says what is done and what is not', async () => {
    const ana = await signedIn(world);
    serviceIsDown();
    await ana.says(said);
    expect(ana.card().text).toBe(`${t(`${key}.title`)}\n${t(`${key}.text`)}`);
  });

  it('is completed at the next message, whatever it is', async () => {
    const ana = await signedIn(world);
    serviceIsDown();
    await ana.says(said);
    expect(await world.calls.during(() => ana.says('help'))).toEqual(['SignOut', 'reply']);
    expect(await world.calls.during(() => ana.says('help'))).toEqual(['reply']);
    expect(await isSignedIn(ana)).toBe(false);
  });

  it('lets nobody use that session meanwhile', async () => {
    const ana = await signedIn(world);
    serviceIsDown(3);
    await ana.says(said);
    const calls = await world.calls.during(() => ana.says('profile'));
    expect(calls).toEqual(['SignOut', 'SignOut', 'reply']);
    expect(ana.card().text).toContain(t('failure.tokenService'));
  });

  it('does not prevent signing in again', async () => {
    const ana = await signedIn(world);
    serviceIsDown();
    await ana.says(said);
    await ana.comesInAs('linh');
    expect(ana.card().text).toContain('Linh Phạm');
    expect(await isSignedIn(ana)).toBe(true);
  });
});

describe('a sign-in that is completed while a sign-out is pending', () => {
  it('is not ended by it', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    serviceIsDown();
    await ana.says('use another account');
    await ana.does(verifyState(code));
    expect(ana.card().text).toContain('Product Designer');
    expect(await isSignedIn(ana)).toBe(true);
  });
});

describe('removing the bot', () => {
  it('signs out at the first message after it is installed again, if the token service was down', async () => {
    const ana = await signedIn(world);
    serviceIsDown();
    await ana.does({ type: 'installationUpdate', action: 'remove' });
    expect(await isSignedIn(ana)).toBe(false);
  });
});

describe('signing out', () => {
  it('says what ends and that the browser may stay signed in', async () => {
    const ana = await signedIn(world);
    await ana.says('sign out');
    const said = `${t('account.signedOut.text')} ${t('account.signedOut.browser')}`;
    expect(ana.card().text).toContain(said);
  });

  it('says how many drafts are gone', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Cancel', someMail());
    await ana.says('sign out');
    await ana.clicks(t('account.leave.signOut.button', { count: 1 }));
    expect(ana.card().text).toContain(t('account.signedOut.drafts', { count: 1 }));
  });

  it('makes the token service forget: the next command asks to sign in', async () => {
    const ana = await signedIn(world);
    await ana.clicks(t('cards.home.signOut'));
    const [asked] = await ana.says('profile');
    expect(asked?.activity.attachments?.[0]?.contentType).toMatch(/card\.oauth$/);
  });

  it('drops the open form: Send brings its text back in a new one, for the account that signs in then', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const value = { verb: 'mail.send', formId: formIdOf(ana), ...mail };
    await ana.says('sign out');
    await ana.comesInAs('linh');
    await ana.does(submit(value));
    expect(ana.card().text).toContain('Linh Phạm <linh.pham@outlook.com>');
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });

  it('works for somebody who never signed in', async () => {
    const ana = world.person();
    expect(await world.calls.during(() => ana.says('logout'))).toEqual(['SignOut', 'reply']);
  });

  it('ends a pending sign-in', async () => {
    const ana = world.person();
    await ana.says('profile');
    const code = await ana.getsCode('ana');
    await ana.says('sign out');
    await ana.says(code);
    expect(ana.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('offers another account', async () => {
    const ana = await signedIn(world);
    await ana.says('sign out');
    await ana.clicks(t('account.other.button'));
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.otherText'));
  });
});

describe('forgetting', () => {
  it('signs out, and is confirmed', async () => {
    const ana = await signedIn(world);
    await ana.says('forget me');
    expect(ana.card().text).toContain(t('account.forgotten.text'));
    expect(await isSignedIn(ana)).toBe(false);
    expect(ana.card().buttons.map(({ data }) => data.verb)).toEqual(['account.signIn']);
  });

  it('deletes the outcomes: the bot no longer knows a mail that was sent', async () => {
    const ana = await withOpenForm(world.person());
    const value = { verb: 'mail.send', formId: formIdOf(ana), ...someMail() };
    await ana.does(submit(value));
    await ana.says('forget me');
    await ana.comesInAs('ana');
    await ana.does(submit(value));
    expect(ana.card().text).toContain(t('mail.noForm'));
  });

  it('deletes the open form', async () => {
    const ana = await withOpenForm(world.person());
    await ana.says('forget me');
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.nothingToCancel.title'));
  });
});
