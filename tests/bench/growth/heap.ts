// Whether the heap grows: what is in use before and after many turns, garbage collected before each look.
import { inspect, inspectable, type Memory } from '../inspector';
import { say } from '../load';
import { type LaunchOptions, launch } from '../programs';
import type { Surroundings } from '../surroundings';

export interface Heap {
  before: Memory;
  after: Memory;
  /** Megabytes. */
  growth: number;
}

export interface HeapOptions extends Pick<LaunchOptions, 'folder'> {
  people: number;
  /** Between the two looks. */
  turns: number;
  /** Before the first look; what is kept for each person is there after one turn of theirs. */
  warmUp?: number;
}

export async function measureHeap(
  surroundings: Surroundings,
  { people, turns, warmUp = Math.max(people, 400), ...where }: HeapOptions,
): Promise<Heap> {
  const started = await launch('bot', surroundings, { ...where, nodeOptions: inspectable });
  try {
    const inspector = await inspect(started);
    await say(started, { text: 'profile', turns: warmUp, people });
    const before = await inspector.memory();
    await say(started, { text: 'profile', turns, people });
    const after = await inspector.memory();
    inspector.close();
    return { before, after, growth: (after.heapUsed - before.heapUsed) / 1024 ** 2 };
  } finally {
    await started.kill();
  }
}
