// "drafts" lists the mails that were begun and not sent.
import { words } from '../../bot/locales';
import { mentioning } from '../support/activities';
import { elementsOf } from '../support/card';
import { hours } from '../support/clock';
import { begins, rowsOf, subjectsOf, withDrafts } from '../support/lists';
import { addresses } from '../support/mails';
import { signedIn } from '../support/signIn';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const sayings = ['drafts', 'Draft', 'my drafts', 'show drafts', 'thư nháp', 'bản nháp', 'nháp'];

describe('drafts', () => {
  it.each(sayings)('are what "%s" lists', async (said) => {
    const ana = await withDrafts(world, { subject: 'Lunch' });
    await ana.says(said);
    expect(subjectsOf(ana)).toEqual(['Lunch']);
  });

  it('cost one call, the reply', async () => {
    const ana = await withDrafts(world, { subject: 'Lunch' });
    expect(await world.calls.during(() => ana.says('drafts'))).toEqual(['reply']);
  });

  it('are shown newest first', async () => {
    const ana = await withDrafts(world, { subject: 'First' }, { subject: 'Second' }, { subject: 'Third' });
    await ana.says('drafts');
    expect(subjectsOf(ana)).toEqual(['Third', 'Second', 'First']);
  });

  it('say to whom, and when they were changed last', async () => {
    const ana = await signedIn(world);
    const at = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
    const time = `${at.format(world.clock.now())} UTC`;
    await begins(world, ana, { subject: 'Lunch', to: 'bao@contoso.com' });
    world.clock.pass(hours(1));
    await ana.says('drafts');
    const to = t('mail.toWhom', { to: 'bao@contoso.com' });
    expect(rowsOf(ana)[0]?.slice(0, 3)).toEqual(['Lunch', to, t('drafts.touched', { time })]);
  });

  it('without a subject and recipients say so', async () => {
    const ana = await withDrafts(world, { body: 'See you at 12' });
    await ana.says('drafts');
    expect(rowsOf(ana)[0]?.slice(0, 2)).toEqual([t('mail.noSubject'), t('drafts.toNobody')]);
  });

  it('cut long recipients, and put them on one line', async () => {
    const ana = await withDrafts(world, { to: addresses(20).replaceAll(', ', '\n') });
    await ana.says('drafts');
    const to = addresses(20).replaceAll(',', '').slice(0, 80).trim();
    expect(rowsOf(ana)[0]?.[1]).toBe(t('mail.toWhom', { to: `${to}…` }));
  });

  it('are cut between emoji, not within one', async () => {
    const ana = await withDrafts(world, { subject: '👩‍👩‍👧'.repeat(30) });
    await ana.says('drafts');
    expect(subjectsOf(ana)).toEqual([`${'👩‍👩‍👧'.repeat(5)}…`]);
  });

  it('show no message text', async () => {
    const ana = await withDrafts(world, { subject: 'Lunch', body: 'See you at 12' });
    await ana.says('drafts');
    expect(ana.card().text).not.toContain('See you at 12');
  });

  it('show subjects as they were typed, not as Markdown', async () => {
    const ana = await withDrafts(world, { subject: '**Lunch** [now](https://evil.example)' });
    await ana.says('drafts');
    const runs = elementsOf(ana.card(), 'TextRun').map(({ text }) => text);
    expect(runs).toContain('**Lunch** [now](https://evil.example)');
  });

  it('are twenty at most, all of them listed', async () => {
    const ana = await withDrafts(world, ...Array.from({ length: 21 }, (_, n) => ({ subject: `Draft ${n}` })));
    await ana.says('drafts');
    const first = subjectsOf(ana);
    await ana.clicks(t('list.older'));
    expect(new Set([...first, ...subjectsOf(ana)]).size).toBe(20);
  });

  it('are gone after a day', async () => {
    const ana = await withDrafts(world, { subject: 'Lunch' });
    world.clock.pass(hours(24));
    await ana.says('drafts');
    expect(ana.card().text).toContain(t('drafts.none.title'));
  });

  it('are not shown to another person', async () => {
    await withDrafts(world, { subject: 'Lunch' });
    const linh = world.person();
    await linh.says('drafts');
    expect(linh.card().text).toContain(t('drafts.none.title'));
  });

  it('are there for somebody who typed a mail and is not signed in yet', async () => {
    const ana = world.person();
    await ana.says('send mail to bao@contoso.com about Lunch: At 12');
    await ana.says('drafts');
    expect(subjectsOf(ana)).toEqual(['Lunch']);
  });

  it('are told in Vietnamese to whoever speaks it', async () => {
    const vi = words('vi');
    const ana = world.person({ locale: 'vi-VN' });
    await ana.says('send mail to bao@contoso.com: Chào');
    await ana.says('thư nháp');
    expect(ana.card().text).toContain(vi.t('mail.noSubject'));
  });
});

describe('in a group', () => {
  it('drafts are listed in the 1:1 chat, and nothing of them is said here', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    await ana.alone().says('send mail to bao@contoso.com about Lunch: At 12');
    await ana.does(mentioning('drafts'));
    expect(subjectsOf(ana.alone())).toEqual(['Lunch']);
    expect(JSON.stringify(ana.heard().map(({ activity }) => activity))).not.toMatch(/Lunch|bao@contoso/);
  });
});
