// The speed run: the built bot beside the floor and the baseline, all with their state in memory, and once more on blobs.
import { readdirSync, statSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import ensureBuilt from '../support/freshBuild';
import { drawBars } from './draw';
import { figure, ratio, show, table } from './figures';
import { say, take } from './load';
import { residentOf } from './processes';
import { launch, type Name, type Started, type Surroundings, startSurroundings } from './programs';
import { between, measureRound } from './round';
import { judge, type Measured } from './targets';

export interface SpeedOptions {
  /** In each round, of each program. */
  turns: number;
  rounds: number;
  starts: number;
  /** The folder to draw into. */
  draw: string | undefined;
}

const names = ['floor', 'baseline', 'bot', 'bot on blobs'] as const;
const rows = {
  cpu: 'CPU a turn, ms',
  firstAnswer: 'first answer, ms',
  resident: 'resident after the first profile, MB',
  residentAtEnd: 'resident at the end, MB',
};
/** Every value of every row, for each program. */
type Samples = Record<keyof typeof rows, Record<Name, number[]>>;

const people = 100;
const warmUp = 400;

/** @returns whether every target was met */
export async function runSpeed({ turns, rounds, starts, draw }: SpeedOptions): Promise<boolean> {
  ensureBuilt();
  const machine = `${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`;
  const samples = noSamples();
  const surroundings = await startSurroundings([...names]);
  try {
    await measureStarts(surroundings, starts, samples);
    const calls = await measureTurns(surroundings, turns, rounds, samples);
    const runs = `${rounds} rounds of ${turns} turns, ${starts} starts`;
    process.stdout.write(`Node ${process.versions.node}, ${machine}; ${runs}\n\n`);
    if (draw) drawCpu(join(draw, 'cpu-per-turn.svg'), samples);
    return report(samples, calls);
  } finally {
    await surroundings.close();
  }
}

function noSamples(): Samples {
  const none = () => ({ floor: [], baseline: [], bot: [], 'bot on blobs': [] });
  return { cpu: none(), firstAnswer: none(), resident: none(), residentAtEnd: none() };
}

function report(samples: Samples, calls: Measured): boolean {
  const figures = Object.entries(rows).map(([key, title]) => {
    const values = samples[key as keyof Samples];
    const ratios = [ratio(values.bot, values.floor), ratio(values.bot, values.baseline)];
    return [title, ...[...names.map((name) => figure(values[name])), ...ratios].map(show)];
  });
  const header = ['medians (least–most)', ...names, 'bot / floor', 'bot / baseline'];
  const { cpu, firstAnswer, resident } = samples;
  const { rows: judged, good } = judge({
    cpuOverFloor: ratio(cpu.bot, cpu.floor).median,
    cpuOverBaseline: ratio(cpu.bot, cpu.baseline).median,
    firstAnswerOverBaseline: ratio(firstAnswer.bot, firstAnswer.baseline).median,
    resident: figure(resident.bot).median,
    artifact: megabytesIn(join(__dirname, '../../dist')),
    ...calls,
  });
  process.stdout.write(`${table([header, ...figures])}\n${table(judged)}`);
  return good;
}

function drawCpu(path: string, { cpu }: Samples): void {
  const bars = (['floor', 'bot', 'baseline'] as const).map(
    (name) => [name, figure(cpu[name]).median] as const,
  );
  drawBars(path, `CPU time of a profile turn, ms (Node ${process.versions.node})`, bars);
}

/** Starts and rounds are interleaved: floor, baseline, bot, floor, … so that whatever else the machine does hits all alike. */
async function measureStarts(surroundings: Surroundings, starts: number, samples: Samples): Promise<void> {
  for (let count = 0; count <= starts; count++) {
    for (const name of ['floor', 'baseline', 'bot'] as const) {
      const started = await launch(name, surroundings);
      await say(started, 'profile', 1, 1);
      // What a program does unasked after its first turn is over by then.
      await setTimeout(300);
      const resident = residentOf(started);
      // Node writes what it compiled to its cache at an orderly end only. The first start fills caches and is not counted.
      await started.stop(count === 0 ? 'SIGTERM' : 'SIGKILL');
      if (count === 0) continue;
      samples.firstAnswer[name].push(started.firstAnswer);
      samples.resident[name].push(resident);
    }
  }
}

/** @returns the calls that the bot makes */
async function measureTurns(
  surroundings: Surroundings,
  turns: number,
  rounds: number,
  samples: Samples,
): Promise<Measured> {
  const started = new Map<Name, Started>();
  for (const name of names) {
    const program = await launch(name, surroundings);
    started.set(name, program);
    await say(program, 'profile', warmUp, people);
  }
  for (let round = 0; round < rounds; round++) {
    for (const [name, program] of started) {
      const { cpu } = await measureRound(name, program, surroundings, { turns, people });
      samples.cpu[name].push(cpu);
    }
  }
  for (const [name, program] of started) samples.residentAtEnd[name].push(residentOf(program));
  const calls = await countCalls(started.get('bot') as Started, surroundings);
  for (const program of started.values()) await program.stop();
  return calls;
}

/** Counts the calls of single turns, of a person whose account and photo the bot has asked for before. */
async function countCalls(bot: Started, surroundings: Surroundings): Promise<Measured> {
  const callsOf = async (what: object) => {
    const before = await surroundings.seen('bot');
    await take(bot, 0, what);
    const after = await surroundings.seen('bot');
    const calls = between(before, after);
    return { calls, sum: Object.values(calls).reduce((sum, count) => sum + count, 0), formId: after.formId };
  };
  await callsOf({ text: 'send mail' });
  const profile = await callsOf({ text: 'profile' });
  const form = await callsOf({ text: 'send mail' });
  const mail = { to: 'bao@contoso.com', subject: 'Plan', body: 'Hello' };
  const send = await callsOf({ value: { verb: 'mail.send', formId: form.formId, ...mail } });
  if (send.calls.mail !== 1) throw new Error(`No mail was sent: ${JSON.stringify(send.calls)}`);
  return { profileCalls: profile.sum, formCalls: form.sum, sendCalls: send.sum };
}

function megabytesIn(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.map(({ parentPath, name }) => statSync(join(parentPath, name)).size);
  return bytes.reduce((sum, size) => sum + size, 0) / 1024 ** 2;
}
