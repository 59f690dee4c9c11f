// Cancelling: the form that was clicked, or with the word `cancel` the current form and a sign-in that waits. A text stays as a draft.
import { isChangedOnPage } from '../../channel/cardMark';
import { closeForm, keepDraft } from '../../mail/claim';
import { currentFormOf } from '../../mail/currentForm';
import { type Draft, isBlank, isSameDraft, readDraft } from '../../mail/draft';
import {
  draftsOf,
  type Form,
  formOf,
  idNow,
  isBlankForm,
  isSendable,
  lastUnknown,
  type MailRecord,
  openForms,
} from '../../mail/mailRecord';
import { applyPicks, readPicks } from '../../mail/names';
import type { PersonRecord } from '../../people/record';
import { cancelSignIn, forgetForm, formIdOf, waitingSignIn } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import { button, type Notice, primaryButton, replaceWithNotice, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { sentences } from '../../turn/said';
import { nameOf } from '../../turn/shorten';
import type { Turn } from '../../turn/turn';
import { hereIn } from '../session/session';
import { askForAddresses } from './namesFound';
import { draftsLeft, othersLeft, showEnded, showStillSending, showUnknown } from './outcomes';
import { withFolded } from './submitForm';

interface Cancelled {
  /** Forms with a text, which are drafts now. */
  kept: Form[];
  /** Blank ones. */
  dropped: Form[];
  signIn: boolean;
  /** The form whose names wait for the permission to be looked up. */
  named?: Form | undefined;
  /** The number of other drafts. */
  others: number;
  /** A form that cannot be cancelled: its mail is in flight, or may have gone. */
  submitted?: Form | undefined;
}

/**
 * @param pressed as the card has it: the form's id, and behind `~` the mark of what is folded
 * @param value everything the card sent, its inputs among it
 */
export async function cancelMail(turn: Turn, pressed?: string, value?: unknown): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  if (!pressed && isChangedOnPage(turn.activity) && currentFormOf(await turn.person.record()))
    return showOnPage(turn);
  const [called, , mark = ''] = pressed?.split('~') ?? [];
  const formId = called && idNow(await turn.person.record(), called);
  const brought = formId ? readDraft(value) : undefined;
  const typed =
    formId && brought && applyPicks((await withFolded(turn, brought, formId, mark)).draft, readPicks(value));
  const here = hereIn(turn);
  const freshId = turn.services.ids.unique();
  const cancelled = await turn.person.update<Cancelled>((record) => {
    const filled =
      formId && typed ? withTyped(record, { id: formId, typed, freshId, now: here.now }) : undefined;
    const id = filled?.id ?? formId;
    const current = filled?.record ?? record;
    const waiting = id ? undefined : waitingSignIn(current, here);
    const rest = id ? forgetForm(current, here, id) : cancelSignIn(current, here);
    // A person who would rather not sign in to the directory, or with another account, goes on with the mail.
    const keepsMail = waiting && (waiting.connection === 'directory' || record.anotherAccount);
    const targets = id ? [id] : keepsMail ? [] : formsToCancel(record);
    const left = targets.reduce(closeForm, rest);
    const closed = targets.map((target) => formOf(rest, target)).filter(isSendable);
    const kept = closed.filter((form) => formOf(left, form.id));
    const dropped = closed.filter((form) => !formOf(left, form.id));
    const submitted = id ? formOf(left, id) : targets.length === 0 ? submittedForm(left) : undefined;
    const others = draftsOf(left).length - kept.length;
    const named =
      waiting?.connection === 'directory' ? formOf(left, formIdOf(waiting.command) ?? '') : undefined;
    const signIn = waiting !== undefined;
    return { record: left, result: { kept, dropped, signIn, named, others, submitted } };
  });
  // "Nothing to cancel" would sound as if the mail had not gone.
  const ended = (await turn.person.record()).outcomes.find((outcome) => outcome.formId === formId);
  if (ended) return showEnded(turn, ended);
  const { kept, dropped, submitted, signIn, named, others } = cancelled;
  const [draft] = kept;
  if (draft) return showKept(turn, draft, others);
  const [blank] = dropped;
  if (blank) return showCancelled(turn, blank, others);
  if (named?.state === 'open') return askForAddresses(turn, named);
  if (submitted?.state === 'unknown' && !signIn) return showUnknown(turn, submitted);
  if (submitted && !signIn) return showStillSending(turn, submitted.id);
  return showNothing(turn, cancelled, formId);
}

/** The form's text is on our page only. To close the form without it would lose what was typed. */
async function showOnPage(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  return showNotice(
    turn,
    { title: t('account.onPage.title'), text: t('account.onPage.text') },
    'form is open',
  );
}

/** What stands in the card's fields. A card whose fields are blank was shown before its form was filled in. */
function withTyped(
  record: PersonRecord,
  { id, typed, freshId, now }: { id: string; typed: Draft; freshId: string; now: number },
): { record: PersonRecord; id: string } {
  const form = formOf(record, id);
  if (isBlank(typed) || (form && isSameDraft(form.draft, typed))) return { record, id };
  return keepDraft(record, id, typed, freshId, now);
}

/** Says that a draft is kept, and offers to continue or delete it. @param others the number of other drafts */
export async function showKept(turn: Turn, { id, draft }: Form, others: number): Promise<Outcome> {
  const { t } = turn.words;
  const subject = nameOf(turn.words, draft.subject);
  const notice: Notice = {
    title: t('account.kept.title'),
    text: sentences(t('account.kept.text', { subject }), othersLeft(turn.words, others)),
    actions: [primaryButton(t('drafts.goOn'), 'mail.compose', id), button(t('drafts.drop'), 'mail.drop', id)],
    about: { form: id, state: 'kept' },
  };
  return replaceWithNotice(turn, notice, 'cancelled');
}

async function showCancelled(turn: Turn, { id }: Form, others: number): Promise<Outcome> {
  const { t } = turn.words;
  const notice: Notice = {
    title: t('account.cancelled.title'),
    text: sentences(t('account.cancelled.text'), draftsLeft(turn.words, others)),
    actions: [button(t('mail.newForm'), 'mail.compose')],
    about: { form: id, state: 'cancelled' },
  };
  return replaceWithNotice(turn, notice, 'cancelled');
}

/** There is no form to cancel. The card that was clicked is used up all the same. */
async function showNothing(turn: Turn, { signIn, others }: Cancelled, formId?: string): Promise<Outcome> {
  const { t } = turn.words;
  const key = signIn ? 'signIn.cancelled' : 'account.nothingToCancel';
  const [title, left] = [t(`${key}.title`), draftsLeft(turn.words, others)];
  const text = sentences(t(`${key}.text`), left);
  if (signIn) {
    const about = { account: 'signIn', state: 'cancelled' } as const;
    return showNotice(turn, { title, text, about }, 'sign-in cancelled');
  }
  if (!formId) return showNotice(turn, { title, text }, 'nothing to cancel');
  const about = { form: formId, state: 'gone' } as const;
  return replaceWithNotice(turn, { title, text, about }, 'nothing to cancel');
}

/** The current form and the blank ones. "cancel" does not mean other drafts. */
function formsToCancel(record: MailRecord): string[] {
  const current = currentFormOf(record);
  if (!current && sendingForm(record)) return [];
  const forms = openForms(record).filter((form) => form.id === current?.id || isBlankForm(form));
  return forms.map(({ id }) => id);
}

const submittedForm = (record: MailRecord) => sendingForm(record) ?? lastUnknown(record);

const sendingForm = ({ forms }: MailRecord) => Object.values(forms).find(({ state }) => state === 'sending');
