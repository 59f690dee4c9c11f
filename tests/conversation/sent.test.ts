// "sent" lists the last mails with their outcomes, never their text.
import { words } from '../../bot/locales';
import { mentioning } from '../support/activities';
import { hours, seconds } from '../support/clock';
import { rowsOf, sends, statesOf, subjectsOf } from '../support/lists';
import { addresses, someMail } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const sent = t('sent.state.sent');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('the list of sent mails', () => {
  it.each(['sent', 'sent mails', 'Sent mail', 'outbox', 'history', 'đã gửi', 'thư đã gửi'])(
    'is what "%s" shows',
    async (said) => {
      const ana = await signedIn(world);
      const { subject } = await sends(world, ana);
      await ana.says(said);
      expect(statesOf(ana)).toEqual([[subject, sent]]);
    },
  );

  it.each(['send mail', 'send mails'])('is not what "%s" shows', async (said) => {
    const ana = await signedIn(world);
    await ana.says(said);
    expect(ana.card().inputs).toHaveProperty('subject');
  });

  it('costs one call, the reply', async () => {
    const ana = await signedIn(world);
    await sends(world, ana);
    expect(await world.calls.during(() => ana.says('sent'))).toEqual(['reply']);
  });

  it('is shown to somebody who signed out, too', async () => {
    const ana = await signedIn(world);
    const { subject } = await sends(world, ana);
    await ana.says('sign out');
    await ana.says('sent');
    expect(statesOf(ana)).toEqual([[subject, sent]]);
  });

  it('has recipients and time of each mail', async () => {
    const ana = await signedIn(world);
    const at = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
    const time = at.format(world.clock.now());
    const { subject } = await sends(world, ana, { to: 'Bao <bao@contoso.com>' });
    world.clock.pass(seconds(600));
    await ana.says('sent');
    expect(rowsOf(ana)).toEqual([
      [subject, sent, ` · ${time} UTC`, t('mail.toWhom', { to: 'Bao <bao@contoso.com>' }), t('mail.again')],
    ]);
  });

  it('names three recipients, and counts the others', async () => {
    const ana = await signedIn(world);
    await sends(world, ana, { to: addresses(5) });
    await ana.says('sent');
    expect(rowsOf(ana)[0]?.[3]).toBe(
      t('mail.toWhom', { to: `${addresses(3)}, ${t('list.people', { count: 2 })}` }),
    );
  });

  it('has the newest first', async () => {
    const ana = await signedIn(world);
    const [first, second] = [await sends(world, ana), await sends(world, ana)];
    await ana.says('sent');
    expect(subjectsOf(ana)).toEqual([second.subject, first.subject]);
  });

  it('has no message text', async () => {
    const ana = await signedIn(world);
    const { body } = await sends(world, ana, {}, { status: 403 });
    await ana.says('sent');
    expect(JSON.stringify(ana.card().json)).not.toContain(body);
  });

  it('has nobody else’s mails', async () => {
    await sends(world, await signedIn(world));
    const linh = world.person();
    await linh.says('sent');
    expect(linh.card().text).toContain(t('sent.none.title'));
  });

  it('forgets after 30 days', async () => {
    const ana = await signedIn(world);
    await sends(world, ana);
    world.clock.pass(hours(30 * 24));
    await ana.says('sent');
    expect(ana.card().text).toContain(t('sent.none.title'));
  });

  it('leads to the drafts when there are some', async () => {
    const ana = await signedIn(world);
    await sends(world, ana);
    await ana.says('send mail to bao about Supper');
    await ana.says('sent');
    await ana.clicks(t('drafts.button'));
    expect(ana.card().text).toContain('Supper');
  });

  it('does not mention drafts when there are none', async () => {
    const ana = await signedIn(world);
    await sends(world, ana);
    await ana.says('sent');
    expect(ana.card().buttons.map(({ title }) => title)).toEqual([t('mail.again'), t('mail.newForm')]);
  });
});

describe('before anything was sent', () => {
  it('a person is told so, and offered a form', async () => {
    const ana = await signedIn(world);
    await ana.says('sent');
    expect(ana.card().text).toContain(t('sent.none.title'));
    await ana.clicks(t('mail.newForm'));
    expect(ana.card().inputs).toHaveProperty('subject');
  });
});

describe('twenty mails', () => {
  // An account may try thirty times an hour.
  beforeEach(() => world.clock.pass(hours(1)));
  afterAll(() => world.clock.pass(hours(1)));

  const long = 'Ánh "Nguyễn" 👩‍👩‍👧 \u0001';

  async function withLongFailures(count: number) {
    const ana = world.person({ locale: 'vi-VN' });
    await ana.comesInAs('ana');
    const vi = words('vi');
    const mail = someMail({ subject: long.repeat(10), to: addresses(9).replaceAll('p', 'p'.repeat(60)) });
    for (let n = 0; n < count; n++) {
      await ana.says('send mail');
      world.standIns.graph.answerNext({ on: 'sendMail', status: 403, code: 'ErrorAccessDenied' });
      await ana.clicks(vi.t('cards.mailForm.send'), mail);
    }
    return ana;
  }

  it('that failed, with long subjects and recipients, are shown in several cards', async () => {
    const ana = await withLongFailures(20);
    const { t } = words('vi');
    await ana.says('sent');
    let rows = rowsOf(ana).length;
    while (ana.card().buttons.some(({ title }) => title === t('list.older'))) {
      expect(JSON.stringify(ana.card().json).length * 2).toBeLessThan(28 * 1024);
      await ana.clicks(t('list.older'));
      rows += rowsOf(ana).length;
    }
    expect(rows).toBe(20);
  });

  it('are shown, and no more', async () => {
    const ana = await signedIn(world);
    await sends(world, ana, {}, { status: 504 });
    for (let n = 0; n < 20; n++) await sends(world, ana);
    await ana.says('sent');
    expect(statesOf(ana).filter(([, state]) => state === sent)).toHaveLength(19);
  });
});

describe('in a group', () => {
  it('sent mails are listed in the 1:1 chat, and nothing of them is said here', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    await ana.alone().comesInAs('ana');
    const { subject } = await sends(world, ana.alone());
    await ana.does(mentioning('sent'));
    expect(statesOf(ana.alone())).toEqual([[subject, sent]]);
    expect(JSON.stringify(ana.heard().map(({ activity }) => activity))).not.toContain(subject);
  });
});
