// Writes that must survive an outage of the storage: tried once in the turn, and a few times more after it.
import { StorageConflict, StorageUnavailable } from '../storage/port';
import type { Services } from './turn';

/** Milliseconds between attempts. */
const retryAfter = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Whether the storage failed, as opposed to the bot. */
export function isStorageFailure(error: unknown): boolean {
  return error instanceof StorageUnavailable || error instanceof StorageConflict;
}

/**
 * Writes, and while the storage is down tries again after the turn.
 * @param retry what later attempts write, if not the same
 * @returns what the first attempt gave; nothing when it failed
 */
export async function writeWithRetry<T>(
  services: Services,
  write: () => Promise<T>,
  retry: () => Promise<unknown> = write,
): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    void services.inFlight.add(retryLater(services, retry));
    return undefined;
  }
}

async function retryLater({ clock, log }: Services, write: () => Promise<unknown>): Promise<void> {
  for (const wait of retryAfter) {
    await clock.sleep(wait);
    try {
      await write();
      return;
    } catch (error) {
      if (!isStorageFailure(error)) break;
    }
  }
  log.error('a write to the storage was given up');
}
