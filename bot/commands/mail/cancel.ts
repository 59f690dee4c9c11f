// Cancelling: the form that was clicked, or with the word what is at hand.

import { cancelForm } from '../../mail/claim';
import { formAtHand } from '../../mail/currentForm';
import { isBlank } from '../../mail/draft';
import { type Form, formOf, openForms, type PersonRecord } from '../../people/record';
import { cancelSignIn, forgetForm, waitingSignIn } from '../../people/signIns';
import { showPrivatePlease } from '../../turn/groups';
import { button, noticeCard, showNotice } from '../../turn/notice';
import type { Services } from '../../turn/services';
import { replace, type Turn } from '../../turn/turn';
import { hereIn } from '../account/signedIn';
import { showUnknown } from './answers';
import { draftsOf } from './drafts';
import { showEnded } from './ended';
import { showStillSending } from './form';

/** What cancelling came to. */
interface Cancelled {
  dropped: Form[];
  signIn: boolean;
  /** Drafts that are left. */
  drafts: number;
  /** A form that is not to be cancelled: its mail is under way, or may have gone. */
  underWay?: Form | undefined;
}

/** Cancels the form that was clicked, or with the word `cancel` the one at hand and a sign-in that waits. */
export async function cancelMail(turn: Turn, services: Services, formId?: string): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const here = hereIn(turn, services);
  const cancelled = await turn.person.update<Cancelled>((record) => {
    const waiting = formId ? undefined : waitingSignIn(record, here);
    const rest = formId ? forgetForm(record, here, formId) : cancelSignIn(record, here);
    // Whoever would rather not sign in to the directory goes on with the mail it was for.
    const targets = formId ? [formId] : waiting?.connection === 'directory' ? [] : formsAtHand(record);
    const left = targets.reduce(cancelForm, rest);
    const dropped = targets.flatMap((id) => (formOf(left, id) ? [] : (formOf(rest, id) ?? [])));
    const underWay = formId ? formOf(left, formId) : targets.length === 0 ? sendingForm(left) : undefined;
    const result = { dropped, signIn: waiting !== undefined, drafts: draftsOf(left).length, underWay };
    return { record: left, result };
  });
  // "Nothing to cancel" would sound as if it had not gone.
  const ended = (await turn.person.record()).outcomes.find((outcome) => outcome.formId === formId);
  if (ended) return showEnded(turn, ended);
  if (cancelled.dropped.length > 0) return showCancelled(turn, cancelled);
  const { underWay } = cancelled;
  if (underWay?.state === 'unknown') return showUnknown(turn, underWay);
  if (underWay && !cancelled.signIn) return showStillSending(turn);
  const { t } = turn.words;
  const key = cancelled.signIn ? 'signIn.cancelled' : 'account.nothingToCancel';
  turn.entry.outcome = cancelled.signIn ? 'sign-in cancelled' : 'nothing to cancel';
  const text = `${t(`${key}.text`)} ${othersLeft(turn, cancelled)}`.trim();
  await showNotice(turn, { title: t(`${key}.title`), text });
}

async function showCancelled(turn: Turn, cancelled: Cancelled): Promise<void> {
  const { t } = turn.words;
  turn.entry.outcome = 'cancelled';
  const subject = cancelled.dropped.map(({ draft }) => draft.subject.trim()).find(Boolean);
  const title = t('account.cancelled.title');
  const what = subject ? t('account.cancelled.textOf', { subject }) : t('account.cancelled.text');
  const text = `${what} ${othersLeft(turn, cancelled)}`.trim();
  const actions = [button(t('mail.newForm'), 'mail.compose')];
  await replace(turn, noticeCard(turn, { title, text, actions }), title);
}

function othersLeft({ words: { t } }: Turn, { drafts: count }: Cancelled): string {
  return count > 0 ? t('account.cancelled.others', { count }) : '';
}

/** The form at hand, and those that nothing was typed into: other drafts are not what "cancel" is said to. */
function formsAtHand(record: PersonRecord): string[] {
  const atHand = formAtHand(record);
  if (!atHand && sendingForm(record)) return [];
  const forms = openForms(record).filter(({ id, draft }) => id === atHand?.id || isBlank(draft));
  return forms.map(({ id }) => id);
}

const sendingForm = ({ forms }: PersonRecord) =>
  Object.values(forms).find(({ state }) => state === 'sending');
