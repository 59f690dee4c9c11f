// The bot was removed: nothing can be said any more, and what is known of the person goes, as /privacy promises.

import { keepWriting } from '../../turn/outage';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { forget, tellTokenService } from './signOut';

/** Forgets the person and signs them out; while the storage is down it is tried again behind the turn. */
export async function forgetUninstalled(turn: Turn, services: Services): Promise<void> {
  turn.entry.command = 'uninstalled';
  // Removed from a team or a group chat: that is no word on whoever did it.
  if (!turn.isPrivate) return;
  const { person, entry } = turn;
  const forgotten = await keepWriting(
    services,
    () => forget(turn, services),
    () => person.forget(),
  );
  const owed = forgotten ?? (await tellTokenService(turn, services));
  entry.outcome = owed.length > 0 ? 'sign-out owed' : 'done';
}
