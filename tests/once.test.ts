// What is done once: by one instance exactly, by several as far as their storage can tell, and never not at all.
import { openOnce } from '../bot/storage/deduplicate';
import { MemoryStore } from '../bot/storage/memory';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../bot/storage/port';
import { minutes, standingClock } from './support/clock';

const clock = standingClock();
const storage = (): RecordStore => new MemoryStore();
const failing = (error: Error): RecordStore => ({
  read: () => Promise.reject(error),
  write: () => Promise.reject(error),
  delete: () => Promise.reject(error),
});

/** Two instances of the program. */
function twoOn(store: RecordStore) {
  return [openOnce(store, clock.now), openOnce(store, clock.now)] as const;
}

describe('a claim', () => {
  it('is good once on one instance, even at the same moment', async () => {
    const [once] = twoOn(storage());
    const claims = await Promise.all([1, 2, 3].map(() => once.first('here', 'this', minutes(1))));
    expect(claims).toEqual([true, false, false]);
  });

  it('is good once on two', async () => {
    const [first, second] = twoOn(storage());
    expect(await first.first('here', 'this', minutes(1))).toBe(true);
    expect(await second.first('here', 'this', minutes(1))).toBe(false);
  });

  it('is another’s with another name or at another place', async () => {
    const [once] = twoOn(storage());
    await once.first('here', 'this', minutes(1));
    expect(await once.first('here', 'that', minutes(1))).toBe(true);
    expect(await once.first('there', 'this', minutes(1))).toBe(true);
    expect(await once.first('here', 'constructor', minutes(1))).toBe(true);
    expect(await once.first('here', '__proto__', minutes(1))).toBe(true);
  });

  it('is over after its time, on every instance', async () => {
    const [first, second] = twoOn(storage());
    await first.first('here', 'this', minutes(1));
    clock.pass(minutes(1));
    expect(await second.first('here', 'this', minutes(1))).toBe(true);
    expect(await first.first('here', 'this', minutes(1))).toBe(false);
  });

  it('whose answer was lost is known again: it is neither refused nor made twice', async () => {
    const store = storage();
    jest.spyOn(store, 'write').mockImplementationOnce(async (...given) => {
      await store.write(...given);
      throw new StorageConflict('Sent again, and the first has come through');
    });
    const [first, second] = twoOn(store);
    expect(await first.first('here', 'this', minutes(1))).toBe(true);
    expect(await second.first('here', 'this', minutes(1))).toBe(false);
  });

  it('leaves those before it standing', async () => {
    const [first, second] = twoOn(storage());
    await first.first('here', 'this', minutes(9));
    await first.first('here', 'that', minutes(1));
    expect(await second.first('here', 'this', minutes(9))).toBe(false);
  });

  it('is forgotten with its place, and no other', async () => {
    const [once] = twoOn(storage());
    await once.first('here', 'this', minutes(9));
    await once.first('there', 'this', minutes(9));
    await once.forget('here');
    expect(await once.first('here', 'this', minutes(9))).toBe(true);
    expect(await once.first('there', 'this', minutes(9))).toBe(false);
  });

  it('is good while the storage is down, once an instance', async () => {
    const [once] = twoOn(failing(new StorageUnavailable('down')));
    expect(await once.first('here', 'this', minutes(1))).toBe(true);
    expect(await once.first('here', 'this', minutes(1))).toBe(false);
  });

  it('is decided anew when another instance was faster', async () => {
    const store = storage();
    const [first, second] = twoOn(store);
    let raced = false;
    const slow = openOnce(
      {
        read: (key) => store.read(key),
        delete: (key) => store.delete(key),
        async write(...given) {
          if (!raced) {
            raced = true;
            await second.first('here', 'this', minutes(1));
            throw new StorageConflict('another was faster');
          }
          return store.write(...given);
        },
      },
      clock.now,
    );
    await first.first('here', 'that', minutes(1));
    expect(await slow.first('here', 'this', minutes(1))).toBe(false);
  });

  it('keeps nothing of what is over', async () => {
    const store = storage();
    const [once] = twoOn(store);
    await once.first('here', 'old', minutes(1));
    clock.pass(minutes(2));
    await once.first('here', 'new', minutes(1));
    const { value } = (await store.read('once/here')) ?? {};
    expect(value).toEqual({ until: { new: expect.any(Number) } });
  });
});
