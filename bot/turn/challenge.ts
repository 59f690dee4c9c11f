// Claims challenges during a turn: the first leads to a new sign-in, one that comes back after it does not.
import { type Connection, noteChallenge } from '../people/record';
import { isStorageFailure } from './outage';
import type { Turn } from './turn';

/**
 * Notes a claims challenge of Graph's.
 * @param tokenHash of the token that was refused; nothing where it is not known
 * @returns whether another sign-in met one within the hour, so that signing in again does not help
 */
export async function isLastingChallenge(
  { person, services }: Turn,
  connection: Connection,
  tokenHash = '',
): Promise<boolean> {
  try {
    return await person.update((record) =>
      noteChallenge(record, connection, tokenHash, services.clock.now()),
    );
  } catch (error) {
    // Without the storage it is told as the first.
    if (isStorageFailure(error)) return false;
    throw error;
  }
}
