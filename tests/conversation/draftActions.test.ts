// What a person can do with a draft in the list: continue, send and drop it; and what does not count as a draft.
import { words } from '../../bot/locales';
import { subjectsOf, withDrafts } from '../support/lists';
import { arrived, someMail, withOpenForm } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('a draft', () => {
  it('is continued with a click, with its text', async () => {
    const mail = { to: 'bao', subject: 'Lunch', body: 'See you at 12' };
    const ana = await withDrafts(world, { subject: 'Other' }, mail);
    await ana.says('drafts');
    await ana.clicks(t('drafts.goOn'));
    expect(ana.card().inputs).toMatchObject(mail);
  });

  it('that was continued can be sent', async () => {
    const mail = someMail();
    const ana = await withDrafts(world, { ...mail, to: 'bao' });
    await ana.says('drafts');
    await ana.clicks(t('drafts.goOn'));
    await ana.clicks('Send', { to: mail.to });
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('that was sent is a draft no longer', async () => {
    const ana = await withOpenForm(world.person());
    await ana.clicks('Send', someMail());
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.none.title'));
  });

  it('is deleted after a question, and the others stay', async () => {
    const ana = await withDrafts(world, { subject: 'First' }, { subject: 'Second' });
    await ana.says('drafts');
    await ana.clicks(t('drafts.drop'));
    expect(ana.card().text).toContain(t('drafts.delete.title', { subject: 'Second' }));
    await ana.clicks(t('drafts.drop'));
    expect(ana.card().text).toContain(t('drafts.deleted.title', { subject: 'Second' }));
    await ana.says('drafts');
    expect(subjectsOf(ana)).toEqual(['First']);
  });

  it('is not a form that nothing was typed into', async () => {
    const ana = await withOpenForm(world.person());
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.none.title'));
  });
});

describe('a draft with a subject that is as long as it may be', () => {
  const start = 'A long story about lunch ';
  const subject = start.repeat(10);

  it.each([
    ['cancelled', 'cancel', []],
    ['about to be deleted', 'drafts', [t('drafts.drop')]],
    ['deleted', 'drafts', [t('drafts.drop'), t('drafts.drop')]],
    ['about to be lost', 'sign out', []],
  ])('is named by the beginning of it when it is %s', async (_when, said, pressed) => {
    const ana = await withDrafts(world, { subject });
    await ana.says(said);
    for (const title of pressed) await ana.clicks(title);
    expect(ana.card().text).toContain(start);
    expect(ana.card().text).toContain('…');
    expect(ana.card().text).not.toContain(subject.trim());
  });
});

describe('"cancel" with nothing to cancel', () => {
  it('says how many drafts there are, and not how many more', async () => {
    const ana = await withDrafts(world, { subject: 'Lunch' });
    await ana.says('cancel');
    await ana.says('cancel');
    const title = t('account.nothingToCancel.title');
    expect(ana.card().text).toContain(title);
    expect(ana.card().text).toContain(t('account.cancelled.drafts', { count: 1 }));
  });
});

describe('without drafts', () => {
  it('a person reads what a draft is, and is offered a form', async () => {
    const ana = await signedIn(world);
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.none.text'));
    await ana.clicks(t('mail.newForm'));
    expect(ana.card().inputs).toMatchObject({ to: '', subject: '', body: '' });
  });
});

describe('mails that were not sent', () => {
  it.each([
    ['failed', 403],
    ['may have gone', 504],
  ])('(%s) are no drafts, and a button leads to them', async (_what, status) => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.graph.answerNext({ on: 'sendMail', status });
    await ana.clicks('Send', mail);
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.ended'));
    expect(ana.card().text).not.toContain(mail.subject);
    await ana.clicks(t('sent.button'));
    expect(ana.card().text).toContain(mail.subject);
  });

  it('are not mentioned where there are none', async () => {
    const ana = await withDrafts(world, { subject: 'Lunch' });
    await ana.says('drafts');
    expect(ana.card().buttons.map(({ title }) => title)).not.toContain(t('sent.button'));
  });
});
