// One press loses nothing that was typed: cancelling keeps a draft, and deleting and leaving are asked about once.
import { words } from '../../bot/locales';
import { request } from '../../bot/runtime/http';
import { viewCard } from '../support/card';
import { minutes, until } from '../support/clock';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { isSignedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const keptTitle = t('account.kept.title');
const dataOf = (ana: Person, title: string) =>
  ana.card().buttons.find((button) => button.title === title)?.data;

async function withDraft(options: Parameters<World['person']>[0] = {}) {
  const ana = await withOpenForm(world.person(options));
  const mail = someMail();
  await ana.clicks('Cancel', mail);
  return { ana, mail };
}

describe('Cancel', () => {
  it('keeps what stands in the fields, says so in the place of the form, and leads back to it', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail({ to: 'bao', cc: 'chi' });
    const [answer] = await ana.clicks('Cancel', mail);
    expect(answer?.how).toBe('updated');
    expect(ana.card().text).toContain(keptTitle);
    expect(ana.card().text).toContain(t('account.kept.text', mail));
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('of a form without a text closes it, and leaves no draft', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Cancel');
    expect(ana.card().text).toContain(t('account.cancelled.title'));
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.none.title'));
  });

  it('of a preview keeps the mail, and the word "send" does not send it any more', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await ana.clicks('Cancel');
    expect(ana.card().text).toContain(keptTitle);
    await ana.says('send');
    expect(arrived(world, mail)).toEqual([]);
  });

  it('of a preview makes its Send button show the mail before it goes', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Preview', mail);
    const send = dataOf(ana, 'Send');
    await ana.clicks('Cancel');
    await ana.does({ type: 'message', value: send });
    expect(ana.card().text).toContain(t('mail.preview.title'));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('of an old card, shown before its form was filled in, loses nothing', async () => {
    const ana = await withOpenForm(world.person({ channel: 'emulator' }));
    const cancel = dataOf(ana, 'Cancel');
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await ana.does({ type: 'message', value: { ...cancel, ...filledIn() } });
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('of a card of an earlier version, which brings no fields, keeps what is known', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    await ana.clicks('Preview', mail);
    await ana.does({ type: 'message', value: { verb: 'mail.cancel', formId: dataOf(ana, 'Edit')?.formId } });
    expect(ana.card().text).toContain(keptTitle);
  });

  it('of a form that is gone keeps its text all the same', async () => {
    const ana = await withOpenForm(world.person());
    const cancel = dataOf(ana, 'Cancel');
    const mail = someMail();
    await ana.says('sign out');
    await ana.does({ type: 'message', value: { ...cancel, ...mail } });
    expect(ana.card().text).toContain(t('account.kept.text', mail));
  });

  it('of a mail that failed keeps it as a draft', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status: 403 });
    await ana.clicks('Send', mail);
    await ana.clicks('Cancel');
    await ana.says('drafts');
    expect(ana.card().text).toContain(mail.subject);
  });
});

