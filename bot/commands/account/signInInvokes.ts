// Teams' three sign-in invokes: a code or a closed window, single sign-on, and why single sign-on failed.
import * as v from 'valibot';
import type { Token } from '../../channel/signIn';
import type { Connection, PendingCommand } from '../../people/record';
import { askedConnection, claimReport, type SignInReport, waitingSignIn } from '../../people/signIns';
import { isTokenServiceFailure } from '../../turn/failure';
import { showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { answerInvoke, isTeams, type Turn } from '../../turn/turn';
import { findToken, hereIn } from '../session/session';
import { completeSignIn, runPending, type SignedIn } from './afterSignIn';
import { waysToSignIn } from './home';
import { type Redeemed, redeemCode, refuseSignIn } from './signInEvents';
import { adviceOnFailure, failureCode } from './signInFailure';

const VerifyState = v.looseObject({ state: v.string() });
const TokenExchange = v.looseObject({ id: v.string(), connectionName: v.string(), token: v.string() });

/**
 * Answers Teams' sign-in invokes, named as in teamsActivityHandler.ts and signInConstants.ts of botbuilder 4.23. On any
 * other channel, where whoever chats could send one, they mean nothing. In groups no sign-in card is ever shown.
 * @returns nothing for any other invoke
 */
export async function takeSignInInvoke(turn: Turn): Promise<Outcome | undefined> {
  if (!isTeams(turn.activity)) return undefined;
  switch (turn.activity.name) {
    case 'signin/verifyState':
      return turn.isPrivate ? verifyState(turn) : refuseInvoke(turn, 412);
    case 'signin/tokenExchange':
      return turn.isPrivate ? exchangeToken(turn) : refuseInvoke(turn, 412);
    case 'signin/failure':
      return takeFailure(turn);
    default:
      return undefined;
  }
}

async function refuseInvoke(turn: Turn, status: number): Promise<Outcome> {
  await answerInvoke(turn, status);
  return 'ignored';
}

/**
 * Teams brings the code by itself, or says that its window was closed: `CancelledByUser` in the documentation, other
 * words elsewhere. The answer is 200 also for a code that was brought before, 404 for one that is not good, and 500 while
 * the token service is down, on which Teams brings it again.
 */
async function verifyState(turn: Turn): Promise<Outcome> {
  const { value } = turn.activity;
  if (!v.is(VerifyState, value)) return refuseInvoke(turn, 400);
  if (!/^\d{6}$/.test(value.state)) return takeClosedWindow(turn);
  let redeemed: Redeemed;
  try {
    redeemed = await redeemCode(turn, value.state);
  } catch (error) {
    await answerInvoke(turn, 500);
    return reportOnce(turn, 'down', error);
  }
  if ('refused' in redeemed) {
    await answerInvoke(turn, 404);
    return refuseSignIn(turn, redeemed.refused, redeemed.until);
  }
  await answerInvoke(turn, 200);
  return redeemed.waited ? finish(turn, redeemed) : 'signed in before';
}

/** The sign-in goes on waiting: a code that the person read before the window closed still counts. */
async function takeClosedWindow(turn: Turn): Promise<Outcome> {
  await answerInvoke(turn, 200);
  const token = await findToken(turn, await awaitedConnection(turn)).catch((error) => {
    if (!isTokenServiceFailure(error)) throw error;
  });
  if (token || !(await claim(turn, 'closed'))) return 'window closed';
  const { t } = turn.words;
  const notice = {
    title: t('signIn.closed.title'),
    text: t('signIn.closed.text'),
    actions: waysToSignIn(turn.words),
  };
  return showNotice(turn, notice, 'window closed');
}

/**
 * Single sign-on. Every Teams client that draws the card offers a token, and draws old cards again. Only a person who was
 * asked to sign in is signed in, by whichever token comes first. The answers are those of Microsoft's page "Add code to
 * enable SSO in your bot app": 200 for the others of a person who is signed in, else 412, on which Teams shows the sign-in
 * button. TeamsSSOTokenExchangeMiddleware is not used, for its records of what came before fail on blob storage.
 */
async function exchangeToken(turn: Turn): Promise<Outcome> {
  const { value } = turn.activity;
  if (!v.is(TokenExchange, value)) return refuseInvoke(turn, 400);
  const { id, connectionName } = value;
  const refuse = async (): Promise<Outcome> => {
    await answerInvoke(turn, 412, { id, connectionName, failureDetail: 'The token could not be exchanged' });
    return 'exchange refused';
  };
  const connection = turn.services.signIn.connectionNamed(connectionName);
  if (!connection) return refuse();
  let token: Token | undefined;
  try {
    if (!(await isAwaited(turn, connection))) {
      if (!(await findToken(turn, connection))) return refuse();
      await answerInvoke(turn, 200, { id, connectionName });
      return 'signed in before';
    }
    token = await turn.signIn.exchange(connection, value.token);
  } catch (error) {
    const outcome = await refuse();
    if (!isTokenServiceFailure(error)) throw error;
    turn.entry.cause = error.message;
    return outcome;
  }
  if (!token) return refuse();
  await answerInvoke(turn, 200, { id, connectionName });
  return finish(turn, { token, connection });
}

/**
 * Whether single sign-on may sign the person in to a connection here: they were asked to, and want no other account than
 * it takes. The directory must belong to the organisation of the sending account.
 */
async function isAwaited(turn: Turn, connection: Connection): Promise<boolean> {
  const here = hereIn(turn);
  const record = await turn.person.record();
  if (record.anotherAccount || askedConnection(record, here) !== connection) return false;
  return waitingSignIn(record, here) !== undefined;
}

/** The connection that an invoke without a connection name is about. */
async function awaitedConnection(turn: Turn): Promise<Connection> {
  return askedConnection(await turn.person.record(), hereIn(turn));
}

/** Single sign-on failed in a client. The person is told what to do about it, and the next card has a button only. */
async function takeFailure(turn: Turn): Promise<Outcome> {
  await answerInvoke(turn, 200);
  const code = failureCode(turn.activity.value);
  const outcome: Outcome = `sign-in failed: ${code}`;
  if (!turn.isPrivate || !(await claim(turn, 'failed'))) return outcome;
  turn.entry.reference = turn.reference;
  const notice = {
    title: turn.words.t('signIn.failed.title'),
    text: adviceOnFailure(turn.words, code, await awaitedConnection(turn)),
    withReference: true,
    actions: waysToSignIn(turn.words),
  };
  return showNotice(turn, notice, outcome);
}

/** Carries out the command that waited, unless another client's word of the same sign-in was faster. */
async function finish(turn: Turn, signedIn: SignedIn): Promise<Outcome> {
  let command: PendingCommand | undefined;
  try {
    command = await completeSignIn(turn, signedIn);
  } catch (error) {
    return reportOnce(turn, 'trouble', error);
  }
  return command ? runPending(turn, command) : 'signed in';
}

/** Lets a failure be reported, unless another client's word of the same sign-in has led to that before. */
async function reportOnce(turn: Turn, what: SignInReport, error: unknown): Promise<Outcome> {
  if (await claim(turn, what)) throw error;
  return 'failed, reported before';
}

function claim(turn: Turn, what: SignInReport): Promise<boolean> {
  return turn.person.update((record) => claimReport(record, hereIn(turn), what));
}
