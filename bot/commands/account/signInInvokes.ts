// Teams' three sign-in invokes: a code or a closed window, single sign-on, and why single sign-on failed.
import { Channels, type InvokeResponse, type TokenResponse } from 'botbuilder';
import * as v from 'valibot';
import type { Connection } from '../../people/connections';
import { askedConnection, claimTelling, type Telling, waitingSignIn } from '../../people/signIns';
import { isTokenServiceFailure } from '../../turn/failure';
import { showNotice } from '../../turn/notice';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { completeSignIn, type Ended, waysToSignIn } from './account';
import { runPending } from './pending';
import { findToken, hereIn } from './signedIn';
import { type Redeemed, redeemCode, refuse } from './signInEvents';
import { adviceOnFailure, failureCode } from './signInFailure';

const VerifyState = v.looseObject({ state: v.string() });
const TokenExchange = v.looseObject({ id: v.string(), connectionName: v.string(), token: v.string() });

/**
 * Teams' sign-in invokes, as teamsActivityHandler.ts and signInConstants.ts of botbuilder 4.23 name them. On any other
 * channel, where whoever chats could send one, they mean nothing; and no sign-in card is shown where others read along.
 * @returns undefined for any other invoke
 */
export async function signInInvoke(turn: Turn, services: Services): Promise<InvokeResponse | undefined> {
  const { name, value, channelId } = turn.context.activity;
  if (channelId !== Channels.Msteams) return undefined;
  switch (name) {
    case 'signin/verifyState':
      return turn.isPrivate ? verifyState(turn, services, value) : { status: 412 };
    case 'signin/tokenExchange':
      return turn.isPrivate ? exchangeToken(turn, services, value) : { status: 412 };
    case 'signin/failure':
      return signInFailed(turn, services, value);
    default:
      return undefined;
  }
}

/**
 * Teams brings the code by itself, or says that its window was closed: `CancelledByUser` in the documentation, other
 * words elsewhere.
 * @returns 200 also for a code that was brought before; 404 for one that is not good; 500 while the token service is down,
 *   on which Teams brings it again
 */
async function verifyState(turn: Turn, services: Services, value: unknown): Promise<InvokeResponse> {
  if (!v.is(VerifyState, value)) return { status: 400 };
  if (!/^\d{6}$/.test(value.state)) return windowClosed(turn, services);
  let redeemed: Redeemed;
  try {
    redeemed = await redeemCode(turn, services, value.state);
  } catch (error) {
    const answer = await acknowledge(turn, { status: 500 });
    await tellAtMostOnce(turn, services, 'down', error);
    return answer;
  }
  if ('refused' in redeemed) {
    const answer = await acknowledge(turn, { status: 404 });
    await refuse(turn, redeemed.refused);
    return answer;
  }
  const answer = await acknowledge(turn, { status: 200 });
  if (redeemed.waited) await goOn(turn, services, redeemed);
  return answer;
}

/** A code that was read off before still counts, so the sign-in goes on waiting. */
async function windowClosed(turn: Turn, services: Services): Promise<InvokeResponse> {
  const answer = await acknowledge(turn, { status: 200 });
  turn.entry.outcome = 'window closed';
  const connection = await awaitedConnection(turn, services);
  const token = await findToken(turn, services, connection).catch((error) => {
    if (!isTokenServiceFailure(error)) throw error;
  });
  if (token || !(await claim(turn, services, 'closed'))) return answer;
  const { t } = turn.words;
  await showNotice(turn, {
    title: t('signIn.closed.title'),
    text: t('signIn.closed.text'),
    actions: waysToSignIn(turn.words),
  });
  return answer;
}

/**
 * Single sign-on. Every Teams client that draws the card offers a token, and draws old cards again: only somebody who was
 * asked to sign in is signed in, by whichever comes first. The answers are those of Microsoft's page "Add code to enable SSO
 * in your bot app"; TeamsSSOTokenExchangeMiddleware is not used, whose records of what came before fail on blob storage.
 * @returns 200 for the others of a person who is signed in; else 412, on which Teams shows the sign-in button
 */
