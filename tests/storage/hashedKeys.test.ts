// Keys of the storage: they give nobody away, never collide, and stay behind their prefix.
import { withHashedKeys } from '../../bot/storage';
import { MemoryStore } from '../../bot/storage/memory';

/** The keys that reach the inner storage. */
async function keysFor(...keys: string[]): Promise<string[]> {
  const seen: string[] = [];
  const inner = new MemoryStore();
  jest.spyOn(inner, 'write').mockImplementation(async (key) => {
    seen.push(key);
    return '"1"';
  });
  for (const key of keys) await withHashedKeys(inner, 'people').write(key, {});
  return seen;
}

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
  it('is found again under the key it was given, changed by its ETag, and deleted', async () => {
    const storage = withHashedKeys(new MemoryStore(), 'people');
    const eTag = await storage.write('ana', { word: 'first' });
    await storage.write('ana', { word: 'second' }, eTag);
    expect(await storage.read('ana')).toMatchObject({ value: { word: 'second' } });
    await storage.delete('ana');
    expect(await storage.read('ana')).toBeUndefined();
  });

  it('is not seen behind another prefix', async () => {
    const inner = new MemoryStore();
    await withHashedKeys(inner, 'people').write('ana', {});
    expect(await withHashedKeys(inner, 'conversations').read('ana')).toBeUndefined();
  });
});
