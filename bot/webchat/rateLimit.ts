// How often one address may ask: a count per minute, forgotten when the minute is over.
import type { Clock } from '../runtime/clock';

/**
 * @param most how many a minute
 * @returns a function that counts one request of an address and says whether it is one too many
 */
export function createRateLimit(most: number, clock: Pick<Clock, 'now'>): (address: string) => boolean {
  let minute = 0;
  let counts = new Map<string, number>();
  return (address) => {
    const now = Math.floor(clock.now() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    const count = (counts.get(address) ?? 0) + 1;
    counts.set(address, count);
    return count > most;
  };
}
