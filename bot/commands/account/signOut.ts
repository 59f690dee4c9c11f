// Leaving: signing out, deleting one's data, changing the account, removing the bot.
import { currentFormOf } from '../../mail/currentForm';
import {
  addPendingSignOuts,
  type Connection,
  connections,
  type PendingCommand,
  type PersonRecord,
  removePendingSignOuts,
  toOtherAccount,
  withoutAccount,
} from '../../people/record';
import { askedSignIn, formIdOf, type Here, typedForm, waitForSignIn } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import { otherAccountButton, primaryButton, replaceWithNotice, showNotice } from '../../turn/notice';
import { isStorageFailure, writeWithRetry } from '../../turn/outage';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import type { Turn } from '../../turn/turn';
import { endAnswers } from '../../turn/unsaid';
import { signOutEverywhere } from '../session/pendingSignOuts';
import { hereIn, showSignIn } from '../session/session';
import { askFirst, draftsAtStake } from './askToLeave';

/** @param pressed what the button of a question sent, as in `askFirst` */
export async function signOut(turn: Turn, pressed?: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const asked = await askFirst(turn, 'signOut', pressed).catch(async (error) => {
    // Without the storage no draft is deleted, and so there is nothing to ask about.
    if (isStorageFailure(error)) await signOutEverywhere(turn);
    throw error;
  });
  if (asked) return asked;
  const pending = await signOutEverywhere(turn);
  endAnswers(turn);
  await forgetPhoto(turn);
  const count = await turn.person.update((record) => {
    const left = withoutAccount(record);
    const result = draftsAtStake(record).length - draftsAtStake(left).length;
    return { record: addPendingSignOuts(left, pending), result };
  });
  if (pending.length > 0) return showPending(turn, 'account.signOutPending');
  const { t } = turn.words;
  const actions = [primaryButton(t('signIn.again'), 'account.signIn'), otherAccountButton(turn.words)];
  const links = [{ title: t('account.signedOut.atMicrosoft'), url: turn.services.settings.signOutUrl }];
  return (pressed ? replaceWithNotice : showNotice)(turn, {
    title: t('account.signedOut.title'),
    text: sentences(
      t('account.signedOut.text'),
      count > 0 ? t('account.signedOut.drafts', { count }) : '',
      t('account.signedOut.browser'),
    ),
    actions,
    links,
    about: { account: 'signOut', state: 'done' },
  });
}

/** @param pressed what the button of a question sent, as in `askFirst` */
export async function forgetMe(turn: Turn, pressed?: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const asked = await askFirst(turn, 'forgetMe', pressed);
  if (asked) return asked;
  const pending = await forget(turn);
  if (pending.length > 0) return showPending(turn, 'account.forgottenPending');
  const { t } = turn.words;
  return (pressed ? replaceWithNotice : showNotice)(turn, {
    title: t('account.forgotten.title'),
    text: t('account.forgotten.text'),
    actions: [primaryButton(t('signIn.button'), 'account.signIn')],
    about: { account: 'forgetMe', state: 'done' },
  });
}

/** Deletes the person's record and signs them out. @returns the connections whose sign-out is pending, as noted */
async function forget(turn: Turn): Promise<Connection[]> {
  // The record, which names the photo's owner, goes before the sign-out: a token service that is down must not keep it.
  endAnswers(turn);
  await forgetPhoto(turn);
  await turn.person.forget();
  const pending = await signOutEverywhere(turn);
  if (pending.length > 0) await turn.person.change((record) => addPendingSignOuts(record, pending));
  return pending;
}

/** Other instances keep the photo for the rest of its hour. */
async function forgetPhoto({ person, services }: Turn): Promise<void> {
  const { account } = await person.record();
  if (account) services.photos.forget(account.id);
}

/**
 * The bot was removed: the record goes and the person is signed out, as /privacy promises. While the storage is down it is
 * tried again after the turn. Nothing can be said any more.
 */
export async function forgetUninstalled(turn: Turn): Promise<Outcome> {
  turn.entry.command = 'uninstalled';
  // A removal from a team or a group chat says nothing about the person who did it.
  if (!turn.isPrivate) return 'ignored';
  const forgotten = await writeWithRetry(
    turn.services,
    () => forget(turn),
    () => turn.person.forget(),
  );
  const pending = forgotten ?? (await signOutEverywhere(turn));
  return pending.length > 0 ? 'sign-out pending' : 'done';
}

/**
 * Signs out and shows a sign-in card that leads to Microsoft's page, where another account can be picked. Single sign-on
 * would take the account of Teams again.
 */
export async function useOtherAccount(turn: Turn): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const pending = await signOutEverywhere(turn);
  endAnswers(turn);
  const freshId = turn.services.ids.unique();
  if (pending.length > 0) {
    await turn.person.change((record) =>
      addPendingSignOuts(leaveAccount(record, hereIn(turn), freshId), pending),
    );
    return showPending(turn, 'account.signOutPending');
  }
  return showSignIn(turn, (record, here) => {
    const left = removePendingSignOuts(leaveAccount(record, here, freshId), connections);
    return waitForSignIn(left, here, commandFor(record, here, left));
  });
}

/** A mail that was typed while nobody was signed in is nobody's yet and keeps its id. */
const leaveAccount = (record: PersonRecord, here: Here, freshId: string): PersonRecord =>
  toOtherAccount(record, freshId, typedForm(askedSignIn(record, here)?.command));

/** A person who was asked to sign in just now still wants the command that waits for it. Others go on with their form. */
function commandFor(record: PersonRecord, here: Here, left: PersonRecord): PendingCommand {
  const waiting = askedSignIn(record, here)?.command;
  const form = currentFormOf(left);
  const isForForm = waiting === undefined || waiting.name === 'home' || formIdOf(waiting) === form?.formerId;
  return form?.formerId && isForForm ? { name: 'compose', formId: form.id } : { name: 'home' };
}

async function showPending(
  turn: Turn,
  key: 'account.signOutPending' | 'account.forgottenPending',
): Promise<Outcome> {
  const { t } = turn.words;
  const notice = { title: t(`${key}.title`), text: t(`${key}.text`), color: 'attention' } as const;
  return showNotice(turn, notice, 'sign-out pending');
}
