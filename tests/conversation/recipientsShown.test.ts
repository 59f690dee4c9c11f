// Somebody found by name is shown in a preview before they are mailed, whatever came in between.
import { words } from '../../bot/locales';
import { directory, foundInDirectory } from '../support/directory';
import { arrived, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: directory });
});
afterAll(() => world.close());

/** Somebody signed in, for the directory too, with an empty form in front of them. */
async function withDirectory(): Promise<Person> {
  const ana = await withOpenForm(world.person());
  await ana.clicks('Preview', someMail({ to: 'Chi' }));
  await ana.signsIn('ana');
  await ana.says('send mail');
  return ana;
}

describe('somebody found by name is shown before they are mailed', () => {
  it.each([
    ['a missing text', { to: 'Chi', body: '' }, { body: 'Filled in' }, 'newAddresses'],
    ['an address that looks like a slip', { to: 'Chi, x@gmial.com' }, {}, 'newAddresses'],
    ['an unknown name', { to: 'Chi; Nobody Here' }, { to: foundInDirectory }, 'title'],
  ] as const)('also when the form first came back for %s', async (_why, typed, mended, title) => {
    const ana = await withDirectory();
    const mail = someMail(typed);
    await ana.clicks('Send', mail);
    await ana.clicks('Send', mended);
    const sent = { ...mail, ...mended };
    expect([ana.card().text, arrived(world, sent)]).toEqual([
      expect.stringContaining(t(`mail.preview.${title}`)),
      [],
    ]);
    await ana.clicks('Edit');
    await ana.clicks('Send');
    expect(arrived(world, sent)).toHaveLength(1);
  });

  it('also when they were shown and the preview never arrived', async () => {
    const ana = await withDirectory();
    const mail = someMail({ to: 'Chi' });
    world.connector.answerNext(403, 403);
    await ana.clicks('Send', mail);
    await ana.says('drafts');
    await ana.clicks(t('drafts.goOn'));
    await ana.clicks('Send');
    expect(arrived(world, mail)).toEqual([]);
  });
});
