// One turn: what every command is given, and how it answers.
import { MessageBuilder } from '@microsoft/teamsfx';
import { type Activity, Channels, type TurnContext } from 'botbuilder';
import type { Card } from '../../cards/render';
import type { SignedIn } from '../commands/account/signedIn';
import type { Directory } from '../commands/account/withDirectory';
import type { BotWords } from '../locales';
import { languageOf, words } from '../locales';
import type { Person } from '../people/people';
import type { TurnEntry } from '../runtime/log';

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
  /** The directory of their organisation, once the turn has its token; as `signedIn`. */
  directory?: Directory;
  /** The form that holds what was typed, when the turn fails: the failure's card leads back to it. */
  keptForm?: string | undefined;
  /** The message whose button was clicked, where the channel says so and lets it be replaced: Teams does. */
  clicked?: string;
  /** Forms whose state the person was told of in this turn already. */
  told: Set<string>;
}

export function startTurn(context: TurnContext, person: Person, reference: string): Turn {
  const { activity } = context;
  const clicked = activity.channelId === Channels.Msteams && activity.value ? activity.replyToId : undefined;
  return {
    context,
    words: words(languageOf(activity.locale)),
    person,
    isPrivate: isPrivate(activity),
    reference,
    entry: { channel: activity.channelId, command: activity.type, outcome: 'ignored' },
    told: new Set(),
    ...(clicked ? { clicked } : {}),
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

/** Answers with a card in place of the one that was clicked; where that cannot be done it comes as a new message. */
export async function replace(turn: Turn, card: Card, summary: string): Promise<void> {
  if (turn.clicked) {
    try {
      await turn.context.updateActivity({ ...cardMessage(card, summary), id: turn.clicked });
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
