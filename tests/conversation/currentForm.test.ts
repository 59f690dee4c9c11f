// The current form: "send", "edit" and "cancel" act on the mail that the person saw last, and on no other.
import { words } from '../../bot/locales';
import { minutes, until } from '../support/clock';
import { directory } from '../support/directory';
import { arrived, filledIn, reasonAt, someMail, type Typed } from '../support/mails';
import type { Person } from '../support/person';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

/** Somebody who saw the preview of one mail, and then that of another. */
async function withTwoPreviews(): Promise<{ ana: Person; first: Typed; second: Typed }> {
  const ana = await signedIn(world);
  const [first, second] = [someMail(), someMail()];
  for (const mail of [first, second]) {
    await ana.says('send mail');
    await ana.clicks('Preview', mail);
    world.clock.pass(1_000);
  }
  return { ana, first, second };
}

/** Does something while a mail is being sent and Graph has not answered. */
async function whileSending(send: () => Promise<unknown>, work: () => Promise<unknown>): Promise<void> {
  const before = world.calls.made.length;
  const { release } = world.standIns.graph.answerNext({ on: 'sendMail', hang: true });
  const sending = send();
  await until(() => world.calls.made.slice(before).some(({ name }) => name === 'sendMail'));
  await work();
  release();
  await sending;
}

describe('a word that is delivered again', () => {
  it('"send" does not send the mail that is shown by then', async () => {
    const { ana, second } = await withTwoPreviews();
    await ana.says('send', { id: 'once' });
    const third = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', third);
    expect(await ana.says('send', { id: 'once' })).toEqual([]);
    expect([arrived(world, second).length, arrived(world, third).length]).toEqual([1, 0]);
    await ana.says('send');
    expect(arrived(world, third)).toHaveLength(1);
  });

  it('"send" that found nothing to send, or showed a preview first, sends nothing when it comes again', async () => {
    const ana = await signedIn(world);
    await ana.says('send', { id: 'nothing' });
    const mail = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', mail);
    await ana.says('send', { id: 'nothing' });
    world.clock.pass(minutes(16));
    await ana.says('send', { id: 'late' });
    await ana.says('send', { id: 'late' });
    expect(arrived(world, mail)).toEqual([]);
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('"send" sends nothing of what was begun after "forget me"', async () => {
    const { ana } = await withTwoPreviews();
    await ana.says('send', { id: 'before' });
    await ana.says('forget me');
    await ana.comesInAs('ana');
    const mail = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', mail);
    await ana.says('send', { id: 'before' });
    expect(arrived(world, mail)).toEqual([]);
  });

  it('"cancel" does not cancel the mail that was begun since', async () => {
    const { ana } = await withTwoPreviews();
    await ana.says('cancel', { id: 'twice' });
    const third = someMail();
    await ana.says('send mail');
    await ana.clicks('Preview', third);
    expect(await ana.says('cancel', { id: 'twice' })).toEqual([]);
    await ana.says('send');
    expect(arrived(world, third)).toHaveLength(1);
  });

  it('"Send" does not send what was mended after it failed', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail');
    const mail = someMail();
    const { verb, formId } = ana.card().buttons.find(({ data }) => data.verb === 'mail.send')?.data ?? {};
    const press = { type: 'message', id: 'press', value: { ...mail, verb, formId } };
    world.standIns.graph.answerNext({ on: 'sendMail', status: 403, code: 'ErrorAccessDenied' });
    await ana.does(press);
    await ana.clicks('Preview', { ...mail, body: 'mended' });
    expect((await ana.does(press)).said).toEqual([]);
    expect(arrived(world, mail)).toEqual([]);
  });
});

describe('"send"', () => {
  it('delivered twice sends one mail, not two', async () => {
    const { ana, first, second } = await withTwoPreviews();
    await ana.says('send', { id: 'the same' });
    await ana.says('send', { id: 'the same' });
    expect([arrived(world, first).length, arrived(world, second).length]).toEqual([0, 1]);
  });

  it('said again while the mail is being sent sends no other mail, and says that it is being sent', async () => {
    const { ana, first } = await withTwoPreviews();
    await whileSending(
      () => ana.says('send'),
      () => ana.says('send'),
    );
    expect(arrived(world, first)).toEqual([]);
    const summaries = ana.heard().map(({ activity }) => activity.summary);
    expect(summaries).toContainEqual(expect.stringContaining(t('mail.sending.title')));
  });

  it.each(['cancel', 'drafts'])(
    'after "cancel" and "%s" sends no older draft, as nobody can tell which one is meant',
    async (word) => {
      const { ana, first, second } = await withTwoPreviews();
      await ana.says('cancel');
      await ana.says(word);
      await ana.says('send');
      expect([arrived(world, first), arrived(world, second)]).toEqual([[], []]);
      expect(ana.card().text).toContain(word === 'cancel' ? t('cards.drafts.title') : first.subject);
    },
  );

  it('after a quarter of an hour shows the mail once more', async () => {
    const { ana, second } = await withTwoPreviews();
    world.clock.pass(minutes(15));
    await ana.says('send');
    expect([ana.card().text.includes(t('mail.preview.title')), arrived(world, second)]).toEqual([true, []]);
    await ana.says('send');
    expect(arrived(world, second)).toHaveLength(1);
  });

  it.each([
    ['after a preview that did not get through', ''],
    ['after a sign-in whose preview did not get through', 'signs in'],
  ])('%s shows the preview: nobody has seen the address that was found', async (_when, how) => {
    const ana = await signedIn(world);
    await ana.says('send mail to Chi about Unseen: see you at 12');
    if (!how) {
      await ana.says('send');
      await ana.signsIn('ana');
      await ana.says('edit');
      world.connector.answerNext(500);
      await ana.says('send');
    } else {
      await ana.says('send');
      world.connector.answerNext(500);
      await ana.signsIn('ana');
    }
    await ana.says('send');
    expect(world.standIns.mailbox.messages.filter(({ subject }) => subject === 'Unseen')).toEqual([]);
    expect(ana.card().text).toContain('chi.le@contoso.com');
  });

  it.each(['Send?', 'gửi?'])('as a question, "%s", sends nothing', async (word) => {
    const { ana, second } = await withTwoPreviews();
    await ana.says(word);
    expect(arrived(world, second)).toEqual([]);
  });

  it('in a channel shows the mail in private, and sends nothing', async () => {
    const { ana, second } = await withTwoPreviews();
    const there = world.person({ id: ana.options.id, conversationType: 'channel' });
    await there.says('send');
    expect(arrived(world, second)).toEqual([]);
    expect(there.alone().card().text).toContain(t('mail.preview.title'));
  });

  it('is offered on a form that a one-line mail has filled in, and on no other', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail to bao@contoso.com about Lunch: at 12');
    expect(ana.card().text).toContain(t('mail.sayable'));
    await ana.says('edit');
    expect(ana.card().text).not.toContain(t('mail.sayable'));
  });
});

