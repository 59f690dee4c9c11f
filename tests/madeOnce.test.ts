// Clients that are made once: the same for the same key, another for another, and a failure is not kept.
import { madeOnce } from '../bot/channel/madeOnce';

/** Makes something new each time, and counts. */
function counted() {
  let made = 0;
  return { make: async () => ({ number: ++made }), count: () => made };
}

describe('what is made once', () => {
  it('is the same for whoever asks for it, at the same moment too', async () => {
    const keep = madeOnce<object>();
    const { make, count } = counted();
    const [first, second] = await Promise.all([keep('a', make), keep('a', make)]);
    expect([first === second, (await keep('a', make)) === first, count()]).toEqual([true, true, 1]);
  });

  it('is another one for another key', async () => {
    const keep = madeOnce<object>();
    const { make } = counted();
    expect(await keep('a', make)).not.toBe(await keep('b', make));
  });

  it('is tried again when it could not be made', async () => {
    const keep = madeOnce<object>();
    const { make } = counted();
    await expect(keep('a', () => Promise.reject(new Error('not now')))).rejects.toThrow('not now');
    await expect(keep('a', make)).resolves.toEqual({ number: 1 });
  });

  it('is no more than fifty: whatever addresses come in, memory does not grow', async () => {
    const keep = madeOnce<object>();
    const { make, count } = counted();
    for (let n = 0; n < 51; n += 1) await keep(`key ${n}`, make);
    await keep('key 50', make);
    expect(count()).toBe(51);
    await keep('key 0', make);
    expect(count()).toBe(52);
  });
});
