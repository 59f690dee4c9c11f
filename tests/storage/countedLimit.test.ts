// Limits on one storage: two instances count together, whatever comes at once and whatever the storage does.
import { openLimit } from '../../bot/storage/countedLimit';
import { MemoryStore } from '../../bot/storage/memory';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { openTurnLimit, turnRule } from '../../bot/turn/turnLimit';
import { minutes, seconds, standingClock } from '../support/clock';

const rule = { name: 'codes', most: 10, within: minutes(60) };
const clock = standingClock();
const twoOn = (store: RecordStore) =>
  [openLimit(store, rule, clock.now), openLimit(store, rule, clock.now)] as const;

describe('a limit of ten', () => {
  it('lets ten through of a hundred that come at once on two instances', async () => {
    const both = twoOn(new MemoryStore());
    const tries = Array.from({ length: 100 }, (_, i) => both[i % 2]?.take('ana'));
    const answers = await Promise.all(tries);
    expect(answers.filter((until) => until === undefined)).toHaveLength(10);
    expect(new Set(answers)).toEqual(new Set([undefined, clock.now() + minutes(60)]));
  });

  it('is counted for each person', async () => {
    const [limit] = twoOn(new MemoryStore());
    await limit.take('ana', 10);
    expect(await limit.take('bao')).toBeUndefined();
  });

  it('gives all that is asked for, or nothing', async () => {
    const [limit] = twoOn(new MemoryStore());
    await limit.take('ana', 4);
    expect(await limit.take('ana', 7)).toBe(clock.now() + minutes(60));
    expect(await limit.take('ana', 6)).toBeUndefined();
  });

  it('frees what was taken an hour ago, piece by piece', async () => {
    const [limit] = twoOn(new MemoryStore());
    await limit.take('ana', 6);
    clock.pass(minutes(20));
    await limit.take('ana', 4);
    expect(await limit.take('ana')).toBe(clock.now() + minutes(40));
    expect(await limit.take('ana', 7)).toBe(clock.now() + minutes(60));
    clock.pass(minutes(40));
    expect(await limit.take('ana', 6)).toBeUndefined();
    expect(await limit.take('ana')).toBe(clock.now() + minutes(20));
  });

  it.each([{ at: 'x' }, { at: [null, 'x', {}] }, {}])(
    'takes the damaged record %j for an empty one',
    async (damaged) => {
      const store = new MemoryStore();
      await store.write('codes/ana', damaged);
      expect(await openLimit(store, rule, clock.now).take('ana', 10)).toBeUndefined();
    },
  );

  it('gives nothing while it cannot be counted', async () => {
    const store = new MemoryStore();
    jest.spyOn(store, 'write').mockRejectedValue(new StorageUnavailable('down'));
    await expect(openLimit(store, rule, clock.now).take('ana')).rejects.toThrow(StorageUnavailable);
  });

  it('ends when every write conflicts', async () => {
    const store = new MemoryStore();
    jest.spyOn(store, 'write').mockRejectedValue(new StorageConflict());
    await expect(openLimit(store, rule, clock.now).take('ana')).rejects.toThrow(StorageConflict);
  });
});

describe('the limit on turns', () => {
  const instancesOn = (store: RecordStore) =>
    [1, 2].map(() => openTurnLimit(openLimit(store, turnRule, clock.now), clock));

  it('is exact for a flood on two instances, and is told once a minute on each', async () => {
    const both = instancesOn(new MemoryStore());
    const flood = async () => Promise.all(Array.from({ length: 1_000 }, (_, i) => both[i % 2]?.take('ana')));
    const answers = await flood();
    expect(answers.filter((refused) => refused === undefined)).toHaveLength(turnRule.most);
    expect(answers.filter((refused) => refused?.isNews)).toHaveLength(2);
    clock.pass(minutes(1));
    expect((await flood()).filter((refused) => refused?.isNews)).toHaveLength(2);
  });

  it('costs the storage one write for twenty turns', async () => {
    const store = new MemoryStore();
    const write = jest.spyOn(store, 'write');
    const [one] = instancesOn(store);
    for (let turn = 0; turn < 40; turn++) await one?.take('ana');
    expect(write).toHaveBeenCalledTimes(2);
  });

  it('never lets more through in ten minutes, however the turns are spread', async () => {
    const both = instancesOn(new MemoryStore());
    const taken: number[] = [];
    for (let turn = 0; turn < 3_000; turn++) {
      clock.pass(seconds(turn % 7 === 0 ? 9 : 0));
      if ((await both[turn % 2]?.take('ana')) === undefined) taken.push(clock.now());
    }
    const inTenMinutes = taken.map((end) => taken.filter((at) => at <= end && end - at < minutes(10)).length);
    expect(Math.max(...inTenMinutes)).toBeLessThanOrEqual(turnRule.most);
  });

  it('does not keep anybody waiting for a storage that hangs', async () => {
    const store = new MemoryStore();
    jest.spyOn(store, 'read').mockImplementation(() => new Promise(() => undefined));
    const [one] = instancesOn(store);
    const turn = one?.take('ana');
    clock.pass(seconds(1));
    expect(await turn).toBeUndefined();
  });
});
