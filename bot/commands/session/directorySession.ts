// The directory of the person's organisation: its token if there is one, else its own sign-in card, when first needed.
import type { Token } from '../../channel/signIn';
import type { Graph } from '../../graph/client';
import { GraphAnswered } from '../../graph/errors';
import { waitForSignIn } from '../../people/signIns';
import type { Outcome } from '../../turn/outcome';
import type { DirectorySession, Turn } from '../../turn/turn';
import { connectAs, findToken, hashOf, type NoteSignIn, showSignIn } from './session';

/**
 * Does something with the directory of the signed-in person's organisation. Without a token for it, and when Graph no
 * longer takes the token, the sign-in card of the directory connection is shown. The caller makes sure that
 * `settings.directoryConnectionName` is set and that the person is signed in for mail.
 */
export async function inDirectory(
  turn: Turn,
  use: (graph: Graph) => Promise<Outcome>,
  note: NoteSignIn,
): Promise<Outcome> {
  const directory = await findDirectory(turn);
  if (!directory) return askForDirectory(turn, note);
  try {
    return await use(directory.graph);
  } catch (error) {
    if (!directory.isRefusal(error)) throw error;
    // The token service hands out a refused token until it expires.
    await turn.signIn.signOut('directory');
    delete turn.directory;
    // The card has a button only: single sign-on could bring a token that is refused again, without end.
    return askForDirectory(turn, note, true);
  }
}

/** Makes the directory session of a token. Nothing is asked for yet. */
export function openDirectory(turn: Turn, token: Token): DirectorySession {
  const graph = connectAs(turn, token);
  const refusals = new WeakSet<GraphAnswered>();
  return {
    tokenHash: hashOf(token),
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

/** Finds the directory session of this turn. The token is asked for once a turn. */
export async function findDirectory(turn: Turn): Promise<DirectorySession | undefined> {
  if (!turn.directory) {
    const token = await findToken(turn, 'directory');
    if (token) turn.directory = openDirectory(turn, token);
  }
  return turn.directory;
}

function askForDirectory(turn: Turn, note: NoteSignIn, plain = false): Promise<Outcome> {
  return showSignIn(turn, (record, here) => {
    const noted = note(record);
    return waitForSignIn(noted.record, here, noted.pending, { connection: 'directory', plain });
  });
}
