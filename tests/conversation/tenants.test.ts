// Tenants: the bot serves those that are allowed, with their guests, and refuses others politely.
import { words } from '../../bot/locales';
import { MemoryStore } from '../../bot/storage/memory';
import { installation, joined, mentioning, tokenExchange, verifyState } from '../support/activities';
import { lastTurn } from '../support/log';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const [ours, theirs] = ['aaaaaaaa-0000-4000-8000-000000000000', 'bbbbbbbb-0000-4000-8000-000000000000'];
const refused = `${t('tenant.title')}\n${t('tenant.text')}`;

/** Serves one organisation only. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ environment: { ALLOWED_TENANTS: ours.toUpperCase() } });
});
afterAll(() => world.close());
afterEach(() => jest.restoreAllMocks());

describe('a bot that serves one organisation', () => {
  it('serves its members', async () => {
    const ana = world.person({ tenant: ours });
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });

  it('serves guests there, whatever their home organisation and the account they sign in with', async () => {
    const linh = world.person({ tenant: ours });
    const guest = { from: { id: linh.options.id, name: 'Linh (Guest)', aadObjectId: 'of-theirs' } };
    await linh.says('profile', guest);
    await linh.says(await linh.getsCode('linh'), guest);
    expect(linh.card().text).toContain('Linh Phạm');
  });

  it('serves people on channels without tenants', async () => {
    const ana = world.person({ channel: 'webchat' });
    await ana.says('help');
    expect(ana.card().text).toContain(t('help.title'));
  });
});

describe('a conversation in Teams', () => {
  /** Says "help" where Teams names these tenants, in the one field and in the other. */
  const says = async (inChannelData: unknown, inConversation: unknown) => {
    const ana = world.person();
    const conversation = {
      ...{ id: ana.options.conversation, conversationType: 'personal', tenantId: inConversation },
    };
    await ana.does({ type: 'message', text: 'help', conversation, channelData: inChannelData } as object);
    return lastTurn(world).outcome;
  };
  const data = (id: unknown) => ({ tenant: { id } });

  it.each([
    ['in both fields', data(ours), ours],
    ['in capitals', data(ours.toUpperCase()), ours.toUpperCase()],
    ['in channelData only', data(ours), undefined],
    ['in the conversation only', undefined, ours],
    ['in the conversation, beside channelData without a tenant', { source: {} }, ours],
    ['in the conversation, beside an odd tenant', data(5), ours],
    ['in channelData, beside an odd tenant', data(ours), ['x']],
    ['in the conversation, beside an empty tenant', data(''), ours],
  ])('that names the served organisation %s is served', async (_what, channelData, tenantId) => {
    expect(await says(channelData, tenantId)).toBe('done');
  });

  it.each([
    ['another in both fields', data(theirs), theirs],
    ['another in the conversation', undefined, theirs],
    ['the served one in channelData, and another in the conversation', data(ours), theirs],
    ['another in channelData, and the served one in the conversation', data(theirs), ours],
    ['odd ones', data({ id: ours }), [ours]],
    ['a list with the served one', data([ours]), undefined],
    ['the served one among others', data(`${ours},${theirs}`), undefined],
    ['empty ones', data(''), ''],
    ['none', null, null],
    ['the served one in the wrong place', { tenantId: ours, id: ours }, undefined],
  ])('that names %s is refused', async (_what, channelData, tenantId) => {
    expect(await says(channelData, tenantId)).toBe('tenant refused');
  });
});

describe.each([
  ['another organisation', { tenant: theirs }],
  ['no organisation', {}],
])('somebody of %s in Teams', (_what, options) => {
  const stranger = () => world.person(options);

  it.each(['profile', 'help', 'send mail', 'forget me'])(
    'who says "%s" is told so, politely',
    async (said) => {
      const eve = stranger();
      expect(await world.calls.during(() => eve.says(said))).toEqual(['reply']);
      expect(eve.card().text).toBe(refused);
      expect(lastTurn(world).outcome).toBe('tenant refused');
    },
  );

  it('is told so in a group as well, and no chat is opened', async () => {
    const eve = world.person({ ...options, conversationType: 'groupChat' });
    expect(await world.calls.during(() => eve.does(mentioning('profile')))).toEqual(['reply']);
    expect(eve.card().text).toBe(refused);
  });

  it.each([
    ['a code', verifyState('123456')],
    ['single sign-on', tokenExchange('sso')],
    ['what nobody knows', { type: 'invoke', name: 'task/fetch' }],
  ])('who sends %s gets a 403, and no call is made', async (_what, invoke) => {
    const eve = stranger();
    const answer = eve.does(invoke);
    expect(await world.calls.during(() => answer)).toEqual([]);
    expect((await answer).status).toBe(403);
  });

  it.each([
    ['installs the bot', installation('add')],
    ['adds the bot', joined('bot')],
    ['removes the bot', installation('remove')],
  ])('who %s hears nothing', async (_what, activity) => {
    const eve = stranger();
    expect(await world.calls.during(() => eve.does(activity))).toEqual([]);
  });

  it('causes no access to the storage', async () => {
    const calls = (['read', 'write', 'delete'] as const).map((name) =>
      jest.spyOn(MemoryStore.prototype, name),
    );
    const eve = stranger();
    for (const activity of [mentioning('send mail'), verifyState('123456'), installation('remove')])
      await eve.does(activity);
    expect(calls.flatMap(({ mock }) => mock.calls)).toEqual([]);
  });
});
