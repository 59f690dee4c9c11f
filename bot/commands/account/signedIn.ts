// What needs a signed-in person: their token and Graph if they are, else the sign-in card and a note to go on afterwards.
import { createHash } from 'node:crypto';
import type { TokenResponse } from 'botbuilder';
import { connectGraph, type Graph } from '../../graph/client';
import { type Account, accountOf, getProfile, type Profile } from '../../graph/profile';
import type { Connection } from '../../people/connections';
import { signedIn as noteAccount, type PendingCommand, type PersonRecord } from '../../people/record';
import { askedConnection, askedSignIn, type Here, waitForSignIn } from '../../people/signIns';
import { showPrivatePlease } from '../../turn/groups';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { makeOwedSignOuts } from './owedSignOuts';

export interface SignedIn {
  token: TokenResponse;
  /** Tells this token from any other. */
  mark: string;
  graph: Graph;
  /** Asked of Graph once a turn. */
  profile(): Promise<Profile>;
  /** The token's account, which mail is sent from: from the record if it was learnt with this very token, else from Graph. */
  account(): Promise<Account>;
}

/** What to note in the record over a sign-in, and what to remember then. */
export type Keep = (record: PersonRecord) => { record: PersonRecord; pending: PendingCommand };

/** Nothing else is noted. */
export const asIs =
  (pending: PendingCommand): Keep =>
  (record) => ({ record, pending });

/**
 * Does something as the signed-in person.
 * Without a token the sign-in card is shown and `pending` remembered; it is carried out once, right after the sign-in.
 * @param keep what else to note in the record in that case, and what to remember then
 */
export async function asSignedIn(
  turn: Turn,
  services: Services,
  pending: PendingCommand,
  use: (me: SignedIn) => Promise<void>,
  keep: Keep = asIs(pending),
): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  if (!turn.signedIn) {
    const token = await findToken(turn, services, 'mail');
    if (!token) {
      return showSignIn(turn, services, (record, here) => {
        const kept = keep(record);
        return waitForSignIn(kept.record, here, kept.pending);
      });
    }
    turn.signedIn = openSignedIn(turn, services, token);
  }
  await use(turn.signedIn);
}

/**
 * Shows the sign-in card of the connection that the sign-in is for.
 * @param note puts into the record what the sign-in is for. Written before the card is shown: one that leads nowhere
 *   would be worse than none
 */
export async function showSignIn(
  turn: Turn,
  services: Services,
  note: (record: PersonRecord, here: Here) => PersonRecord,
): Promise<void> {
  const here = hereIn(turn, services);
  const { chosen, ...how } = await turn.person.update((record) => {
    const noted = note(record, here);
    const { chosen = false } = noted;
    const plain = chosen || askedSignIn(noted, here)?.plain === true;
    return { record: noted, result: { chosen, plain, connection: askedConnection(noted, here) } };
  });
  const mailText = chosen ? 'signIn.otherText' : 'signIn.text';
  const text = turn.words.t(how.connection === 'directory' ? 'signIn.directoryText' : mailText);
  await services.signIn.showCard(turn.context, turn.words, { ...how, text });
  turn.entry.outcome = 'sign-in shown';
}

/**
 * Asks the token service for the person's token. A sign-out that it was not told of yet comes first: a token that was
 * given up must not be used again.
 */
export async function findToken(
  turn: Turn,
  services: Services,
  connection: Connection,
): Promise<TokenResponse | undefined> {
  await makeOwedSignOuts(turn, services, [connection]);
  return services.signIn.tokenNow(turn.context, connection);
}

/** The conversation a turn is in, and the time: what a sign-in waits by. */
export function hereIn({ context }: Turn, { clock }: Services): Here {
  return { conversation: context.activity.conversation.id, now: clock.now() };
}

/** Graph with a token, for the rest of the turn. */
export function connectAs(turn: Turn, services: Services, { token }: TokenResponse): Graph {
  const { settings, fetch, clock } = services;
  return connectGraph({
    baseUrl: settings.graphBaseUrl,
    token,
    fetch,
    signal: clock.timeout(services.graphTimeout),
    onAnswer: (requestId) => {
      turn.entry.graphRequestId = requestId;
    },
  });
}

/** Makes the signed-in person of a token. Nothing is asked for yet. */
export function openSignedIn(turn: Turn, services: Services, token: TokenResponse): SignedIn {
  const graph = connectAs(turn, services, token);
  let asked: Promise<Profile> | undefined;
  const profile = () => {
    asked ??= getProfile(graph);
    return asked;
  };
  const mark = markOf(token);
  return {
    token,
    mark,
    graph,
    profile,
    async account() {
      const { account: known, tokenMark } = await turn.person.record();
      // Tokens change hands unheard of: an older sign-in card is used again, or the word of it is lost on the way.
      if (known && tokenMark === mark) return known;
      const account = accountOf(await profile());
      await turn.person.change((record) => noteAccount(record, account, mark, turn.keptForm));
      return account;
    },
  };
}

/** A short hash, of which nobody gets the token back. */
export function markOf({ token }: TokenResponse): string {
  return createHash('sha256').update(token).digest('base64url').slice(0, 22);
}
