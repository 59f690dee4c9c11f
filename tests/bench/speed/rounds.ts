// The load in rounds: bot, floor, baseline, bot, … so that whatever else the machine does hits all alike.
import { say } from '../load';
import { launch, type Name, names, type Started } from '../programs';
import type { Counts } from '../standIns/answers';
import { between, type Surroundings } from '../surroundings';
import { cpuOf, residentOf } from '../usage';
import { percentile } from './figures';

export interface Round {
  turnsPerSecond: number;
  /** Milliseconds of CPU time. */
  cpuPerTurn: number;
  p50: number;
  p99: number;
  /** Calls a turn by kind; those to the storage are among them. */
  calls: Counts;
  /** Of one core, over the round. */
  standInsShare: number;
}

export interface Measured {
  rounds: Round[];
  /** Megabytes resident when all rounds were over. */
  residentAtEnd: number;
}

export interface RoundsOptions {
  rounds: number;
  /** In each round, of each program. */
  turns: number;
  people: number;
  warmUp: number;
}

export async function measureRounds(
  surroundings: Surroundings,
  { rounds, turns, people, warmUp }: RoundsOptions,
): Promise<Record<Name, Measured>> {
  const started = {} as Record<Name, Started>;
  const measured = {} as Record<Name, Measured>;
  for (const name of names) {
    started[name] = await launch(name, surroundings);
    measured[name] = { rounds: [], residentAtEnd: 0 };
    await say(started[name], { text: 'profile', turns: warmUp, people });
  }
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      measured[name].rounds.push(await measureRound(name, started[name], surroundings, turns, people));
    }
  }
  for (const name of names) {
    measured[name].residentAtEnd = residentOf(started[name].pid);
    await started[name].kill();
  }
  return measured;
}

/** @throws when a call was refused or a reply was not the one asked for: such figures would be worth nothing */
export async function measureRound(
  name: Name,
  started: Started,
  surroundings: Surroundings,
  turns: number,
  people: number,
): Promise<Round> {
  const before = await surroundings.counts();
  const [cpu, standIns] = [cpuOf(started.pid), cpuOf(surroundings.pid)];
  const { latencies, ms } = await say(started, { text: 'profile', turns, people });
  const [cpuAfter, standInsAfter] = [cpuOf(started.pid), cpuOf(surroundings.pid)];
  const after = await surroundings.counts();
  const calls = { ...between(before[name], after[name]), ...between(before.storage, after.storage) };
  if (calls.reply !== turns || calls.refused) throw new Error(`${name}: ${JSON.stringify(calls)}`);
  return {
    turnsPerSecond: (turns / ms) * 1_000,
    cpuPerTurn: (cpuAfter - cpu) / turns,
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    calls: Object.fromEntries(Object.entries(calls).map(([kind, count]) => [kind, count / turns])),
    standInsShare: (standInsAfter - standIns) / ms,
  };
}