async function exchangeToken(turn: Turn, services: Services, value: unknown): Promise<InvokeResponse> {
  if (!v.is(TokenExchange, value)) return { status: 400 };
  const { id, connectionName } = value;
  const done = { status: 200, body: { id, connectionName } };
  const refused = {
    status: 412,
    body: { id, connectionName, failureDetail: 'The token could not be exchanged' },
  };
  const connection = services.signIn.connectionNamed(connectionName);
  if (!connection) return refused;
  turn.entry.outcome = 'exchange refused';
  let token: TokenResponse | undefined;
  try {
    if (!(await isAwaited(turn, services, connection))) {
      if (!(await findToken(turn, services, connection))) return refused;
      turn.entry.outcome = 'signed in before';
      return done;
    }
    token = await services.signIn.exchange(turn.context, connection, value.token);
  } catch (error) {
    const answer = await acknowledge(turn, refused);
    if (!isTokenServiceFailure(error)) throw error;
    turn.entry.cause = error.message;
    return answer;
  }
  if (!token) return refused;
  const answer = await acknowledge(turn, done);
  await goOn(turn, services, { token, connection });
  return answer;
}

/**
 * Whether single sign-on may sign somebody in to a connection here: they were asked to, and want no other account than it
 * takes; names should come from the organisation that sends.
 */
async function isAwaited(turn: Turn, services: Services, connection: Connection): Promise<boolean> {
  const here = hereIn(turn, services);
  const record = await turn.person.record();
  if (record.chosen || askedConnection(record, here) !== connection) return false;
  return waitingSignIn(record, here) !== undefined;
}

/** Which connection a word that names none is about. */
async function awaitedConnection(turn: Turn, services: Services): Promise<Connection> {
  return askedConnection(await turn.person.record(), hereIn(turn, services));
}

/** Single sign-on failed in a client. Told with what to do about it, and the next card is one with a button only. */
async function signInFailed(turn: Turn, services: Services, value: unknown): Promise<InvokeResponse> {
  const answer = await acknowledge(turn, { status: 200 });
  const code = failureCode(value);
  turn.entry.outcome = `sign-in failed: ${code}`;
  if (!turn.isPrivate || !(await claim(turn, services, 'failed'))) return answer;
  turn.entry.reference = turn.reference;
  await showNotice(turn, {
    title: turn.words.t('signIn.failed.title'),
    text: adviceOnFailure(turn.words, code, await awaitedConnection(turn, services)),
    withReference: true,
    actions: waysToSignIn(turn.words),
  });
  return answer;
}

/** Carries out what the sign-in was for, unless another client's word of the same sign-in was faster. */
async function goOn(turn: Turn, services: Services, ended: Ended): Promise<void> {
  turn.entry.outcome = 'signed in';
  const command = await completeSignIn(turn, services, ended).catch((error) =>
    tellAtMostOnce(turn, services, 'trouble', error),
  );
  if (command) await runPending(turn, services, command);
}

/** Lets a failure be told, if this is the first word of it. */
async function tellAtMostOnce(
  turn: Turn,
  services: Services,
  what: Telling,
  error: unknown,
): Promise<undefined> {
  if (await claim(turn, services, what)) throw error;
  turn.entry.outcome = 'failed, told before';
}

function claim(turn: Turn, services: Services, what: Telling): Promise<boolean> {
  const here = hereIn(turn, services);
  return turn.person.update((record) => claimTelling(record, here, what));
}

/** Fixes the invoke's answer before the work: it stands, whatever Graph or the storage do next. */
async function acknowledge(turn: Turn, answer: InvokeResponse): Promise<InvokeResponse> {
  await turn.context.sendActivity({ type: 'invokeResponse', value: answer });
  return answer;
}
