// "Typing…": shown when an answer takes its time, and never after it.
import type { Activity, TurnContext } from 'botbuilder';
import { type Clock, waitAtMost } from '../runtime/clock';

/** In milliseconds: a person takes an answer within a second for immediate. */
const showAfter = 1_000;
/** How long an answer waits for the typing before it, which must not overtake it: milliseconds. */
const patience = 500;

/**
 * Does the work of a turn and shows meanwhile, once, that it is being done.
 * The first answer ends it; that it could not be shown concerns nobody.
 */
export async function withTyping(
  context: TurnContext,
  clock: Clock,
  work: () => Promise<void>,
): Promise<void> {
  const over = new AbortController();
  let shown: Promise<unknown> | undefined;
  const end = async () => {
    over.abort('answered');
    const before = shown;
    shown = undefined;
    if (before) await waitAtMost(clock, patience, before);
  };
  context.onSendActivities(async (_context, activities, next) => {
    if (!activities.every(isTyping)) await end();
    return next();
  });
  context.onUpdateActivity(async (_context, _activity, next) => {
    await end();
    return next();
  });
  void clock.sleep(showAfter, over.signal).then(() => {
    if (!over.signal.aborted) shown = context.sendActivity({ type: 'typing' }).catch(() => undefined);
  });
  try {
    await work();
  } finally {
    await end();
  }
}

const isTyping = ({ type }: Partial<Activity>) => type === 'typing';
