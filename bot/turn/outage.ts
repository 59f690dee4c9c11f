// Writes that must not be lost to an outage of the storage: tried once now, and then a few times more behind the turn.
import { StorageConflict, StorageUnavailable } from '../storage/port';
import type { Services } from './services';

/** Between attempts, in milliseconds. */
const againAfter = [1_000, 2_000, 4_000, 8_000, 15_000];

/** Whether the storage failed, as opposed to ourselves. */
export function isStorageFailure(error: unknown): boolean {
  return error instanceof StorageUnavailable || error instanceof StorageConflict;
}

/**
 * Writes, and goes on trying while the storage is down; the turn does not wait for that.
 * @param again what later attempts write, if not the same
 * @returns what the first attempt gave; nothing when it failed
 */
export async function keepWriting<T>(
  services: Services,
  write: () => Promise<T>,
  again: () => Promise<unknown> = write,
): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (!isStorageFailure(error)) throw error;
    void services.underWay.add(tryAgain(services, again));
    return undefined;
  }
}

async function tryAgain({ clock, log }: Services, write: () => Promise<unknown>): Promise<void> {
  for (const wait of againAfter) {
    await clock.sleep(wait);
    try {
      await write();
      return;
    } catch (error) {
      if (!isStorageFailure(error)) break;
    }
  }
  log.error('the storage did not take what a person was told');
}
