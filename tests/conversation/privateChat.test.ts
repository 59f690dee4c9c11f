// The 1:1 chat that the bot opens from a group: how it is created, what is deduplicated, and what happens where it may not.
import { randomUUID } from 'node:crypto';
import { words } from '../../bot/locales';
import { mentioning, submit } from '../support/activities';
import { chatLink, inGroup, notice, tenant } from '../support/groups';
import { turns } from '../support/log';
import { arrived, filledIn, someMail, withOpenForm } from '../support/mails';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('the 1:1 chat', () => {
  it('is created with the parameters of the Connector API', async () => {
    const { ana } = await inGroup(world);
    await ana.does({ ...mentioning('cancel'), from: { id: ana.options.id, name: 'Ana', aadObjectId: 'o' } });
    expect(world.connector.opened.at(-1)).toEqual({
      isGroup: false,
      bot: { id: 'bot', name: 'Mail bot' },
      members: [{ id: ana.options.id, name: 'Ana', aadObjectId: 'o' }],
      tenantId: tenant,
      channelData: { tenant: { id: tenant } },
    });
  });

  it('is created in the tenant that the conversation alone names', async () => {
    const { ana } = await inGroup(world);
    const conversation = {
      id: ana.options.conversation,
      name: '',
      isGroup: true,
      conversationType: 'groupChat',
    };
    await ana.does({
      ...mentioning('cancel'),
      conversation: { ...conversation, tenantId: tenant },
      channelData: {},
    });
    expect(world.connector.opened.at(-1)).toMatchObject({ tenantId: tenant });
  });

  it('is created with the bot’s own token', async () => {
    const { ana } = await inGroup(world);
    await ana.does(mentioning('cancel'));
    const { authorization } = world.calls.made.findLast(({ name }) => name === 'openChat') ?? {};
    expect(authorization).toMatch(/^Bearer ./);
  });
});

describe('an activity that Teams delivers again', () => {
  const delivered = async (how: (deliver: () => Promise<unknown>) => Promise<unknown>) => {
    const { ana, alone } = await inGroup(world);
    const activity = { ...mentioning('cancel'), id: randomUUID() };
    await how(() => ana.does(activity));
    return { ana, alone };
  };

  it('is carried out once', async () => {
    const { ana, alone } = await delivered(async (deliver) => {
      await deliver();
      await deliver();
    });
    expect([ana.heard().length, alone.heard().length]).toEqual([1, 1]);
    expect(turns(world).at(-1)?.outcome).toBe('delivered before');
  });

  it('is carried out once also when it comes twice at the same moment', async () => {
    const { ana, alone } = await delivered((deliver) => Promise.all([deliver(), deliver()]));
    expect([ana.heard().length, alone.heard().length]).toEqual([1, 1]);
  });

  it('is not confused with the same command typed again', async () => {
    const { ana, alone } = await inGroup(world);
    await ana.does(mentioning('cancel'));
    await ana.does(mentioning('cancel'));
    expect([ana.heard().length, alone.heard().length]).toEqual([2, 2]);
  });
});

describe('a form in a group', () => {
  it('sends nothing: what was typed comes in a form in the 1:1 chat', async () => {
    const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
    const mail = someMail();
    await ana.does(submit({ verb: 'mail.send', formId: 'of-somebody', ...mail }));
    expect([alone.card().inputs, arrived(world, mail)]).toEqual([filledIn(mail), []]);
    await alone.clicks('Send');
    expect(arrived(world, mail)).toHaveLength(1);
  });

  it('sends nothing even if it is the person’s own', async () => {
    const { ana, alone } = await inGroup(world);
    await withOpenForm(alone);
    const mail = someMail();
    const { formId = '' } = alone.card().buttons[0]?.data ?? {};
    await ana.does(submit({ verb: 'mail.send', formId, ...mail }));
    expect(arrived(world, mail)).toEqual([]);
  });

  it('with an unknown verb is not understood, and the verb is not in the log', async () => {
    const { ana } = await inGroup(world);
    await ana.does(submit({ verb: 'ana@contoso.com' }));
    expect(ana.card().text).toContain(t('help.unknown'));
    expect(turns(world).at(-1)?.command).toBe('unknown verb');
  });
});

describe('where the bot may not write to somebody', () => {
  it('it says how to add the bot, and does nothing', async () => {
    const { ana, alone } = await inGroup(world, 'groupChat', 'ana');
    world.connector.answerNext({ status: 403, code: 'BotNotInConversationRoster' });
    const calls = await world.calls.during(() => ana.does(mentioning('profile')));
    expect(calls).toEqual(['openChat', 'reply']);
    expect(ana.card().text).toBe(notice(t('place.add', { bot: 'Mail bot' })));
    expect(ana.card().links).toEqual([chatLink]);
    expect(turns(world).at(-1)).toMatchObject({
      command: 'profile',
      outcome: 'private only',
      cause: '403 BotNotInConversationRoster',
    });
    expect(JSON.stringify(alone.heard())).not.toContain('Product Designer');
  });

  it('it calls itself by its usual name when Teams sends none', async () => {
    const { ana } = await inGroup(world);
    world.connector.answerNext(403);
    await ana.does({ ...mentioning('profile'), recipient: { id: 'bot', name: '' } });
    expect(ana.card().text).toBe(notice(t('place.add', { bot: t('page.name') })));
  });

  it('although the chat exists, it does not say that it answered there', async () => {
    const { ana, alone } = await inGroup(world);
    world.connector.answerNext(200, 403, 403);
    await ana.does(mentioning('cancel'));
    expect(alone.heard()).toEqual([]);
    expect(ana.card().text).toBe(notice(t('place.text')));
    expect(turns(world).at(-1)?.outcome).toBe('private only');
  });

  it.each<[string, () => void]>([
    ['trouble', () => world.connector.answerNext(500)],
    ['no answer', () => world.calls.answerNext('openChat', () => Promise.reject(new TypeError('lost')))],
  ])('for now, because of %s, it asks them to open the 1:1 chat', async (_what, fails) => {
    const { ana } = await inGroup(world);
    fails();
    await ana.does(mentioning('profile'));
    expect(ana.card().text).toBe(notice(t('place.text')));
    expect(ana.card().links).toEqual([chatLink]);
  });
});

describe('outside Teams', () => {
  it.each(['webchat', 'emulator'])(
    'a group on %s is asked to use the 1:1 chat, and none is opened',
    async (channel) => {
      const ana = world.person({ channel });
      const isGroup = { id: ana.options.conversation, isGroup: true, name: '', conversationType: '' };
      const calls = await world.calls.during(() => ana.says('profile', { conversation: isGroup }));
      expect(calls).toEqual(['reply']);
      expect(ana.card().text).toBe(notice(t('place.text')));
      expect(ana.card().links).toEqual([]);
    },
  );
});

describe('a bot without an app id', () => {
  it('cannot link to the 1:1 chat, and still answers in it', async () => {
    const local = await startWorld({ authentication: 'off' });
    const ana = local.person({ conversationType: 'groupChat' });
    await ana.does(mentioning('cancel'));
    expect(ana.card().links).toEqual([]);
    expect(ana.alone().card().text).toContain(t('account.nothingToCancel.title'));
    await local.close();
  });
});
