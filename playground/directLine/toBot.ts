// Activities on their way to the bot, filled in as the Bot Service does.
import type { Clock } from '../../bot/runtime/clock';
import type { Account, Activity, Conversation, Conversations } from './conversations';

export interface BotSide {
  botEndpoint: string | (() => string);
  /** The stand-in's own origin: the `serviceUrl` the bot answers to. */
  url(): string;
  fetch: typeof fetch;
  clock: Clock;
  /** The Authorization header of posts to the bot; left out when the bot has no app id. */
  authorization?: (() => string) | undefined;
  bot: Account;
}

export interface ToBot {
  /** Posts one activity; false when the bot did not take it (answered an error, or not at all). */
  deliver(conversation: Conversation, activity: Activity): Promise<boolean>;
  /** Tells the bot that a conversation began. */
  greet(conversation: Conversation): Promise<void>;
}

/** The Bot Service gives a bot 15 seconds to answer a turn. */
const turnLimit = 15_000;

/** Sends activities to the bot's messaging endpoint, one HTTP POST each. */
export function createToBot(side: BotSide, conversations: Conversations): ToBot {
  const deliver = async (conversation: Conversation, activity: Activity) => {
    try {
      const endpoint = typeof side.botEndpoint === 'function' ? side.botEndpoint() : side.botEndpoint;
      const authorization = side.authorization?.();
      const response = await side.fetch(endpoint, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...(authorization ? { authorization } : {}) },
        body: JSON.stringify(addressed(side, conversation, activity)),
        signal: side.clock.timeout(turnLimit),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };

  // Two updates, the bot's own first: for Web Chat the person's is the one a bot should say hello at.
  const greet = async (conversation: Conversation) => {
    const { user } = conversation;
    const joined = (account: Account) =>
      conversations.stamp(conversation, {
        type: 'conversationUpdate',
        membersAdded: [account],
        from: user ?? { id: conversation.id },
      });
    // A bot that fails here is not reported to the client by the real service either.
    await deliver(conversation, joined(side.bot));
    if (user) await deliver(conversation, joined(user));
  };

  return { deliver, greet };
}

/** The fields every activity from a channel carries (Activity in the Connector API description). */
function addressed(side: BotSide, conversation: Conversation, activity: Activity): Activity {
  return {
    ...(conversation.locale ? { locale: conversation.locale } : {}),
    ...activity,
    serviceUrl: side.url(),
    recipient: side.bot,
  };
}
