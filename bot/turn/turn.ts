// One turn: what every command is given, and how it answers.
import { type Activity, ActivityTypes, Channels, INVOKE_RESPONSE_KEY, type TurnContext } from 'botbuilder';
import type { Card } from '../../cards/render';
import type { BotAdapter } from '../channel/adapter';
import type { FilesIn } from '../channel/incomingFiles';
import { namesForLog } from '../channel/logNames';
import type { SignIn, Token, TurnSignIn } from '../channel/signIn';
import type { Graph } from '../graph/client';
import type { Photos } from '../graph/photo';
import type { Account, Profile } from '../graph/profile';
import { type BotWords, wordsOf } from '../locales';
import type { OpenPerson, Person } from '../people/people';
import type { UnsaidAnswer } from '../people/unsaid';
import type { Clock } from '../runtime/clock';
import type { FairShare } from '../runtime/fairShare';
import type { Fetch } from '../runtime/http';
import type { Ids } from '../runtime/ids';
import type { InFlight } from '../runtime/inFlight';
import type { Log } from '../runtime/log';
import type { Settings } from '../settings';
import type { Deduplicate } from '../storage/deduplicate';
import { type Draw, putFitting, teamsTakes } from './fitting';
import type { Limits } from './limits';
import type { TurnEntry } from './outcome';
import { markOf, type Says } from './said';

/** What turns work with, made once when the program starts. */
export interface Services {
  settings: Settings;
  clock: Clock;
  fetch: Fetch;
  ids: Ids;
  log: Log;
  openPerson: OpenPerson;
  share: FairShare;
  adapter: BotAdapter;
  signIn: SignIn;
  photos: Photos;
  /** The files that came with an activity. */
  incomingFiles: FilesIn;
  inFlight: InFlight;
  /** From 0 up to 1; spreads out calls that are made again. */
  random: () => number;
  /** Answers that this instance could not say yet, by their ids. */
  unsaid: Map<string, WaitingAnswer>;
  /** When the turns began in which people signed out or were forgotten: what earlier turns were to say is not said after. */
  signedOut: Map<string, number>;
  deduplicate: Deduplicate;
  limits: Limits;
  /** Milliseconds that a turn's calls to Graph may take together. A send has its own time. */
  graphTimeout: number;
}

/** An answer that the channel refused for now, and that this instance says later. */
export interface WaitingAnswer {
  note: UnsaidAnswer;
  /** Whose it is, as `personOf` names them. */
  person: string;
  /** The note is in the person's record, where another instance finds it. */
  isNoted: boolean;
  answer: Partial<Activity>;
  /** How often it was refused. */
  refused: number;
}

/** The signed-in person during one turn. Their token is asked for once a turn and kept no longer. */
export interface Session {
  token: Token;
  /** Tells this token from any other. */
  tokenHash: string;
  graph: Graph;
  /** Asks Graph once a turn. */
  profile(): Promise<Profile>;
  /** The token's account, which mail is sent from: from the record if it was learnt with this very token, else from Graph. */
  account(): Promise<Account>;
}

/** The directory of the signed-in person's organisation during one turn. */
export interface DirectorySession {
  graph: Graph;
  /** Tells its token from any other. */
  tokenHash: string;
  /** Whether Graph refused the directory's token with this error. A refusal of the mail token is another's. */
  isRefusal(error: unknown): boolean;
}

export interface Turn {
  services: Services;
  context: TurnContext;
  activity: Activity;
  words: BotWords;
  person: Person;
  signIn: TurnSignIn;
  /** False in a group chat or a channel, where others read along, and where that cannot be told. */
  isPrivate: boolean;
  /** Shown with an error and written to the log. */
  reference: string;
  entry: TurnEntry;
  session?: Session;
  directory?: DirectorySession;
  /** The form that holds what was typed, when the turn fails. The failure's card leads back to it. */
  keptForm?: string | undefined;
  /** The form whose mail this turn's answer reports. */
  reporting?: string;
  /** A sign-in ended in this turn: its card has been used. */
  isSignedIn?: true;
  /** The message whose button was pressed, where the channel lets it be replaced: in Teams. */
  clicked?: string;
  /** The forms whose state this turn has reported already. */
  reported: Set<string>;
  /** Milliseconds since 1970. */
  began: number;
}

