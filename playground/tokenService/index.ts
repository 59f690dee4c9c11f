// The Bot Framework token service on this machine: its API for the bot, its sign-in pages for people, seams for tests.
import type { Server } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import { type Account, accounts } from '../accounts';
import { createFaults, type Fault } from '../faults';
import type { Tokens } from '../tokens';
import { mountApi, type TokenCall } from './api';
import { canConsent, defaultScopes } from './connections';
import { createGrants, type Place } from './grants';
import { type Choice, mountSignInPages, type SignedIn, signIn } from './signIn';
import { readState } from './state';

export type { TokenCall } from './api';
export { directoryConnection } from './connections';
export { mountSignInFiles, type SignedIn } from './signIn';

export interface TokenServiceParts {
  tokens: Tokens;
  clock: Clock;
  /** The origin people and the bot reach this server at. */
  url(): string;
  ids(): string;
  /**
   * A sign-in from Web Chat or Direct Line is done: the channel stand-in posts `tokens/response` to the bot.
   * False, or an error, when that did not work: the page then asks the person to write to the chat.
   */
  onSignedIn(signedIn: SignedIn): boolean | Promise<boolean>;
  /** Whether a call to the API may pass, by its `Authorization` header; all may unless told. */
  authorise?(header: string | undefined): boolean;
  /** What a connection asks consent for; `User.ReadBasic.All` of `directory` and `User.Read Mail.Send` of any other unless told. */
  scopesOf?(connectionName: string): string[];
  /** Given, sign-in cards also carry a `tokenExchangeResource`, as with single sign-on in Teams. */
  tokenExchangeUri?: string;
}

export interface TokenService {
  /**
   * Does what the page does when a person picks an account.
   * @param stateOrLink a sign-in card's link, or the `state` in it
   * @returns a code to type in the chat, except in Web Chat and Direct Line, where the sign-in is done
   * @throws when the state is unreadable, nobody has this key, or the account is personal and the connection is about an
   *   organisation's people
   */
  completeSignIn(stateOrLink: string, accountKey: string, choice?: Choice): Promise<{ code?: string }>;
  /** Plans what the API answers to its next calls. */
  answerNext(fault: Fault<TokenCall>): { release(): void };
  /** Makes `exchange` accept this token string from this user, as single sign-on would. */
  exchangeable(token: string, userId: string, account: Account): void;
}

/** Adds the token service to a server: `/api/usertoken/…`, `/api/botsignin/…` and the pages under `/signin`. */
export function mountTokenService(server: Server, parts: TokenServiceParts): TokenService {
  const { tokens, clock, scopesOf = defaultScopes, authorise = () => true } = parts;
  const grants = createGrants({ tokens, clock, scopesOf });
  const faults = createFaults<TokenCall>();
  const exchangeable = new Map<string, Account>();
  const exchange = (place: Place, token: unknown) => {
    const account = exchangeable.get(JSON.stringify([token, place.userId]));
    if (!account || !canConsent(account, scopesOf(place.connectionName))) return false;
    grants.keep(place, account);
    return true;
  };
  const linkOf = (state: string) => `${parts.url()}/signin?state=${encodeURIComponent(state)}`;
  mountApi(server, { ...parts, grants, faults, exchange, authorise, linkOf });
  mountSignInPages(server, { ...parts, grants, scopesOf });
  return {
    async completeSignIn(stateOrLink, accountKey, choice) {
      const state = readState(stateIn(stateOrLink));
      const account = accounts.find(({ key }) => key === accountKey);
      if (!state) throw new Error('This is no sign-in state');
      if (!account) throw new Error(`Nobody here is called "${accountKey}"`);
      if (!canConsent(account, scopesOf(state.connectionName)))
        throw new Error(`The account "${accountKey}" is not of an organisation`);
      const { code } = await signIn({ grants, onSignedIn: parts.onSignedIn }, state, account, choice);
      return code ? { code } : {};
    },
    answerNext: faults.plan,
    exchangeable: (token, userId, account) => void exchangeable.set(JSON.stringify([token, userId]), account),
  };
}

const stateIn = (stateOrLink: string) =>
  stateOrLink.startsWith('http') ? (new URL(stateOrLink).searchParams.get('state') ?? '') : stateOrLink;
