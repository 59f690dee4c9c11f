// Signing out at the token service: of several connections at once, and later where it could not be told.
import { type Connection, settleSignOuts } from '../../people/connections';
import { isStorageFailure } from '../../turn/outage';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';

/** A connection that could not be signed out of. */
export interface Untold {
  connection: Connection;
  error: unknown;
}

/** Makes the token service forget the person's tokens. */
export async function signOutOf(
  { context }: Turn,
  { signIn }: Services,
  which: readonly Connection[],
): Promise<Untold[]> {
  const untold = which.map((connection) =>
    signIn.signOut(context, connection).then(
      () => [],
      (error: unknown) => [{ connection, error }],
    ),
  );
  return (await Promise.all(untold)).flat();
}

/**
 * Signs out of those of some connections for which that is still owed.
 * @throws ServiceAnswered, ServiceCallFailed when it cannot be done now either
 */
export async function makeOwedSignOuts(
  turn: Turn,
  services: Services,
  which: readonly Connection[],
): Promise<void> {
  const owed = (await owedBy(turn)).filter((connection) => which.includes(connection));
  if (owed.length === 0) return;
  const untold = await signOutOf(turn, services, owed);
  const done = owed.filter((connection) => !untold.some((left) => left.connection === connection));
  await turn.person.change((record) => settleSignOuts(record, done));
  const [first] = untold;
  if (first) throw first.error;
}

async function owedBy({ person }: Turn): Promise<Connection[]> {
  try {
    return (await person.record()).signOutsOwed ?? [];
  } catch (error) {
    // What needs no record works without the storage; and nothing is sent without it.
    if (isStorageFailure(error)) return [];
    throw error;
  }
}
