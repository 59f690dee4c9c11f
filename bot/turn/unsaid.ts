// Answers that the channel refused for now: said when the wait is over, or at the person's next word if that comes first.
import { waitFor } from '../channel/connectorRetry';
import { AnswerRefused } from '../channel/serviceCalls';
import { markReported } from '../mail/unreported';
import type { PersonRecord } from '../people/record';
import { claimUnsaid, dropUnsaid, noteUnsaid, type UnsaidAnswer } from '../people/unsaid';
import { traceOf } from '../runtime/log';
import { primaryButton, showNotice } from './notice';
import { isStorageFailure } from './outage';
import type { Outcome } from './outcome';
import { prepareLater } from './proactive';
import { showTime } from './time';
import { personOf, type Turn, type WaitingAnswer } from './turn';

/** Milliseconds before each try to say an answer, where the channel names no time. */
const waits = [15_000, 60_000, 240_000];
/** A channel that wants a longer wait is not waited for. The person is then told at their next word. */
const longestWait = 15 * 60_000;
/** Of all people, and of one. A card may have a hundred kilobytes. */
const mostWaiting = 200;
const mostOfOne = 10;
/** People whose signing out is remembered. */
const mostSignedOut = 1_000;

/**
 * Does the work of a turn that nobody watches, and keeps an answer that was refused.
 * @throws whatever else the work throws
 */
export async function keepingAnswer(turn: Turn, work: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AnswerRefused)) throw error;
    await sayLater(turn, error);
    return turn.entry.outcome;
  }
}

/** Keeps an answer that was refused for now, and says it when the wait is over. It never rejects. */
export async function sayLater(turn: Turn, refusal: AnswerRefused): Promise<void> {
  const { unsaid, signedOut } = turn.services;
  const person = personOf(turn);
  // Signed out or forgotten meanwhile: nothing of before is said any more.
  if ((signedOut.get(person) ?? 0) > turn.began) return;
  const { replyToId: _question, ...answer } = refusal.answer;
  const note = noteOf(turn);
  const isNoted = await noteInRecord(turn, note);
  const own = [...unsaid.values()].filter((waiting) => waiting.person === person);
  if (unsaid.size < mostWaiting && own.length < mostOfOne)
    waitToSay(turn, { note, person, isNoted, answer, refused: 1 }, refusal);
}

/** Ends what waits to be said to a person on this instance, and what is on its way: they signed out, or are forgotten. */
export function endAnswers(turn: Turn): void {
  const { unsaid, signedOut } = turn.services;
  const person = personOf(turn);
  for (const [id, waiting] of unsaid) if (waiting.person === person) unsaid.delete(id);
  signedOut.delete(person);
  signedOut.set(person, turn.began);
  const [oldest] = signedOut.keys();
  if (signedOut.size > mostSignedOut && oldest !== undefined) signedOut.delete(oldest);
}

/** Notes an answer that got lost, so that the person is told at their next word. It never rejects. */
export async function noteLost(turn: Turn): Promise<void> {
  await noteInRecord(turn, { ...noteOf(turn), mayHaveArrived: true });
}

function noteOf({ services, activity, reporting, keptForm }: Turn): UnsaidAnswer {
  return {
    id: services.ids.unique(),
    conversation: activity.conversation.id,
    at: services.clock.now(),
    ...(reporting ? { reports: reporting } : {}),
    ...(keptForm ? { keeps: keptForm } : {}),
  };
}

/** @returns false without the storage: the answer is then said by this instance or not at all */
async function noteInRecord({ person, services }: Turn, note: UnsaidAnswer): Promise<boolean> {
  try {
    await person.change((record) => noteUnsaid(record, note));
    return true;
  } catch (error) {
    if (!isStorageFailure(error)) services.log.error(traceOf(error), 'an answer could not be noted');
    return false;
  }
}

function waitToSay(turn: Turn, waiting: WaitingAnswer, refusal: AnswerRefused): void {
  const { clock, inFlight, random, unsaid } = turn.services;
  const otherwise = waits[waiting.refused - 1];
  const wait = otherwise === undefined ? Number.POSITIVE_INFINITY : waitFor(refusal, otherwise, random());
  if (wait > longestWait) return;
  unsaid.set(waiting.note.id, waiting);
  const runLater = prepareLater(turn);
  // The wait does not keep the program from stopping: the record tells another instance of the answer.
  void clock.sleep(wait).then(async () => {
    const isWaiting = () => unsaid.get(waiting.note.id) === waiting;
    if (inFlight.stopping || !isWaiting()) return;
    await inFlight.add(
      runLater(async (later) => {
        await sayUnsaid(later, ({ id }) => unsaid.has(id));
        return 'said later';
      }),
    );
    // Said by another instance meanwhile, or forgotten with the person.
    if (isWaiting()) unsaid.delete(waiting.note.id);
  });
}

