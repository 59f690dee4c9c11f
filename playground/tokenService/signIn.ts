// The sign-in pages: pick an account; then a code for the chat, or the chat is told by itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { type Account, accounts } from '../accounts';
import { type Answer, empty, queryOf, readBody, send } from '../http';
import { canConsent, findsPeople } from './connections';
import type { Grants, Place } from './grants';
import {
  type Choices,
  cancelledPage,
  codePage,
  donePage,
  pickPage,
  problemPage,
  signedOutPage,
  tooLatePage,
  turnedAwayPage,
} from './pages';
import { readState, type SignInConversation, type SignInState } from './state';

export interface SignedIn {
  conversation: SignInConversation;
  connectionName: string;
  account: Account;
  /** The access token, which the real event to the bot carries as well. */
  token: string;
}

export interface Choice {
  /** Show a code although the channel could be told. */
  code?: boolean;
}

export interface SignInParts {
  grants: Grants;
  scopesOf(connectionName: string): string[];
  /** Tells the chat; false when it could not be told. */
  onSignedIn(signedIn: SignedIn): boolean | Promise<boolean>;
}

/** Only on these does the service tell the bot by itself (`tokens/response`); elsewhere a code goes through the chat. */
export const tellsChat = ({ conversation }: SignInState): boolean =>
  ['webchat', 'directline'].includes(conversation.channelId);

/**
 * Signs an account in for the person and connection of a state.
 * @returns the code to type, or whether the chat could be told
 */
export async function signIn(
  { grants, onSignedIn }: Pick<SignInParts, 'grants' | 'onSignedIn'>,
  state: SignInState,
  account: Account,
  { code: wantsCode = false }: Choice = {},
): Promise<{ code?: string; told: boolean }> {
  const { conversation, connectionName } = state;
  const place = placeOf(state);
  if (wantsCode || !tellsChat(state)) return { code: grants.offerCode(place, account), told: false };
  const { token } = grants.keep(place, account);
  try {
    return { told: await onSignedIn({ conversation, connectionName, account, token }) };
  } catch {
    // The token is kept, so the person's next message finds it: the page says so.
    return { told: false };
  }
}

const placeOf = ({ conversation, connectionName }: SignInState): Place => ({
  userId: conversation.user.id,
  connectionName,
  channelId: conversation.channelId,
});

/** Adds `GET /signin?state=…`, the form's `POST /signin`, and the pages' style, mark, script and photos. */
export function mountSignInPages(server: Server, parts: SignInParts): void {
  server.get('/signin', async (req: Request, res: Response) => {
    const given = queryOf(req).get('state') ?? '';
    const state = readState(given);
    const language = req.headers['accept-language'];
    send(res, state ? pickPage(language, choicesFor(parts, state, given)) : problemPage(language));
  });
  server.get('/signin/out', async (req: Request, res: Response) =>
    send(res, signedOutPage(req.headers['accept-language'])),
  );
  server.post('/signin', async (req: Request, res: Response) => send(res, await answerForm(req, parts)));
  mountSignInFiles(server);
  server.get('/signin/photos/:key', async (req: Request, res: Response) => {
    const photo = accounts.find(({ key }) => key === req.params.key)?.photo;
    send(res, photo ? { status: 200, headers: { 'content-type': 'image/png' }, body: photo } : empty(404));
  });
}

/** What every sign-in page loads. */
export function mountSignInFiles(server: Server): void {
  server.get('/signin/page.css', fileRoute('page.css', 'text/css; charset=utf-8'));
  server.get('/signin/mark.svg', fileRoute('mark.svg', 'image/svg+xml'));
  server.get('/signin/page.js', fileRoute('page.js', 'text/javascript; charset=utf-8'));
}

/** What "Pick an account" shows for a state, which the form takes along as it was given. */
function choicesFor(parts: SignInParts, state: SignInState, given: string): Choices {
  const sender = senderOf(parts, state);
  return {
    state: given,
    accounts: sender ? [sender] : accounts,
    canTell: tellsChat(state),
    findsPeople: findsPeople(parts.scopesOf(state.connectionName)),
    goesOn: sender !== undefined,
  };
}

/** The account that sends, when it is asked for one more permission: names come from its organisation, so no other will do. */
function senderOf({ grants, scopesOf }: SignInParts, state: SignInState): Account | undefined {
  const scopes = scopesOf(state.connectionName);
  const account = findsPeople(scopes) ? grants.accountBeside(placeOf(state)) : undefined;
  return account && canConsent(account, scopes) ? account : undefined;
}

async function answerForm(req: Request, parts: SignInParts): Promise<Answer> {
  const language = req.headers['accept-language'];
  const body = await readBody(req, 64 * 1024);
  const form = new URLSearchParams(body === 'too large' ? '' : body.toString('utf8'));
  const given = form.get('state') ?? '';
  const state = readState(given);
  if (form.has('cancel')) return cancel(parts.grants, state, form.get('code'), language);
  const account = accounts.find(({ key }) => key === form.get('account'));
  if (!state || !account) return problemPage(language);
  const choices = choicesFor(parts, state, given);
  if (choices.goesOn && !choices.accounts.includes(account)) {
    return turnedAwayPage(language, choices, account, 'otherAccount');
  }
  const scopes = parts.scopesOf(state.connectionName);
  if (!canConsent(account, scopes)) {
    const others = accounts.filter((other) => canConsent(other, scopes));
    return turnedAwayPage(language, { ...choices, accounts: others }, account, 'turnedAway');
  }
  const { code, told } = await signIn(parts, state, account, { code: form.get('way') === 'code' });
  return code ? codePage(language, { code, account, state: given }) : donePage(language, { account, told });
}

/** Drops the code that was shown, if one was. The chat is not told, as in reality. */
function cancel(
  grants: Grants,
  state: SignInState | undefined,
  code: string | null,
  language: string | undefined,
): Answer {
  if (!state || !code) return cancelledPage(language, { code: false });
  const place = placeOf(state);
  const tooLate = grants.withdraw(place, code) === 'used';
  // To say "cancelled" to somebody whom this code has signed in would be wrong, unless they signed out since.
  if (tooLate && grants.token(place.userId, place.connectionName)) return tooLatePage(language);
  return cancelledPage(language, { code: true });
}

// Read anew each time: the files are small, and whoever works on them sees the change at once.
const fileRoute = (name: string, type: string) => async (_req: Request, res: Response) =>
  send(res, {
    status: 200,
    headers: { 'content-type': type },
    body: readFileSync(join(__dirname, 'pages', name)),
  });
