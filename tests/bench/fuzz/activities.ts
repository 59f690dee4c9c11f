// Activities as channels send them, with parts of them put out of order. The same seed gives the same activities.
import fc, { type Arbitrary } from 'fast-check';
import { commands } from '../../../bot/commands/table';
import {
  botId,
  installation,
  invoke,
  joined,
  mentioning,
  signInFailure,
  submit,
  tokenExchange,
  tokensResponse,
  verifyState,
} from '../../support/activities';
import { messageAction } from '../../support/messageAction';
import { madeUp, marker } from './marker';

// Names that stand for what only the run knows, put in when an activity is sent.
/** Two people who are signed in, in Teams and on a web page, and one who is not. */
export const people = ['@ana', '@bao', '@nobody'] as const;
export const conversationOf = (person: string): string => `conversation-of-${person}`;
export const holders = { serviceUrl: '@serviceUrl', id: '@id' };

const base = (channelId: string, person: (typeof people)[number]) => ({
  id: holders.id,
  timestamp: '2026-11-20T08:30:00.833Z',
  localTimestamp: '2026-11-20T15:30:00.833+07:00',
  localTimezone: 'Asia/Ho_Chi_Minh',
  channelId,
  serviceUrl: holders.serviceUrl,
  from: { id: person, name: `Linh ${marker}`, aadObjectId: '8c5f6f0a-2b7e-4b57-9d40-000000000001' },
  recipient: { id: botId, name: 'Mail bot' },
  conversation: { id: conversationOf(person), conversationType: 'personal', tenantId: 'tenant' },
  locale: 'en-US',
  entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Web' }],
  channelData: { tenant: { id: 'tenant' }, settings: { selectedChannel: { id: marker } } },
});

const mail = {
  to: `Bao ${marker} <bao@${marker}.example>`,
  cc: `${marker}@fabrikam.example`,
  bcc: '',
  subject: `Plan ${marker}`,
  body: `Hello **${marker}**\n\n|a|b|\n|-|-|\n|c|d|`,
  importance: 'high',
  format: 'markdown',
};
// No form has this id, and nobody types "send": whatever is changed, no mail may leave.
const formId = `form-${marker}`;
const verbs = Object.values(commands).flatMap((command) => ('verb' in command ? [command.verb] : []));
const texts = [
  'help',
  'sign in',
  'profile',
  'send mail',
  'drafts',
  'sent',
  'cancel',
  'token',
  '123456',
  '12 34 56',
];
const oneLine = `send mail to Bao <bao@${marker}.example>, ${marker} cc ${marker}@b.example about ${marker}: see you`;
const attachments = [
  {
    contentType: 'application/vnd.microsoft.teams.file.download.info',
    name: `${marker}.txt`,
    content: { downloadUrl: `https://contoso.sharepoint.com/${marker}`, uniqueId: marker, fileType: 'txt' },
  },
  { contentType: 'image/png', contentUrl: `${holders.serviceUrl}/v3/attachments/${marker}`, name: marker },
];
const invokes = [
  'adaptiveCard/action',
  'application/search',
  'composeExtension/query',
  'composeExtension/queryLink',
  'composeExtension/selectItem',
  'composeExtension/setting',
  'config/fetch',
  'fileConsent/invoke',
  'actionableMessage/executeAction',
  'message/submitAction',
  'tab/fetch',
  'task/fetch',
  'task/submit',
  'handoff/action',
  marker,
].map((name) =>
  invoke(name, { action: { type: 'Action.Execute', verb: 'mail.send', data: mail }, trigger: 'manual' }),
);

