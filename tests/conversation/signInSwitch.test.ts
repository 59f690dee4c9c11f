// Another account: chosen in place of the one that single sign-on takes, or signed in without the bot being told.
import { words } from '../../bot/locales';
import { submit, tokenExchange } from '../support/activities';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { isSignedIn, signedIn, signInCards, teamsToken, withSingleSignOn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const linhs = 'Linh Phạm <linh.pham@outlook.com>';

let world: World;
beforeAll(async () => {
  world = await startWorld({ tokenExchangeUri: 'api://bot/access' });
});
afterAll(() => world.close());

/** Somebody whom Teams signed in silently as Ana. */
async function signedInByTeams(): Promise<Person> {
  const ana = withSingleSignOn(world, world.person());
  await ana.says('sign in');
  await ana.does(tokenExchange(teamsToken));
  return ana;
}

const triesSingleSignOn = (person: Person) => 'tokenExchangeResource' in (signInCards(person).at(-1) ?? {});

describe('using another account than single sign-on takes', () => {
  it('takes one click: the card offers the button only, and says what to do if the page takes the old account', async () => {
    const person = await signedInByTeams();
    await person.clicks(t('account.other.button'));
    expect(triesSingleSignOn(person)).toBe(false);
    expect(signInCards(person).at(-1)?.text).toBe(t('signIn.otherText'));
  });

  it.each(['use another account', 'Switch account', 'đổi tài khoản'])('can be typed: %s', async (said) => {
    const person = await signedInByTeams();
    await person.says(said);
    await person.signsIn('linh');
    expect(person.card().text).toContain(t('cards.home.account', { address: 'linh.pham@outlook.com' }));
  });

  it('is not undone by a Teams client that offers its account once more', async () => {
    const person = await signedInByTeams();
    await person.says('use another account');
    expect(await person.does(tokenExchange(teamsToken))).toMatchObject({ status: 412, said: [] });
    await person.signsIn('linh');
    await person.says('send mail');
    expect(await person.does(tokenExchange(teamsToken))).toMatchObject({ status: 200, said: [] });
    const mail = someMail();
    await person.clicks('Send', mail);
    expect(arrived(world, mail)).toMatchObject([{ from: { address: 'linh.pham@outlook.com' } }]);
  });

  it('is remembered when that sign-in has ended: the next card offers the button only, too', async () => {
    const person = await signedInByTeams();
    await person.says('use another account');
    await person.signsIn('linh');
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await person.says('profile');
    await person.clicks(t('signIn.again'));
    expect(triesSingleSignOn(person)).toBe(false);
  });

  it.each(['cancel', 'sign out'])(
    'ends with "%s": the next card tries single sign-on again',
    async (said) => {
      const person = await signedInByTeams();
      await person.says('use another account');
      await person.says(said);
      await person.says('profile');
      expect(triesSingleSignOn(person)).toBe(true);
    },
  );

  it('keeps the remembered command, with the text of a mail', async () => {
    const person = world.person();
    await person.says('send mail to bao@contoso.com about Choice: see you at 12');
    await person.says('use another account');
    await person.signsIn('linh');
    expect(person.card().text).toContain(linhs);
    expect(person.card().inputs).toMatchObject({ subject: 'Choice', body: 'see you at 12' });
  });

  it('fails while the token service is down, and says so', async () => {
    const person = await signedInByTeams();
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 503 });
    await person.says('use another account');
    expect(person.card().text).toContain(t('account.signOutPending.title'));
    expect(signInCards(person)).toHaveLength(1);
    await person.says('sign in');
    expect(triesSingleSignOn(person)).toBe(false);
  });

  it('is the advice for an account without a mailbox', async () => {
    const guest = await withOpenForm(world.person(), 'bao');
    world.standIns.graph.answerNext({ on: 'sendMail', status: 404, code: 'MailboxNotEnabledForRESTAPI' });
    await guest.clicks('Send', someMail());
    expect(guest.card().text).toContain('use another account');
  });

  it('is offered where Graph finds no mailbox for the profile', async () => {
    const guest = world.person();
    await guest.comesInAs('bao');
    world.standIns.graph.answerNext({ on: 'me', status: 404, code: 'MailboxNotEnabledForRESTAPI' });
    await guest.says('profile');
    await guest.clicks(t('account.other.button'));
    expect(triesSingleSignOn(guest)).toBe(false);
  });
});

describe('an account that signed in without the bot being told', () => {
  /** Signed in as Ana, with an older card still on the screen. */
  async function withOlderCard(channel: string): Promise<{ ana: Person; link: string }> {
    const ana = world.person({ channel });
    await ana.says('sign in');
    const link = ana.signInLink();
    await ana.signsIn('ana');
    return { ana, link };
  }
  /** Linh signs in with the older card, and the event never reaches the bot. */
  const comesInUnheard = async (link: string) => {
    await world.standIns.tokenService.completeSignIn(link, 'linh');
  };

  it('is noticed at the next form: "From" names the account that sends', async () => {
    const { ana, link } = await withOlderCard('webchat');
    await comesInUnheard(link);
    await ana.says('send mail');
    expect(ana.card().text).toContain(linhs);
    const mail = someMail();
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(linhs);
    expect(arrived(world, mail)).toMatchObject([{ from: { address: 'linh.pham@outlook.com' } }]);
  });

  it('does not send a form of the account before: the text comes back with the new sender', async () => {
    const { ana, link } = await withOlderCard('webchat');
    await ana.says('send mail');
    await comesInUnheard(link);
    const mail = someMail();
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(linhs);
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });

  it('does not lose a mail typed in one line', async () => {
    const { ana, link } = await withOlderCard('webchat');
    await comesInUnheard(link);
    await ana.says('send mail to bao@contoso.com about Unheard: see you at 12');
    expect(ana.card().text).toContain(linhs);
    expect(ana.card().inputs).toMatchObject({ subject: 'Unheard', body: 'see you at 12' });
  });

  it('is noticed in Teams, too, when Graph was down while its code came', async () => {
    const ana = await signedIn(world);
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    await ana.says('sign in');
    world.standIns.graph.answerNext({ on: 'me', status: 503 });
    await ana.signsIn('linh');
    await ana.says('send mail');
    expect(ana.card().text).toContain(linhs);
  });

  it('costs no call while nothing changed', async () => {
    const { ana } = await withOlderCard('webchat');
    expect(await world.calls.during(() => ana.says('send mail'))).toEqual(['GetToken', 'reply']);
  });
});

describe('a mail typed in one line while signed out', () => {
  it('is kept when another account signs in than the one before', async () => {
    const ana = await signedIn(world);
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    expect(await isSignedIn(ana)).toBe(false);
    await ana.says('send mail to bao@contoso.com about Nobody: see you at 12');
    await ana.signsIn('linh');
    expect(ana.card().text).toContain(linhs);
    expect(ana.card().inputs).toMatchObject({ subject: 'Nobody', body: 'see you at 12' });
  });

  it('is not kept when it was submitted as the account before', async () => {
    const ana = await withOpenForm(world.person());
    const formId = ana.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data.formId;
    world.standIns.graph.answerNext({ on: 'me', status: 401 });
    await ana.says('profile');
    await ana.does(submit({ verb: 'mail.send', formId, ...someMail() }));
    await ana.signsIn('linh');
    expect(ana.card().inputs).toEqual(filledIn());
  });
});
