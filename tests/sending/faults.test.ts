// A small fault run: two bot processes, many faults, one process killed. `npm run bench -- faults` is the large one.
import { runFaults } from '../bench/faults/run';

// Nothing here waits for the machine, which may be busy: the limit is for a run that hangs.
jest.setTimeout(180_000);

it('sends no mail twice or without its file, and reports every outcome truly', async () => {
  const counts = await runFaults({ seed: 7, sends: 60, people: 12, speed: 20 });
  expect(counts).toMatchObject({
    sends: 60,
    mailedTwice: 0,
    unreported: 0,
    acceptedButToldFailed: 0,
    toldSentButNotAccepted: 0,
    mailsWithoutTheirFiles: 0,
    crashes: 0,
  });
});
