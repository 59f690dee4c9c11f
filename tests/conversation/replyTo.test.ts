// Where replies go: checked like the recipients, so that no answer goes to a stranger.
import { words } from '../../bot/locales';
import { arrived, reasonAt, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

it('an address that looks like a slip is asked about once, and sent when it is meant', async () => {
  const ana = await withOpenForm(world.person());
  const [entry, meant] = ['ana@gmial.com', 'ana@gmail.com'];
  const mail = someMail({ replyTo: entry });
  await ana.clicks('Send', mail);
  expect(arrived(world, mail)).toEqual([]);
  expect(reasonAt(ana, 'replyTo')).toBe(t('mail.problem.nearMiss', { entry, meant, count: 1 }));
  await ana.clicks('Send');
  expect(arrived(world, mail)).toMatchObject([{ replyTo: [{ address: entry }] }]);
});

it('what may be one person or two is to be written so that it is clear, for there is nothing to choose from', async () => {
  const ana = await withOpenForm(world.person());
  const entry = 'Nguyen, Ana <ana@contoso.com>';
  await ana.clicks('Send', someMail({ replyTo: entry }));
  expect(reasonAt(ana, 'replyTo')).toBe(t('mail.problem.unclear', { entry }));
});

it('a text that is longer than the field takes comes back on a card that Teams takes', async () => {
  const ana = await withOpenForm(world.person());
  await ana.clicks('Send', someMail({ replyTo: 'ế, '.repeat(5_000) }));
  expect(reasonAt(ana, 'replyTo')).toBe(t('mail.problem.recipientsTooLong', { limit: 2_000 }));
  expect(Buffer.byteLength(JSON.stringify(ana.card().json), 'utf16le')).toBeLessThan(28 * 1024);
});
