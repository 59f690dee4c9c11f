// Who is signed in with their own account: tokens in memory only, refreshed before they end, and codes on their way through a chat.
import { randomInt } from 'node:crypto';
import type { Clock } from '../../bot/runtime/clock';
import { openOneAtATime } from '../../bot/runtime/oneAtATime';
import type { Place, TokenResponse, TokenStatus } from '../tokenService/grants';
import { type Grant, type Microsoft, OtherAccount } from './microsoft';
import { type Trouble, troubleOf } from './trouble';

/** A token that is about to end would end in the bot's hands: a new one is asked for so many milliseconds before. */
const refreshBefore = 5 * 60_000;
const codeLifetime = 10 * 60_000;
/** Wrong codes of one person before their code is no good any more. */
const mostTries = 5;
/** People and connections. The oldest go first. */
const mostSessions = 200;

interface Session {
  place: Place;
  grant: Grant;
}

export interface Sessions {
  keep(place: Place, grant: Grant): void;
  /** Signs in as soon as the code comes back from the same person. */
  offerCode(place: Place, grant: Grant): string;
  redeem(place: Place, code: string): boolean;
  token(userId: string, connectionName: string): Promise<TokenResponse | undefined>;
  statuses(userId: string): TokenStatus[];
  /** Without a connection: every one of the person's. */
  remove(userId: string, connectionName?: string): void;
  /** The account of another connection of the same person, for whom more is asked. */
  accountOf(userId: string): Grant['person'] | undefined;
  /** Whether the person's next sign-in must go through `consumers`: their personal account's refresh was refused at `common`. */
  needsConsumers(userId: string): boolean;
}

export function createSessions({
  microsoft,
  clock,
  onTrouble,
}: {
  microsoft: Pick<Microsoft, 'refresh'>;
  clock: Clock;
  onTrouble(trouble: Trouble): void;
}): Sessions {
  const sessions = new Map<string, Session>();
  /** People whose next sign-in goes through `consumers`. The oldest go first. */
  const throughConsumers = new Set<string>();
  const codes = new Map<string, Session & { code: string; expires: number; tries: number }>();
  const oneAtATime = openOneAtATime();
  const isFresh = ({ grant }: Session) => grant.expires - refreshBefore > clock.now();

  const keep = (place: Place, grant: Grant) => {
    const key = keyOf(place.userId, place.connectionName);
    sessions.delete(key);
    sessions.set(key, { place, grant });
    const [oldest] = sessions.keys();
    if (sessions.size > mostSessions && oldest !== undefined) sessions.delete(oldest);
  };

  /** One refresh at a time: Microsoft may not take the same refresh token twice. */
  const refreshed = (key: string) =>
    oneAtATime(key, async () => {
      const session = sessions.get(key);
      if (!session || isFresh(session)) return session;
      try {
        const grant = await microsoft.refresh(session.grant);
        // Signed out, or in anew, while Microsoft was asked.
        if (sessions.get(key) !== session) return sessions.get(key);
        keep(session.place, grant);
        return sessions.get(key);
      } catch (error) {
        onTrouble(troubleOf('refresh', error));
        // Signed out, or in anew, while Microsoft was asked.
        if (sessions.get(key) !== session) return sessions.get(key);
        // The token in hand may still be good for a while.
        if (!isRefused(error)) return session.grant.expires > clock.now() ? session : undefined;
        sessions.delete(key);
        if (session.grant.person.isPersonal && session.grant.tenant === 'common') {
          addTo(throughConsumers, session.place.userId);
        }
        return undefined;
      }
    });

  return {
    keep,
    offerCode(place, grant) {
      const code = String(randomInt(1_000_000)).padStart(6, '0');
      const key = keyOf(place.userId, place.connectionName);
      codes.set(key, { place, grant, code, expires: clock.now() + codeLifetime, tries: 0 });
      return code;
    },
    redeem({ userId, connectionName }, code) {
      const key = keyOf(userId, connectionName);
      const offered = codes.get(key);
      if (!offered || offered.expires <= clock.now() || offered.tries >= mostTries) return false;
      offered.tries += 1;
      if (offered.code !== code) return false;
      codes.delete(key);
      keep(offered.place, offered.grant);
      return true;
    },
    async token(userId, connectionName) {
      const key = keyOf(userId, connectionName);
      const session = sessions.get(key);
      const good = session && !isFresh(session) ? await refreshed(key) : session;
      if (!good) return undefined;
      const { grant, place } = good;
      const expiration = new Date(grant.expires).toISOString();
      return { channelId: place.channelId, connectionName, token: grant.accessToken, expiration };
    },
    statuses: (userId) =>
      [...sessions.values()]
        .filter(({ place }) => place.userId === userId)
        .map(({ place: { channelId, connectionName } }) => {
          return { channelId, connectionName, hasToken: true, serviceProviderDisplayName: 'Microsoft' };
        }),
    remove(userId, connectionName) {
      // Whoever signs out may come in with another account.
      throughConsumers.delete(userId);
      for (const all of [sessions, codes]) {
        for (const [key, { place }] of all) {
          const isMeant = !connectionName || place.connectionName === connectionName;
          if (place.userId === userId && isMeant) all.delete(key);
        }
      }
    },
    needsConsumers: (userId) => throughConsumers.has(userId),
    accountOf: (userId) => [...sessions.values()].find(({ place }) => place.userId === userId)?.grant.person,
  };
}

const keyOf = (userId: string, connectionName: string) => JSON.stringify([userId, connectionName]);

function addTo(people: Set<string>, userId: string): void {
  people.add(userId);
  const [oldest] = people;
  if (people.size > mostSessions && oldest !== undefined) people.delete(oldest);
}

/** OAuth's words for a refresh token that is no good any more. Any other error, such as being busy, is for now. */
const refusals = new Set([
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'invalid_client',
  'unauthorized_client',
  'invalid_scope',
]);

/** Whether Microsoft answered and said no, as opposed to a network that is down. */
const isRefused = (error: unknown): boolean =>
  error instanceof OtherAccount ||
  (typeof error === 'object' && error !== null && 'error' in error && refusals.has(String(error.error)));
