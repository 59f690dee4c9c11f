// "Mail this message", from a message's menu in Teams: a form with the message in it opens in the 1:1 chat.
import { Channels, type InvokeResponse } from 'botbuilder';
import * as v from 'valibot';
import { quoteMessage, TeamsMessage } from '../../mail/quote';
import { waitAtMost } from '../../runtime/clock';
import { traceOf } from '../../runtime/log';
import { isFirstDelivery } from '../../turn/groups';
import type { Services } from '../../turn/services';
import { showTime } from '../../turn/time';
import type { Turn } from '../../turn/turn';
import { composeMail } from './form';

/** The command's id in the app's manifest. */
export const mailMessageCommand = 'mailMessage';

/** Untrusted, as everything of an invoke is. Other commands and places of a message extension are not ours. */
const Action = v.object({
  commandId: v.literal(mailMessageCommand),
  commandContext: v.literal('message'),
  messagePayload: TeamsMessage,
});

/**
 * Teams waits five seconds for the answer, asks twice more and then says that the app cannot be reached (Microsoft's page
 * "Respond to the dialog submit action"). In milliseconds, with some to spare for the way.
 */
const answerWithin = 4_000;

/** Carries something out in the 1:1 chat, with what is owed to the person first. */
type CarryOut = (privately: Turn, run: (turn: Turn, services: Services) => Promise<void>) => Promise<void>;

type Opened = 'opened' | 'delivered before' | 'not allowed' | 'failed';

/**
 * Answers the action's invoke. Nothing is said where the message is: others read along there, and in a chat of two people
 * the bot is not even present.
 * @returns undefined for any other invoke
 */
export async function mailMessage(
  turn: Turn,
  services: Services,
  carryOut: CarryOut,
): Promise<InvokeResponse | undefined> {
  const { name, value, channelId } = turn.context.activity;
  if (name !== 'composeExtension/submitAction' && name !== 'composeExtension/fetchTask') return undefined;
  if (channelId !== Channels.Msteams) return { status: 501 };
  const action = v.safeParse(Action, value);
  if (!action.success) {
    turn.entry.outcome = 'not understood';
    return { status: 400 };
  }
  turn.entry.command = mailMessageCommand;
  const opening = services.underWay.add(openMail(turn, services, action.output.messagePayload, carryOut));
  const opened = await waitAtMost(services.clock, answerWithin, opening);
  turn.entry.outcome = opened === 'late' ? 'still opening' : outcomes[opened];
  if (opened === 'late') void opening.then((ended) => logLate(turn, services, ended));
  return answerFor(turn, opened, name === 'composeExtension/fetchTask');
}

const outcomes: Record<Opened, string> = {
  opened: 'gone private',
  'delivered before': 'delivered before',
  'not allowed': 'private only',
  failed: 'private only',
};

/** The turn's own line is written by then. */
function logLate({ entry, reference }: Turn, { log }: Services, ended: Opened): void {
  log.info({ ...entry, reference, outcome: outcomes[ended] }, 'opened late');
}

/**
 * A pop-up with a sentence, or nothing: 200 without a body ends a submit, while a dialog that was asked for must be given
 * something to show (Microsoft's pages "Respond to the dialog submit action" and "Create and send dialogs").
 */
function answerFor(
  { context, words: { t } }: Turn,
  opened: Opened | 'late',
  isFetch: boolean,
): InvokeResponse {
  const show = (value: string) => ({ status: 200, body: { task: { type: 'message', value } } });
  switch (opened) {
    case 'not allowed':
      return show(t('quote.add', { bot: context.activity.recipient.name || t('page.name') }));
    case 'failed':
      return show(t('quote.failed'));
    case 'late':
      return isFetch ? show(t('quote.opening')) : { status: 200 };
    default:
      return isFetch ? show(t('quote.opened')) : { status: 200 };
  }
}

/**
 * Opens the form. It never rejects: a failure that is told where the turn is would be told to others.
 * The chat is asked for first and each time, for it is always the same: whoever asks again is told why it cannot be had.
 */
async function openMail(
  turn: Turn,
  services: Services,
  message: TeamsMessage,
  carryOut: CarryOut,
): Promise<Opened> {
  const { entry, reference, words } = turn;
  try {
    // Kept for when Teams has had its answer: the turn's context is of no use then.
    const { activity } = turn.context;
    const draft = quoteMessage(message, words, (at) => showTime(turn, at));
    const chat = await services.openChat(turn);
    if ('refused' in chat) {
      entry.cause = chat.cause;
      return chat.refused === 'notAllowed' ? 'not allowed' : 'failed';
    }
    if (!(await isFirstDelivery(activity, services))) return 'delivered before';
    const told = await chat.run((privately) =>
      carryOut(privately, (there, all) => composeMail(there, all, draft)),
    );
    return told ? 'opened' : 'failed';
  } catch (error) {
    entry.reference = reference;
    services.log.error({ reference, ...traceOf(error) }, 'turn failed');
    return 'failed';
  }
}
