// Emulator conversations, whose ids contain a pipe: two tabs of one person, and a restart of the bot.
import { randomUUID } from 'node:crypto';
import { words } from '../../bot/locales';
import { type Azurite, startAzurite } from '../support/azurite';
import { arrived, someMail, withOpenForm } from '../support/mails';
import { type Person, type PersonOptions, person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let azurite: Azurite;
let world: World;
beforeAll(async () => {
  azurite = await startAzurite();
  const environment = { BLOB_STORAGE_CONNECTION_STRING: azurite.connectionString };
  world = await startWorld({ authentication: 'off', environment });
});
afterAll(async () => {
  await world.close();
  await azurite.close();
});

/** A tab of the Emulator: every "Open Bot" and every restart of a conversation is a new one. */
const newTab = (of: Partial<PersonOptions> = {}): Person =>
  world.person({ ...of, channel: 'emulator', conversation: `${randomUUID()}|livechat` });

describe('two tabs of one person', () => {
  /** The second tab after "Restart Conversation - Same User ID". */
  const bothTabs = () => {
    const first = newTab();
    return { first, second: newTab({ id: first.options.id }) };
  };

  it('each get their own replies', async () => {
    const { first, second } = bothTabs();
    await first.says('help');
    await second.says('help');
    expect([first.heard(), second.heard()].map(({ length }) => length)).toEqual([1, 1]);
  });

  it('do not take each other’s code', async () => {
    const { first, second } = bothTabs();
    await first.says('profile');
    await second.says(await first.getsCode('ana'));
    expect(second.card().text).toContain(t('signIn.notWaiting.title'));
  });

  it('do not cancel each other’s sign-in', async () => {
    const { first, second } = bothTabs();
    await first.says('profile');
    await second.says('cancel');
    await first.signsIn('ana');
    expect(first.card().text).toContain('Ana Nguyen');
  });
});

describe('a restart of the bot', () => {
  /** The same tab, answered by a bot that was started later. */
  const afterRestart = async ({ options }: Person) =>
    person({ ...world, url: (await world.anotherBot()).url }, options);

  it('does not lose an open form', async () => {
    const ana = await afterRestart(await withOpenForm(newTab()));
    const mail = someMail();
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('does not lose a sign-in that waits for its code', async () => {
    const before = newTab();
    await before.says('profile');
    const ana = await afterRestart(before);
    await ana.signsIn('ana');
    expect(ana.card().text).toContain('Product Designer');
  });
});
