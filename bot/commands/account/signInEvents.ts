// How a sign-in ends: six digits, typed or brought by Teams, or the channel's word that it is done.
import { Channels, type TokenResponse } from 'botbuilder';
import * as v from 'valibot';
import type { Connection } from '../../people/connections';
import { askedConnection, askedSignIn, countCode, uncountCode, waitingSignIn } from '../../people/signIns';
import { showPrivatePlease } from '../../turn/groups';
import { showNotice } from '../../turn/notice';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { completeSignIn, waysToSignIn } from './account';
import { runPending } from './pending';
import { findToken, hereIn, markOf } from './signedIn';

/** What is wrong with a sign-in, by its words below `signIn` in the language files. */
type Refusal = 'wrong' | 'tooMany' | 'expired' | 'notWaiting' | 'nearlyCode' | 'unfinished' | 'noToken';

/** Six digits were sent. */
export async function codeTyped(turn: Turn, services: Services, code: string): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const redeemed = await redeemCode(turn, services, code);
  if ('refused' in redeemed) return refuse(turn, redeemed.refused);
  const command = await completeSignIn(turn, services, redeemed);
  if (command) return runPending(turn, services, command);
  // Where a sign-in waited, another turn has just answered: the code was delivered twice, or single sign-on was faster.
  if (!redeemed.waited) await runPending(turn, services, { name: 'home' });
}

/** Something that looks like a code was sent. @returns whether that was worth a word: only where a code is awaited */
export async function codeMistyped(turn: Turn, services: Services): Promise<boolean> {
  if (!turn.isPrivate) return false;
  if (!waitingSignIn(await turn.person.record(), hereIn(turn, services))) return false;
  await refuse(turn, 'nearlyCode');
  return true;
}

export type Redeemed =
  | { token: TokenResponse; connection: Connection; waited: boolean }
  | { refused: 'wrong' | 'tooMany' | 'expired' | 'notWaiting' };

/**
 * Tries a code with the token service. The bot asks for itself and not through OAuthPrompt, whose state is no lock: a code
 * counts only while a sign-in waits in this conversation, and only three are tried for it, on all instances together. It
 * does not say which connection it is of: it is tried with the one that waits.
 * @returns the token; for a code that was redeemed before, the token there is
 */
export async function redeemCode(turn: Turn, services: Services, code: string): Promise<Redeemed> {
  const here = hereIn(turn, services);
  const { counted, connection } = await turn.person.update((record) => {
    const { result: counted, ...decision } = countCode(record, here);
    return { ...decision, result: { counted, connection: askedConnection(record, here) } };
  });
  const waited = counted === 'try' || counted === 'tryLast';
  if (waited) {
    try {
      const token = await services.signIn.tokenNow(turn.context, connection, code);
      if (token) return { token, connection, waited };
    } catch (error) {
      await turn.person.change((record) => uncountCode(record, here));
      throw error;
    }
  }
  // Delivered once more, or brought by a second client: whoever is signed in has sent no wrong code.
  const token = await findToken(turn, services, connection);
  if (token) return { token, connection, waited };
  return { refused: counted === 'try' ? 'wrong' : counted === 'tryLast' ? 'tooMany' : counted };
}

const Named = v.looseObject({ connectionName: v.string() });

/**
 * The channel says that the sign-in is done (Direct Line with enhanced authentication, Emulator). Anybody can send such
 * an event with a token of their choice, so it counts as a hint to ask the token service and no more. One that names no
 * connection is about the one that waits.
 */
export async function tokenResponse(turn: Turn, services: Services): Promise<void> {
  turn.entry.command = 'tokens/response';
  if (!turn.isPrivate) return;
  const here = hereIn(turn, services);
  const record = await turn.person.record();
  const awaited = askedConnection(record, here);
  const { value } = turn.context.activity;
  const connection = v.is(Named, value) ? services.signIn.connectionNamed(value.connectionName) : awaited;
  if (!connection) return;
  const waited = askedSignIn(record, here) !== undefined && connection === awaited;
  const token = await findToken(turn, services, connection);
  if (!token) return waited ? refuse(turn, unfinishedOn(turn)) : undefined;
  // Nobody waits, and nothing is new; whose the directory's token is does not matter.
  if (!waited && (connection === 'directory' || record.tokenMark === markOf(token))) return;
  const command = await completeSignIn(turn, services, { token, connection });
  if (command || !waited) await runPending(turn, services, command ?? { name: 'home' });
}

/** The Emulator's own settings are the usual reason there. */
function unfinishedOn({ context }: Turn): Refusal {
  return context.activity.channelId === Channels.Emulator ? 'unfinished' : 'noToken';
}

/** Tells the person why a sign-in was not taken, and how to go on. */
export async function refuse(turn: Turn, refusal: Refusal): Promise<void> {
  turn.entry.outcome = `sign-in refused: ${refusal}`;
  const { t } = turn.words;
  await showNotice(turn, {
    title: t(`signIn.${refusal}.title`),
    text: t(`signIn.${refusal}.text`),
    actions: waysToSignIn(turn.words),
  });
}
