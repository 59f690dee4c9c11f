// The starts: how long until the first answer and the first profile, and the memory that takes; interleaved as the rounds are.
import { setTimeout } from 'node:timers/promises';
import { say } from '../load';
import { launch, type Name, names } from '../programs';
import type { Surroundings } from '../surroundings';
import { cpuOf, residentOf } from '../usage';

export interface Start {
  /** Milliseconds from the start of the process to its first answer, a 401. */
  firstAnswer: number;
  /** CPU time until then, in milliseconds: steadier than the clock where others use the machine too. */
  cpuToFirstAnswer: number;
  /** Milliseconds to the end of the first profile: what is loaded only when needed is loaded by then. */
  firstProfile: number;
  /** Megabytes resident. */
  residentAfterStart: number;
  residentAfterProfile: number;
}

/** What a program does unasked after it answered is over by then. */
const settled = 300;

export async function measureStarts(
  surroundings: Surroundings,
  starts: number,
): Promise<Record<Name, Start[]>> {
  const measured: Record<Name, Start[]> = { bot: [], floor: [], baseline: [] };
  for (let count = 0; count < starts; count++) {
    for (const name of names) measured[name].push(await measureStart(name, surroundings));
  }
  return measured;
}

async function measureStart(name: Name, surroundings: Surroundings): Promise<Start> {
  const started = await launch(name, surroundings);
  const cpuToFirstAnswer = cpuOf(started.pid);
  await setTimeout(settled);
  const residentAfterStart = residentOf(started.pid);
  const { ms } = await say(started, { text: 'profile', turns: 1, people: 1 });
  await setTimeout(settled);
  const residentAfterProfile = residentOf(started.pid);
  await started.kill();
  return {
    firstAnswer: started.coldStart,
    cpuToFirstAnswer,
    firstProfile: started.coldStart + ms,
    residentAfterStart,
    residentAfterProfile,
  };
}
