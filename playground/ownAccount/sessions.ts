// Who is signed in with their own account: tokens in memory only, refreshed before they end, and codes on their way through a chat.
import { randomInt } from 'node:crypto';
import type { Clock } from '../../bot/runtime/clock';
import { openOneAtATime } from '../../bot/runtime/oneAtATime';
import type { Place, TokenResponse, TokenStatus } from '../tokenService/grants';
import type { Grant, Microsoft } from './microsoft';

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
}

export function createSessions({
  microsoft,
  clock,
  onRefused,
}: {
  microsoft: Pick<Microsoft, 'refresh'>;
  clock: Clock;
  /** A refresh was refused: the person signs in again, a personal account through `consumers`. */
  onRefused(place: Place, grant: Grant): void;
}): Sessions {
  const sessions = new Map<string, Session>();
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
        if (!isRefused(error)) {
          // The token in hand may still be good for a while.
          return session.grant.expires > clock.now() ? session : undefined;
        }
        if (sessions.get(key) === session) sessions.delete(key);
        onRefused(session.place, session.grant);
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
      for (const all of [sessions, codes]) {
        for (const [key, { place }] of all) {
          const isMeant = !connectionName || place.connectionName === connectionName;
          if (place.userId === userId && isMeant) all.delete(key);
        }
      }
    },
    accountOf: (userId) => [...sessions.values()].find(({ place }) => place.userId === userId)?.grant.person,
  };
}

const keyOf = (userId: string, connectionName: string) => JSON.stringify([userId, connectionName]);

/** Whether Microsoft answered and said no, as opposed to a network that is down. */
const isRefused = (error: unknown): boolean =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  error.code === 'OAUTH_RESPONSE_BODY_ERROR';
