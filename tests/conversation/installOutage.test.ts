// Installing and removing the bot while the storage is down: one welcome, and the record is deleted once it is back.
import { words } from '../../bot/locales';
import { botId, installation, joined } from '../support/activities';
import { seconds, until } from '../support/clock';
import { arrived, someMail, withOpenForm } from '../support/mails';
import { type StoredWorld, startStoredWorld } from '../support/storedWorld';

const { t } = words('en');

let stored: StoredWorld;
beforeAll(async () => {
  stored = await startStoredWorld();
});
afterEach(() => stored.storageFails('nothing'));
afterAll(() => stored.close());

it('a person who installs the bot is welcomed once, although Teams sends two activities', async () => {
  const ana = stored.world.person();
  stored.storageFails('all');
  for (const activity of [installation('add'), joined(botId)]) await ana.does(activity);
  expect(ana.heard()).toHaveLength(1);
  expect(ana.card().text).toContain(t('cards.welcome.title'));
});

it('removing the bot signs out at once, and deletes the record once the storage is back', async () => {
  const { world } = stored;
  const ana = await withOpenForm(world.person());
  const mail = someMail();
  stored.storageFails('all');
  const calls = await world.calls.during(() => ana.does(installation('remove')));
  expect(calls).toEqual(['SignOut']);
  stored.storageFails('nothing');
  const before = stored.deleted();
  world.clock.pass(seconds(1));
  await until(() => stored.deleted() > before);
  await ana.comesInAs('ana');
  await ana.clicks('Send', mail);
  expect(arrived(world, mail)).toEqual([]);
});
