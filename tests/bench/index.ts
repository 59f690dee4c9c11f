// `npm run bench -- <name>`: what is measured rather than tested. README.md says what each run is and how to read it.
import { parseArgs } from 'node:util';
import { runFaults } from './faults/run';
import { runGrowth } from './growth/run';
import { endOnSignals } from './processes';
import { runProfile } from './profile/run';
import { runSpeed } from './speed/run';

const usage = `What to measure? npm run bench [-- <name> <options>]
  speed   the bot beside the floor and a baseline [--turns 1000] [--rounds 5] [--starts 5] [--people 100] [--json]
          or, with --profile, where the bot's CPU time goes [--turns 1000] [--people 100]
  growth  the bot as its people become more [--steps 100,1000,10000] [--turns 1000] [--rounds 5] [--heap-turns 10000] [--json]
          all of these warm up first [--warm-up 400]
  faults  mails through everything that can go wrong [--seed 1] [--sends 1000] [--people 48] [--speed 6]
`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', multiple: true, default: ['1', '2', '3', '4', '5'] },
    sends: { type: 'string', default: '1000' },
    people: { type: 'string' },
    speed: { type: 'string', default: '6' },
    turns: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
    starts: { type: 'string', default: '5' },
    'warm-up': { type: 'string', default: '400' },
    steps: { type: 'string', default: '100,1000,10000' },
    'heap-turns': { type: 'string', default: '10000' },
    profile: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

async function faults(): Promise<boolean> {
  const { sends, people = '48', speed } = values;
  let good = true;
  for (const seed of values.seed.map(Number)) {
    const started = Date.now();
    const counts = await runFaults({
      seed,
      sends: Number(sends),
      people: Number(people),
      speed: Number(speed),
    });
    process.stdout.write(
      `${JSON.stringify({ ...counts, seconds: Math.round((Date.now() - started) / 1000) })}\n`,
    );
    const { mailedTwice, unreported, acceptedButToldFailed, toldSentButNotAccepted, crashes } = counts;
    good &&= mailedTwice + unreported + acceptedButToldFailed + toldSentButNotAccepted + crashes === 0;
  }
  return good;
}

const load = () => ({
  turns: Number(values.turns),
  people: Number(values.people ?? 100),
  warmUp: Number(values['warm-up']),
});
const repeated = () => ({ rounds: Number(values.rounds), json: values.json });

const runs: Record<string, () => Promise<boolean>> = {
  speed: () =>
    values.profile
      ? runProfile(load())
      : runSpeed({ ...load(), ...repeated(), starts: Number(values.starts) }),
  growth: () =>
    runGrowth({
      ...load(),
      ...repeated(),
      steps: values.steps.split(',').map(Number),
      heapTurns: Number(values['heap-turns']),
    }),
  faults,
};
const run = runs[positionals[0] ?? 'speed'];

if (run) {
  endOnSignals();
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
