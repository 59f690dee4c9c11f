// Signing in and out, and being forgotten.
import type { TokenResponse } from 'botbuilder';
import { renderCard } from '../../cards/render';
import { accountOf } from '../graph/profile';
import { type PendingCommand, signedIn, signedOut, takePending } from '../people/record';
import { show, type Turn } from '../turn';
import { button, primaryButton, showNotice } from './notice';
import type { Services } from './services';
import { openSignedIn, type SignedIn, showPrivatePlease } from './signedIn';

export async function signInHelp(turn: Turn): Promise<void> {
  const { t } = turn.words;
  const actions = [
    primaryButton(t('signIn.start'), 'account.signIn'),
    button(t('cards.home.signOut'), 'account.signOut'),
  ];
  await showNotice(turn, { title: t('signInHelp.title'), text: t('signInHelp.text'), actions });
  turn.entry.outcome = 'done';
}

/** The signed-in person's start: who they are and what they can do. */
export async function showHome(turn: Turn, me: SignedIn): Promise<void> {
  const { name, address } = await me.account();
  const words = turn.words.group('cards.home', { name, address });
  await show(turn, renderCard('home', {}, words), turn.words.t('cards.home.summary', { name }));
  turn.entry.outcome = 'done';
}

/**
 * Ends a sign-in: notes the account and hands out the remembered command. It is taken from the record by ETag, so that
 * of several events telling of one sign-in, on any instance, only the first carries it out.
 * @returns the command to carry out; none when it was taken before
 */
export async function completeSignIn(
  turn: Turn,
  services: Services,
  token: TokenResponse,
): Promise<PendingCommand | undefined> {
  const me = openSignedIn(turn, services, token);
  const account = accountOf(await me.profile());
  const command = await turn.person.update((record) => {
    const taken = takePending(signedIn(record, account));
    return { record: taken.record, result: taken.command };
  });
  turn.signedIn = me;
  if (command?.name === 'compose') turn.keptForm = command.formId;
  return command;
}

export async function signOut(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  await services.signIn.signOut(turn.context);
  await turn.person.change(signedOut);
  const { t } = turn.words;
  const actions = [button(t('signIn.again'), 'account.signIn')];
  await showNotice(turn, { title: t('account.signedOut.title'), text: t('account.signedOut.text'), actions });
  turn.entry.outcome = 'done';
}

export async function forgetMe(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  // First what is ours: a token service that is down must not keep it alive.
  await turn.person.forget();
  await services.signIn.signOut(turn.context);
  const { t } = turn.words;
  await showNotice(turn, { title: t('account.forgotten.title'), text: t('account.forgotten.text') });
  turn.entry.outcome = 'done';
}
