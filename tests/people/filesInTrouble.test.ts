// The files of a record whose writes fail: nothing is deleted that the newest record may name.
import { type RecordStore, StorageConflict, StorageUnavailable } from '../../bot/storage/port';
import { attach, cancelled, key, naming, withFiles } from './place';

describe('a write of the record', () => {
  /** Records whose next write fails like this, after it came through or without. */
  const failing = (records: RecordStore, error: Error, comesThrough: boolean): RecordStore => {
    let isNext = true;
    return {
      read: (key) => records.read(key),
      async write(...args) {
        if (!isNext) return records.write(...args);
        isNext = false;
        if (comesThrough) await records.write(...args);
        throw error;
      },
      delete: (key) => records.delete(key),
    };
  };

  it('that conflicts with its own first attempt, whose answer was lost, deletes what it dropped', async () => {
    const place = await withFiles();
    const records = failing(place.records, new StorageConflict(), true);
    await place.instance(records)(key).change(cancelled);
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('that conflicts and never came through deletes what its next attempt drops', async () => {
    const place = await withFiles();
    const records = failing(place.records, new StorageConflict(), false);
    await place.instance(records)(key).change(cancelled);
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('that failed deletes nothing: it may not have come through', async () => {
    const place = await withFiles();
    const ana = place.instance(failing(place.records, new StorageUnavailable('down'), false))(key);
    await expect(ana.change(cancelled)).rejects.toThrow(StorageUnavailable);
    // What was decided is decided again, and comes to nothing new.
    await ana.change((record) => record);
    expect(await place.left('plan', 'map')).toEqual(['plan', 'map']);
  });

  it('that failed and came through deletes what it dropped as soon as that is known', async () => {
    const place = await withFiles();
    const ana = place.instance(failing(place.records, new StorageUnavailable('down'), true))(key);
    await expect(ana.change(cancelled)).rejects.toThrow(StorageUnavailable);
    await ana.change(cancelled);
    expect(await place.left('plan', 'map')).toEqual([]);
  });

  it('that failed while it named a new file leaves that to the next attempt', async () => {
    const place = await withFiles();
    const ana = place.instance(failing(place.records, new StorageUnavailable('down'), true))(key);
    await expect(attach(ana, 'form', 'new')).rejects.toThrow(StorageUnavailable);
    await ana.change(naming('form', 'new'));
    expect(await place.left('plan', 'map', 'new')).toEqual(['new']);
  });

  it('that deletes the record is tried again, and the files go all the same', async () => {
    const place = await withFiles();
    const records: RecordStore = {
      read: (key) => place.records.read(key),
      write: (...args) => place.records.write(...args),
      delete: jest
        .fn((key: string) => place.records.delete(key))
        .mockImplementationOnce(async (key) => {
          await place.records.delete(key);
          throw new StorageUnavailable('down');
        }),
    };
    const ana = place.instance(records)(key);
    await expect(ana.forget()).rejects.toThrow(StorageUnavailable);
    await ana.forget();
    expect(await place.left('plan', 'map')).toEqual([]);
  });
});
