// Work that would be in its own way at the same time: done one after the other, for each key apart.

/** Does work when all earlier work of the same key has ended, well or not. @returns the work's value, or rejects with its error */
export type OneAtATime = <T>(key: string, work: () => Promise<T>) => Promise<T>;

export function openOneAtATime(): OneAtATime {
  const newest = new Map<string, Promise<unknown>>();
  return (key, work) => {
    const before = newest.get(key) ?? Promise.resolve();
    const working = before.catch(() => undefined).then(work);
    newest.set(key, working);
    const forget = () => newest.get(key) === working && newest.delete(key);
    working.then(forget, forget);
    return working;
  };
}
