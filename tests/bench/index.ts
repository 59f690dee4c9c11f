// `npm run bench -- <name>`: what is measured rather than tested. `faults`: mails through everything that can go wrong.
import { parseArgs } from 'node:util';
import { runFaults } from './faults/run';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', multiple: true, default: ['1', '2', '3', '4', '5'] },
    sends: { type: 'string', default: '1000' },
    people: { type: 'string', default: '48' },
    speed: { type: 'string', default: '6' },
  },
});

async function faults(): Promise<boolean> {
  const { sends, people, speed } = values;
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
    const { mailedTwice, untold, acceptedButToldFailed, toldSentButNotAccepted, crashes } = counts;
    good &&= mailedTwice + untold + acceptedButToldFailed + toldSentButNotAccepted + crashes === 0;
  }
  return good;
}

if (positionals[0] === 'faults') {
  void faults().then((good) => process.exit(good ? 0 : 1));
} else {
  process.stderr.write(
    'What to measure? npm run bench -- faults [--seed 1] [--sends 1000] [--people 48] [--speed 6]\n',
  );
  process.exitCode = 1;
}
