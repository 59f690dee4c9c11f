// One round of the load on one program: what a profile turn cost it, and the calls it made.
import { say } from './load';
import { cpuOf } from './processes';
import type { Name, Started, Surroundings } from './programs';
import type { Seen } from './standIns';

export interface Round {
  /** Milliseconds a turn. */
  cpu: number;
  /** Calls a turn, by kind. */
  calls: Seen['calls'];
}

/** @throws when a call was refused, or a reply did not name its own person: such figures would be worth nothing */
export async function measureRound(
  name: Name,
  program: Started,
  surroundings: Surroundings,
  { turns, people }: { turns: number; people: number },
): Promise<Round> {
  const before = await surroundings.seen(name);
  const cpuBefore = cpuOf(program);
  await say(program, 'profile', turns, people);
  const cpu = (cpuOf(program) - cpuBefore) / turns;
  const calls = between(before, await surroundings.seen(name));
  if (calls.profile !== turns || calls.refused) throw new Error(`${name}: ${JSON.stringify(calls)}`);
  const each = Object.entries(calls).map(([kind, count]) => [kind, count / turns] as const);
  return { cpu, calls: Object.fromEntries(each) };
}

/** The calls that came between two looks. */
export function between({ calls: before }: Seen, { calls: after }: Seen): Seen['calls'] {
  const kinds = Object.keys(after).map((kind) => [kind, (after[kind] ?? 0) - (before[kind] ?? 0)] as const);
  return Object.fromEntries(kinds.filter(([, count]) => count > 0));
}
