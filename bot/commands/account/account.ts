// The person's account: who they are, how a sign-in ends, and what to do when one does not work.
import type { TokenResponse } from 'botbuilder';
import { type Button, renderCard } from '../../../cards/render';
import { accountOf } from '../../graph/profile';
import type { BotWords } from '../../locales';
import { type Connection, settleSignOuts } from '../../people/connections';
import { type PendingCommand, type PersonRecord, signedIn } from '../../people/record';
import { takeSignIn, typedForm } from '../../people/signIns';
import { button, primaryButton, showNotice } from '../../turn/notice';
import type { Services } from '../../turn/services';
import { show, type Turn } from '../../turn/turn';
import { hereIn, openSignedIn, type SignedIn } from './signedIn';
import { openDirectory } from './withDirectory';

export async function signInHelp(turn: Turn, { settings }: Services): Promise<void> {
  const { t } = turn.words;
  const permissions = t(
    settings.directoryConnectionName ? 'signIn.permissions.both' : 'signIn.permissions.mail',
  );
  const actions = [
    primaryButton(t('signIn.start'), 'account.signIn'),
    otherAccountButton(turn.words),
    button(t('cards.home.signOut'), 'account.signOut'),
  ];
  await showNotice(turn, {
    title: t('signInHelp.title'),
    text: t('signInHelp.text', { permissions }),
    actions,
  });
  turn.entry.outcome = 'done';
}

/** What every word on a sign-in that did not work ends with. */
export function waysToSignIn({ t }: BotWords): Button[] {
  return [primaryButton(t('signIn.start'), 'account.signIn'), button(t('signIn.help'), 'account.signInHelp')];
}

export function otherAccountButton({ t }: BotWords): Button {
  return button(t('account.other.button'), 'account.otherAccount');
}

/** The signed-in person's start: who they are and what they can do. */
export async function showHome(turn: Turn, me: SignedIn): Promise<void> {
  const { name, address } = await me.account();
  const words = turn.words.group('cards.home', { name, address });
  await show(turn, renderCard('home', {}, words), turn.words.t('cards.home.summary', { name }));
  turn.entry.outcome = 'done';
}

/** A sign-in that has led to a token. */
export interface Ended {
  token: TokenResponse;
  connection: Connection;
}

/**
 * Ends a sign-in: notes the account it is for mail with, and hands out what the sign-in was for. It is taken from the
 * record by ETag, so that of several events telling of one sign-in, on any instance, only the first carries it out.
 * @returns the command to carry out; none when nothing waits here for this connection any more
 */
export async function completeSignIn(
  turn: Turn,
  services: Services,
  { token, connection }: Ended,
): Promise<PendingCommand | undefined> {
  const here = hereIn(turn, services);
  const note = connection === 'mail' ? await comeIn(turn, services, token) : undefined;
  if (connection === 'directory') turn.directory = openDirectory(turn, services, token);
  const command = await turn.person.update((record) => {
    const taken = takeSignIn(record, here, connection);
    // A sign-out that is still owed would end this sign-in and not the one before, which this one has replaced.
    const left = settleSignOuts(taken.record, [connection]);
    return { record: note ? note(left, typedForm(taken.command)) : left, result: taken.command };
  });
  if (command?.name === 'compose') turn.keptForm = command.formId;
  return command;
}

/** Learns who has signed in for mail. @returns what notes it; `typed` as in `signedIn` of the record */
async function comeIn(
  turn: Turn,
  services: Services,
  token: TokenResponse,
): Promise<(record: PersonRecord, typed?: string) => PersonRecord> {
  const me = openSignedIn(turn, services, token);
  const account = accountOf(await me.profile());
  turn.signedIn = me;
  return (record, typed) => signedIn(record, account, me.mark, typed);
}
