// A mail is sent once, as the person who clicked, from their own form: whatever is clicked, repeated or made up.
import { randomUUID } from 'node:crypto';
import { words } from '../../bot/locales';
import { submit } from '../support/activities';
import { until } from '../support/clock';
import { lastTurn } from '../support/log';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const formIdOf = (somebody: Person) =>
  somebody.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data.formId;

describe('a send', () => {
  it('costs GetToken, sendMail and the reply', async () => {
    const ana = await withOpenForm(world.person());
    const calls = await world.calls.during(() => ana.clicks('Send', someMail()));
    expect(calls).toEqual(['GetToken', 'sendMail', 'reply']);
  });

  it('carries the token the token service gave for this person', async () => {
    const linh = await withOpenForm(world.person(), 'linh');
    const mail = someMail();
    await linh.clicks('Send', mail);
    expect(arrived(world, mail)[0]?.from.address).toBe('linh.pham@outlook.com');
  });
});

describe('a mail goes out once', () => {
  it('when Send is clicked twice at the same moment', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await Promise.all([ana.clicks('Send', mail), ana.clicks('Send', mail)]);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('when Send is clicked again while Outlook has not answered, and the person is told so', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const value = { verb: 'mail.send', formId: formIdOf(ana), ...mail };
    const before = world.calls.made.length;
    const { release } = world.standIns.graph.answerNext({ on: 'sendMail', hang: true });
    const first = ana.does(submit(value));
    await until(() => world.calls.made.slice(before).some(({ name }) => name === 'sendMail'));
    await ana.does(submit(value));
    expect(ana.card().text).toContain(t('mail.sending.title'));
    release();
    await first;
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it.each(['msteams', 'webchat'])('when Send is clicked on the form again later, on %s', async (channel) => {
    const ana = await withOpenForm(world.person({ channel }));
    const mail = someMail();
    const value = { verb: 'mail.send', formId: formIdOf(ana), ...mail };
    await ana.does(submit(value));
    await ana.does(submit({ ...value, subject: 'changed meanwhile' }));
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
    expect(arrived(world, { ...mail, subject: 'changed meanwhile' })).toEqual([]);
  });

  it('when the channel delivers the same activity twice', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const activity = {
      ...submit({ verb: 'mail.send', formId: formIdOf(ana), ...mail }),
      id: randomUUID(),
    };
    await ana.does(activity);
    await ana.does(activity);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('when the receipt did not get through and Send is clicked again', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.connector.answerNext(500, 500);
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('failure.receipt'));
    await ana.clicks('Send', mail);
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('a form is never mailed', () => {
  it('when it is made up; what was typed comes back in a new one that works', async () => {
    const ana = await signedIn(world);
    const mail = someMail();
    await ana.does(submit({ verb: 'mail.send', formId: 'made-up', ...mail }));
    expect(ana.card().text).toContain(t('mail.noForm'));
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('when it has no id', async () => {
    const ana = await signedIn(world);
    const mail = someMail();
    await ana.does(submit({ verb: 'mail.send', ...mail }));
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });

  it('when it is another person’s, whose own form stays untouched', async () => {
    const ana = await withOpenForm(world.person());
    const eve = world.person();
    await eve.comesInAs('linh');
    const [hers, evil] = [someMail(), someMail()];
    await eve.does(submit({ verb: 'mail.send', formId: formIdOf(ana), ...evil }));
    await ana.clicks('Send', hers);
    expect([arrived(world, evil), arrived(world, hers)]).toEqual([[], [expect.anything()]]);
  });

  it('when it was cancelled', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    await ana.clicks('Cancel');
    await ana.clicks('Send', mail);
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });

  it('when it is a day old', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.clock.pass(24 * 3_600_000);
    await ana.clicks('Send', mail);
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
  });

  it('by a sign-in, which only brings the form back', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const value = { verb: 'mail.send', formId: formIdOf(ana), ...mail };
    await ana.says('sign out');
    await ana.does(submit(value));
    await ana.signsIn('ana');
    expect([ana.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
    await ana.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('who sends', () => {
  it('is never what the card says', async () => {
    const eve = await withOpenForm(world.person(), 'linh');
    const mail = someMail();
    const claims = { from: 'ana@contoso.com', userId: 'ana', id: 'ana', token: 'x', account: 'ana' };
    await eve.does(submit({ verb: 'mail.send', formId: formIdOf(eve), ...claims, ...mail }));
    expect(arrived(world, mail)[0]?.from.address).toBe('linh.pham@outlook.com');
  });

  it('is a person of one channel: the same id on another is somebody else', async () => {
    const ana = await withOpenForm(world.person({ channel: 'msteams' }));
    const other = world.person({ channel: 'webchat', id: ana.options.id });
    await other.does(submit({ verb: 'mail.send', formId: formIdOf(ana), ...someMail() }));
    expect(lastTurn(world).outcome).not.toBe('sent');
  });
});

describe('Cancel on a form that was sent', () => {
  it('does not deny the sending', async () => {
    const ana = await withOpenForm(world.person({ channel: 'webchat' }));
    const mail = someMail();
    await ana.clicks('Send', mail);
    await ana.clicks('Cancel');
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
  });
});
