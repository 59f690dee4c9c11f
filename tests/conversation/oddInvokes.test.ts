// Activities and invokes that are not for the bot, or oddly for it: nothing is said, and an invoke gets a 501 or a 400.
import { invoke } from '../support/activities';
import { lastTurn } from '../support/log';
import { long, odd, sends, shown } from '../support/odd';
import { startWorld, type World } from '../support/world';

/** Without authentication, so that nothing but the shape of an activity decides. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ authentication: 'off' });
});
afterAll(() => world.close());

const silent: [string, object[]][] = [
  ['conversationUpdate', [{}, ...odd.map((membersAdded) => ({ membersAdded })), { membersRemoved: [null] }]],
  ['conversationUpdate', [{ channelData: { eventType: 'teamRenamed' } }, { channelData: { eventType: 5 } }]],
  [
    'messageUpdate',
    [{}, { channelData: null }, { channelData: { eventType: 'editMessage' } }, { text: 'help' }],
  ],
  ['messageDelete', [{}, { channelData: 'x' }, { channelData: { eventType: 'softDeleteMessage' } }]],
  [
    'messageReaction',
    [{}, ...odd.map((reactionsAdded) => ({ reactionsAdded })), { reactionsRemoved: [null] }],
  ],
  [
    'installationUpdate',
    [{}, ...odd.map((action) => ({ action })), { action: 'upgrade' }, { action: 'constructor' }],
  ],
  [
    'event',
    [{}, ...odd.map((name) => ({ name })), { name: 'x' }, { name: 'application/vnd.microsoft.meetingStart' }],
  ],
  ['event', odd.map((value) => ({ name: 'tokens/response', value }))],
  ...[
    'endOfConversation',
    'typing',
    'trace',
    'handoff',
    'command',
    'commandResult',
    'contactRelationUpdate',
  ].map((type): [string, object[]] => [
    type,
    [{}, { name: 5, value: [], code: {} }, { text: 'help', value: { verb: 'x' } }],
  ]),
  ...[
    'deleteUserData',
    'suggestion',
    'invokeResponse',
    'surprise',
    'Message',
    'constructor',
    '__proto__',
  ].map((type): [string, object[]] => [type, [{}, { text: 'help', value: {} }]]),
];

describe.each(['msteams', 'webchat', 'emulator'])('on %s, nothing is said', (channel) => {
  it.each(silent)('to a %s', async (type, activities) => {
    for (const activity of activities) {
      const answer = await sends(world.person({ channel }), { type, ...activity });
      expect([shown(activity), answer]).toEqual([
        shown(activity),
        { status: 200, body: undefined, said: [] },
      ]);
      expect(lastTurn(world).outcome).not.toBe('failed');
    }
  });
});

describe('an invoke that the bot does not offer', () => {
  const names = [
    ...['adaptiveCard/action', 'fileConsent/invoke', 'actionableMessage/executeAction', 'application/search'],
    ...['composeExtension/query', 'composeExtension/queryLink', 'composeExtension/anonymousQueryLink'],
    ...['composeExtension/selectItem', 'composeExtension/querySettingUrl', 'composeExtension/setting'],
    ...['composeExtension/onCardButtonClicked', 'composeExtension/surprise', 'task/fetch', 'task/submit'],
    ...[
      'tab/fetch',
      'tab/submit',
      'config/fetch',
      'config/submit',
      'message/submitAction',
      'message/fetchTask',
    ],
    ...['signin/surprise', 'surprise', 'constructor', '__proto__', '', undefined, null, 5, {}, long],
  ];
  const values = [
    undefined,
    ...odd,
    'x',
    { action: null },
    { action: { type: 'Action.Execute' } },
    { data: {} },
  ];

  it.each(names)('(%#) is answered 501, whatever its value', async (name) => {
    for (const channel of ['msteams', 'webchat', 'emulator'])
      for (const value of values) {
        const answer = await sends(world.person({ channel }), { type: 'invoke', name, value });
        expect([shown(value), answer]).toEqual([shown(value), { status: 501, body: undefined, said: [] }]);
      }
  });
});

describe('an invoke that the bot offers', () => {
  const odds = [undefined, ...odd, 'x'];

  it.each(['signin/verifyState', 'signin/tokenExchange'])(
    '(%s) is answered 400 to an odd value',
    async (name) => {
      for (const value of [
        ...odds,
        { state: 5, id: 5 },
        { state: null, id: 'x', connectionName: {}, token: [] },
      ])
        expect(await sends(world.person(), invoke(name, value))).toMatchObject({ status: 400, said: [] });
    },
  );

  it('(signin/failure) is answered 200', async () => {
    for (const value of [...odds, { code: 5 }, { code: {} }, { code: long }])
      expect(await sends(world.person(), invoke('signin/failure', value))).toMatchObject({
        status: 200,
        said: [],
      });
  });

  it.each(['submitAction', 'fetchTask'])(
    '(composeExtension/%s) is answered 400 to an odd value',
    async (how) => {
      const command = { commandId: 'mailMessage', commandContext: 'message' };
      for (const value of [
        ...odds,
        command,
        { ...command, messagePayload: null },
        { ...command, messagePayload: 'x' },
      ])
        expect(await sends(world.person(), invoke(`composeExtension/${how}`, value))).toMatchObject({
          ...{ status: 400, said: [] },
        });
    },
  );

  it.each([
    'subject',
    'createdDateTime',
    'linkToMessage',
    'from',
    'body',
    'attachments',
    'mentions',
    'reactions',
  ])(
    '(composeExtension/submitAction) leads to the form, also with a message whose %s is odd',
    async (part) => {
      for (const value of [...odd, { user: 5 }, { contentType: 5, content: {} }]) {
        const ana = world.person();
        const messagePayload = { body: { contentType: 'text', content: 'Hello' }, [part]: value };
        const message = { commandId: 'mailMessage', commandContext: 'message', messagePayload };
        const { status } = await sends(ana, invoke('composeExtension/submitAction', message));
        expect([shown(value), status, lastTurn(world).outcome]).toEqual([shown(value), 200, 'gone private']);
      }
    },
  );
});
