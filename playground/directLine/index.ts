// A local stand-in for Direct Line: Web Chat and the Direct Line client talk to a bot on this machine, without Azure.
import type { Server } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import { shapeErrors } from './answers';
import { createAttachments, mountAttachments } from './attachments';
import { mountClientFace } from './clientFace';
import { mountConnectorFace } from './connectorFace';
import { type Account, createConversations } from './conversations';
import { createStream, type Stream } from './stream';
import { createToBot } from './toBot';
import { createTokens } from './tokens';

export interface DirectLineOptions {
  /** The bot's messaging endpoint; a function when its port is known only later. */
  botEndpoint: string | (() => string);
  /** The origin this server is reached at: the bot's serviceUrl and the streams' host. */
  url(): string;
  clock: Clock;
  ids(): string;
  fetch: typeof fetch;
  /** What /tokens/generate asks for; made here when left out. */
  secret?: string;
  /** Signs tokens that stay good over a restart, and opens their conversations anew. */
  lastingKey?: string;
  /** The Authorization header of posts to the bot; none when the bot has no app id. */
  authorization?: () => string;
  /** Whether a header holds the bot's own app token; not asked when left out. */
  ownsAppToken?: (header: string | undefined) => boolean;
  /** 'webchat' unless told. */
  channelId?: string;
  bot?: Account;
}

export interface DirectLine extends Stream {
  secret: string;
  /**
   * What Azure does after a sign-in when enhanced authentication is on: a `tokens/response` event to the bot.
   * @returns false for a conversation that is not Direct Line's, or when the bot did not take the event
   */
  signedIn(signIn: { conversation: string; connectionName: string; token?: string }): Promise<boolean>;
}

/**
 * Mounts both faces of Direct Line 3.0 on a server: clients under /v3/directline, the bot under /v3/conversations.
 * @returns `upgrade`, to be called from the http server's 'upgrade' event, and `signedIn`
 */
export function mountDirectLine(server: Server, options: DirectLineOptions): DirectLine {
  const { clock, ids, url, ownsAppToken } = options;
  const secret = options.secret ?? ids();
  const bot = options.bot ?? { id: 'mailbot', name: 'Mail bot' };
  const { lastingKey } = options;
  const conversations = createConversations({
    clock,
    channelId: options.channelId ?? 'webchat',
    lasting: lastingKey !== undefined,
  });
  const tokens = createTokens(clock, lastingKey);
  const toBot = createToBot(
    {
      botEndpoint: options.botEndpoint,
      url,
      fetch: options.fetch,
      clock,
      authorization: options.authorization,
      bot,
    },
    conversations,
  );
  const attachments = createAttachments({ clock, ids, url });
  mountClientFace(server, { conversations, tokens, toBot, attachments, secret, ids, url });
  mountAttachments(server, attachments);
  mountConnectorFace(server, { conversations, bot, ownsAppToken });
  shapeErrors(server, /^\/v3\/(directline|conversations)\b/);

  const signedIn: DirectLine['signedIn'] = async ({ conversation: id, connectionName, token }) => {
    const conversation = conversations.find(id);
    if (!conversation?.user) return false;
    const event = conversations.stamp(conversation, {
      type: 'event',
      name: 'tokens/response',
      from: conversation.user,
      value: { connectionName, ...(token ? { token } : {}) },
    });
    return toBot.deliver(conversation, event);
  };
  return { ...createStream(conversations, tokens), secret, signedIn };
}
