// The session: what needs a signed-in person gets their token and Graph, or the sign-in card is shown and the command waits.
import { createHash } from 'node:crypto';
import type { Token } from '../../channel/signIn';
import { connectGraph, type Graph } from '../../graph/client';
import { accountOf, getProfile, type Profile } from '../../graph/profile';
import { formOf } from '../../mail/mailRecord';
import { type Connection, type PendingCommand, type PersonRecord, withAccount } from '../../people/record';
import { askedConnection, askedSignIn, type Here, typedForm, waitForSignIn } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import type { Outcome } from '../../turn/outcome';
import type { Session, Turn } from '../../turn/turn';
import { makePendingSignOuts } from './pendingSignOuts';

/** What to note in the record before a sign-in card is shown, and the command that waits for the sign-in. */
export type NoteSignIn = (record: PersonRecord) => { record: PersonRecord; pending: PendingCommand };

/** Notes the command that waits, and nothing else. */
export const notePending =
  (pending: PendingCommand): NoteSignIn =>
  (record) => ({ record, pending });

/**
 * Does something as the signed-in person. Without a token the sign-in card is shown, and the pending command is carried
 * out once after the sign-in.
 */
export async function asSignedIn(
  turn: Turn,
  pending: PendingCommand,
  use: (session: Session) => Promise<Outcome>,
  note: NoteSignIn = notePending(pending),
): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  if (!turn.session) {
    const token = await findToken(turn, 'mail');
    if (!token) {
      return showSignIn(turn, (record, here) => {
        const noted = note(record);
        return waitForSignIn(noted.record, here, noted.pending);
      });
    }
    turn.session = openSession(turn, token);
  }
  return use(turn.session);
}

/**
 * Shows the sign-in card of the connection that the noted sign-in is for.
 * @param note puts into the record what the sign-in is for. It is written before the card is shown: a card that leads
 *   nowhere would be worse than none
 */
export async function showSignIn(
  turn: Turn,
  note: (record: PersonRecord, here: Here) => PersonRecord,
): Promise<Outcome> {
  const here = hereIn(turn);
  const { anotherAccount, hasForm, ...card } = await turn.person.update((record) => {
    const noted = note(record, here);
    const { anotherAccount = false, comesAlong } = noted;
    const asked = askedSignIn(noted, here);
    const hasForm = formOf(noted, comesAlong ?? typedForm(asked?.command) ?? '') !== undefined;
    const plain = anotherAccount || asked?.plain === true;
    return {
      record: noted,
      result: { anotherAccount, hasForm, plain, connection: askedConnection(noted, here) },
    };
  });
  const otherText = hasForm ? 'signIn.otherTextWithForm' : 'signIn.otherText';
  const mailText = anotherAccount ? otherText : 'signIn.text';
  const text = turn.words.t(card.connection === 'directory' ? 'signIn.directoryText' : mailText);
  await turn.signIn.showCard(turn.words, { ...card, text });
  return 'sign-in shown';
}

/** Asks the token service for the person's token, after any pending sign-out. */
export async function findToken(turn: Turn, connection: Connection): Promise<Token | undefined> {
  await makePendingSignOuts(turn, [connection]);
  return turn.signIn.token(connection);
}

/** The conversation and the time, by which a sign-in waits. */
export function hereIn({ activity, services }: Turn): Here {
  return { conversation: activity.conversation.id, now: services.clock.now() };
}

/** Graph with a token, for the rest of the turn. */
export function connectAs(turn: Turn, { token }: Token): Graph {
  const { settings, fetch, clock, graphTimeout } = turn.services;
  return connectGraph({
    baseUrl: settings.graphBaseUrl,
    token,
    fetch,
    signal: clock.timeout(graphTimeout),
    onAnswer: (requestId) => {
      turn.entry.graphRequestId = requestId;
    },
  });
}

/** Makes the session of a token. Nothing is asked for yet. */
export function openSession(turn: Turn, token: Token): Session {
  const graph = connectAs(turn, token);
  let asked: Promise<Profile> | undefined;
  const profile = () => {
    asked ??= getProfile(graph);
    return asked;
  };
  const tokenHash = hashOf(token);
  return {
    token,
    tokenHash,
    graph,
    profile,
    async account() {
      const { account: known, tokenHash: knownHash } = await turn.person.record();
      // The account may change unheard of: an older sign-in card is used again, or the word of a sign-in is lost.
      if (known && knownHash === tokenHash) return known;
      const account = accountOf(await profile());
      await turn.person.change((record) => withAccount(record, account, tokenHash, turn.keptForm));
      return account;
    },
  };
}

/** A short hash that tells tokens apart. The token cannot be found from it. */
export function hashOf({ token }: Token): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 22);
}
