// Activities as channels send them, apart from what a person says and clicks.
import type { Activity } from 'botbuilder';

export const botId = 'bot';

/** The channel tells that these joined the conversation. */
export const joined = (...ids: string[]): Partial<Activity> => ({
  type: 'conversationUpdate',
  membersAdded: ids.map((id) => ({ id, name: '' })),
});

/** Teams tells that the bot was added or removed, or that its app was upgraded. */
export const installation = (
  action: 'add' | 'remove' | 'add-upgrade' | 'remove-upgrade',
): Partial<Activity> => ({ type: 'installationUpdate', action });

/** A message that begins with "@Mail bot", as a group chat in Teams needs it. */
export const mentioning = (text: string): Partial<Activity> => ({
  type: 'message',
  text: `<at>Mail bot</at>\u00a0${text}`,
  entities: [{ type: 'mention', text: '<at>Mail bot</at>', mentioned: { id: botId, name: 'Mail bot' } }],
});

/** Where a quoted message stood in the text of a reply in Teams. */
export const marker = (id: string) => `<quoted messageId="${id}"/>`;

/** A reply as Teams writes it: `entities` tells of each message that is quoted. */
export const replying = (text: string, ...ids: string[]): Partial<Activity> => ({
  type: 'message',
  text,
  entities: ids.map((messageId) => ({
    type: 'quotedReply',
    quotedReply: { messageId, senderName: 'Mail bot', preview: 'Your drafts' },
  })),
});

/** Direct Line and the Emulator tell that a sign-in is done; the token is whatever the client put there. */
export const tokensResponse = (token: string, connectionName = 'graph'): Partial<Activity> => ({
  type: 'event',
  name: 'tokens/response',
  value: { connectionName, token },
});

/** Teams brings the code that its sign-in window ended with. */
export const verifyState = (state: string): Partial<Activity> => invoke('signin/verifyState', { state });

/** A Teams client offers its single sign-on token. */
export const tokenExchange = (token: string, id = 'exchange-1', connectionName = 'graph') =>
  invoke('signin/tokenExchange', { id, connectionName, token });

/** A Teams client says why single sign-on does not work. */
export const signInFailure = (code: string): Partial<Activity> =>
  invoke('signin/failure', { code, message: 'Planned' });

export const invoke = (name: string, value: unknown): Partial<Activity> => ({ type: 'invoke', name, value });

/** A button's data comes back, from a card on the screen or made up by whoever sends it. */
export const submit = (value: Record<string, unknown>): Partial<Activity> => ({ type: 'message', value });
