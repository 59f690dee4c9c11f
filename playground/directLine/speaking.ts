// What a client says: checked, brought to the bot, and only then shown to those who listen.
import { isRecord, ok, Refusal, type Reply, text } from './answers';
import type { Account, Activity, Conversation, Conversations } from './conversations';
import type { ToBot } from './toBot';

export interface Speaking {
  conversations: Conversations;
  toBot: ToBot;
}

/** What the channel alone tells a bot. Any other type is a client's to use, types of its own among them. */
const channelTypes = ['conversationUpdate', 'contactRelationUpdate', 'installationUpdate'];

/**
 * Checks an activity of a client's.
 * @param user whom the token is for: wins over the activity's `from`, since a client cannot speak as somebody else
 * @throws Refusal 400
 */
export function activityOf(body: Record<string, unknown>, user?: Account): Activity {
  const { from } = body;
  const type = text(body.type);
  // The real service's words for a body without an activity in it (botframework-sdk issue 4317).
  if (!type) throw new Refusal(400, 'MissingProperty', 'Invalid or missing activities in HTTP body');
  if (channelTypes.includes(type)) throw new Refusal(400, 'BadArgument', 'Invalid activity type');
  if (!isRecord(from)) throw new Refusal(400, 'MissingProperty', "Missing 'Activity.From' field");
  const id = user?.id ?? text(from.id);
  if (!id) throw new Refusal(400, 'MissingProperty', "Missing 'Activity.From.Id' field");
  return { ...body, type, from: { ...from, ...user, id } };
}

/**
 * Says an activity in a conversation. An `endOfConversation` ends nothing, whatever the description promises: the real
 * service goes on with such a conversation (botframework-sdk issue 4982).
 * @throws Refusal 502 when the bot did not take it; then nobody else hears of it either
 */
export async function say(
  { conversations, toBot }: Speaking,
  conversation: Conversation,
  activity: Activity,
): Promise<Reply> {
  const said = conversations.hear(conversation, activity);
  if (!(await toBot.deliver(conversation, said))) {
    conversations.drop(conversation, said);
    // The description's example has the code BotRejectedActivity; this is what the service answers
    // (BotFramework-DirectLineJS issue 47).
    throw new Refusal(502, 'BotError', 'Failed to send activity: bot returned an error');
  }
  conversations.release(conversation);
  return ok({ id: said.id });
}
