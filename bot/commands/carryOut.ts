// Carrying a command out, after what the person should have heard of before it.
import { isServiceFailure } from '../turn/failure';
import type { Outcome } from '../turn/outcome';
import type { Turn } from '../turn/turn';
import { sayUnsaid } from '../turn/unsaid';
import { reportOutcomes } from './mail/reportOutcomes';
import { tryPendingSignOuts } from './session/pendingSignOuts';

export async function carryOut(turn: Turn, run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    await reportOutcomes(turn, await sayUnsaid(turn));
  } catch (error) {
    // What is left unreported is reported at the next word. A report that fails must not keep "forget me" from its work.
    if (!isServiceFailure(error)) throw error;
  }
  await tryPendingSignOuts(turn);
  return run();
}