describe('Delete', () => {
  it('asks, and "Keep" keeps the draft', async () => {
    const { ana, mail } = await withDraft();
    await ana.clicks(t('drafts.drop'));
    expect(ana.card().text).toContain(t('drafts.delete.title', mail));
    await ana.clicks(t('drafts.delete.keep'));
    expect(ana.card().text).toContain(keptTitle);
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toEqual(filledIn(mail));
  });

  it('leaves the form that is being written open when it is answered with "Keep"', async () => {
    const { ana, mail } = await withDraft();
    await ana.clicks(t('drafts.goOn'));
    await ana.clicks('Preview', mail);
    await ana.says('drafts');
    await ana.clicks(t('drafts.drop'));
    await ana.clicks(t('drafts.delete.keep'));
    await ana.says('send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('deletes what it asked about, and not what was written since', async () => {
    const { ana, mail } = await withDraft();
    await ana.clicks(t('drafts.drop'));
    const sure = dataOf(ana, t('drafts.drop'));
    await ana.clicks(t('drafts.goOn'));
    await ana.clicks('Cancel', { ...mail, body: 'Much more text' });
    await ana.does({ type: 'message', value: sure });
    expect(ana.card().text).toContain(t('drafts.delete.title', mail));
    await ana.clicks(t('drafts.drop'));
    expect(ana.card().text).toContain(t('drafts.deleted.title', mail));
  });

  it('of somebody else’s draft does nothing', async () => {
    const { ana } = await withDraft();
    const { data } = ana.card().buttons.find(({ title }) => title === t('drafts.drop')) ?? {};
    const { ana: other } = await withDraft();
    await other.does({ type: 'message', value: data });
    expect(other.card().text).toContain(t('mail.gone.title'));
    await ana.says('drafts');
    expect(ana.card().text).not.toContain(t('drafts.none.title'));
  });
});

describe.each([
  ['sign out', 'signOut', 'account.signedOut.title'],
  ['forget me', 'forgetMe', 'account.forgotten.title'],
] as const)('"%s" with drafts', (said, how, done) => {
  const leave = (count: number) => t(`account.leave.${how}.button`, { count });

  it('asks, names the drafts, and leaves when its button is pressed', async () => {
    const { ana, mail } = await withDraft();
    await ana.says(said);
    expect(ana.card().text).toContain(t(`account.leave.${how}.title`, { count: 1 }));
    expect(ana.card().text).toContain(mail.subject);
    expect(await isSignedIn(ana)).toBe(true);
    await ana.clicks(leave(1));
    expect(ana.card().text).toContain(t(done));
    expect(await isSignedIn(ana)).toBe(false);
  });

  it('asks again when it is typed again, or pressed again where it was asked for', async () => {
    const { ana } = await withDraft();
    await ana.says(said);
    await ana.says(said);
    expect(ana.card().text).toContain(t(`account.leave.${how}.title`, { count: 1 }));
    for (const value of [{ verb: `account.${how}` }, { verb: `account.${how}`, formId: '' }]) {
      await ana.does({ type: 'message', value });
      expect(ana.card().text).toContain(t(`account.leave.${how}.title`, { count: 1 }));
    }
    expect(await isSignedIn(ana)).toBe(true);
  });

  it('says of an old question whose drafts are gone that there are none', async () => {
    const { ana } = await withDraft();
    await ana.says(said);
    const keep = dataOf(ana, t(`account.leave.${how}.keep`));
    await ana.clicks(leave(1));
    await ana.does({ type: 'message', value: keep });
    expect(ana.card().text).toContain(t('account.leave.noDrafts'));
  });

  it('asks once more after another draft, and after "no"', async () => {
    const { ana } = await withDraft();
    await ana.says(said);
    const sure = dataOf(ana, leave(1));
    await ana.says('send mail');
    await ana.clicks('Cancel', someMail());
    await ana.does({ type: 'message', value: sure });
    expect(ana.card().text).toContain(t(`account.leave.${how}.title`, { count: 2 }));
    await ana.clicks(t(`account.leave.${how}.keep`));
    expect(ana.card().text).toContain(t('account.leave.kept'));
    await ana.says(said);
    expect(ana.card().text).toContain(t(`account.leave.${how}.title`, { count: 2 }));
  });

  it.each(['no', 'Nope!', 'không'])('keeps everything at the word "%s", and says so once', async (no) => {
    const { ana, mail } = await withDraft();
    await ana.says(said);
    await ana.says(no);
    expect(ana.card().text).toContain(t('account.leave.kept'));
    expect(await isSignedIn(ana)).toBe(true);
    await ana.says(no);
    expect(ana.card().text).not.toContain(t('account.leave.kept'));
    await ana.says('drafts');
    expect(ana.card().text).toContain(mail.subject);
  });

  it('does not take a "no" for an answer that is said much later', async () => {
    const { ana } = await withDraft();
    await ana.says(said);
    world.clock.pass(minutes(15));
    await ana.says('no');
    expect(ana.card().text).toContain(t('help.unknown'));
  });

  it('in a group asks in the 1:1 chat', async () => {
    const { ana } = await withDraft();
    const there = world.person({ id: ana.options.id, conversationType: 'groupChat' });
    const [notice] = await there.says(said);
    expect(viewCard(notice?.activity.attachments?.[0]?.content).text).toContain(t('place.gone'));
    expect(ana.alone().card().text).toContain(t(`account.leave.${how}.title`, { count: 1 }));
  });

  it('without drafts leaves at once', async () => {
    const ana = await withOpenForm(world.person());
    await ana.says(said);
    expect(ana.card().text).toContain(t(done));
  });
});

describe('a second press while a mail is in flight', () => {
  it.each([
    ['is sent', 202, 'mail.alreadySent.title'],
    ['fails', 403, 'mail.failed.titleOf'],
  ] as const)(
    'and %s before the answer is there has its outcome as the last word',
    async (_what, status, key) => {
      const ana = await withOpenForm(world.person({ channel: 'webchat' }));
      const mail = someMail();
      const sendMail = world.standIns.graph.answerNext({
        on: 'sendMail',
        status,
        hang: true,
        accept: status === 202,
      });
      const value = { ...dataOf(ana, 'Send'), ...mail };
      const reached = (name: string, before: number) =>
        until(() => world.calls.made.slice(before).some((call) => call.name === name));
      const start = world.calls.made.length;
      const first = ana.does({ type: 'message', value });
      await reached('sendMail', start);
      let answer = () => {};
      const held = new Promise<void>((resolve) => {
        answer = resolve;
      });
      world.calls.answerNext('reply', (url, init) => held.then(() => request(url, init)));
      const before = world.calls.made.length;
      const second = ana.does({ type: 'message', value });
      await reached('reply', before);
      sendMail.release();
      await first;
      answer();
      await second;
      expect(ana.card().text).toContain(t(key, mail));
    },
  );
});
