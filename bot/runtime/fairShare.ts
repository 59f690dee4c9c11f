// A fair share of the process: long computations wait for each other, so that one person's do not keep everybody else waiting.

/**
 * Waits until a computation may begin: one a round of the event loop, between which other requests are read and answered, and
 * one key after the other.
 */
export type FairShare = (key: string) => Promise<void>;

export function openFairShare(): FairShare {
  // A Map gives its keys in the order of their insertion. A key that had its share goes to the end.
  const waiting = new Map<string, (() => void)[]>();
  const next = () => {
    for (const [key, queue] of waiting) {
      waiting.delete(key);
      const [begin, ...rest] = queue;
      if (rest.length > 0) waiting.set(key, rest);
      if (waiting.size > 0) setImmediate(next);
      begin?.();
      return;
    }
  };
  return (key) =>
    new Promise((resolve) => {
      if (waiting.size === 0) setImmediate(next);
      waiting.set(key, [...(waiting.get(key) ?? []), resolve]);
    });
}
