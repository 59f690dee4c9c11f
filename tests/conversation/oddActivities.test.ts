// Activities of odd shapes: a 400 without what a turn needs, else the answer as if the odd part were absent. Never a failure.
import { readActivity } from '../../bot/channel/activity';
import { words } from '../../bot/locales';
import { botId, joined, mentioning, submit } from '../support/activities';
import { lastTurn } from '../support/log';
import { long, odd, sends, shown } from '../support/odd';
import type { Person } from '../support/person';
import { startWorld, type World } from '../support/world';

const { t } = words('en');
const failure = t('failure.title');

/** Without authentication, so that nothing but the shape of an activity decides. */
let world: World;
beforeAll(async () => {
  world = await startWorld({ authentication: 'off' });
});
afterAll(() => world.close());

/** Texts that make no id. */
const noIds: unknown[] = ['', '.', '..', 'a\u0000b', 'a\nb', '\ud800', long];
/** Everything a person read, without the references and ids that differ each time. */
const read = (somebody: Person) => somebody.heard().map(({ activity }) => activity.attachments?.[0]?.content);

/** Posts a body as it is. */
async function posts(body: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await fetch(`${world.url}/api/messages`, { method: 'POST', headers, body })).status;
}

describe('an activity without what a turn needs is answered 400', () => {
  const broken = (part: string, values: unknown[], make: (value: unknown) => object) =>
    [undefined, ...values].map((value) => [part, shown(value), make(value)] as const);
  it.each([
    ...broken('type', [...odd, '', long], (type) => ({ type })),
    ...broken('channelId', [...odd, ...noIds], (channelId) => ({ channelId })),
    ...broken(
      'serviceUrl',
      [...odd, '', 'x', 'urn:botframework:x', 'ftp://a/b', `http://${long}`],
      (serviceUrl) => ({
        serviceUrl,
      }),
    ),
    ...broken('conversation', [...odd, 'x'], (conversation) => ({ conversation })),
    ...broken('the conversation’s id', [...odd, ...noIds], (id) => ({ conversation: { id } })),
    ...broken('from', [...odd, 'x'], (from) => ({ from })),
    ...broken('the sender’s id', [...odd, ...noIds], (id) => ({ from: { id } })),
  ])('%s: %s', async (_part, _value, changed) => {
    const answer = await sends(world.person(), { type: 'message', text: 'help', ...changed });
    expect([answer.status, answer.said]).toEqual([400, []]);
  });
});

