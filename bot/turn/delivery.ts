// Deliveries: channels bring an activity again when they got no answer, and what it asks for is carried out once.
import { showNotice } from './notice';
import type { Outcome } from './outcome';
import type { Turn } from './turn';

/** Channels deliver an activity again within a minute or two; ten are enough. In milliseconds. */
const redelivery = 10 * 60_000;
/** Longer than a turn takes, in milliseconds: one that is not done by then is not done by anybody. */
const longestTurn = 9_000;
const lookEvery = 1_500;

interface Work<T> {
  /** What the activity asks for. */
  run(): Promise<T>;
  /** Is done instead where another instance began it and is gone. */
  afterCrash(): Promise<T>;
  /** Is done instead where the storage does not tell whether it was done before. */
  unsure(): Promise<T>;
}

/** Does the work of an activity unless an earlier delivery of it does. */
export async function onceDelivered<T>(turn: Turn, work: Work<T>): Promise<T | 'delivered before'> {
  const { deduplicate, inFlight } = turn.services;
  const { id } = turn.activity;
  // Deliveries of an activity without an id cannot be told apart from new activities.
  if (!id) return work.run();
  const scope = scopeOf(turn);
  const begun = await deduplicate.begin(scope, id, redelivery);
  if (begun === 'claimed') return 'delivered before';
  if (begun === 'unfinished' && (await isFinishedSoon(turn, scope, id))) return 'delivered before';
  try {
    const { run: first, unsure: unknown, afterCrash: unfinished } = work;
    return await { first, unknown, unfinished }[begun]();
  } finally {
    // Nobody has to wait for it. Where it fails, a later delivery is told of a crash that was none.
    void inFlight.add(deduplicate.finish(scope, id).catch(() => undefined));
  }
}

/**
 * Does the work of an activity unless this instance did it for an earlier delivery.
 * @param version tells activities of one id apart: the text of a message that was edited
 */
export function onceHere<T>(
  turn: Turn,
  run: () => Promise<T>,
  version = '',
): Promise<T | 'delivered before'> {
  const { id } = turn.activity;
  const isFirst = !id || turn.services.deduplicate.isFirstHere(scopeOf(turn), id + version, redelivery);
  return isFirst ? run() : Promise.resolve('delivered before');
}

async function isFinishedSoon({ services }: Turn, scope: string, id: string): Promise<boolean> {
  const { clock, deduplicate } = services;
  for (const until = clock.now() + longestTurn; clock.now() < until; ) {
    await clock.sleep(lookEvery);
    if (await deduplicate.isFinished(scope, id)) return true;
  }
  return false;
}

/** Asks the person to do it again. By now a word such as "send" may mean another mail, so it is not carried out. */
export async function sayUnfinished(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  return showNotice(turn, { title: t('unfinished.title'), text: t('unfinished.text') }, 'unfinished');
}

function scopeOf({ activity: { channelId, conversation, from } }: Turn): string {
  return `${channelId}/${conversation.id}/${from.id}`;
}