export function startTurn(services: Services, context: TurnContext): Turn {
  const { activity } = context;
  const { channelId, from } = activity;
  const clicked = isTeams(activity) && activity.value ? activity.replyToId : undefined;
  return {
    services,
    context,
    activity,
    words: wordsOf(activity.locale),
    person: services.openPerson({ channelId, userId: from.id }),
    signIn: services.signIn.of(context),
    isPrivate: isPrivate(activity),
    reference: services.ids.reference(),
    entry: { ...namesForLog(activity), outcome: 'ignored' },
    reported: new Set(),
    began: services.clock.now(),
    ...(clicked ? { clicked } : {}),
  };
}

/** Names the person to limits: one of a channel's users. */
export const personOf = ({ activity: { channelId, from } }: Turn): string => `${channelId}/${from.id}`;

export const isTeams = ({ channelId }: Activity): boolean => channelId === Channels.Msteams;
export const isEmulator = ({ channelId }: Activity): boolean => channelId === Channels.Emulator;

/**
 * Private is what is certainly private: in Teams, which names the kind of each conversation, a personal one that nothing
 * contradicts. Elsewhere only a group is marked.
 */
function isPrivate(activity: Activity): boolean {
  const { conversationType, isGroup } = activity.conversation;
  const { team, meeting } = activity.channelData ?? {};
  if (isGroup) return false;
  if (isTeams(activity)) return conversationType === 'personal' && !team && !meeting;
  return !conversationType || conversationType === 'personal';
}

/** Where a card goes: below what was said (`show`), or in the place of the one that was clicked (`replace`). */
export type Put = (turn: Turn, card: Card | Draw, says: Says) => Promise<void>;

/** Bytes of a card that are tried. Only Teams is known to want less than any card has. */
const mostOf = ({ activity }: Turn): number => (isTeams(activity) ? teamsTakes : Number.POSITIVE_INFINITY);

/** Answers with a card, alone: Teams makes two messages of a text with a card. */
export const show: Put = async (turn, card, says) => {
  const message = await messageWith(turn, says);
  await putFitting(card, mostOf(turn), (fitting) => turn.context.sendActivity(message(fitting)));
};

/** Answers with a card in the place of the one that was clicked. Where that cannot be done it comes as a new message. */
export const replace: Put = async (turn, card, says) => {
  const { clicked, context } = turn;
  if (clicked) {
    try {
      const message = await messageWith(turn, says);
      await putFitting(card, mostOf(turn), (fitting) =>
        context.updateActivity({ ...message(fitting), id: clicked }),
      );
      return;
    } catch {
      // The message is too old, deleted, or the update is refused: the answer itself matters more than its place.
    }
  }
  await show(turn, card, says);
};

/**
 * Makes the messages of a card, whichever size of it fits.
 * teamsfx is loaded with the first card: it brings the card templates' expressions, a third of what a start would load.
 */
async function messageWith(
  { activity, person, isSignedIn }: Turn,
  { summary, speak = summary, about }: Says,
): Promise<(card: Card) => Partial<Activity>> {
  const { MessageBuilder } = require('@microsoft/teamsfx') as typeof import('@microsoft/teamsfx');
  const mark = await markOf(activity, person, about, isSignedIn);
  return (card) => ({
    ...MessageBuilder.attachAdaptiveCardWithoutData({ ...card, speak }),
    type: 'message',
    summary,
    ...mark,
  });
}

/** Answers an invoke before the work is done. The first answer stands, whatever Graph or the storage do next. */
export async function answerInvoke({ context }: Turn, status: number, body?: object): Promise<void> {
  if (context.activity.type !== ActivityTypes.Invoke || context.turnState.get(INVOKE_RESPONSE_KEY)) return;
  const value = body === undefined ? { status } : { status, body };
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value });
}
