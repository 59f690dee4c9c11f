// The fault run in small: two bot processes, everything going wrong, one killed without warning. `npm run bench -- faults` is the large one.
import { runFaults } from '../bench/faults/run';

jest.setTimeout(90_000);

it('mails nothing twice, and tells everybody the truth', async () => {
  const counts = await runFaults({ seed: 7, sends: 60, people: 12, speed: 20 });
  expect(counts).toMatchObject({
    sends: 60,
    mailedTwice: 0,
    unreported: 0,
    acceptedButToldFailed: 0,
    toldSentButNotAccepted: 0,
    crashes: 0,
  });
});
