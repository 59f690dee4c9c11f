// Deduplication: exactly once on one instance, once on several as far as the storage can tell, and never less than once.
import { openDeduplicate } from '../../bot/storage/deduplicate';
import { MemoryStore } from '../../bot/storage/memory';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { minutes, standingClock } from '../support/clock';

const clock = standingClock();
const storage = (): RecordStore => new MemoryStore();
const failing = (error: Error): RecordStore => ({
  read: () => Promise.reject(error),
  write: () => Promise.reject(error),
  delete: () => Promise.reject(error),
});

/** Two instances of the program. */
function twoOn(store: RecordStore) {
  return [openDeduplicate(store, clock), openDeduplicate(store, clock)] as const;
}

describe('a claim', () => {
  it('is good once on one instance, even at the same moment', async () => {
    const [once] = twoOn(storage());
    const claims = await Promise.all([1, 2, 3].map(() => once.isFirst('here', 'this', minutes(1))));
    expect(claims).toEqual([true, false, false]);
  });

  it('is good once on two', async () => {
    const [first, second] = twoOn(storage());
    expect(await first.isFirst('here', 'this', minutes(1))).toBe(true);
    expect(await second.isFirst('here', 'this', minutes(1))).toBe(false);
  });

  it('is separate for another name and for another place', async () => {
    const [once] = twoOn(storage());
    await once.isFirst('here', 'this', minutes(1));
    expect(await once.isFirst('here', 'that', minutes(1))).toBe(true);
    expect(await once.isFirst('there', 'this', minutes(1))).toBe(true);
    expect(await once.isFirst('here', 'constructor', minutes(1))).toBe(true);
    expect(await once.isFirst('here', '__proto__', minutes(1))).toBe(true);
  });

  it.each([{}, { until: null }, { until: 'x' }, { until: [null] }, { until: { this: null, that: 'x' } }])(
    'is good although the stored ones are damaged (%j)',
    async (damaged) => {
      const store = storage();
      await store.write('once/here', damaged);
      const [first, second] = twoOn(store);
      expect(await first.isFirst('here', 'this', minutes(1))).toBe(true);
      expect(await second.isFirst('here', 'this', minutes(1))).toBe(false);
    },
  );

  it('ends after its time, on every instance', async () => {
    const [first, second] = twoOn(storage());
    await first.isFirst('here', 'this', minutes(1));
    clock.pass(minutes(1));
    expect(await second.isFirst('here', 'this', minutes(1))).toBe(true);
    expect(await first.isFirst('here', 'this', minutes(1))).toBe(false);
  });

  it('whose answer was lost is recognised: it is neither refused nor made twice', async () => {
    const store = storage();
    jest.spyOn(store, 'write').mockImplementationOnce(async (...given) => {
      await store.write(...given);
      throw new StorageConflict('Sent again, and the first has come through');
    });
    const [first, second] = twoOn(store);
    expect(await first.isFirst('here', 'this', minutes(1))).toBe(true);
    expect(await second.isFirst('here', 'this', minutes(1))).toBe(false);
  });

  it('does not remove earlier claims', async () => {
    const [first, second] = twoOn(storage());
    await first.isFirst('here', 'this', minutes(9));
    await first.isFirst('here', 'that', minutes(1));
    expect(await second.isFirst('here', 'this', minutes(9))).toBe(false);
  });

  it('is deleted with its place, and no other', async () => {
    const [once] = twoOn(storage());
    await once.isFirst('here', 'this', minutes(9));
    await once.isFirst('there', 'this', minutes(9));
    await once.forget('here');
    expect(await once.isFirst('here', 'this', minutes(9))).toBe(true);
    expect(await once.isFirst('there', 'this', minutes(9))).toBe(false);
  });

  it('succeeds while the storage is down, once on each instance', async () => {
    const [once] = twoOn(failing(new StorageUnavailable('down')));
    expect(await once.isFirst('here', 'this', minutes(1))).toBe(true);
    expect(await once.isFirst('here', 'this', minutes(1))).toBe(false);
  });

  it('is decided anew when another instance was faster', async () => {
    const store = storage();
    const [first, second] = twoOn(store);
    let raced = false;
    const slow = openDeduplicate(
      {
        read: (key) => store.read(key),
        delete: (key) => store.delete(key),
        async write(...given) {
          if (!raced) {
            raced = true;
            await second.isFirst('here', 'this', minutes(1));
            throw new StorageConflict('another was faster');
          }
          return store.write(...given);
        },
      },
      clock,
    );
    await first.isFirst('here', 'that', minutes(1));
    expect(await slow.isFirst('here', 'this', minutes(1))).toBe(false);
  });

  it('removes claims that have ended', async () => {
    const store = storage();
    const [once] = twoOn(store);
    await once.isFirst('here', 'old', minutes(1));
    clock.pass(minutes(2));
    await once.isFirst('here', 'new', minutes(1));
    const { value } = (await store.read('once/here')) ?? {};
    expect(value).toEqual({ until: { new: expect.any(Number) } });
  });
});
