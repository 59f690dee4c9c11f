// A fair share of the process: nobody's computations keep others waiting for more than one of them.
import { setImmediate as nextRound } from 'node:timers/promises';
import { openFairShare } from '../bot/runtime/fairShare';

describe('computations', () => {
  it('of one person are done one a round of the event loop, in their order', async () => {
    const share = openFairShare();
    const done: number[] = [];
    const all = [1, 2, 3].map((n) => share('ana').then(() => done.push(n)));
    for (let round = 1; done.length < 3; round++) {
      await nextRound();
      expect(done.length).toBeLessThanOrEqual(round);
    }
    await Promise.all(all);
    expect(done).toEqual([1, 2, 3]);
  });

  it('of several people take turns, however many one of them has', async () => {
    const share = openFairShare();
    const done: string[] = [];
    const all = ['ana', 'ana', 'ana', 'ana', 'bao', 'chi', 'bao'].map((key) =>
      share(key).then(() => done.push(key)),
    );
    await Promise.all(all);
    expect(done).toEqual(['ana', 'bao', 'chi', 'ana', 'bao', 'ana', 'ana']);
  });

  it('begin again after a pause', async () => {
    const share = openFairShare();
    await share('ana');
    await nextRound();
    await share('ana');
  });
});
