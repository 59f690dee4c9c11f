// "Email this message" from a message's menu: the invoke as Teams sends it, and its answers.
import type { Activity } from 'botbuilder';
import { invoke } from './activities';
import type { Person, PersonOptions } from './person';
import type { World } from './world';

export const tenant = 'aaaaaaaa-0000-4000-8000-000000000000';
export const link = 'https://teams.microsoft.com/l/message/19:abc@thread.tacv2/1611060744833';

/** Somebody chooses the bot's action in a message's menu in Teams. The invoke contains the message as Teams writes it. */
export const messageAction = (
  changed: Record<string, unknown> = {},
  how: 'submitAction' | 'fetchTask' = 'submitAction',
): Partial<Activity> =>
  invoke(`composeExtension/${how}`, {
    commandId: 'mailMessage',
    commandContext: 'message',
    messagePayload: { ...teamsMessage, ...changed },
    context: { theme: 'default' },
  });

/** As in Microsoft's page "Create and send dialogs", with what Teams leaves empty. */
const teamsMessage = {
  id: '1611060744833',
  replyToId: null,
  createdDateTime: '2026-11-20T08:30:00.833Z',
  lastModifiedDateTime: null,
  deleted: false,
  subject: null,
  summary: null,
  importance: 'normal',
  locale: 'en-us',
  linkToMessage: link,
  from: {
    device: null,
    conversation: null,
    user: { userIdentityType: 'aadUser', id: 'user-of-linh', displayName: 'Linh Phạm' },
    application: null,
  },
  body: { contentType: 'html', content: '<div><p>The plan is ready.</p></div>' },
  reactions: [],
  mentions: [],
  attachments: [],
};

/** The answer on which Teams shows a dialog to the person who chose the action. */
export const popUp = (value: string) => ({ status: 200, body: { task: { type: 'message', value } } });
export const silence = { status: 200, body: undefined };

/** Somebody in a conversation, and their 1:1 chat with the bot, where they may be signed in. */
export async function reading(world: World, options: Partial<PersonOptions> = {}, account?: string) {
  const ana = world.person({ conversationType: 'channel', tenant, ...options });
  const alone = ana.alone();
  if (account) await alone.comesInAs(account);
  return { ana, alone };
}

/** Chooses "Email this message"; gives what the action was answered. */
export async function mails(ana: Person, action: Partial<Activity> = messageAction()) {
  const { status, body } = await ana.does(action);
  return { status, body };
}
