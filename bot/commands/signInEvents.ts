// How a sign-in ends: a typed code, an event of the channel, or one of Teams' invokes.
import type { InvokeResponse, TokenResponse } from 'botbuilder';
import * as v from 'valibot';
import type { Turn } from '../turn';
import { completeSignIn } from './account';
import { primaryButton, showNotice } from './notice';
import { runPending } from './pending';
import type { Services } from './services';
import { showPrivatePlease } from './signedIn';

type Refusal = 'wrong' | 'tooMany' | 'expired' | 'notWaiting' | 'unfinished';

/** Six digits were sent. */
export async function codeTyped(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const result = await services.signIn.enterCode(turn.context);
  if ('refused' in result) return refuse(turn, result.refused);
  await finish(turn, services, result.token);
}

/**
 * The channel says that the sign-in is done (Direct Line with enhanced authentication, Emulator). Anybody can send such
 * an event with a token of their choice, so it counts as a hint to ask the token service and no more.
 */
export async function tokenResponse(turn: Turn, services: Services): Promise<void> {
  turn.entry.command = 'tokens/response';
  if (!turn.isPrivate) return;
  const token = await services.signIn.tokenNow(turn.context);
  if (!token) return refuse(turn, 'unfinished');
  await services.signIn.cancel(turn.context);
  await finish(turn, services, token);
}

const VerifyState = v.looseObject({ state: v.string() });
const SignInFailure = v.looseObject({ code: v.pipe(v.string(), v.regex(/^\w{1,40}$/)) });
const TokenExchange = v.looseObject({ id: v.string(), connectionName: v.string(), token: v.string() });

/**
 * Teams' sign-in invokes, as teamsActivityHandler.ts and signInConstants.ts of botbuilder 4.23 name them.
 * @returns undefined for any other invoke
 */
export async function invoke(turn: Turn, services: Services): Promise<InvokeResponse | undefined> {
  const { name, value } = turn.context.activity;
  switch (name) {
    case 'signin/verifyState':
      return verifyState(turn, services, value);
    case 'signin/tokenExchange':
      return exchangeToken(turn, services, value);
    case 'signin/failure':
      return signInFailed(turn, value);
    default:
      return undefined;
  }
}

/** Teams brings the code by itself, or says that its window was closed. */
async function verifyState(turn: Turn, services: Services, value: unknown): Promise<InvokeResponse> {
  if (!v.is(VerifyState, value)) return { status: 400 };
  const { t } = turn.words;
  if (value.state === 'CancelledByUser') {
    await services.signIn.cancel(turn.context);
    turn.entry.outcome = 'sign-in cancelled';
    await showNotice(turn, { title: t('signIn.cancelled.title'), text: t('signIn.cancelled.text') });
    return { status: 200 };
  }
  // Asked directly and not through the prompt, which need not be waiting any more: the code alone is the proof.
  const token = await services.signIn.tokenNow(turn.context, value.state);
  if (!token) {
    await refuse(turn, 'wrong');
    return { status: 404 };
  }
  const done = await acknowledge(turn, { status: 200 });
  await services.signIn.cancel(turn.context);
  await finish(turn, services, token);
  return done;
}

/** Single sign-on. A refusal is a 412, on which Teams shows the sign-in button. */
async function exchangeToken(turn: Turn, services: Services, value: unknown): Promise<InvokeResponse> {
  if (!v.is(TokenExchange, value)) return { status: 400 };
  const { id, connectionName } = value;
  const refused = {
    status: 412,
    body: { id, connectionName, failureDetail: 'The token could not be exchanged' },
  };
  if (connectionName !== services.settings.connectionName) return refused;
  const token = await services.signIn.exchange(turn.context, value.token).catch(() => undefined);
  if (!token) {
    turn.entry.outcome = 'exchange refused';
    return refused;
  }
  const done = await acknowledge(turn, { status: 200, body: { id, connectionName } });
  await services.signIn.cancel(turn.context);
  // Each of a person's open Teams clients exchanges: only the first goes on, the others are told that all is well.
  const command = await completeSignIn(turn, services, token);
  if (command) await runPending(turn, services, command);
  return done;
}

/** Fixes the invoke's answer before the work: the sign-in is good, whatever Graph or the storage do next. */
async function acknowledge(turn: Turn, answer: InvokeResponse): Promise<InvokeResponse> {
  await turn.context.sendActivity({ type: 'invokeResponse', value: answer });
  return answer;
}

async function signInFailed(turn: Turn, value: unknown): Promise<InvokeResponse> {
  const code = v.is(SignInFailure, value) ? value.code : 'unknown';
  turn.entry.outcome = `sign-in failed: ${code}`;
  const { t } = turn.words;
  const actions = [primaryButton(t('signIn.start'), 'account.signIn')];
  await showNotice(turn, {
    title: t('signIn.failed.title'),
    text: t('signIn.failed.text', { code }),
    actions,
  });
  return { status: 200 };
}

async function finish(turn: Turn, services: Services, token: TokenResponse): Promise<void> {
  const command = await completeSignIn(turn, services, token);
  await runPending(turn, services, command ?? { name: 'home' });
}

async function refuse(turn: Turn, refusal: Refusal): Promise<void> {
  turn.entry.outcome = `sign-in refused: ${refusal}`;
  const { t } = turn.words;
  const actions = [primaryButton(t('signIn.start'), 'account.signIn')];
  await showNotice(turn, { title: t(`signIn.${refusal}.title`), text: t(`signIn.${refusal}.text`), actions });
}
