// The way to Microsoft and back: /signin leads there, /signin/callback ends in a page, and the chat goes on.
import type { Request, Response, Server } from 'restify';
import type { Clock } from '../../bot/runtime/clock';
import { type Answer, queryOf, send } from '../http';
import { readState, type SignInConversation, type SignInState } from '../tokenService/state';
import type { Attempt, Grant, Microsoft } from './microsoft';
import { codePage, donePage, problemPage, refusedPage, unreachablePage } from './pages';
import { type Refused, readRefusal } from './refusals';
import type { Sessions } from './sessions';

/** A sign-in page may be open so long, in milliseconds. */
const attemptLifetime = 15 * 60_000;
const mostAttempts = 200;

export interface OwnSignInParts {
  microsoft: Microsoft;
  sessions: Sessions;
  clock: Clock;
  /** As it is registered: where Microsoft leads back to. */
  redirect(): string;
  permissionsOf(connectionName: string): string[];
  /** The tenant that this person's sign-in must go through, where it is not the settings' own. */
  tenantOf(userId: string): string | undefined;
  /** Tells the chat; false when it could not be told. */
  onSignedIn(signedIn: {
    conversation: SignInConversation;
    connectionName: string;
    token: string;
  }): boolean | Promise<boolean>;
}

/** Only these channels are told by themselves; elsewhere a code goes through the chat. */
const tellsChat = ({ conversation }: SignInState): boolean =>
  ['webchat', 'directline'].includes(conversation.channelId);

/** Adds `GET /signin?state=…` and `GET /signin/callback`. */
export function mountOwnSignIn(server: Server, parts: OwnSignInParts): void {
  const { microsoft, sessions, clock, redirect } = parts;
  const attempts = new Map<string, { attempt: Attempt; state: SignInState; until: number }>();

  const begin = async (state: SignInState): Promise<Attempt> => {
    const { conversation, connectionName } = state;
    const userId = conversation.user.id;
    const account = connectionName === 'graph' ? undefined : sessions.accountOf(userId);
    const tenant = parts.tenantOf(userId);
    const attempt = await microsoft.begin(parts.permissionsOf(connectionName), {
      ...(account ? { hint: account.address } : {}),
      ...(tenant ? { tenant } : {}),
    });
    attempts.set(attempt.state, { attempt, state, until: clock.now() + attemptLifetime });
    const [oldest] = attempts.keys();
    if (attempts.size > mostAttempts && oldest !== undefined) attempts.delete(oldest);
    return attempt;
  };

  server.get('/signin', async (req: Request, res: Response) => {
    const state = readState(queryOf(req).get('state') ?? '');
    const language = req.headers['accept-language'];
    if (!state) return send(res, problemPage(language));
    try {
      const { address } = await begin(state);
      send(res, redirectTo(address));
    } catch {
      send(res, unreachablePage(language));
    }
  });

  server.get('/signin/callback', async (req: Request, res: Response) => {
    const query = queryOf(req);
    const language = req.headers['accept-language'];
    const key = query.get('state') ?? '';
    const found = attempts.get(key);
    // Used once, whatever comes of it.
    attempts.delete(key);
    if (!found || found.until <= clock.now()) return send(res, problemPage(language));
    try {
      const grant = await microsoft.finish(new URL(`${redirect()}?${query}`), found.attempt);
      send(res, await end(parts, found.state, grant, language));
    } catch (error) {
      const refused = refusalOf(error);
      send(res, refused ? refusedPage(language, refused) : unreachablePage(language));
    }
  });
}

async function end(
  { sessions, onSignedIn }: OwnSignInParts,
  state: SignInState,
  grant: Grant,
  language: string | undefined,
): Promise<Answer> {
  const { conversation, connectionName } = state;
  const { channelId, user } = conversation;
  const place = { userId: user.id, connectionName, channelId };
  if (!tellsChat(state)) return codePage(language, grant.person, sessions.offerCode(place, grant));
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

/** What Microsoft refused; nothing where it did not answer. */
function refusalOf(error: unknown): Refused | undefined {
  if (typeof error !== 'object' || error === null || !('error' in error)) return undefined;
  const {
    error: word,
    error_description: text,
    cause,
  } = error as {
    error: unknown;
    error_description?: unknown;
    cause?: { error_codes?: unknown };
  };
  const numbers = Array.isArray(cause?.error_codes) ? cause.error_codes.filter(Number.isInteger) : [];
  return readRefusal(String(word), typeof text === 'string' ? text : '', numbers);
}
