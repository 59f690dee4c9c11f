// Coming back to a conversation after the turn has ended: to say how a slow send fared.
import { type Activity, TurnContext } from 'botbuilder';
import type { BotAdapter } from '../channel/adapter';
import { openPerson } from '../people/people';
import type { Clock } from '../runtime/clock';
import type { Ids } from '../runtime/ids';
import { type Log, traceOf } from '../runtime/log';
import type { RecordStore } from '../storage/port';
import type { Services } from './services';
import { startTurn, type Turn } from './turn';

export interface ComeBackOptions {
  adapter: BotAdapter;
  appId: string;
  people: RecordStore;
  clock: Clock;
  ids: Ids;
  log: Log;
}

/** Builds `Services.comeBack` on botbuilder's proactive messages. */
export function createComeBack(options: ComeBackOptions): Services['comeBack'] {
  const { adapter, appId, log } = options;
  return (turn) => {
    const way = wayBack(turn);
    return async (tell) => {
      try {
        await adapter.continueConversationAsync(appId, way.reference, (context) =>
          runLater(options, context, way, tell),
        );
      } catch (error) {
        // The person hears of it at their next word: what was not told is marked so in their record.
        log.error(traceOf(error), 'a later word could not be said');
      }
    };
  };
}

/** What of a turn outlives it; its context is revoked when it ends. */
function wayBack({ context, words, clicked, entry }: Turn) {
  const { localTimezone } = context.activity;
  const reference = TurnContext.getConversationReference(context.activity);
  return { reference, localTimezone, words, clicked, command: entry.command };
}

async function runLater(
  { people, clock, ids, log }: ComeBackOptions,
  context: TurnContext,
  { localTimezone, words, clicked, command }: ReturnType<typeof wayBack>,
  tell: (later: Turn) => Promise<void>,
): Promise<void> {
  const { activity } = context;
  if (localTimezone) (activity as Partial<Activity>).localTimezone = localTimezone;
  const started = clock.now();
  const person = openPerson(people, { channelId: activity.channelId, userId: activity.from.id }, clock.now);
  const turn: Turn = {
    ...startTurn(context, person, ids.reference()),
    words,
    ...(clicked ? { clicked } : {}),
  };
  turn.entry.command = `${command}, later`;
  try {
    await tell(turn);
  } finally {
    log.info({ ...turn.entry, ms: clock.now() - started }, 'turn');
  }
}
