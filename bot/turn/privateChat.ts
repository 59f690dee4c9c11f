// The 1:1 chat with a person who wrote in a group: opened by the bot, and a turn of its own there.
import { type Activity, type ConversationParameters, TurnContext } from 'botbuilder';
import type { ClaimsIdentity } from 'botframework-connector';
import { endOf, setEnd } from '../channel/connectorRetry';
import { saidTo } from '../channel/mentions';
import { ServiceAnswered, ServiceCallFailed } from '../channel/serviceCalls';
import { tenantOf } from '../channel/tenant';
import type { Outcome } from './outcome';
import { runTurn } from './runTurn';
import { startTurn, type Turn } from './turn';

export interface PrivateChat {
  /**
   * Carries something out in the 1:1 chat as if it had been asked for there, in a turn that reports its own failures.
   * @returns false when nothing could be said there
   */
  run(work: (privately: Turn) => Promise<Outcome>): Promise<boolean>;
}

export interface NoPrivateChat {
  /** `notAllowed`: the bot may not write to this person unasked. */
  refused: 'notAllowed' | 'trouble';
  /** For the log. */
  cause: string;
}

/**
 * Opens the 1:1 chat with whoever wrote in this turn.
 * In Teams a bot may open a chat with whoever has it installed, and with the members of a team that has. With others the
 * connector answers 403 (Microsoft's page "Proactive messages").
 */
export async function openPrivateChat(turn: Turn): Promise<PrivateChat | NoPrivateChat> {
  const { services, context, activity } = turn;
  const { adapter } = services;
  // The answer may come after this turn, whose context is then revoked.
  const end = endOf(context);
  const sender = adapter.senderOf(context);
  try {
    const chat = await adapter.openConversation(context, parametersFor(activity));
    return { run: (work) => runThere(turn, { chat, sender, end }, work) };
  } catch (error) {
    if (error instanceof ServiceAnswered) {
      const cause = `${error.status} ${error.code}`.trim();
      return { refused: error.status === 403 ? 'notAllowed' : 'trouble', cause };
    }
    if (error instanceof ServiceCallFailed) return { refused: 'trouble', cause: 'no answer' };
    throw error;
  }
}

function parametersFor(activity: Activity): ConversationParameters {
  const { from, recipient } = activity;
  const id = tenantOf(activity);
  const tenant = id ? { tenantId: id, channelData: { tenant: { id } } } : { channelData: {} };
  return { isGroup: false, bot: recipient, members: [from], ...tenant };
}

async function runThere(
  { services, activity, entry }: Turn,
  { chat, sender, end }: { chat: string; sender: ClaimsIdentity; end: number | undefined },
  work: (privately: Turn) => Promise<Outcome>,
): Promise<boolean> {
  const conversation = { id: chat, conversationType: 'personal', isGroup: false, name: '' };
  const reference = { ...TurnContext.getConversationReference(activity), conversation };
  let isTold = false;
  await services.adapter.continueConversationAsync(sender, reference, async (context) => {
    if (end !== undefined) setEnd(context, end);
    // The message counts as written there. A click brings nothing along, for its card is in the group.
    const { localTimezone } = activity;
    Object.assign(context.activity, { type: 'message', text: saidTo(activity) });
    if (localTimezone) context.activity.localTimezone = localTimezone;
    const privately = startTurn(services, context);
    privately.entry.command = `${entry.command}, in private`;
    isTold = await runTurn(privately, () => work(privately));
  });
  return isTold;
}
