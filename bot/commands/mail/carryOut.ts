// Carrying a command out, after what the person should have heard of before it.
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { tryPendingSignOuts } from '../session/pendingSignOuts';
import { reportOutcomes } from './reportOutcomes';

export async function carryOut(turn: Turn, run: () => Promise<Outcome>): Promise<Outcome> {
  await reportOutcomes(turn);
  await tryPendingSignOuts(turn);
  return run();
}
