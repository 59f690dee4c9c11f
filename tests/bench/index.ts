// `npm run bench -- <run>`: what is measured rather than tested. README.md says what each run is and how to read it.
import { parseArgs } from 'node:util';
import { type FaultRun, isGood, runFaults } from './faults/run';
import { runFuzz } from './fuzz/run';
import { runGrowth } from './growth';
import { runSpeed } from './speed';

const usage = `npm run bench [-- <run> <options>]
  speed   the built bot beside the floor and the baseline   [--turns 1000] [--rounds 5] [--starts 5] [--draw docs]
  growth  the bot as more people have a record              [--people 100,1000,10000] [--turns 1000] [--draw docs]
  faults  mails through everything that can go wrong        [--seed 1 --seed 2 …] [--sends 1000] [--people 48] [--speed 6]
  fuzz    what strangers could send to the built bot        [--seed 1] [--seconds 600] [--cases 300] [--path 12:0:1] [--except known]
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    turns: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    starts: { type: 'string', default: '5' },
    people: { type: 'string' },
    draw: { type: 'string' },
    seed: { type: 'string', multiple: true, default: ['1', '2', '3'] },
    sends: { type: 'string', default: '1000' },
    speed: { type: 'string', default: '6' },
    seconds: { type: 'string', default: '600' },
    cases: { type: 'string', default: '300' },
    path: { type: 'string' },
    except: { type: 'string' },
  },
});
const { draw, people } = values;
const [turns, rounds, starts] = [Number(values.turns), Number(values.rounds), Number(values.starts)];

async function faults(options: Omit<FaultRun, 'seed'>): Promise<boolean> {
  let good = true;
  for (const seed of values.seed.map(Number)) {
    const began = Date.now();
    const counts = await runFaults({ seed, ...options });
    const seconds = Math.round((Date.now() - began) / 1_000);
    process.stdout.write(`${JSON.stringify({ ...counts, seconds })}\n`);
    good &&= isGood(counts);
  }
  return good;
}

async function fuzz(): Promise<boolean> {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const [seed, seconds, cases] = [Number(values.seed[0]), Number(values.seconds), Number(values.cases)];
  const { path } = values;
  const except = values.except ? new RegExp(values.except) : undefined;
  const failures = await runFuzz({ seed, seconds, cases, path, except, say });
  say(failures.length === 0 ? 'nothing went wrong' : `${failures.length} failures\n${failures.join('\n\n')}`);
  return failures.length === 0;
}

const runs: Record<string, () => Promise<boolean>> = {
  speed: () => runSpeed({ turns, rounds, starts, draw }),
  growth: () => runGrowth({ steps: (people ?? '100,1000,10000').split(',').map(Number), turns, draw }),
  faults: () =>
    faults({ sends: Number(values.sends), people: Number(people ?? 48), speed: Number(values.speed) }),
  fuzz,
};
const run = runs[positionals[0] ?? 'speed'];

// The processes that were started end with this one, whatever ends it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
if (run) {
  run().then(
    (good) => process.exit(good ? 0 : 1),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
} else {
  process.stderr.write(usage);
  process.exitCode = 1;
}
