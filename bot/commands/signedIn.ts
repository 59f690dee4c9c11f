// What needs a signed-in person: their token and Graph if they are, else the sign-in card and a note to go on afterwards.
import type { TokenResponse } from 'botbuilder';
import { connectGraph, type Graph } from '../graph/client';
import { type Account, accountOf, getProfile, type Profile } from '../graph/profile';
import { signedIn as noteAccount, type PendingCommand, type PersonRecord, remember } from '../people/record';
import type { Turn } from '../turn';
import { showNotice } from './notice';
import type { Services } from './services';

export interface SignedIn {
  token: TokenResponse;
  graph: Graph;
  /** Asked of Graph once a turn. */
  profile(): Promise<Profile>;
  /** The account mail is sent from: from the record, or asked of Graph and noted there. */
  account(): Promise<Account>;
}

/**
 * Does something as the signed-in person.
 * Without a token the sign-in card is shown and `pending` remembered; it is carried out once, right after the sign-in.
 * @param keep what else to note in the record in that case, once `pending` is in it
 */
export async function asSignedIn(
  turn: Turn,
  services: Services,
  pending: PendingCommand,
  use: (me: SignedIn) => Promise<void>,
  keep: (record: PersonRecord) => PersonRecord = (record) => record,
): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  if (!turn.signedIn) {
    const token = await services.signIn.begin(turn.context, turn.words.language);
    if (!token) {
      turn.entry.outcome = 'sign-in shown';
      const now = services.clock.now();
      return turn.person.change((record) => keep(remember(record, pending, now)));
    }
    turn.signedIn = openSignedIn(turn, services, token);
  }
  await use(turn.signedIn);
}

/** Makes the signed-in person of a token. Nothing is asked for yet. */
export function openSignedIn(turn: Turn, services: Services, token: TokenResponse): SignedIn {
  const { settings, fetch, clock } = services;
  const graph = connectGraph({
    baseUrl: settings.graphBaseUrl,
    token: token.token,
    fetch,
    signal: clock.timeout(services.graphTimeout),
    onAnswer: (requestId) => {
      turn.entry.graphRequestId = requestId;
    },
  });
  let asked: Promise<Profile> | undefined;
  const profile = () => {
    asked ??= getProfile(graph);
    return asked;
  };
  return {
    token,
    graph,
    profile,
    async account() {
      const { account: known, unverified } = await turn.person.record();
      if (known && !unverified) return known;
      const account = accountOf(await profile());
      await turn.person.change((record) => noteAccount(record, account));
      return account;
    },
  };
}

/** In a group or a channel nothing private is shown, not even whether somebody is signed in. */
export async function showPrivatePlease(turn: Turn): Promise<void> {
  turn.entry.outcome = 'private only';
  const { t } = turn.words;
  await showNotice(turn, { title: t('place.title'), text: t('place.text') });
}