/**
 * Says the answers that a conversation is waiting for. Of those that another instance made, or that may have arrived, it tells.
 * @param isMine which ones; all where it is left out
 * @returns the ids of forms whose mails are still to be reported, from the record
 */
export async function sayUnsaid(
  turn: Turn,
  isMine: (answer: UnsaidAnswer) => boolean = () => true,
): Promise<string[]> {
  const claimed = await claim(turn, isMine);
  if (claimed.length === 0) return [];
  const said: UnsaidAnswer[] = [];
  const untold: UnsaidAnswer[] = [];
  const left: UnsaidAnswer[] = [];
  for (const [i, note] of claimed.entries()) {
    const became = await say(turn, note);
    // A channel that wants fewer calls gets no more of them.
    if (became === 'refused') {
      left.push(...claimed.slice(i));
      break;
    }
    if (became === 'said') said.push(note);
    else if (became === 'not here') untold.push(note);
    else left.push({ ...note, mayHaveArrived: true });
  }
  const reported = reportsOf(said);
  for (const id of reported) turn.reported.add(id);
  await settle(turn, (record) => {
    const rest = dropUnsaid(markReported(record, reported), idsOf(said));
    return left.reduce(noteUnsaid, rest);
  });
  const others = untold.filter(({ reports }) => !reports);
  if (others.length > 0) await tellOf(turn, others);
  await settle(turn, (record) => dropUnsaid(record, idsOf(untold)));
  return reportsOf(untold);
}

const idsOf = (answers: UnsaidAnswer[]): string[] => answers.map(({ id }) => id);
const reportsOf = (answers: UnsaidAnswer[]): string[] => answers.flatMap(({ reports }) => reports ?? []);

async function claim(turn: Turn, isMine: (answer: UnsaidAnswer) => boolean): Promise<UnsaidAnswer[]> {
  const { services, activity, person } = turn;
  const here = activity.conversation.id;
  const ownOf = (waiting: WaitingAnswer[]) =>
    waiting.map(({ note }) => note).filter((note) => note.conversation === here && isMine(note));
  const waiting = [...services.unsaid.values()];
  try {
    const now = services.clock.now();
    const noted = await person.update((record) => claimUnsaid(record, here, now, isMine));
    return [...noted, ...ownOf(waiting.filter(({ isNoted }) => !isNoted))];
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    return ownOf(waiting);
  }
}

async function say(turn: Turn, note: UnsaidAnswer): Promise<'said' | 'refused' | 'lost' | 'not here'> {
  const { unsaid, log } = turn.services;
  const waiting = unsaid.get(note.id);
  unsaid.delete(note.id);
  if (!waiting || note.mayHaveArrived) return 'not here';
  try {
    await turn.context.sendActivity(waiting.answer);
    return 'said';
  } catch (error) {
    if (error instanceof AnswerRefused) {
      waitToSay(turn, { ...waiting, refused: waiting.refused + 1 }, error);
      return 'refused';
    }
    log.error(traceOf(error), 'an answer could not be said later');
    return 'lost';
  }
}

/** Says that answers did not arrive, or may not have. What was typed is a press away. */
async function tellOf(turn: Turn, answers: UnsaidAnswer[]): Promise<void> {
  const { t } = turn.words;
  const [last] = answers.slice(-1) as [UnsaidAnswer];
  const kept = answers.findLast(({ keeps }) => keeps)?.keeps;
  const key = answers.every(({ mayHaveArrived }) => mayHaveArrived) ? 'unsaid.perhaps' : 'unsaid';
  const actions = kept ? [primaryButton(t('mail.edit'), 'mail.compose', kept)] : [];
  const text = t(`${key}.text`, { time: showTime(turn, last.at) });
  await showNotice(turn, { title: t(`${key}.title`), text, actions });
}

async function settle({ person }: Turn, change: (record: PersonRecord) => PersonRecord): Promise<void> {
  try {
    await person.change(change);
  } catch (error) {
    // Those answers are then told of once more, which is better than not at all.
    if (!isStorageFailure(error)) throw error;
  }
}
