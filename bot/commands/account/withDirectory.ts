// The directory of the person's organisation: its token if there is one, else its own sign-in card, when first needed.
import type { TokenResponse } from 'botbuilder';
import type { Graph } from '../../graph/client';
import { GraphAnswered } from '../../graph/errors';
import type { PersonRecord } from '../../people/record';
import { waitForSignIn } from '../../people/signIns';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { connectAs, findToken, type Keep, showSignIn } from './signedIn';

/** The directory for which a turn has the token. */
export interface Directory {
  graph: Graph;
  /** Whether this is Graph's word that it does not take the directory's token: one about the token for mail is another's. */
  isRefusal(error: unknown): boolean;
}

/**
 * Does something with the directory of the signed-in person's organisation. Without a token for it the sign-in card of the
 * directory connection is shown; so it is when Graph no longer takes the token. Must only be called when
 * `settings.directoryConnectionName` is set and the person is signed in for mail.
 * @param keep what to note in the record in that case, and what to go on with after the sign-in
 */
export async function inDirectory(
  turn: Turn,
  services: Services,
  use: (graph: Graph) => Promise<void>,
  keep: Keep,
): Promise<void> {
  const directory = await findDirectory(turn, services);
  if (!directory) return askForDirectory(turn, services, keep);
  try {
    await use(directory.graph);
  } catch (error) {
    if (!directory.isRefusal(error)) throw error;
    // The token service hands out a refused token until it expires.
    await services.signIn.signOut(turn.context, 'directory');
    delete turn.directory;
    // A button only: single sign-on could bring a token that is refused in the same way, in a circle and unasked.
    await askForDirectory(turn, services, keep, true);
  }
}

/** Makes the directory of a token. Nothing is asked for yet. */
export function openDirectory(turn: Turn, services: Services, token: TokenResponse): Directory {
  const graph = connectAs(turn, services, token);
  const refusals = new WeakSet<GraphAnswered>();
  return {
    graph: {
      call: (make) =>
        graph.call(make).catch((error: unknown) => {
          if (error instanceof GraphAnswered && error.status === 401) refusals.add(error);
          throw error;
        }),
    },
    isRefusal: (error) => error instanceof GraphAnswered && refusals.has(error),
  };
}

/** The token is asked for once a turn. */
export async function findDirectory(turn: Turn, services: Services): Promise<Directory | undefined> {
  if (!turn.directory) {
    const token = await findToken(turn, services, 'directory');
    if (token) turn.directory = openDirectory(turn, services, token);
  }
  return turn.directory;
}

function askForDirectory(turn: Turn, services: Services, keep: Keep, plain = false): Promise<void> {
  return showSignIn(turn, services, (record: PersonRecord, here) => {
    const kept = keep(record);
    return waitForSignIn(kept.record, here, kept.pending, { connection: 'directory', plain });
  });
}
