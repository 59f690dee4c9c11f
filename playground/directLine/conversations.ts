// The conversations of the stand-in: who is in each, what was said, and who is listening.
import type { Clock } from '../../bot/runtime/clock';

export interface Account {
  id: string;
  name?: string;
  role?: string;
}

/** An activity as it travels: only what the stand-in itself looks at is named. */
export interface Activity {
  type: string;
  id?: string;
  from?: Account;
  locale?: string;
  [field: string]: unknown;
}

/** What a client gets, by polling or by WebSocket. Without a watermark the client keeps the one it has. */
export interface ActivitySet {
  activities: Activity[];
  watermark?: string;
}

export interface Conversation {
  id: string;
  user?: Account;
  locale?: string;
  history: Activity[];
  /** Said by the person, not yet known to have reached the bot. */
  held: Activity[];
  /** Activities numbered so far; typing counts too, so that no id is given twice. */
  count: number;
  listeners: Set<(set: ActivitySet) => void>;
}

export type Conversations = ReturnType<typeof createConversations>;

const pageSize = 100;

export interface ConversationOptions {
  /** Stamps activities. */
  clock: Pick<Clock, 'now'>;
  channelId: string;
  /** A good token opens its conversation anew after a restart, with an empty history. */
  lasting: boolean;
}

/** Keeps conversations in memory. */
export function createConversations({ clock, channelId, lasting }: ConversationOptions) {
  const known = new Map<string, Conversation>();

  const open = (id: string, user?: Account, locale?: string): Conversation => {
    const conversation: Conversation = {
      id,
      ...(user ? { user } : {}),
      ...(locale ? { locale } : {}),
      history: [],
      held: [],
      count: 0,
      listeners: new Set(),
    };
    known.set(id, conversation);
    return conversation;
  };

  /** Ids as Direct Line gives them: the conversation's id and a seven-digit number. */
  const stamp = (conversation: Conversation, activity: Activity): Activity => ({
    ...activity,
    id: `${conversation.id}|${String(conversation.count++).padStart(7, '0')}`,
    timestamp: new Date(clock.now()).toISOString(),
    channelId,
    conversation: { id: conversation.id },
  });

  const publish = (conversation: Conversation, said: Activity) => {
    // Typing passes through only: replayed from a history it would show somebody typing who is not.
    const watermark = said.type === 'typing' ? {} : { watermark: String(conversation.history.push(said)) };
    for (const tell of conversation.listeners) tell({ activities: [said], ...watermark });
  };

  const release = (conversation: Conversation) => {
    for (const said of conversation.held.splice(0)) publish(conversation, said);
  };

  /**
   * Takes a person's activity and holds it back until `release` or the bot's answer: a client takes the echo as the
   * sign that the bot has the message, and shows a message without one as not sent.
   */
  const hear = (conversation: Conversation, activity: Activity): Activity => {
    const said = stamp(conversation, activity);
    conversation.held.push(said);
    return said;
  };

  /** Forgets what the bot did not take. */
  const drop = (conversation: Conversation, said: Activity) => {
    conversation.held = conversation.held.filter((held) => held !== said);
  };

  /** Adds the bot's activity, after everything it may be answering. */
  const say = (conversation: Conversation, activity: Activity): Activity => {
    release(conversation);
    const said = stamp(conversation, activity);
    publish(conversation, said);
    return said;
  };

  /** The conversation a token is for. */
  const join = (id: string, user?: Account): Conversation | undefined => {
    const conversation = known.get(id);
    if (conversation || !lasting) return conversation;
    const revived = open(id, user);
    // A client that was there before the restart knows ids from below, and drops what it thinks it has.
    revived.count = Math.floor(clock.now() / 1000) % 10_000_000;
    return revived;
  };

  return { open, join, stamp, hear, drop, release, say, find: (id: string) => known.get(id) };
}

/** Whether a watermark is one of ours. '-' is what Direct Line puts in its first stream address: nothing seen yet. */
export function isWatermark(watermark: string): boolean {
  return /^(\d*|-)$/.test(watermark);
}

/**
 * What was said after a watermark.
 * @param watermark how many activities the client has seen; '' and '-' mean none (clients treat it as opaque)
 * @returns up to a hundred activities and the watermark to ask with next
 */
export function saidSince(
  conversation: Conversation,
  watermark: string,
): ActivitySet & { watermark: string } {
  const seen = watermark === '-' ? 0 : Number(watermark);
  const activities = conversation.history.slice(seen, seen + pageSize);
  return { activities, watermark: String(Math.min(seen, conversation.history.length) + activities.length) };
}
