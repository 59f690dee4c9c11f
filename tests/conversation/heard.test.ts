// What is heard of each card, and what our page is told of it: a mail's way through all its states, in every language.
import { languages, type PhraseName, phrasesOf, words } from '../../bot/locales';
import type { Said } from '../support/connector';
import { someMail } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const adaptiveCard = 'application/vnd.microsoft.card.adaptive';
const contentOf = ({ activity }: Said) =>
  activity.attachments?.find(({ contentType }) => contentType === adaptiveCard)?.content;
/** A sentence has an end. */
const whole = /[.?!。？！]$/;
/** What the newest message says, and its mark. */
const newest = (ana: Person) => {
  const said = ana.heard().at(-1) as Said;
  return { speak: String(contentOf(said)?.speak ?? ''), mark: said.activity.channelData?.card };
};

describe.each(languages)('in Web Chat, in %s', (language) => {
  const { t } = words(language);
  const shown = (name: PhraseName) => phrasesOf(language, name)[0] ?? '';
  const [compose, drafts, sent, signOut] = [
    shown('compose'),
    shown('drafts'),
    shown('sent'),
    shown('signOut'),
  ];
  const menus = (['help', 'token', 'profile'] as const).map(shown);
  const cards = 'cards.mailForm';
  const form = (state: string) => ({ about: expect.any(String), state });
  let ana: Person;

  beforeAll(async () => {
    ana = world.person({ channel: 'webchat', locale: language });
  });

  it('a sign-in is marked, and what follows it ends it', async () => {
    await ana.says(compose);
    expect(newest(ana).mark).toEqual({ about: 'signIn', state: 'asked' });
    await ana.signsIn('ana');
    const from = 'Ana Nguyen <ana@contoso.com>';
    expect(newest(ana)).toEqual({
      speak: t('heard.form', { from }),
      mark: { ...form('open'), ends: 'signIn' },
    });
  });

  it('a form that comes back names the fields to mend', async () => {
    await ana.clicks(t(`${cards}.send`), { subject: 'Lunch' });
    const fields = new Intl.ListFormat(language).format([t(`${cards}.to`), t(`${cards}.body`)]);
    expect(newest(ana)).toEqual({ speak: t('heard.check', { fields }), mark: form('open') });
  });

  it('a preview says that nothing is sent, and a receipt that it was, to whom and what', async () => {
    const mail = someMail({ to: 'Bao Tran <bao@contoso.com>' });
    const heard = { to: 'Bao Tran', subject: mail.subject };
    await ana.clicks(t(`${cards}.preview`), mail);
    expect(newest(ana).speak).toContain(t('heard.preview', heard));
    const { mark } = newest(ana);
    expect(mark).toEqual(form('preview'));
    await ana.clicks(t('mail.preview.send'));
    expect(newest(ana)).toEqual({ speak: t('heard.sent', heard), mark: { ...mark, state: 'sent' } });
  });

  it.each([
    ['failed', 403],
    ['unknown', 504],
  ] as const)('a mail whose state is %s says so, whole', async (state, status) => {
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status });
    await ana.says(compose);
    await ana.clicks(t(`${cards}.send`), mail);
    const { speak, mark } = newest(ana);
    expect(mark).toEqual(form(state));
    expect(speak).toContain(mail.subject);
    if (state === 'failed') expect(speak).toContain(t('heard.failed', { ...mail, to: mail.to }));
  });

  it('what is kept, asked about, deleted and closed says so', async () => {
    const states: string[] = [];
    const press = async (title: string, typed = {}) => {
      await ana.clicks(title, typed);
      states.push(newest(ana).mark.state);
      expect(newest(ana).speak).toMatch(whole);
    };
    await ana.says(compose);
    await press(t(`${cards}.cancel`), someMail());
    await press(t('drafts.drop'));
    await press(t('drafts.drop'));
    await ana.says(compose);
    await press(t(`${cards}.cancel`));
    expect(states).toEqual(['kept', 'question', 'deleted', 'cancelled']);
  });

  it('lists say how many', async () => {
    for (const _ of [1, 2]) {
      await ana.says(compose);
      await ana.clicks(t(`${cards}.cancel`), someMail());
    }
    await ana.says(drafts);
    expect(newest(ana)).toEqual({ speak: t('heard.drafts', { count: 2 }), mark: { state: 'notice' } });
    await ana.says(sent);
    expect(newest(ana).speak).toMatch(/\d/);
  });

  it('a form that another account takes over names the one it was', async () => {
    await ana.says(compose);
    await ana.clicks(t(`${cards}.preview`), someMail());
    const { about } = newest(ana).mark;
    await ana.says(shown('otherAccount'));
    await ana.signsIn('linh');
    expect(newest(ana).mark).toEqual({ ...form('open'), former: about, ends: 'signIn' });
  });

  it('leaving asks, and is done', async () => {
    await ana.says(signOut);
    expect(newest(ana).mark).toEqual({ about: 'signOut', state: 'asked' });
    await ana.clicks(t('account.leave.signOut.button', { count: 1 }));
    expect(newest(ana).mark).toEqual({ about: 'signOut', state: 'done' });
  });

  it('every card had its sentences, in the language of the chat', async () => {
    for (const menu of menus) await ana.says(menu);
    await ana.comesInAs('ana');
    const all = ana.heard().filter(contentOf);
    expect(all.filter((said) => !whole.test(String(contentOf(said)?.speak)))).toEqual([]);
    expect(all.every(({ activity }) => activity.channelData?.card?.state)).toBe(true);
  });
});

it.each(['msteams', 'emulator'])('on %s cards are heard too, and have no mark', async (channel) => {
  const ana = world.person({ channel });
  await ana.says('help');
  expect(newest(ana)).toEqual({ speak: expect.stringContaining('send mail'), mark: undefined });
});
