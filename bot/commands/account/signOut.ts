// Leaving: signing out, being forgotten, coming in with another account.
import { type Connection, connections, oweSignOuts } from '../../people/connections';
import { type PersonRecord, signedOut } from '../../people/record';
import { askedSignIn, typedForm, waitForSignIn } from '../../people/signIns';
import { isTokenServiceFailure } from '../../turn/failure';
import { showPrivatePlease } from '../../turn/groups';
import { button, showNotice } from '../../turn/notice';
import { isStorageFailure } from '../../turn/outage';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { otherAccountButton } from './account';
import { makeOwedSignOuts, signOutOf } from './owedSignOuts';
import { showSignIn } from './signedIn';

export async function signOut(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const owed = await tellTokenService(turn, services);
  await turn.person.change((record) => oweSignOuts(signedOut(record), owed));
  if (owed.length > 0) return showOwed(turn, 'account.signOutOwed');
  const { t } = turn.words;
  const actions = [button(t('signIn.again'), 'account.signIn'), otherAccountButton(turn.words)];
  await showNotice(turn, { title: t('account.signedOut.title'), text: t('account.signedOut.text'), actions });
  turn.entry.outcome = 'done';
}

export async function forgetMe(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const owed = await forget(turn, services);
  if (owed.length > 0) return showOwed(turn, 'account.forgottenOwed');
  const { t } = turn.words;
  await showNotice(turn, { title: t('account.forgotten.title'), text: t('account.forgotten.text') });
  turn.entry.outcome = 'done';
}

/** Whatever a person says: a sign-out that is owed is tried again. What needs a token does not go on without it. */
export async function tryOwedSignOut(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return;
  try {
    await makeOwedSignOuts(turn, services, connections);
  } catch (error) {
    if (!isTokenServiceFailure(error) && !isStorageFailure(error)) throw error;
  }
}

/** Deletes what is known of the person and signs them out. What cannot be done now is noted, for their next word. */
export async function forget(turn: Turn, services: Services): Promise<Connection[]> {
  // First what is ours: a token service that is down must not keep it alive.
  await turn.person.forget();
  const owed = await tellTokenService(turn, services);
  if (owed.length > 0) await turn.person.change((record) => oweSignOuts(record, owed));
  return owed;
}

/**
 * Signs out and shows a sign-in card that leads to Microsoft's page, where another account can be picked: single sign-on
 * would take the one of Teams again.
 */
export async function otherAccount(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const owed = await tellTokenService(turn, services);
  if (owed.length > 0) {
    await turn.person.change((record) => ({ ...oweSignOuts(record, owed), chosen: true }));
    return showOwed(turn, 'account.signOutOwed');
  }
  await showSignIn(turn, services, (record, here) => {
    const { signIns } = record;
    // Whoever was asked to sign in just now still wants what that was for.
    const typed = typedForm(askedSignIn(record, here)?.command);
    const left: PersonRecord = { ...signedOut(record, typed), ...(signIns ? { signIns } : {}), chosen: true };
    return waitForSignIn(left, here, { name: 'home' });
  });
}

/** Signs out of all there is. @returns what to note in the record: of which the token service could not be told */
export async function tellTokenService(turn: Turn, services: Services): Promise<Connection[]> {
  const untold = await signOutOf(turn, services, connections);
  for (const { error } of untold) {
    if (!isTokenServiceFailure(error)) throw error;
    turn.entry.cause = error.message;
  }
  return untold.map(({ connection }) => connection);
}

async function showOwed(turn: Turn, key: 'account.signOutOwed' | 'account.forgottenOwed'): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = 'sign-out owed';
  await showNotice(turn, { title: t(`${key}.title`), text: t(`${key}.text`), color: 'attention' });
}
