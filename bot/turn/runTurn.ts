// One turn from beginning to end: its work, one log line, and words for whatever goes wrong in it.
import { AnswerRefused } from '../channel/serviceCalls';
import type { Advice } from '../graph/advice';
import { traceOf } from '../runtime/log';
import { adviceOn, isServiceFailure, showFailure } from './failure';
import type { Outcome } from './outcome';
import { answerInvoke, type Turn } from './turn';
import { noteLost, sayLater } from './unsaid';

/**
 * Runs a turn. It never rejects.
 * @param work gives the outcome for the log
 * @returns false when the person could be told nothing at all
 */
export async function runTurn(turn: Turn, work: () => Promise<Outcome>): Promise<boolean> {
  const { clock, log } = turn.services;
  const started = clock.now();
  try {
    turn.entry.outcome = await work();
    return true;
  } catch (error) {
    return await reportFailure(turn, error);
  } finally {
    log.info({ ...turn.entry, ms: clock.now() - started }, 'turn');
  }
}

async function reportFailure(turn: Turn, error: unknown): Promise<boolean> {
  const { reference } = turn;
  const { log } = turn.services;
  if (error instanceof AnswerRefused) return keepAnswer(turn, error);
  // What became of a mail stands, also when it could not be told.
  if (turn.entry.outcome === 'ignored') turn.entry.outcome = 'failed';
  // A service's failure is an error of ours, whose words we know. Of any other only its place is logged.
  const what = isServiceFailure(error) ? { error: error.name, reason: error.message } : traceOf(error);
  log.error({ reference, ...what }, 'turn failed');
  await answerInvoke(turn, 500);
  let advice: Advice | undefined;
  try {
    advice = await adviceOn(turn, error);
    // The token service hands out a refused token until it expires: only after signing out does "sign in" help.
    // A refusal of the directory's token is handled before it gets here.
    if (advice === 'signInAgain') await turn.signIn.signOut('mail');
  } catch {
    // The failure below matters more to the person.
  }
  try {
    await showFailure(turn, error, advice);
    return true;
  } catch (unsaid) {
    if (unsaid instanceof AnswerRefused) return keepAnswer(turn, unsaid);
    log.error({ reference, ...traceOf(unsaid) }, 'the failure could not be told');
    await noteLost(turn);
    return false;
  }
}

/** The channel takes no message for now: words about that would be refused, too. @returns true, for the answer is said later */
async function keepAnswer(turn: Turn, refusal: AnswerRefused): Promise<true> {
  // A stranger's record is not looked at.
  if (turn.entry.outcome === 'tenant refused' || turn.entry.outcome === 'too many turns') return true;
  if (turn.entry.outcome === 'ignored') turn.entry.outcome = 'answer refused';
  turn.services.log.warn({ reason: refusal.message }, 'an answer was refused');
  await answerInvoke(turn, 500);
  await sayLater(turn, refusal);
  return true;
}
