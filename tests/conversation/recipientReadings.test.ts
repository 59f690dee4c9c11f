// Recipients that may be read in two ways, and addresses that look like slips: asked about before anything is sent.
import { words } from '../../bot/locales';
import { elementsOf } from '../support/card';
import { directory } from '../support/directory';
import { arrived, reasonAt, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signInCards } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

const choices = (person: Person) =>
  elementsOf(person.card(), 'Input.ChoiceSet')
    .filter(({ id }) => String(id).startsWith('pick'))
    .flatMap((set) => set.choices as { title: string; value: string }[]);

const chosen = (person: Person, title: string) =>
  choices(person).find((choice) => choice.title === title)?.value ?? '';

const typed = 'Ana, Chi <chi@contoso.com>';
const one = t('mail.choose.one', { people: '"Ana, Chi" <chi@contoso.com>' });
const separate = t('mail.choose.separate', { people: '"Ana", "Chi" <chi@contoso.com>' });

describe('"Last, First <address>"', () => {
  it.each(['to', 'cc', 'bcc'])('is one person in %s, and nobody is looked up', async (field) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ [field]: 'Nguyen, Ana (Sales) <ana.nguyen@contoso.com>' });
    const calls = await world.calls.during(() => ana.clicks('Send', mail));
    expect(arrived(world, mail)[0]).toMatchObject({
      [field]: [{ name: 'Nguyen, Ana (Sales)', address: 'ana.nguyen@contoso.com' }],
    });
    expect(calls).not.toContain('users');
    expect(signInCards(ana)).toHaveLength(1);
  });

  it('is one person in one line', async () => {
    const ana = await withOpenForm(world.person());
    const { subject } = someMail();
    await ana.says(
      `send mail to Nguyen, Ana <ana.nguyen@contoso.com>; Tran, Bao <bao@contoso.com> about ${subject}: hi`,
    );
    await ana.says('send');
    expect(arrived(world, someMail({ subject }))[0]?.to).toEqual([
      { name: 'Nguyen, Ana', address: 'ana.nguyen@contoso.com' },
      { name: 'Tran, Bao', address: 'bao@contoso.com' },
    ]);
  });
});

describe('a text with two readings', () => {
  it('is asked about, and neither mailed nor looked up', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: typed });
    await ana.clicks('Send', mail);
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.twoReadings', { entry: typed }));
    expect(choices(ana).map(({ title }) => title)).toEqual([one, separate]);
    expect([arrived(world, mail), signInCards(ana)]).toEqual([[], [expect.anything()]]);
  });

  it('is mailed as the one person that is chosen', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: typed });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { pick0: chosen(ana, one) });
    expect(arrived(world, mail)[0]?.to).toEqual([{ name: 'Ana, Chi', address: 'chi@contoso.com' }]);
  });

  it('is looked up when two people are chosen', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: typed });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { pick0: chosen(ana, separate) });
    expect(signInCards(ana).at(-1)?.text).toBe(t('signIn.directoryText'));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('is asked about again when nothing is chosen', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: typed });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { pick0: '' });
    expect(choices(ana)).toHaveLength(2);
    expect(arrived(world, mail)).toEqual([]);
  });

  it('typed in one line opens the form with the question, and "send" does not send it', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: typed });
    await ana.says(`send mail to ${typed} about ${mail.subject}: ${mail.body}`);
    expect(choices(ana).map(({ title }) => title)).toEqual([one, separate]);
    await ana.says('send');
    expect(choices(ana)).toHaveLength(2);
    expect(arrived(world, mail)).toEqual([]);
  });

  it('is asked of a personal account, too, and in Vietnamese', async () => {
    const linh = await withOpenForm(world.person({ locale: 'vi' }), 'linh');
    await linh.clicks(words('vi').t('cards.mailForm.send'), someMail({ to: typed }));
    expect(choices(linh)[0]?.title).toBe(
      words('vi').t('mail.choose.one', { people: '"Ana, Chi" <chi@contoso.com>' }),
    );
  });
});

describe('an address that looks like a slip', () => {
  const meant = 'ana@gmail.com';
  const slip = 'ana@gmial.com';
  const question = t('mail.problem.nearMiss', { entry: slip, meant, count: 1 });

  it.each(['Send', 'Preview'])('is asked about once on "%s", and then taken as it is', async (button) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: `bao@contoso.com, ${slip}` });
    await ana.clicks(button, mail);
    expect(reasonAt(ana, 'to')).toBe(question);
    expect(arrived(world, mail)).toEqual([]);
    await ana.clicks(button);
    if (button === 'Preview') await ana.clicks('Send');
    expect(arrived(world, mail)[0]?.to).toEqual([{ address: 'bao@contoso.com' }, { address: slip }]);
  });

  it('is asked about for each address of its own', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: slip });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { ...mail, cc: 'bao@hotmial.com' });
    expect(reasonAt(ana, 'cc')).toBe(
      t('mail.problem.nearMiss', { entry: 'bao@hotmial.com', meant: 'bao@hotmail.com', count: 1 }),
    );
    expect(reasonAt(ana, 'to')).toBeUndefined();
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is asked about when it was typed in one line and "send" is said', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: slip });
    await ana.says(`send mail to ${slip} about ${mail.subject}: ${mail.body}`);
    await ana.says('send');
    expect(reasonAt(ana, 'to')).toBe(question);
    expect(arrived(world, mail)).toEqual([]);
  });

  it('is asked about with every other one, and in each field', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: `${slip}, bao@hotmial.com`, cc: slip });
    await ana.clicks('Send', mail);
    const both = { entry: `${slip}, bao@hotmial.com`, meant: `${meant}, bao@hotmail.com`, count: 2 };
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.nearMiss', both));
    await ana.clicks('Send', { to: 'bao@contoso.com' });
    expect([reasonAt(ana, 'to'), reasonAt(ana, 'cc')]).toEqual([undefined, question]);
    await ana.clicks('Send');
    expect(arrived(world, mail)[0]).toMatchObject({ cc: [{ address: slip }] });
  });

  it('is not taken for right by a second press on the same card', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail({ to: slip });
    const { data } = ana.card().buttons.find(({ title }) => title === 'Send') ?? {};
    const press = () => ana.does({ type: 'message', value: { ...data, ...mail } });
    await Promise.all([press(), press()]);
    await press();
    expect([reasonAt(ana, 'to'), arrived(world, mail)]).toEqual([question, []]);
  });

  it('is not taken for right when the question never arrived', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: slip });
    world.connector.answerNext(403, 403);
    await ana.clicks('Send', mail);
    await ana.clicks('Send', mail);
    expect([reasonAt(ana, 'to'), arrived(world, mail)]).toEqual([question, []]);
  });

  it('that was taken for right is not asked about again after a failed send', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: slip });
    await ana.clicks('Send', mail);
    world.standIns.graph.answerNext({ on: 'sendMail', status: 403 });
    await ana.clicks('Send');
    expect(reasonAt(ana, 'to')).toBeUndefined();
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('is shown by the word "send" before it goes', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: slip });
    await ana.says(`send mail to ${slip} about ${mail.subject}: ${mail.body}`);
    await ana.says('send');
    await ana.says('send');
    expect([ana.card().text, arrived(world, mail)]).toEqual([expect.stringContaining(slip), []]);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('can be mended', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: slip });
    await ana.clicks('Send', mail);
    await ana.clicks('Send', { ...mail, to: meant });
    expect(arrived(world, mail)[0]?.to).toEqual([{ address: meant }]);
  });
});