const kinds: object[] = [
  ...texts.map((text) => ({ type: 'message', text, textFormat: 'plain' })),
  { type: 'message', text: oneLine },
  { type: 'message', text: 'send mail', attachments },
  mentioning('help'),
  ...verbs.map((verb) => submit({ verb, formId, ...mail })),
  ...invokes,
  messageAction({ subject: marker, summary: marker }),
  messageAction({}, 'fetchTask'),
  verifyState('123456'),
  verifyState('CancelledByUser'),
  tokenExchange(marker),
  signInFailure('resourcematchfailed'),
  tokensResponse(marker),
  joined(botId),
  joined(people[0], people[1]),
  { type: 'conversationUpdate', membersRemoved: [{ id: botId }] },
  installation('add'),
  installation('add-upgrade'),
  { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' },
  { type: 'messageUpdate', text: 'profile', channelData: { eventType: 'editMessage' } },
  { type: 'messageDelete' },
  { type: 'typing' },
  { type: 'endOfConversation', code: 'completedSuccessfully' },
  { type: 'event', name: 'application/vnd.microsoft.readReceipt', value: { lastReadMessageId: '1' } },
  { type: 'event', name: 'application/vnd.microsoft.meetingStart', value: { Id: '1' } },
  { type: 'event', name: 'webchat/join' },
];
/** What ends a session is for the person who has none. */
const endings: object[] = [
  { type: 'message', text: 'sign out' },
  { type: 'message', text: 'forget me' },
  submit({ verb: 'account.otherAccount' }),
  installation('remove'),
];

const samples: object[] = [
  ...kinds.map((kind) => ({ ...base('msteams', '@ana'), ...kind })),
  ...kinds.map((kind) => ({ ...base('webchat', '@bao'), ...kind })),
  ...[...kinds, ...endings].map((kind) => ({ ...base('msteams', '@nobody'), ...kind })),
  ...kinds.map((kind) => ({
    ...base('msteams', '@ana'),
    ...kind,
    conversation: { id: '19:team@thread.tacv2', isGroup: true, conversationType: 'channel' },
    channelData: {
      team: { id: '19:team@thread.tacv2' },
      channel: { id: '19:team@thread.tacv2' },
      tenant: { id: 't' },
    },
  })),
];

/** JSON that no object can be written as, by the name that stands for it. */
const raw: Record<string, string> = {
  '@deepArray': '['.repeat(20_000) + ']'.repeat(20_000),
  '@deepObject': `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  '@huge': '1e999',
  '@proto': `{"__proto__":{"verb":"mail.send","id":"${marker}"},"constructor":{"prototype":{"id":1}}}`,
  '@twice': `{"id":"a","id":{"id":"${marker}"},"type":"message","type":[]}`,
};

const junk: Arbitrary<unknown> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      null,
      true,
      0,
      -1,
      1e21,
      '',
      ' ',
      [],
      {},
      [null],
      [[]],
      { id: null },
      { toString: 1, valueOf: null, length: 1e9 },
    ),
  },
  { weight: 3, arbitrary: madeUp },
  { weight: 1, arbitrary: fc.constantFrom(...Object.keys(raw)) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** One change. The place is a number, taken as the place so far into all places there are. */
type Edit = { place: number } & (
  | { how: 'drop' }
  | { how: 'put'; value: unknown }
  | { how: 'move'; from: number }
);

const edit: Arbitrary<Edit> = fc
  .tuple(
    fc.nat(10_000),
    fc.oneof(
      { weight: 2, arbitrary: fc.constant({ how: 'drop' as const }) },
      { weight: 6, arbitrary: junk.map((value) => ({ how: 'put' as const, value })) },
      { weight: 2, arbitrary: fc.nat(10_000).map((from) => ({ how: 'move' as const, from })) },
    ),
  )
  .map(([place, how]) => ({ place, ...how }));

/** An activity's JSON, in which `@names` stand for what only the run knows. */
export const activities: Arbitrary<string> = fc
  .tuple(fc.constantFrom(...samples), fc.array(edit, { maxLength: 4 }))
  .map(([sample, edits]) => {
    const activity = structuredClone(sample);
    for (const each of edits) apply(activity, each);
    const json = JSON.stringify(activity);
    return json.replace(/"(@\w+)"/g, (whole, name) => raw[name] ?? whole);
  });

/** Changes one property, or one item, at any depth. */
function apply(root: object, edit: Edit): void {
  const places = placesIn(root);
  const place = places[edit.place % places.length];
  if (!place) return;
  const { holder, key } = place;
  if (edit.how === 'drop') delete holder[key];
  else if (edit.how === 'put') holder[key] = edit.value;
  else {
    const from = places[edit.from % places.length];
    holder[key] = structuredClone(from?.holder[from.key]);
  }
}

type Holder = Record<string, unknown>;

function placesIn(value: unknown): { holder: Holder; key: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Holder;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}
