// The way to Microsoft and back: /signin leads there, /signin/callback ends in a page, and the chat goes on.
import type { Request, Response, Server } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import { type Answer, queryOf, send } from '../http';
import type { SignInConversation, SignInState } from '../tokenService/state';
import type { Links } from './links';
import { type Attempt, type Grant, type Microsoft, OtherAccount } from './microsoft';
import {
  codePage,
  donePage,
  otherAccountPage,
  problemPage,
  refusedPage,
  unexpectedPage,
  unreachablePage,
} from './pages';
import type { Sessions } from './sessions';
import { hasAnswered, isOfClock, refusalOf, type Trouble, troubleOf } from './trouble';

/** A sign-in page may be open so long, in milliseconds. */
const attemptLifetime = 15 * 60_000;
const mostAttempts = 200;

export interface OwnSignInParts {
  microsoft: Microsoft;
  sessions: Sessions;
  links: Pick<Links, 'read'>;
  clock: Clock;
  /** As it is registered: where Microsoft leads back to. */
  redirect(): string;
  permissionsOf(connectionName: string): string[];
  onTrouble(trouble: Trouble): void;
  /** Tells the chat; false when it could not be told. */
  onSignedIn(signedIn: {
    conversation: SignInConversation;
    connectionName: string;
    token: string;
  }): boolean | Promise<boolean>;
}

/** A sign-in on its way, and for whom. */
interface OnItsWay {
  attempt: Attempt;
  state: SignInState;
  /** The link is one that this program gave out. Any other may name a chat that is not of whoever follows it. */
  isOurs: boolean;
  /** More is asked for this account, and no other will do. */
  account?: Grant['person'];
  until: number;
  /** The person has signed out since. */
  isDropped?: true;
}

/** Only these channels are told by themselves; elsewhere, and by a link of unknown origin, a code goes through the chat. */
const tellsChat = ({ state, isOurs }: OnItsWay): boolean =>
  isOurs && ['webchat', 'directline'].includes(state.conversation.channelId);

/**
 * Adds `GET /signin?state=…` and `GET /signin/callback`.
 * @returns how to drop a person's sign-ins that are on their way
 */
export function mountOwnSignIn(
  server: Server,
  parts: OwnSignInParts,
): { drop(userId: string, connectionName?: string): void } {
  const { microsoft, sessions, links, clock, redirect, onTrouble } = parts;
  const attempts = new Map<string, OnItsWay>();
  /** Those whose callback has come, and is being answered. */
  const ending = new Set<OnItsWay>();

  const begin = async (state: SignInState, isOurs: boolean): Promise<Attempt> => {
    const { conversation, connectionName } = state;
    const userId = conversation.user.id;
    const account = connectionName === 'graph' ? undefined : sessions.accountOf(userId);
    const attempt = await microsoft.begin(parts.permissionsOf(connectionName), {
      ...(account ? { hint: account.address } : {}),
      ...(sessions.needsConsumers(userId) ? { tenant: 'consumers' } : {}),
    });
    const until = clock.now() + attemptLifetime;
    attempts.set(attempt.state, { attempt, state, isOurs, until, ...(account ? { account } : {}) });
    if (attempts.size > mostAttempts) attempts.delete(leastOf(attempts));
    return attempt;
  };

  /** Never rejects: what went wrong is a page. */
  const finish = async (found: OnItsWay, query: URLSearchParams, language: Language): Promise<Answer> => {
    ending.add(found);
    try {
      const grant = await microsoft.finish(new URL(`${redirect()}?${query}`), found.attempt);
      if (found.account && found.account.id !== grant.person.id) throw new OtherAccount();
      return found.isDropped ? problemPage(language) : await end(parts, found, grant, language);
    } catch (error) {
      return trouble(error, found, language);
    } finally {
      ending.delete(found);
    }
  };

  const trouble = async (
    error: unknown,
    found: OnItsWay | undefined,
    language: Language,
  ): Promise<Answer> => {
    onTrouble(troubleOf('sign-in', error));
    if (error instanceof OtherAccount && found?.account) return otherAccountPage(language, found.account);
    const refused = await refusalOf(error);
    if (refused) return refusedPage(language, refused);
    if (!hasAnswered(error)) return unreachablePage(language);
    return unexpectedPage(language, { code: troubleOf('sign-in', error).code, isOfClock: isOfClock(error) });
  };

  server.get('/signin', async (req: Request, res: Response) => {
    const read = links.read(queryOf(req));
    const language = req.headers['accept-language'];
    if (!read) return send(res, problemPage(language));
    try {
      const { address } = await begin(read.state, read.isOurs);
      send(res, redirectTo(address));
    } catch (error) {
      send(res, await trouble(error, undefined, language));
    }
  });

  server.get('/signin/callback', async (req: Request, res: Response) => {
    const query = queryOf(req);
    const language = req.headers['accept-language'];
    const key = query.get('state') ?? '';
    const found = attempts.get(key);
    // Used once, whatever comes of it.
    attempts.delete(key);
    const isGood = found && found.until > clock.now();
    send(res, isGood ? await finish(found, query, language) : problemPage(language));
  });

  return {
    drop(userId, connectionName) {
      const isMeant = ({ state }: OnItsWay) =>
        state.conversation.user.id === userId && (!connectionName || state.connectionName === connectionName);
      for (const [key, one] of attempts) if (isMeant(one)) attempts.delete(key);
      for (const one of ending) if (isMeant(one)) one.isDropped = true;
    },
  };
}

type Language = string | undefined;

/** The oldest by a link of unknown origin, which any page can make a browser follow; else the oldest. */
function leastOf(attempts: Map<string, OnItsWay>): string {
  const strange = [...attempts].find(([, { isOurs }]) => !isOurs);
  return strange?.[0] ?? [...attempts.keys()][0] ?? '';
}

async function end(
  { sessions, onSignedIn }: OwnSignInParts,
  found: OnItsWay,
  grant: Grant,
  language: Language,
): Promise<Answer> {
  const { conversation, connectionName } = found.state;
  const { channelId, user } = conversation;
  const place = { userId: user.id, connectionName, channelId };
  if (!tellsChat(found)) return codePage(language, grant.person, sessions.offerCode(place, grant));
  sessions.keep(place, grant);
  const token = grant.accessToken;
  // The token is kept, so the person's next message finds it where the chat cannot be told.
  const told = await Promise.resolve(onSignedIn({ conversation, connectionName, token })).catch(() => false);
  return donePage(language, grant.person, told);
}

/** Microsoft's page is another site: nothing of this address goes along, and nothing is kept. */
const redirectTo = (address: string): Answer => ({
  status: 302,
  headers: { location: address, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' },
  body: '',
});
