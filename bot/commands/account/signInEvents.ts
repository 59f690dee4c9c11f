// How a sign-in ends: with six digits, typed or brought by Teams, or with the channel's word that it is done.
import * as v from 'valibot';
import type { Token } from '../../channel/signIn';
import type { Connection } from '../../people/record';
import { askedConnection, askedSignIn, countCode, uncountCode, waitingSignIn } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import { showNotice } from '../../turn/notice';
import type { Outcome, SignInRefusal } from '../../turn/outcome';
import { showTime } from '../../turn/time';
import { isEmulator, personOf, type Turn } from '../../turn/turn';
import { findToken, hashOf, hereIn } from '../session/session';
import { completeSignIn, runPending } from './afterSignIn';
import { waysToSignIn } from './home';

/** Six digits were sent. */
export async function takeCode(turn: Turn, code: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const redeemed = await redeemCode(turn, code);
  if ('refused' in redeemed) return refuseSignIn(turn, redeemed.refused, redeemed.until);
  const command = await completeSignIn(turn, redeemed);
  if (command) return runPending(turn, command);
  // Another turn has just answered: the code was delivered twice, or single sign-on was faster.
  if (redeemed.waited) return 'delivered before';
  return runPending(turn, { name: 'home' });
}

/** Something that looks like a code was sent. @returns nothing where no code is awaited */
export async function hintAtCode(turn: Turn): Promise<Outcome | undefined> {
  if (!turn.isPrivate) return undefined;
  const isAwaited = waitingSignIn(await turn.person.record(), hereIn(turn));
  return isAwaited ? refuseSignIn(turn, 'nearlyCode') : undefined;
}

export type Redeemed =
  | { token: Token; connection: Connection; waited: boolean }
  /** `until`: when a code can be tried again, in milliseconds since 1970. */
  | { refused: 'wrong' | 'tooMany' | 'expired' | 'notWaiting' | 'limit'; until?: number };

/**
 * Tries a code with the token service. A code counts only while a sign-in waits in this conversation, and only three are
 * tried for it on all instances together. The hour's limit counts over all conversations. A code does not say which
 * connection it is of, so it is tried with the one that waits.
 * @returns the token. For a code that was redeemed before, the token there is
 */
export async function redeemCode(turn: Turn, code: string): Promise<Redeemed> {
  const here = hereIn(turn);
  const { counted, connection } = await turn.person.update((record) => {
    const { result: counted, ...decision } = countCode(record, here);
    return { ...decision, result: { counted, connection: askedConnection(record, here) } };
  });
  const waited = counted === 'try' || counted === 'tryLast';
  if (waited) {
    try {
      const until = await turn.services.limits.codes.take(personOf(turn));
      if (until !== undefined) {
        await turn.person.change((record) => uncountCode(record, here));
        return { refused: 'limit', until };
      }
      const token = await turn.signIn.token(connection, code);
      if (token) return { token, connection, waited };
    } catch (error) {
      await turn.person.change((record) => uncountCode(record, here));
      throw error;
    }
  }
  // The code was delivered again, or brought by a second client: a person who is signed in sent no wrong code.
  const token = await findToken(turn, connection);
  if (token) return { token, connection, waited };
  return { refused: counted === 'try' ? 'wrong' : counted === 'tryLast' ? 'tooMany' : counted };
}

const Named = v.looseObject({ connectionName: v.string() });

/**
 * The channel says that the sign-in is done (Direct Line with enhanced authentication, Emulator). Anybody can send such
 * an event with a token of their choice, so it is only a signal to ask the token service. An event that names no
 * connection is about the one that waits.
 */
export async function takeTokenResponse(turn: Turn): Promise<Outcome> {
  turn.entry.command = 'tokens/response';
  if (isEmulator(turn.activity)) answerAtOnce(turn);
  if (!turn.isPrivate) return 'ignored';
  const here = hereIn(turn);
  const record = await turn.person.record();
  const awaited = askedConnection(record, here);
  const { value } = turn.activity;
  const connection = v.is(Named, value)
    ? turn.services.signIn.connectionNamed(value.connectionName)
    : awaited;
  if (!connection) return 'ignored';
  const waited = askedSignIn(record, here) !== undefined && connection === awaited;
  const token = await findToken(turn, connection);
  // The Emulator's own settings are the usual reason there.
  if (!token)
    return waited ? refuseSignIn(turn, isEmulator(turn.activity) ? 'unfinished' : 'noToken') : 'ignored';
  // Nobody waits and nothing is new. Whose the directory's token is does not matter.
  if (!waited && (connection === 'directory' || record.tokenHash === hashOf(token))) return 'ignored';
  const command = await completeSignIn(turn, { token, connection });
  return command || !waited ? runPending(turn, command ?? { name: 'home' }) : 'delivered before';
}

/** The Emulator holds an answer to an event back for five seconds: it waits for what the answer is said to belong to. */
function answerAtOnce({ context }: Turn): void {
  context.onSendActivities((_context, activities, next) => {
    for (const activity of activities) delete activity.replyToId;
    return next();
  });
}

/** Whether the card that was shown leads nowhere any more. After a mistyped code it still does. */
const isOver = (refusal: SignInRefusal): boolean =>
  refusal === 'tooMany' || refusal === 'expired' || refusal === 'unfinished' || refusal === 'noToken';

/** Tells the person why a sign-in was not taken, and how to go on. */
export async function refuseSignIn(turn: Turn, refusal: SignInRefusal, until?: number): Promise<Outcome> {
  const { t } = turn.words;
  const notice = {
    title: t(`signIn.${refusal}.title`),
    text: t(`signIn.${refusal}.text`, until === undefined ? {} : { time: showTime(turn, until) }),
    ...(isOver(refusal) ? { about: { account: 'signIn', state: 'failed' } as const } : {}),
    // A new sign-in would only lead to another code.
    actions: refusal === 'limit' ? [] : waysToSignIn(turn.words),
  };
  return showNotice(turn, notice, `sign-in refused: ${refusal}`);
}
