// "Email this message", from a message's menu in Teams: a form with the message quoted in it opens in the 1:1 chat.
import * as v from 'valibot';
import { quoteMessage, TeamsMessage } from '../mail/quote';
import { waitAtMost } from '../runtime/clock';
import { traceOf } from '../runtime/log';
import { onceDelivered } from '../turn/delivery';
import type { Outcome } from '../turn/outcome';
import { openPrivateChat } from '../turn/privateChat';
import { showTime } from '../turn/time';
import { answerInvoke, isTeams, type Turn } from '../turn/turn';
import { carryOut } from './carryOut';
import { composeMail } from './mail/form';

/** The command's id in the app's manifest. */
export const mailMessageCommand = 'mailMessage';

/** Untrusted, like everything of an invoke. Other commands and places of a message extension are not the bot's. */
const Action = v.object({
  commandId: v.literal(mailMessageCommand),
  commandContext: v.literal('message'),
  messagePayload: TeamsMessage,
});

/**
 * Teams waits five seconds for the answer, asks twice more and then says that the app cannot be reached (Microsoft's page
 * "Respond to the dialog submit action"). In milliseconds, with a second to spare for the network.
 */
const answerWithin = 4_000;

type Opened = 'opened' | 'delivered before' | 'not allowed' | 'failed';

const outcomes: Record<Opened | 'late', Outcome> = {
  opened: 'gone private',
  'delivered before': 'delivered before',
  'not allowed': 'private only',
  failed: 'private only',
  late: 'still opening',
};

/**
 * Answers the action's invoke. Nothing is said where the message is: others read along there, and in a chat of two people
 * the bot is not even present.
 * @returns nothing for any other invoke
 */
export async function takeMailMessage(turn: Turn): Promise<Outcome | undefined> {
  const { name, value } = turn.activity;
  if (!isTeams(turn.activity)) return undefined;
  if (name !== 'composeExtension/submitAction' && name !== 'composeExtension/fetchTask') return undefined;
  const action = v.safeParse(Action, value);
  if (!action.success) {
    await answerInvoke(turn, 400);
    return 'not understood';
  }
  turn.entry.command = mailMessageCommand;
  const { clock, inFlight } = turn.services;
  const opening = inFlight.add(openMail(turn, action.output.messagePayload));
  const opened = await waitAtMost(clock, answerWithin, opening);
  if (opened === 'late') void opening.then((ended) => logLate(turn, ended));
  await answerInvoke(turn, 200, answerFor(turn, opened, name === 'composeExtension/fetchTask'));
  return outcomes[opened];
}

/** The turn's own line is written by then. */
function logLate({ entry, reference, services }: Turn, ended: Opened): void {
  services.log.info({ ...entry, reference, outcome: outcomes[ended] }, 'opened late');
}

/**
 * A pop-up with a sentence, or nothing: an answer without a body ends a submit, while a dialog that was asked for must be
 * given something to show (Microsoft's pages "Respond to the dialog submit action" and "Create and send dialogs").
 */
function answerFor(
  { activity, words: { t } }: Turn,
  opened: Opened | 'late',
  isFetch: boolean,
): object | undefined {
  const popUp = (value: string) => ({ task: { type: 'message', value } });
  switch (opened) {
    case 'not allowed':
      return popUp(t('quote.add', { bot: activity.recipient.name || t('page.name') }));
    case 'failed':
      return popUp(t('quote.failed'));
    case 'late':
      return isFetch ? popUp(t('quote.opening')) : undefined;
    default:
      return isFetch ? popUp(t('quote.opened')) : undefined;
  }
}

/**
 * Opens the form. It never rejects: a failure that is reported where the turn is would be reported to others.
 * The chat is asked for first and each time, for it is always the same: whoever asks again hears why it cannot be had.
 */
async function openMail(turn: Turn, message: TeamsMessage): Promise<Opened> {
  const { entry, reference, words, services } = turn;
  try {
    const draft = quoteMessage(message, words, (at) => showTime(turn, at));
    const chat = await openPrivateChat(turn);
    if ('refused' in chat) {
      entry.cause = chat.cause;
      return chat.refused === 'notAllowed' ? 'not allowed' : 'failed';
    }
    const { run } = chat;
    const open = async (): Promise<Opened> => {
      const isTold = await run((privately) => carryOut(privately, () => composeMail(privately, draft)));
      return isTold ? 'opened' : 'failed';
    };
    return await onceDelivered(turn, { run: open, afterCrash: open, unsure: open });
  } catch (error) {
    entry.reference = reference;
    services.log.error({ reference, ...traceOf(error) }, 'turn failed');
    return 'failed';
  }
}
