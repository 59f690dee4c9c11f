// One turn from beginning to end: its work, one log line, and words for whatever goes wrong in it.
import { ActivityTypes, INVOKE_RESPONSE_KEY, type TurnContext } from 'botbuilder';
import { GraphAnswered } from '../graph/errors';
import { traceOf } from '../runtime/log';
import { isServiceFailure, showFailure } from './failure';
import type { Services } from './services';
import type { Turn } from './turn';

export type Running = Pick<Services, 'clock' | 'log' | 'signIn'>;

/**
 * Runs a turn. It never rejects.
 * @returns false when the person could be told nothing at all
 */
export async function runTurn(turn: Turn, running: Running, work: () => Promise<void>): Promise<boolean> {
  const { clock, log } = running;
  const started = clock.now();
  try {
    await work();
    return true;
  } catch (error) {
    return await failed(turn, running, error);
  } finally {
    log.info({ ...turn.entry, ms: clock.now() - started }, 'turn');
  }
}

async function failed(turn: Turn, { signIn, log }: Running, error: unknown): Promise<boolean> {
  const { context, reference } = turn;
  const known = isServiceFailure(error);
  // A service's failure is an error of ours, whose words we know; of any other only its place is told.
  const what = known ? { error: (error as Error).name, reason: (error as Error).message } : traceOf(error);
  log.error({ reference, ...what }, 'turn failed');
  await answerInvoke(context, 500);
  try {
    // The token service hands out a refused token until it expires: only after signing out does "sign in" help.
    // One that is refused with the directory's token does not come this far.
    if (error instanceof GraphAnswered && error.status === 401) await signIn.signOut(context, 'mail');
  } catch {
    // What is told below matters more.
  }
  try {
    await showFailure(turn, error);
    return true;
  } catch (unsaid) {
    log.error({ reference, ...traceOf(unsaid) }, 'the failure could not be told');
    return false;
  }
}

/** Answers an invoke, if nobody has: left without an answer it would be a 501, as one the bot does not know. */
export async function answerInvoke(context: TurnContext, status: number): Promise<void> {
  if (context.activity.type !== ActivityTypes.Invoke || context.turnState.get(INVOKE_RESPONSE_KEY)) return;
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status } });
}
