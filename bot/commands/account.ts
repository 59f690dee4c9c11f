// The person's account: who they are, how a sign-in ends, and what to do when one does not work.
import type { TokenResponse } from 'botbuilder';
import { type Button, renderCard } from '../../cards/render';
import { accountOf } from '../graph/profile';
import type { BotWords } from '../locales';
import { type PendingCommand, signedIn } from '../people/record';
import { takeSignIn, typedForm } from '../people/signIns';
import { show, type Turn } from '../turn';
import { button, primaryButton, showNotice } from './notice';
import type { Services } from './services';
import { hereIn, openSignedIn, type SignedIn } from './signedIn';

export async function signInHelp(turn: Turn): Promise<void> {
  const { t } = turn.words;
  const actions = [
    primaryButton(t('signIn.start'), 'account.signIn'),
    otherAccountButton(turn.words),
    button(t('cards.home.signOut'), 'account.signOut'),
  ];
  await showNotice(turn, { title: t('signInHelp.title'), text: t('signInHelp.text'), actions });
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

/**
 * Ends a sign-in: notes the account and hands out what the sign-in was for. It is taken from the record by ETag, so that
 * of several events telling of one sign-in, on any instance, only the first carries it out.
 * @returns the command to carry out; none when nothing waits here any more
 */
export async function completeSignIn(
  turn: Turn,
  services: Services,
  token: TokenResponse,
): Promise<PendingCommand | undefined> {
  const me = openSignedIn(turn, services, token);
  const account = accountOf(await me.profile());
  const here = hereIn(turn, services);
  const command = await turn.person.update((record) => {
    const taken = takeSignIn(record, here);
    // A sign-out that is still owed would end this sign-in and not the one before, which this one has replaced.
    const { signOutOwed: _past, ...left } = taken.record;
    return {
      record: signedIn(left, account, me.mark, typedForm(taken.command)),
      result: taken.command,
    };
  });
  turn.signedIn = me;
  if (command?.name === 'compose') turn.keptForm = command.formId;
  return command;
}
