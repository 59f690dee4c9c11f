// The 1:1 chat with somebody who spoke in a group: opened by the bot, and a turn of its own there.
import { type Activity, TurnContext } from 'botbuilder';
import type { BotAdapter } from '../channel/adapter';
import { endOf, setEnd } from '../channel/connectorRetry';
import { saidTo } from '../channel/mentions';
import { ServiceAnswered, ServiceCallFailed } from '../channel/serviceCalls';
import { tenantOf } from '../channel/tenant';
import { openPerson } from '../people/people';
import type { Ids } from '../runtime/ids';
import type { RecordStore } from '../storage/port';
import { type Running, runTurn } from './runTurn';
import type { PrivateChat, Services } from './services';
import { startTurn, type Turn } from './turn';

export interface PrivateChatOptions extends Running {
  adapter: BotAdapter;
  appId: string;
  people: RecordStore;
  ids: Ids;
}

/**
 * Builds `Services.openChat`.
 * In Teams a bot may open a chat with whoever has it installed, and with the members of a team that has; with others the
 * connector answers 403 (Microsoft's page "Proactive messages").
 */
export function createOpenChat(options: PrivateChatOptions): Services['openChat'] {
  const { adapter, appId } = options;
  return async (turn) => {
    // Read now: what is done in the chat may begin when the turn, and its context with it, has ended.
    const { activity } = turn.context;
    const end = endOf(turn.context);
    const { from, recipient } = activity;
    const id = tenantOf(activity);
    const tenant = id ? { tenantId: id, channelData: { tenant: { id } } } : { channelData: {} };
    try {
      const chat = await adapter.openConversation(turn.context, appId, {
        isGroup: false,
        bot: recipient,
        members: [from],
        ...tenant,
      });
      return { run: (work) => runThere(options, { activity, end, entry: turn.entry, chat }, work) };
    } catch (error) {
      if (!(error instanceof ServiceAnswered) && !(error instanceof ServiceCallFailed)) throw error;
      return refusal(error);
    }
  };
}

function refusal(error: ServiceAnswered | ServiceCallFailed) {
  if (error instanceof ServiceCallFailed) return { refused: 'trouble', cause: 'no answer' } as const;
  const refused = error.status === 403 ? 'notAllowed' : 'trouble';
  return { refused, cause: `${error.status} ${error.code}`.trim() } as const;
}

/** The way from a turn into the 1:1 chat. */
interface Way extends Pick<Turn, 'entry'> {
  activity: Activity;
  end: number | undefined;
  chat: string;
}

async function runThere(
  options: PrivateChatOptions,
  { activity, end, entry, chat }: Way,
  work: Parameters<PrivateChat['run']>[0],
): Promise<boolean> {
  const { adapter, appId, people, ids, clock } = options;
  const conversation = { id: chat, conversationType: 'personal', isGroup: false, name: '' };
  const there = { ...TurnContext.getConversationReference(activity), conversation };
  let told = false;
  await adapter.continueConversationAsync(appId, there, async (context) => {
    if (end !== undefined) setEnd(context, end);
    // As if it had been said there; a click brings nothing along, its card is elsewhere.
    const { localTimezone } = activity;
    Object.assign(context.activity, { type: 'message', text: saidTo(activity) });
    if (localTimezone) context.activity.localTimezone = localTimezone;
    const { channelId, from } = context.activity;
    const person = openPerson(people, { channelId, userId: from.id }, clock.now);
    const privately = startTurn(context, person, ids.reference());
    privately.entry.command = `${entry.command}, in private`;
    told = await runTurn(privately, options, () => work(privately));
  });
  return told;
}
