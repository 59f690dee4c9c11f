// Tokens that Graph refuses: the first refusal leads to a new sign-in, one that comes back after it does not.
import type { Advice } from '../graph/advice';
import { type Connection, noteRefusal } from '../people/record';
import { isStorageFailure } from './outage';
import type { Turn } from './turn';

/**
 * Notes that Graph refused a sign-in: with 401, or because it lacks something that a policy wants.
 * @param tokenHash of the token that was refused; nothing where it is not known
 * @returns whether it refused another one within the hour, so that signing in again does not help
 */
export async function isLastingRefusal(
  { person, services }: Turn,
  connection: Connection,
  tokenHash = '',
): Promise<boolean> {
  try {
    return await person.update((record) => noteRefusal(record, connection, tokenHash, services.clock.now()));
  } catch (error) {
    // Without the storage it is told as the first.
    if (isStorageFailure(error)) return false;
    throw error;
  }
}

/** What to advise at a refusal that lasts. A claims challenge is a policy's; of any other nobody knows the reason. */
export const adviceAgain = ({ isChallenge }: { isChallenge?: boolean }): Advice =>
  isChallenge ? 'policy' : 'stillRefused';
