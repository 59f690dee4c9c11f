// "Typing…": shown when an answer takes its time, and never after it.
import type { Activity } from 'botbuilder';
import { waitAtMost } from '../runtime/clock';
import type { Turn } from './turn';

/** Milliseconds. A person takes an answer within a second for immediate. */
const showAfter = 1_000;
/** Milliseconds that an answer waits for the typing before it, which must not overtake it. */
const patience = 500;

/** Does the work of a turn, and shows typing once if the first answer takes its time. A failure to show it is ignored. */
export async function withTyping<T>({ context, services }: Turn, work: () => Promise<T>): Promise<T> {
  const { clock } = services;
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
    return await work();
  } finally {
    await end();
  }
}

const isTyping = ({ type }: Partial<Activity>) => type === 'typing';
