// Storage: keys that give nobody away and never collide, and two kinds of failure that are told apart.
import { MemoryStorage } from 'botbuilder';
import { type RecordStore, StorageConflict, StorageUnavailable } from '../../bot/people/people';
import { readSettings } from '../../bot/settings';
import { openStorage, withHashedKeys } from '../../bot/storage';

/** The keys that reach the inner storage. */
async function keysFor(...keys: string[]): Promise<string[]> {
  const seen: string[] = [];
  const inner: RecordStore = {
    read: async () => ({}),
    write: async (changes) => void seen.push(...Object.keys(changes)),
    delete: async () => {},
  };
  await withHashedKeys(inner, 'people').write(Object.fromEntries(keys.map((key) => [key, {}])));
  return seen;
}

const failing = (message: string, error = new Error(message)) => {
  const fail = () => Promise.reject(error);
  return withHashedKeys({ read: fail, write: fail, delete: fail }, 'people');
};

describe('a key', () => {
  it('stands behind its plain prefix, hashed', async () => {
    expect(await keysFor('msteams/ana@contoso.com')).toEqual([
      expect.stringMatching(/^people\/[0-9a-f]{64}$/),
    ]);
  });

  it('is its own however long it is and whatever slashes it has', async () => {
    const long = 'x'.repeat(2000);
    const keys = await keysFor(`${long}/ana`, `${long}/bao`, 'a//b', 'a/b', 'a/b/');
    expect(new Set(keys).size).toBe(5);
  });
});

describe('what is stored', () => {
  it('is found again under the key it was given', async () => {
    const storage = withHashedKeys(new MemoryStorage(), 'people');
    await storage.write({ ana: { forms: {} } });
    expect(await storage.read(['ana', 'bao'])).toEqual({ ana: { forms: {}, eTag: expect.anything() } });
  });

  it('is gone once it is deleted', async () => {
    const storage = withHashedKeys(new MemoryStorage(), 'people');
    await storage.write({ ana: {} });
    await storage.delete(['ana']);
    expect(await storage.read(['ana'])).toEqual({});
  });

  it('is not seen behind another prefix', async () => {
    const inner = new MemoryStorage();
    await withHashedKeys(inner, 'people').write({ ana: {} });
    expect(await withHashedKeys(inner, 'conversations').read(['ana'])).toEqual({});
  });
});

describe('a failure', () => {
  it('of a write that came second is a conflict', async () => {
    const storage = withHashedKeys(new MemoryStorage(), 'people');
    await storage.write({ ana: { at: 1 } });
    const { ana } = (await storage.read(['ana'])) as { ana: object };
    await storage.write({ ana: { ...ana, at: 2 } });
    await expect(storage.write({ ana: { ...ana, at: 3 } })).rejects.toThrow(StorageConflict);
  });

  it.each([new StorageConflict('changed'), new StorageUnavailable('away')])(
    'that the storage itself calls %s is handed on as it is',
    async (error) => {
      await expect(failing('', error).write({ ana: {} })).rejects.toBe(error);
    },
  );

  it.each(['connect ECONNREFUSED', 'AuthorizationFailure', ''])(
    'of any other kind ("%s") is an outage, whatever was asked',
    async (message) => {
      const storage = failing(message);
      await expect(storage.read(['ana'])).rejects.toThrow(StorageUnavailable);
      await expect(storage.write({ ana: {} })).rejects.toThrow(StorageUnavailable);
      await expect(storage.delete(['ana'])).rejects.toThrow(StorageUnavailable);
    },
  );
});

describe('the storage that settings name', () => {
  it('is memory unless told', () => {
    expect(openStorage(readSettings({}))).toBeInstanceOf(MemoryStorage);
  });
});