describe('"cancel"', () => {
  it('while a mail is being sent drops no draft, and says that it is being sent', async () => {
    const { ana, first } = await withTwoPreviews();
    await whileSending(
      () => ana.says('send'),
      async () => {
        await ana.says('cancel');
        expect(ana.card().text).toContain(t('mail.sending.title'));
      },
    );
    await ana.says('drafts');
    expect(ana.card().text).toContain(first.subject);
  });

  it('pressed on the form of a mail that is being sent says that it is being sent', async () => {
    const ana = await signedIn(world);
    await ana.says('send mail');
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await whileSending(
      () => ana.clicks('Send'),
      async () => {
        await ana.clicks('Cancel');
        expect(ana.card().text).toContain(t('mail.sending.title'));
      },
    );
  });

  it('names the mail that stays as a draft', async () => {
    const { ana, second } = await withTwoPreviews();
    await ana.says('cancel');
    expect(ana.card().text).toContain(t('account.kept.text', { subject: second.subject }));
  });

  it('while a sign-in to the directory is pending ends that sign-in and keeps the mail', async () => {
    const ana = await signedIn(world);
    const mail = someMail({ to: 'Chi' });
    await ana.says('send mail');
    await ana.clicks('Send', mail);
    await ana.says('cancel');
    expect(reasonAt(ana, 'to')).toBe(t('mail.problem.addressNeeded', { names: 'Chi' }));
    expect(ana.card().inputs).toEqual(filledIn(mail));
    await ana.clicks('Send', { to: 'chi.le@contoso.com' });
    expect(arrived(world, mail)).toHaveLength(1);
  });
});

describe('a sign-in to the directory', () => {
  const asked = async () => {
    const ana = await signedIn(world);
    const mail = someMail({ to: 'Chi' });
    await ana.says('send mail');
    await ana.clicks('Send', mail);
    return { ana, mail };
  };

  it('for a mail that was cancelled leads home', async () => {
    const { ana } = await asked();
    await ana.clicks('Cancel');
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('cards.home.hint'));
  });

  it('for a mail that was sent meanwhile says so', async () => {
    const { ana, mail } = await asked();
    await ana.clicks('Send', { ...mail, to: 'chi.le@contoso.com' });
    await ana.signsIn('ana');
    expect(ana.card().text).toContain(t('mail.alreadySent.title', { subject: mail.subject }));
  });
});
