// Signing out, being forgotten, changing accounts, and the token: what goes, what stays, what is shown to whom.
import { words } from '../../bot/locales';
import { submit } from '../support/activities';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
/** The same bot with SHOW_ACCESS_TOKEN. */
let showing: World;
beforeAll(async () => {
  [world, showing] = await Promise.all([
    startWorld(),
    startWorld({ environment: { SHOW_ACCESS_TOKEN: 'true' } }),
  ]);
});
afterAll(() => Promise.all([world.close(), showing.close()]));

const formIdOf = (somebody: Person) =>
  somebody.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data.formId;

describe('signing out', () => {
  it('says what goes and that the browser may stay signed in', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.says('sign out');
    expect(ana.card().text).toContain(t('account.signedOut.text'));
  });

  it('makes the token service forget: the next command asks to sign in', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.clicks(t('cards.home.signOut'));
    const [asked] = await ana.says('profile');
    expect(asked?.activity.attachments?.[0]?.contentType).toMatch(/card\.oauth$/);
  });

  it('drops the open form: Send brings its text back in a new one, for whoever signs in then', async () => {
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

  it('says so when the token service cannot be told', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 500 });
    await ana.says('sign out');
    expect(ana.card().text).toContain(t('account.signOutPending.text'));
  });
});

describe('forgetting', () => {
  it('is confirmed', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.says('forget me');
    expect(ana.card().text).toContain(t('account.forgotten.text'));
  });

  it('signs out', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.says('forget me');
    await ana.says('profile');
    expect(ana.signInLink()).toContain('/signin');
  });

  it('deletes what was sent: the bot no longer knows the mail', async () => {
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

describe('coming in with another account', () => {
  it('drops the form of the first: it is never mailed as the second', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const value = { verb: 'mail.send', formId: formIdOf(ana), ...mail };
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    await ana.comesInAs('linh');
    await ana.does(submit(value));
    expect(ana.card().text).toContain(t('mail.noForm'));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('shows the second account from then on', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.says('sign out');
    await ana.comesInAs('linh');
    expect(ana.card().text).toContain(t('cards.home.account', { address: 'linh.pham@outlook.com' }));
  });
});

describe('the token of a work account', () => {
  it('is described: account, kind, permissions and expiry', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.says('token');
    const { text } = ana.card();
    expect(text).toContain('Ana Nguyen <ana@contoso.com>');
    expect(text).toContain(t('token.work'));
    expect(text).toContain('User.Read, Mail.Send');
    expect(text).toContain('10:00');
  });

  it('stays hidden unless the settings say otherwise', async () => {
    const ana = world.person();
    await ana.comesInAs('ana');
    await ana.says('token');
    expect(ana.card().text).toContain(t('token.hidden'));
    expect(JSON.stringify(ana.card().json)).not.toMatch(/eyJ/);
  });

  it('is shown where the settings say so, with a warning', async () => {
    const ana = showing.person();
    await ana.comesInAs('ana');
    await ana.says('token');
    expect(ana.card().text).toContain(t('token.shown'));
    expect(ana.card().text).toMatch(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/m);
  });
});

describe('the token of a personal account', () => {
  it('is opaque: its permissions are not made up', async () => {
    const linh = world.person();
    await linh.comesInAs('linh');
    await linh.says('token');
    expect(linh.card().text).toContain(t('token.personal'));
    expect(linh.card().text).toContain(t('token.unreadable'));
  });

  it('is shown where the settings say so', async () => {
    const linh = showing.person();
    await linh.comesInAs('linh');
    await linh.says('token');
    expect(linh.card().text).toMatch(/^EwB\S+$/m);
  });
});
