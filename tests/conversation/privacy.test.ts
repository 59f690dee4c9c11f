// Private is what is certainly private: anywhere else nothing of a person is shown, and no sign-in is carried out.
import { words } from '../../bot/locales';
import { installation, mentioning, tokensResponse, verifyState } from '../support/activities';
import { lastTurn } from '../support/log';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Says something in a conversation that the channel marks like this. */
async function saysIn(
  ana: Person,
  marks: object,
  channelData: unknown,
  activity: object = mentioning('profile'),
) {
  const conversation = { id: ana.options.conversation, ...marks };
  const { status, said } = await ana.does({ ...activity, conversation, channelData } as object);
  return { status, said, outcome: lastTurn(world).outcome };
}

const uncertain: [string, object, unknown?][] = [
  ['without a kind', {}],
  ['without a kind, and no group', { isGroup: false }],
  ['without a kind, in a team', {}, { team: { id: 'team-1' } }],
  ['of an empty kind', { conversationType: '' }],
  ['of the kind null', { conversationType: null }],
  ['of a kind in capitals', { conversationType: 'Personal' }],
  ['of a kind with a space', { conversationType: 'personal ' }],
  ['of a kind that is a list', { conversationType: ['personal'] }],
  ['of a kind that is an object', { conversationType: { personal: true } }],
  ['of a very long kind', { conversationType: 'personal'.repeat(1_000) }],
  ['of a kind that is a meeting’s id', { conversationType: '19:meeting_MjM@thread.v2' }],
  ['that is personal and a group', { conversationType: 'personal', isGroup: true }],
  ['that is personal and "true" a group', { conversationType: 'personal', isGroup: 'true' }],
  ['that is personal and 1 a group', { conversationType: 'personal', isGroup: 1 }],
  ['that is personal and oddly a group', { conversationType: 'personal', isGroup: {} }],
  ['that is personal in a team', { conversationType: 'personal' }, { team: { id: 'team-1' } }],
  ['that is personal in an odd team', { conversationType: 'personal' }, { team: 'team-1' }],
  ['that is personal in a meeting', { conversationType: 'personal' }, { meeting: { id: 'm' } }],
];

describe.each(uncertain)('a conversation in Teams %s', (_what, marks, channelData) => {
  it('is none where a profile is shown: the command goes on in the 1:1 chat', async () => {
    const ana = world.person();
    const alone = ana.alone();
    await alone.comesInAs('ana');
    expect((await saysIn(ana, marks, channelData)).outcome).toBe('gone private');
    expect(ana.card().text).toBe(`${t('place.title')}\n${t('place.gone')}`);
    expect(JSON.stringify(ana.heard())).not.toContain('Product Designer');
    expect(alone.card().text).toContain('Product Designer');
  });

  it('takes no code, and the removal of the bot there forgets nobody', async () => {
    const ana = world.person();
    const code = verifyState('123456');
    const calls = await world.calls.during(async () => {
      expect(await saysIn(ana, marks, channelData, code)).toEqual({
        status: 412,
        said: [],
        outcome: 'ignored',
      });
      expect((await saysIn(ana, marks, channelData, installation('remove'))).outcome).toBe('ignored');
      expect((await saysIn(ana, marks, channelData, tokensResponse('x'))).outcome).toBe('ignored');
    });
    expect(calls).toEqual([]);
  });
});

describe.each<[string, object, unknown?]>([
  ['that is personal', { conversationType: 'personal' }],
  ['that is personal and no group', { conversationType: 'personal', isGroup: false }],
  [
    'that is personal, with what Teams sends beside',
    { conversationType: 'personal', isGroup: null },
    { tenant: { id: 'x' } },
  ],
  [
    'that is personal, in no team',
    { conversationType: 'personal' },
    { team: null, meeting: null, settings: {} },
  ],
])('a conversation in Teams %s', (_what, marks, channelData) => {
  it('is private', async () => {
    const ana = world.person();
    expect((await saysIn(ana, marks, channelData)).outcome).toBe('sign-in shown');
  });
});

describe.each(['webchat', 'directline', 'emulator'])('a conversation on %s', (channel) => {
  it.each<[string, object]>([
    ['without marks', {}],
    ['with empty marks', { conversationType: '', isGroup: null }],
    ['that is no group', { isGroup: false }],
    ['that is personal', { conversationType: 'personal' }],
  ])('%s is private', async (_what, marks) => {
    const ana = world.person({ channel });
    expect((await saysIn(ana, marks, {}, { type: 'message', text: 'profile' })).outcome).toBe(
      'sign-in shown',
    );
  });

  it.each<[string, object]>([
    ['that is a group', { isGroup: true }],
    ['that is a group and personal', { isGroup: true, conversationType: 'personal' }],
    ['that is oddly a group', { isGroup: 'no' }],
    ['of another kind', { conversationType: 'channel' }],
    ['of an odd kind', { conversationType: 5 }],
  ])('%s is not private', async (_what, marks) => {
    const ana = world.person({ channel });
    expect((await saysIn(ana, marks, {}, { type: 'message', text: 'profile' })).outcome).toBe('private only');
  });
});
