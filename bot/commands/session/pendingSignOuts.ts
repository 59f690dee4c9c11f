// Signing out at the token service: of several connections at once, and later where the token service could not be told.
import { type Connection, connections, removePendingSignOuts } from '../../people/record';
import { isTokenServiceFailure } from '../../turn/failure';
import { isStorageFailure } from '../../turn/outage';
import type { Turn } from '../../turn/turn';

/** A sign-out that the token service could not be told of. */
interface FailedSignOut {
  connection: Connection;
  error: unknown;
}

async function signOutOf({ signIn }: Turn, which: readonly Connection[]): Promise<FailedSignOut[]> {
  const attempts = which.map((connection) =>
    signIn.signOut(connection).then(
      () => [],
      (error: unknown) => [{ connection, error }],
    ),
  );
  return (await Promise.all(attempts)).flat();
}

/**
 * Makes the token service forget the person's tokens of every connection.
 * @returns the connections that it could not be told of, to be noted in the record as pending
 */
export async function signOutEverywhere(turn: Turn): Promise<Connection[]> {
  const failed = await signOutOf(turn, connections);
  for (const { error } of failed) {
    if (!isTokenServiceFailure(error)) throw error;
    turn.entry.cause = error.message;
  }
  return failed.map(({ connection }) => connection);
}

/**
 * Makes the pending sign-outs of some connections. A token that was given up must not be used again.
 * @throws ServiceAnswered, ServiceCallFailed when the token service still cannot be told
 */
export async function makePendingSignOuts(turn: Turn, which: readonly Connection[]): Promise<void> {
  const pending = (await pendingOf(turn)).filter((connection) => which.includes(connection));
  if (pending.length === 0) return;
  const failed = await signOutOf(turn, pending);
  const done = pending.filter((connection) => !failed.some((left) => left.connection === connection));
  await turn.person.change((record) => removePendingSignOuts(record, done));
  const [first] = failed;
  if (first) throw first.error;
}

/** Tries pending sign-outs again, whatever the person says. What needs a token does not go on without them. */
export async function tryPendingSignOuts(turn: Turn): Promise<void> {
  if (!turn.isPrivate) return;
  try {
    await makePendingSignOuts(turn, connections);
  } catch (error) {
    if (!isTokenServiceFailure(error) && !isStorageFailure(error)) throw error;
  }
}

async function pendingOf({ person }: Turn): Promise<Connection[]> {
  try {
    return (await person.record()).pendingSignOuts ?? [];
  } catch (error) {
    // Commands that need no record work without the storage, and nothing is sent without it.
    if (isStorageFailure(error)) return [];
    throw error;
  }
}
