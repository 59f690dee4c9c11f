// Who is signed in to which connection, and the six-digit codes on their way through a chat.
import { randomInt } from 'node:crypto';
import type { Clock } from '../../bot/runtime/clock';
import type { Account } from '../accounts';
import type { IssuedToken, Tokens } from '../tokens';

/** A sign-in as asked for: the token service keeps tokens by user and connection, and records the channel. */
export interface Place {
  userId: string;
  connectionName: string;
  channelId: string;
}

/** What the real service answers (TokenResponse in TokenAPI.json). */
export interface TokenResponse {
  channelId: string;
  connectionName: string;
  token: string;
  /** ISO 8601. */
  expiration: string;
}

/** TokenStatus in TokenAPI.json. */
export interface TokenStatus {
  channelId: string;
  connectionName: string;
  hasToken: boolean;
  serviceProviderDisplayName: string;
}

export interface Grants {
  /** Signs an account in at once. */
  keep(place: Place, account: Account): IssuedToken;
  /** Signs an account in as soon as the code comes back from the same user. */
  offerCode(place: Place, account: Account): string;
  /** Takes a code: once, within ten minutes, from the user it was made for. */
  redeem(place: Place, code: string): boolean;
  /** Takes an offered code back; says so when it is too late, because the code was used. */
  withdraw(place: Place, code: string): 'withdrawn' | 'used' | 'unknown';
  token(userId: string, connectionName: string): TokenResponse | undefined;
  /** The account that a user is signed in with to any other connection. */
  accountBeside(place: Place): Account | undefined;
  statuses(userId: string): TokenStatus[];
  /** Without a connection: every one of the user's. */
  remove(userId: string, connectionName?: string): void;
}

export interface GrantsParts {
  tokens: Tokens;
  clock: Clock;
  scopesOf(connectionName: string): string[];
}

type Grant = Place & { account: Account; issued: IssuedToken };

const codeLifetime = 10 * 60 * 1000;
// A token that is about to end would end in the bot's hands: a new one is given a little early.
const refreshBefore = 5 * 60 * 1000;

export function createGrants({ tokens, clock, scopesOf }: GrantsParts): Grants {
  const grants = new Map<string, Grant>();
  const codes = new Map<string, { account: Account; expires: number; used: boolean }>();
  const issue = (account: Account, connectionName: string) => tokens.issue(account, scopesOf(connectionName));
  const keep = (place: Place, account: Account) => {
    const issued = issue(account, place.connectionName);
    grants.set(keyOf(place.userId, place.connectionName), { ...place, account, issued });
    return issued;
  };
  const fresh = (grant: Grant): Grant | undefined => {
    if (Date.parse(grant.issued.expiration) - refreshBefore > clock.now()) return grant;
    // As the real service: it learns that a session was revoked only when it asks for the next token.
    if (!tokens.whose(grant.issued.token)) return undefined;
    return { ...grant, issued: issue(grant.account, grant.connectionName) };
  };
  return {
    keep,
    offerCode(place, account) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      codes.set(codeKeyOf(place, code), { account, expires: clock.now() + codeLifetime, used: false });
      return code;
    },
    redeem(place, code) {
      const offered = codes.get(codeKeyOf(place, code));
      if (!offered || offered.used || offered.expires <= clock.now()) return false;
      // Not forgotten: whoever cancels now must hear that it was used, not that it never was.
      offered.used = true;
      keep(place, offered.account);
      return true;
    },
    withdraw(place, code) {
      if (codes.get(codeKeyOf(place, code))?.used) return 'used';
      return codes.delete(codeKeyOf(place, code)) ? 'withdrawn' : 'unknown';
    },
    token(userId, connectionName) {
      const key = keyOf(userId, connectionName);
      const before = grants.get(key);
      const grant = before && fresh(before);
      if (!grant) {
        grants.delete(key);
        return undefined;
      }
      grants.set(key, grant);
      return { channelId: grant.channelId, connectionName, ...grant.issued };
    },
    accountBeside: ({ userId, connectionName }) =>
      [...grants.values()].find((grant) => grant.userId === userId && grant.connectionName !== connectionName)
        ?.account,
    statuses: (userId) => [...grants.values()].filter((grant) => grant.userId === userId).map(statusOf),
    remove(userId, connectionName) {
      for (const [key, grant] of grants) {
        if (grant.userId === userId && (grant.connectionName === connectionName || !connectionName)) {
          grants.delete(key);
        }
      }
    },
  };
}

const keyOf = (...parts: string[]) => JSON.stringify(parts);
const codeKeyOf = ({ userId, connectionName }: Place, code: string) => keyOf(userId, connectionName, code);

const statusOf = ({ channelId, connectionName }: Grant): TokenStatus => ({
  channelId,
  connectionName,
  hasToken: true,
  serviceProviderDisplayName: 'Local stand-in',
});
