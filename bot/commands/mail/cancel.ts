// Cancelling: the form that was clicked, or with the word `cancel` the current form and a sign-in that waits.
import { cancelForm } from '../../mail/claim';
import { currentFormOf } from '../../mail/currentForm';
import { isBlank } from '../../mail/draft';
import {
  draftsOf,
  type Form,
  formOf,
  idNow,
  lastUnknown,
  type MailRecord,
  openForms,
} from '../../mail/mailRecord';
import { cancelSignIn, forgetForm, formIdOf, waitingSignIn } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import { button, replaceWithNotice, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { hereIn } from '../session/session';
import { askForAddresses } from './namesFound';
import { showEnded, showStillSending, showUnknown } from './outcomes';

interface Cancelled {
  dropped: Form[];
  signIn: boolean;
  /** The form whose names wait for the permission to be looked up. */
  named?: Form | undefined;
  /** The number of drafts that are left. */
  drafts: number;
  /** A form that cannot be cancelled: its mail is in flight, or may have gone. */
  submitted?: Form | undefined;
}

export async function cancelMail(turn: Turn, called?: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const formId = called && idNow(await turn.person.record(), called);
  const here = hereIn(turn);
  const cancelled = await turn.person.update<Cancelled>((record) => {
    const waiting = formId ? undefined : waitingSignIn(record, here);
    const rest = formId ? forgetForm(record, here, formId) : cancelSignIn(record, here);
    // A person who would rather not sign in to the directory, or with another account, goes on with the mail.
    const keepsMail = waiting && (waiting.connection === 'directory' || record.anotherAccount);
    const targets = formId ? [formId] : keepsMail ? [] : formsToCancel(record);
    const left = targets.reduce(cancelForm, rest);
    const dropped = targets.flatMap((id) => (formOf(left, id) ? [] : (formOf(rest, id) ?? [])));
    const submitted = formId ? formOf(left, formId) : targets.length === 0 ? submittedForm(left) : undefined;
    const named =
      waiting?.connection === 'directory' ? formOf(left, formIdOf(waiting.command) ?? '') : undefined;
    const result = {
      dropped,
      signIn: waiting !== undefined,
      named,
      drafts: draftsOf(left).length,
      submitted,
    };
    return { record: left, result };
  });
  // "Nothing to cancel" would sound as if the mail had not gone.
  const ended = (await turn.person.record()).outcomes.find((outcome) => outcome.formId === formId);
  if (ended) return showEnded(turn, ended);
  if (cancelled.dropped.length > 0) return showCancelled(turn, cancelled);
  const { submitted, signIn, named } = cancelled;
  if (named?.state === 'open') return askForAddresses(turn, named);
  if (submitted?.state === 'unknown' && !signIn) return showUnknown(turn, submitted);
  if (submitted && !signIn) return showStillSending(turn);
  const { t } = turn.words;
  const key = signIn ? 'signIn.cancelled' : 'account.nothingToCancel';
  const text = `${t(`${key}.text`)} ${othersLeft(turn, cancelled)}`.trim();
  return showNotice(
    turn,
    { title: t(`${key}.title`), text },
    signIn ? 'sign-in cancelled' : 'nothing to cancel',
  );
}

async function showCancelled(turn: Turn, cancelled: Cancelled): Promise<Outcome> {
  const { t } = turn.words;
  const subject = cancelled.dropped.map(({ draft }) => draft.subject.trim()).find(Boolean);
  const what = subject ? t('account.cancelled.textOf', { subject }) : t('account.cancelled.text');
  const notice = {
    title: t('account.cancelled.title'),
    text: `${what} ${othersLeft(turn, cancelled)}`.trim(),
    actions: [button(t('mail.newForm'), 'mail.compose')],
  };
  return replaceWithNotice(turn, notice, 'cancelled');
}

function othersLeft({ words: { t } }: Turn, { drafts: count }: Cancelled): string {
  return count > 0 ? t('account.cancelled.others', { count }) : '';
}

/** The current form and the blank ones. "cancel" does not mean other drafts. */
function formsToCancel(record: MailRecord): string[] {
  const current = currentFormOf(record);
  if (!current && sendingForm(record)) return [];
  const forms = openForms(record).filter(({ id, draft }) => id === current?.id || isBlank(draft));
  return forms.map(({ id }) => id);
}

const submittedForm = (record: MailRecord) => sendingForm(record) ?? lastUnknown(record);

const sendingForm = ({ forms }: MailRecord) => Object.values(forms).find(({ state }) => state === 'sending');