describe('an odd part counts as absent', () => {
  const parts = [
    ...[
      'recipient',
      'id',
      'replyToId',
      'timestamp',
      'localTimestamp',
      'localTimezone',
      'expiration',
      'callerId',
    ],
    ...['locale', 'textFormat', 'speak', 'summary', 'inputHint', 'importance', 'deliveryMode', 'listenFor'],
    ...[
      'attachments',
      'attachmentLayout',
      'suggestedActions',
      'entities',
      'textHighlights',
      'semanticAction',
    ],
    ...['channelData', 'name', 'label', 'valueType', 'value', 'code', 'relatesTo', 'action', 'membersAdded'],
    ...['membersRemoved', 'reactionsAdded', 'reactionsRemoved', 'topicName', 'historyDisclosed', 'surprise'],
  ];
  const values = [...odd, 'x', '..', '\ud800', 'not a date', long];

  it.each(parts)('%s, of a command that shows the sign-in card', async (part) => {
    const plain = world.person();
    await sends(plain, { type: 'message', text: 'send mail' });
    for (const value of values) {
      const ana = world.person();
      const { status } = await sends(ana, { type: 'message', text: 'send mail', [part]: value });
      expect([shown(value), status, ana.heard().length, lastTurn(world).outcome]).toEqual([
        ...[shown(value), 200, plain.heard().length, 'sign-in shown'],
      ]);
      expect(ana.signInLink()).toBeTruthy();
    }
  });

  it.each(['emulator', 'webchat', 'msteams'])('the text, on %s', async (channel) => {
    const plain = world.person({ channel });
    await sends(plain, { type: 'message' });
    for (const text of odd) {
      const ana = world.person({ channel });
      await sends(ana, { type: 'message', text });
      expect(read(ana)).toEqual(read(plain));
    }
  });

  it.each([
    ['from', ['name', 'aadObjectId', 'role', 'properties', 'surprise']],
    ['recipient', ['name', 'aadObjectId', 'role', 'surprise']],
    ['conversation', ['name', 'tenantId', 'aadObjectId', 'role', 'properties', 'surprise']],
    ['channelData', ['tenant', 'channel', 'source', 'settings', 'eventType', 'onBehalfOf', 'surprise']],
  ] as const)('in %s', async (whole, parts) => {
    for (const part of parts)
      for (const value of [...odd, 'x', '\ud800', long]) {
        const ana = world.person();
        const { id, conversation } = ana.options;
        const all = {
          from: { id },
          recipient: { id: botId },
          conversation: { id: conversation, conversationType: 'personal' },
          channelData: {},
        };
        await sends(ana, { type: 'message', text: 'profile', [whole]: { ...all[whole], [part]: value } });
        expect([part, shown(value), lastTurn(world).outcome]).toEqual([part, shown(value), 'sign-in shown']);
        expect(ana.heard()).toHaveLength(1);
      }
  });

  it.each([
    ['null beside it', [null]],
    ['an entity without a type', [{ text: '<at>Mail bot</at>' }]],
    ['mentions of nobody', [{ type: 'mention' }, { type: 'mention', mentioned: null, text: 5 }]],
    ['a mention with an odd text', [{ type: 'mention', text: {}, mentioned: { id: botId } }]],
  ])('entities: a mention of the bot is still taken out, with %s', async (_what, more) => {
    const ana = world.person();
    const { entities = [], ...said } = mentioning('profile');
    await sends(ana, { ...said, entities: [...more, ...entities, ...more] });
    expect(lastTurn(world)).toMatchObject({ command: 'profile', outcome: 'sign-in shown' });
  });

  it('members: the bot that was added beside them still says hello', async () => {
    const ana = world.person();
    await sends(ana, { ...joined(), membersAdded: [null, 5, {}, { id: 7 }, { id: botId, name: 5 }] });
    expect(ana.card().text).toContain(t('cards.welcome.title'));
  });

  it('the sender’s name: somebody is welcomed without one', async () => {
    const ana = world.person();
    await sends(ana, { ...joined(botId), from: { id: ana.options.id, name: 5 } });
    expect(ana.card().text).toContain(t('cards.welcome.title'));
  });

  it.each([5, null, {}, [], true, long])('a form’s id: %j', async (formId) => {
    for (const verb of [
      'mail.compose',
      'mail.edit',
      'mail.preview',
      'mail.send',
      'mail.cancel',
      'mail.drop',
      'mail.keep',
    ]) {
      const [ana, plain] = [world.person(), world.person()];
      await sends(ana, { type: 'message', value: { verb, formId } });
      const { outcome } = lastTurn(world);
      await sends(plain, submit({ verb }));
      expect([verb, outcome, ana.heard().length]).toEqual([
        verb,
        lastTurn(world).outcome,
        plain.heard().length,
      ]);
      expect(JSON.stringify(ana.heard())).not.toContain(failure);
    }
  });

  it.each([5, null, {}, [], true, '__proto__', 'constructor', long])('a verb: %j', async (verb) => {
    const ana = world.person();
    await sends(ana, { type: 'message', value: { verb } });
    expect(ana.card().text).toContain(t('help.unknown'));
  });

  it('what nobody reads is left out, and what a card or Teams added stays', () => {
    const known = {
      ...{ type: 'message', channelId: 'msteams', serviceUrl: 'https://a.example' },
      ...{ from: { id: 'ana' }, conversation: { id: 'c' }, recipient: { id: 'bot' } },
      ...{ value: { verb: 'x', more: [{}] }, channelData: { tenant: { id: 't', more: 1 }, more: null } },
      ...{ entities: [{ type: 'clientInfo', platform: 'Web' }] },
    };
    expect(readActivity({ ...known, surprise: { a: [1] } })).toEqual(known);
  });
});

describe('tricks', () => {
  const whole = (changed: string) => {
    const { id, conversation } = world.person().options;
    const { connectorUrl: serviceUrl } = world;
    const base = {
      type: 'message',
      channelId: 'emulator',
      serviceUrl,
      from: { id },
      conversation: { id: conversation },
    };
    return `${JSON.stringify(base).slice(0, -1)},${changed}}`;
  };
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  const deepObjects = `${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}`;

  it.each([
    ['a prototype', '"__proto__":{"type":"invoke","text":"help"}'],
    ['a prototype in the value', '"value":{"__proto__":{"verb":"account.signOut"}}'],
    ['a prototype in the sender', '"from":{"id":"x","__proto__":{"name":"y"}}'],
    ['a constructor', '"constructor":{"prototype":{"isGroup":true}},"value":{"constructor":null}'],
    [
      'names of an object’s own',
      '"value":{"verb":"toString","toString":null,"hasOwnProperty":1},"valueOf":5',
    ],
  ])('with %s change nothing', async (_what, changed) => {
    expect(await posts(whole(changed))).toBe(200);
    expect(lastTurn(world)).toMatchObject({ outcome: 'done' });
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it.each([
    'value',
    'channelData',
    'entities',
    'attachments',
    'membersAdded',
    'relatesTo',
    'recipient',
    'surprise',
  ])('with a very deep %s throw nothing', async (part) => {
    for (const nested of [deep, deepObjects, `{"a":${deep}}`, `[{"type":"mention","id":"x","a":${deep}}]`]) {
      expect(await posts(whole(`"text":"send mail","${part}":${nested}`))).toBe(200);
      expect(lastTurn(world)).toMatchObject({ command: 'compose', outcome: 'sign-in shown' });
    }
  });

  it.each(['from', 'conversation'])('with a %s that is deep beside its id throw nothing', async (part) => {
    const place = part === 'from' ? '{"id":"deep-1"' : '{"id":"deep-2"';
    expect(await posts(whole(`"text":"send mail","${part}":${place},"a":${deepObjects},"name":[[]]}`))).toBe(
      200,
    );
    expect(lastTurn(world)).toMatchObject({ command: 'compose', outcome: 'sign-in shown' });
  });
});
