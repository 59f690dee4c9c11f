// Installing and removing the bot in Teams: one welcome whatever Teams sends, a short one in groups, and nothing kept after.
import { words } from '../../bot/locales';
import { botId, installation, joined } from '../support/activities';
import { lastTurn } from '../support/log';
import { arrived, someMail, withOpenForm } from '../support/mails';
import type { Person } from '../support/person';
import { appId, startWorld, type World } from '../support/world';

const { t } = words('en');
const groupWelcome = `${t('place.welcome.title')}\n${t('place.welcome.text')}`;

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const told = joined(botId);
const installed = installation('add');

describe('a person who installs the bot', () => {
  it.each([
    ['an installationUpdate', [installed]],
    ['a conversationUpdate', [told]],
    ['both', [installed, told]],
    ['both, the other way round', [told, installed]],
    ['both, each delivered twice', [told, installed, told, installed]],
  ])('is welcomed once when Teams sends %s', async (_how, activities) => {
    const ana = world.person();
    for (const activity of activities) await ana.does(activity);
    expect(ana.heard()).toHaveLength(1);
    expect(ana.card().text).toContain(t('cards.welcome.title'));
  });

  it('is welcomed once when Teams sends both at the same moment', async () => {
    const ana = world.person();
    await Promise.all([ana.does(installed), ana.does(told)]);
    expect(ana.heard()).toHaveLength(1);
  });

  it('is welcomed by the name that Teams sends, shown as it is', async () => {
    const ana = world.person();
    await ana.does({ ...installed, from: { id: ana.options.id, name: ' Ana *Nguyễn* ' } });
    expect(ana.card().text).toContain(t('cards.welcome.titleNamed', { name: 'Ana *Nguyễn*' }));
    expect(JSON.stringify(ana.card().json)).toContain('"TextRun"');
  });

  it.each(['', '  ', undefined])('is welcomed without a name where there is none: "%s"', async (name) => {
    const ana = world.person();
    await ana.does({ ...installed, from: { id: ana.options.id, name: name as string } });
    expect(ana.card().text).toContain(t('cards.welcome.title'));
  });

  it('is not called "User" in the Emulator', async () => {
    const ana = world.person({ channel: 'emulator' });
    await ana.does({ ...told, from: { id: ana.options.id, name: 'User' } });
    expect(ana.card().text).toContain(t('cards.welcome.title'));
  });

  it('is welcomed again after removing and installing it again', async () => {
    const ana = world.person();
    for (const activity of [installed, told, installation('remove'), installed]) await ana.does(activity);
    expect(ana.heard()).toHaveLength(2);
  });
});

describe('a group or a team that adds the bot', () => {
  it.each(['groupChat', 'channel'] as const)(
    '(%s) gets one short notice that the bot works in the 1:1 chat',
    async (conversationType) => {
      const ana = world.person({ conversationType });
      for (const activity of [told, installed]) await ana.does(activity);
      expect(ana.heard()).toHaveLength(1);
      expect(ana.card().text).toBe(groupWelcome);
      expect(ana.card().buttons).toEqual([]);
      expect(ana.card().links[0]?.url).toContain(`28:${appId}`);
    },
  );

  it('gets it once, although Teams sends the team in one activity and the channel in the other', async () => {
    const ana = world.person({ conversationType: 'channel' });
    const channelData = { team: { id: 'team-1' } };
    const general = { id: 'team-1', conversationType: 'channel', isGroup: true, name: '' };
    await ana.does({ ...installed, channelData });
    await ana.does({ ...told, channelData, conversation: general });
    const said = world.connector.said.filter(({ conversation }) => conversation === 'team-1');
    expect([ana.heard().length, said.length]).toEqual([1, 0]);
  });

  it('hears nothing when members join later, with and without a name', async () => {
    const ana = world.person({ conversationType: 'groupChat' });
    await ana.does({ type: 'conversationUpdate', membersAdded: [{ id: 'somebody', name: 'Somebody' }] });
    await ana.does({
      type: 'conversationUpdate',
      membersAdded: [{ id: 'nameless' } as { id: string; name: string }],
    });
    expect(ana.heard()).toEqual([]);
  });

  it('hears nothing of a new channel, a new name or a new picture', async () => {
    const ana = world.person({ conversationType: 'channel' });
    for (const eventType of ['channelCreated', 'teamRenamed', 'teamArchived', 'news-of-2030'])
      await ana.does({ type: 'conversationUpdate', channelData: { eventType, team: { id: 't' } } });
    expect(ana.heard()).toEqual([]);
  });
});

const isSignedIn = async (who: Person) => {
  await who.says('profile');
  return who.heard().at(-1)?.activity.attachments?.[0]?.contentType.includes('adaptive');
};

describe('an upgrade of the app', () => {
  it.each(['add-upgrade', 'remove-upgrade'] as const)(
    '(%s) sends no welcome and deletes nothing',
    async (action) => {
      const ana = await withOpenForm(world.person());
      const before = ana.heard().length;
      const mail = someMail();
      await ana.does(installation(action));
      expect(ana.heard()).toHaveLength(before);
      await ana.clicks('Send', mail);
      expect(arrived(world, mail)).toHaveLength(1);
    },
  );

  it('sends no second welcome, whatever Teams sends with it', async () => {
    const ana = world.person();
    await ana.does(installed);
    for (const activity of [installation('remove-upgrade'), installation('add-upgrade'), told])
      await ana.does(activity);
    expect(ana.heard()).toHaveLength(1);
  });
});

describe('removing the bot', () => {
  it('from the 1:1 chat signs out, forgets, and says nothing', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    const { said } = await ana.does(installation('remove'));
    expect(said).toEqual([]);
    expect(lastTurn(world)).toMatchObject({ command: 'uninstalled', outcome: 'done' });
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toEqual([]);
    expect(await isSignedIn(ana)).toBe(false);
  });

  it('forgets the person while the token service is down, too', async () => {
    const ana = await withOpenForm(world.person());
    const mail = someMail();
    world.standIns.tokenService.answerNext({ on: 'SignOut', status: 500 });
    await ana.does(installation('remove'));
    await ana.clicks('Send', mail);
    expect(arrived(world, mail)).toEqual([]);
  });

  it.each(['groupChat', 'channel'] as const)(
    'from a %s does not sign out whoever removed it',
    async (conversationType) => {
      const ana = world.person({ conversationType });
      await ana.alone().comesInAs('ana');
      await ana.does(installation('remove'));
      expect(await isSignedIn(ana.alone())).toBe(true);
    },
  );
});
