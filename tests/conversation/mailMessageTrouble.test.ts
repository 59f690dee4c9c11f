// "Email this message" that fails: no 1:1 chat, too slow, or an invalid action. The person learns why.
import { randomUUID } from 'node:crypto';
import type { Activity } from 'botbuilder';
import { words } from '../../bot/locales';
import { invoke } from '../support/activities';
import { seconds, until } from '../support/clock';
import { lastTurn } from '../support/log';
import { mails, messageAction, popUp, reading, silence, tenant } from '../support/messageAction';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe('where the bot cannot write to somebody', () => {
  it.each(['submitAction', 'fetchTask'] as const)('%s says how to add the bot', async (how) => {
    const { ana } = await reading(world);
    world.connector.answerNext({ status: 403, code: 'BotNotInConversationRoster' });
    expect(await mails(ana, messageAction({}, how))).toEqual(popUp(t('quote.add', { bot: 'Mail bot' })));
    expect(lastTurn(world)).toMatchObject({
      command: 'mailMessage',
      outcome: 'private only',
      cause: '403 BotNotInConversationRoster',
    });
  });

  it.each([
    ['the chat cannot be had for now', [500]],
    ['the bot is blocked in it', [200, 403, 403]],
  ])('because %s, the action says so', async (_why, statuses) => {
    const { ana } = await reading(world);
    world.connector.answerNext(...statuses);
    expect(await mails(ana)).toEqual(popUp(t('quote.failed')));
  });

  it('because of an unexpected error, the others hear nothing of it', async () => {
    const { ana } = await reading(world);
    world.calls.answerNext('openChat', async () => Response.json({}, { status: 201 }));
    expect(await mails(ana)).toEqual(popUp(t('quote.failed')));
    expect(ana.heard()).toEqual([]);
  });

  it('says so again when Teams delivers the action again', async () => {
    const { ana } = await reading(world);
    const action = { ...messageAction(), id: randomUUID() };
    world.connector.answerNext(403, 403);
    await mails(ana, action);
    expect(await mails(ana, action)).toEqual(popUp(t('quote.add', { bot: 'Mail bot' })));
  });
});

describe('when opening the form takes longer than Teams waits', () => {
  async function whileSlow(
    name: 'openChat' | 'GetToken',
    how: 'submitAction' | 'fetchTask',
    answered: typeof fetch = fetch,
  ) {
    const { ana, alone } = await reading(world);
    let letGo = () => {};
    const slow = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    world.calls.answerNext(name, async (url, init) => {
      await slow;
      return answered(url, init);
    });
    const before = world.calls.made.length;
    const answer = mails(ana, messageAction({}, how));
    await until(() => world.calls.made.slice(before).some((call) => call.name === name));
    world.clock.pass(seconds(4));
    return { alone, answer: await answer, letGo };
  }

  it.each([
    ['submitAction', silence],
    ['fetchTask', popUp(t('quote.opening'))],
  ] as const)('%s is answered in time', async (how, expected) => {
    const { answer, letGo } = await whileSlow('GetToken', how);
    letGo();
    expect(answer).toEqual(expected);
  });

  it.each(['openChat', 'GetToken'] as const)('because of %s, the form still opens', async (name) => {
    const { alone, letGo } = await whileSlow(name, 'submitAction');
    letGo();
    await until(() => alone.heard().length > 0);
    expect(alone.signInLink()).toContain('/signin');
  });

  it('and it fails at last, the log says why', async () => {
    const { letGo } = await whileSlow('openChat', 'submitAction', async () =>
      Response.json({ error: { code: 'BotNotInConversationRoster' } }, { status: 403 }),
    );
    letGo();
    const told = () => world.log.find(({ msg, cause }) => msg === 'opened late' && cause);
    await until(() => told() !== undefined);
    expect(told()).toMatchObject({ outcome: 'private only', cause: '403 BotNotInConversationRoster' });
  });
});

describe('an invalid action', () => {
  const action = (changed: Record<string, unknown>) => {
    const { name = '', value } = messageAction();
    return invoke(name, { ...value, ...changed });
  };

  it.each<[string, Partial<Activity>]>([
    ['another command', action({ commandId: 'Plan for Linh' })],
    ['another place', action({ commandContext: 'compose' })],
    ['no message', action({ messagePayload: undefined })],
    ['an empty message', action({ messagePayload: null })],
    ['a message that is none', action({ messagePayload: 'The plan' })],
    ['no value', invoke('composeExtension/submitAction', undefined)],
    ['no value to fetch for', invoke('composeExtension/fetchTask', undefined)],
  ])('with %s is refused, and no chat is opened', async (_what, activity) => {
    const { ana } = await reading(world);
    const answer = mails(ana, activity);
    expect(await world.calls.during(() => answer)).toEqual([]);
    expect((await answer).status).toBe(400);
  });

  it.each(['webchat', 'directline', 'emulator'])('from %s is one the bot does not know', async (channel) => {
    const ana = world.person({ channel });
    const answer = mails(ana);
    expect(await world.calls.during(() => answer)).toEqual([]);
    expect((await answer).status).toBe(501);
  });
});

describe('an organisation that is not served', () => {
  it('has the action refused, and nobody is asked', async () => {
    const closed = await startWorld({
      environment: { ALLOWED_TENANTS: 'bbbbbbbb-0000-4000-8000-000000000000' },
    });
    const answer = mails(closed.person({ conversationType: 'groupChat', tenant }));
    expect(await closed.calls.during(() => answer)).toEqual([]);
    expect((await answer).status).toBe(403);
    await closed.close();
  });
});
