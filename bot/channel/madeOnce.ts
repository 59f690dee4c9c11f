// Clients made once for the process: botbuilder would make one, and a credential with it, for every turn.

/** Far more than there are channels; what is asked for beyond it pushes the oldest out. */
const most = 50;

/** Keeps what was made for a key. What could not be made is tried again. */
export function madeOnce<T>(): (key: string, make: () => Promise<T>) => Promise<T> {
  const made = new Map<string, Promise<T>>();
  return (key, make) => {
    const known = made.get(key);
    if (known) return known;
    const [oldest] = made.keys();
    if (made.size >= most && oldest !== undefined) made.delete(oldest);
    const making = make();
    made.set(key, making);
    making.catch(() => {
      if (made.get(key) === making) made.delete(key);
    });
    return making;
  };
}
