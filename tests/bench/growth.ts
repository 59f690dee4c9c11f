// The growth run: what a turn costs as more people have a record in the storage, and whether the heap grows.
import { join } from 'node:path';
import ensureBuilt from '../support/freshBuild';
import { drawLine } from './draw';
import { figure, ratio, show, table } from './figures';
import { say } from './load';
import { residentOf } from './processes';
import { heapOf, launch, type Started, type Surroundings, startSurroundings } from './programs';
import { measureRound } from './round';
import { judge } from './targets';

export interface GrowthOptions {
  /** Numbers of people, the least first. */
  steps: number[];
  /** In each round. */
  turns: number;
  /** The folder to draw into. */
  draw: string | undefined;
}

const rounds = 5;

/** @returns whether the heap stayed within its target */
export async function runGrowth({ steps, turns, draw }: GrowthOptions): Promise<boolean> {
  ensureBuilt();
  const surroundings = await startSurroundings(['floor', 'bot on blobs']);
  try {
    const floor = await launch('floor', surroundings);
    const bot = await launch('bot on blobs', surroundings, true);
    const rows = [['people', 'CPU a turn, ms', 'bot / floor', 'storage calls a turn', 'resident, MB']];
    for (const people of steps) {
      // An opened form is what puts a person's record into the storage. Ten thousand of them take minutes.
      await say(bot, 'send mail', people, people);
      await say(bot, 'profile', people, people);
      process.stderr.write(`${people} people have a record\n`);
      rows.push([String(people), ...(await measureStep(surroundings, { floor, bot, turns, people }))]);
    }
    const heap = await watchHeap(bot, steps[0] ?? 1);
    const { rows: judged, good } = judge({ heapGrowth: (heap.at(-1) ?? 0) - (heap[0] ?? 0) });
    const megabytes = heap.map((value) => value.toFixed(1)).join(' ');
    process.stdout.write(`${table(rows)}\nheap every 1,000 turns, MB: ${megabytes}\n${table(judged)}`);
    if (draw) drawLine(join(draw, 'heap.svg'), 'Heap over 10,000 turns, garbage collected, MB', heap);
    return good;
  } finally {
    await surroundings.close();
  }
}

async function measureStep(
  surroundings: Surroundings,
  { floor, bot, ...load }: { floor: Started; bot: Started; turns: number; people: number },
): Promise<string[]> {
  const measured: { floor: number[]; bot: number[]; storage: number[] } = { floor: [], bot: [], storage: [] };
  for (let round = 0; round < rounds; round++) {
    measured.floor.push((await measureRound('floor', floor, surroundings, load)).cpu);
    const { cpu, calls } = await measureRound('bot on blobs', bot, surroundings, load);
    measured.bot.push(cpu);
    measured.storage.push(calls.storage ?? 0);
  }
  const figures = [figure(measured.bot), ratio(measured.bot, measured.floor), figure(measured.storage)];
  return [...figures, figure([residentOf(bot)])].map(show);
}

/** @returns megabytes in use before 10,000 turns, and after every thousand of them */
async function watchHeap(bot: Started, people: number): Promise<number[]> {
  const heap = [await heapOf(bot)];
  for (let thousand = 0; thousand < 10; thousand++) {
    await say(bot, 'profile', 1_000, people);
    heap.push(await heapOf(bot));
  }
  return heap;
}
