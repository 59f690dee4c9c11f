// Carrying a command out, after what the person should have heard of before it.
import type { Outcome } from '../turn/outcome';
import type { Turn } from '../turn/turn';
import { reportOutcomes } from './mail/reportOutcomes';
import { tryPendingSignOuts } from './session/pendingSignOuts';

export async function carryOut(turn: Turn, run: () => Promise<Outcome>): Promise<Outcome> {
  await reportOutcomes(turn);
  await tryPendingSignOuts(turn);
  return run();
}
