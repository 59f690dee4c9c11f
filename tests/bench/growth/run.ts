// The growth run: what a turn costs as the people who have a record in the storage become more, and whether the heap grows.
import ensureBuilt from '../../support/freshBuild';
import type { Memory } from '../inspector';
import { say } from '../load';
import { launch, type Started } from '../programs';
import { type Figure, figure, show, showFigure } from '../speed/figures';
import { measureRound, type Round } from '../speed/rounds';
import { targets } from '../speed/targets';
import { type Surroundings, startSurroundings } from '../surroundings';
import { residentOf } from '../usage';
import { type Heap, measureHeap } from './heap';

export interface GrowthOptions {
  /** Numbers of people, the least first. */
  steps: number[];
  rounds: number;
  /** In each round, with each number of people. */
  turns: number;
  warmUp: number;
  /** Between the two looks at the heap. */
  heapTurns: number;
  json: boolean;
}

interface Step {
  people: number;
  rounds: Round[];
  /** Megabytes. */
  residentAtEnd: number;
}

/** @returns whether the heap stayed within its target */
export async function runGrowth({ json, heapTurns, ...options }: GrowthOptions): Promise<boolean> {
  ensureBuilt();
  const surroundings = await startSurroundings(['bot']);
  try {
    const steps = await measureSteps(surroundings, options);
    const heap = await measureHeap(surroundings, { people: options.steps[0] ?? 1, turns: heapTurns });
    const good = heap.growth < targets.heapGrowth;
    const result = json ? JSON.stringify({ options, steps, heap }) : report(steps, heap, heapTurns);
    process.stdout.write(`${result}\n`);
    if (!good) process.stdout.write(`missed: at most ${targets.heapGrowth} MB was the target\n`);
    return good;
  } finally {
    await surroundings.close();
  }
}

async function measureSteps(
  surroundings: Surroundings,
  { steps, rounds, turns, warmUp }: Omit<GrowthOptions, 'json' | 'heapTurns'>,
): Promise<Step[]> {
  const storages: { started: Started; surroundings: Surroundings }[] = [];
  const measured: Step[] = [];
  for (const people of steps) {
    // Each number of people has a storage to itself.
    const own = people === steps[0] ? surroundings : await startSurroundings(['bot']);
    const started = await launch('bot', own);
    // Opening a form is what puts a person's record into the storage.
    await say(started, { text: 'send mail', turns: people, people });
    await say(started, { text: 'profile', turns: warmUp, people });
    // Ten thousand take minutes: whoever waits should see that it goes on.
    process.stderr.write(`${people} people have a record\n`);
    storages.push({ started, surroundings: own });
    measured.push({ people, rounds: [], residentAtEnd: 0 });
  }
  for (let round = 0; round < rounds; round++) {
    for (const [index, { people, rounds: done }] of measured.entries()) {
      const { started, surroundings: own } = storages[index] as (typeof storages)[number];
      done.push(await measureRound('bot', started, own, turns, people));
    }
  }
  for (const [index, { started, surroundings: own }] of storages.entries()) {
    (measured[index] as Step).residentAtEnd = residentOf(started.pid);
    await started.kill();
    if (own !== surroundings) await own.close();
  }
  return measured;
}

function report(steps: Step[], { before, after, growth }: Heap, turns: number): string {
  const of = (rounds: Round[], value: (round: Round) => number): Figure => figure(rounds.map(value));
  const storage = ({ calls }: Round) =>
    Object.entries(calls)
      .filter(([kind]) => kind.startsWith('storage '))
      .reduce((sum, [, count]) => sum + count, 0);
  const lines = steps.map(({ people, rounds, residentAtEnd }) =>
    [
      `${people} people:`,
      `${showFigure(of(rounds, ({ turnsPerSecond }) => turnsPerSecond))} turns/s,`,
      `${showFigure(of(rounds, ({ cpuPerTurn }) => cpuPerTurn))} ms CPU a turn,`,
      `${showFigure(of(rounds, storage))} storage calls a turn,`,
      `${show(residentAtEnd)} MB resident`,
    ].join(' '),
  );
  const megabytes = ({ heapUsed }: Memory) => show(heapUsed / 1024 ** 2);
  const heap = `heap: ${megabytes(before)} MB, after ${turns} turns ${megabytes(after)} MB (${show(growth)})`;
  return [...lines, heap].join('\n');
}
