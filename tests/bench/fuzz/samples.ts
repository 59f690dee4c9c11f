// Activities of every kind the bot knows, as channels send them, with the marker wherever somebody could write.
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
import { marker } from './marker';

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

export const samples: object[] = [
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
