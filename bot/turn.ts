// One turn: what every command is given, and how it answers.
import { MessageBuilder } from '@microsoft/teamsfx';
import { type Activity, Channels, type TurnContext } from 'botbuilder';
import type { Card } from '../cards/render';
import type { SignedIn } from './commands/signedIn';
import type { BotWords } from './locales';
import { languageOf, words } from './locales';
import type { TurnEntry } from './log';
import type { Person } from './people/people';

export interface Turn {
  context: TurnContext;
  words: BotWords;
  person: Person;
  /** False in a group chat or a channel, where others read along. */
  isPrivate: boolean;
  /** Shown with an error and written to the log. */
  reference: string;
  entry: TurnEntry;
  /** The signed-in person, once the turn has learnt who it is; the token is asked for once a turn and kept no longer. */
  signedIn?: SignedIn;
  /** The form that holds what was typed, when the turn fails: the failure's card leads back to it. */
  keptForm?: string | undefined;
}

export function startTurn(context: TurnContext, person: Person, reference: string): Turn {
  const { activity } = context;
  return {
    context,
    words: words(languageOf(activity.locale)),
    person,
    isPrivate: isPrivate(activity),
    reference,
    entry: { channel: activity.channelId, command: activity.type, outcome: 'ignored' },
  };
}

/** Teams names the kind of conversation; elsewhere only a group is marked. */
function isPrivate({ conversation }: Activity): boolean {
  const { conversationType, isGroup } = conversation;
  return conversationType ? conversationType === 'personal' : !isGroup;
}

/**
 * Answers with a card, alone: Teams makes two messages of a text with a card.
 * @param summary what a notification and a screen reader's list say in its place
 */
export async function show(turn: Turn, card: Card, summary: string): Promise<void> {
  await turn.context.sendActivity(cardMessage(card, summary));
}

/**
 * Answers with a card in place of the one that was clicked. Only Teams can replace a message and says which one was
 * clicked; elsewhere, and when Teams will not, the card comes as a new message.
 */
export async function replace(turn: Turn, card: Card, summary: string): Promise<void> {
  const { activity } = turn.context;
  if (activity.channelId === Channels.Msteams && activity.replyToId && activity.value) {
    try {
      await turn.context.updateActivity({ ...cardMessage(card, summary), id: activity.replyToId });
      return;
    } catch {
      // Too old, deleted, or refused: the answer itself matters more than its place.
    }
  }
  await show(turn, card, summary);
}

function cardMessage(card: Card, summary: string): Partial<Activity> {
  return { ...MessageBuilder.attachAdaptiveCardWithoutData(card), type: 'message', summary };
}
