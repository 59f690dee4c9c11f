// The mail form: opened, shown again with what was typed, cancelled.
import { type Card, renderCard } from '../../cards/render';
import type { Account } from '../graph/profile';
import { cancelForm, openForm } from '../mail/claim';
import { type Draft, type DraftField, emptyDraft, type Problems } from '../mail/draft';
import { showMailbox } from '../mail/recipients';
import { formOf, type PendingCommand } from '../people/record';
import { cancelSignIn, forgetForm, waitingSignIn } from '../people/signIns';
import { replace, show, type Turn } from '../turn';
import { showEnded } from './ended';
import { button, noticeCard, showNotice } from './notice';
import { showPrivatePlease } from './place';
import type { Services } from './services';
import { asSignedIn, hereIn } from './signedIn';

/** Opens a form, filled with what is known of the mail, once the person is signed in. */
export async function composeMail(turn: Turn, services: Services, draft: Draft = emptyDraft): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const formId = services.ids.unique();
  const now = services.clock.now();
  // Written before the sign-in card is shown: what was typed in one line must survive the sign-in.
  await turn.person.change((record) => openForm(record, formId, draft, now));
  const isTyped = draft !== emptyDraft;
  if (isTyped) turn.keptForm = formId;
  await openPendingForm(turn, services, { name: 'compose', formId, ...(isTyped ? { typed: true } : {}) });
}

/** Shows a form of the record again, with its text; used after a sign-in and after a mail that did not go. */
export async function reopenForm(turn: Turn, services: Services, formId?: string): Promise<void> {
  await openPendingForm(turn, services, { name: 'compose', ...(formId ? { formId } : {}) });
}

/** Shows the form of a command, remembered over a sign-in if there must be one. */
export async function openPendingForm(
  turn: Turn,
  services: Services,
  command: Extract<PendingCommand, { name: 'compose' }>,
): Promise<void> {
  const { formId } = command;
  await asSignedIn(turn, services, command, async ({ account }) => {
    const from = await account();
    const form = formId ? formOf(await turn.person.record(), formId) : undefined;
    if (!formId || !form) return composeMail(turn, services);
    if (form.state === 'sending') return showStillSending(turn);
    // A form whose mail may have gone out is sent again only as a new one: the old claim stays.
    if (form.state === 'unknown') return composeMail(turn, services, form.draft);
    await show(turn, formCard(turn, formId, form.draft, from), summary(turn, from));
    turn.entry.outcome = 'form shown';
  });
}

/** Puts the form back where it was, with a sentence on top and the reasons at the fields. */
export async function returnForm(
  turn: Turn,
  form: { id: string; draft: Draft; from: Account },
  notice: string,
  problems: Problems = {},
): Promise<void> {
  await replace(turn, formCard(turn, form.id, form.draft, form.from, notice, problems), notice);
}

/** Cancels the form that was clicked, or with the word `cancel` every form and sign-in that is open. */
export async function cancelMail(turn: Turn, services: Services, formId?: string): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const here = hereIn(turn, services);
  const { formsCancelled, signInCancelled } = await turn.person.update((record) => {
    const waits = waitingSignIn(record, here) !== undefined;
    const rest = formId ? forgetForm(record, here, formId) : cancelSignIn(record, here);
    const left = (formId ? [formId] : Object.keys(record.forms)).reduce(cancelForm, rest);
    return { record: left, result: { formsCancelled: left !== rest, signInCancelled: !formId && waits } };
  });

  const { t } = turn.words;
  // "Nothing to cancel" would sound as if it had not gone.
  const ended = (await turn.person.record()).outcomes.find((outcome) => outcome.formId === formId);
  if (ended) return showEnded(turn, ended);
  if (formsCancelled) {
    turn.entry.outcome = 'cancelled';
    const actions = [button(t('mail.newForm'), 'mail.compose')];
    const card = noticeCard(turn, {
      title: t('account.cancelled.title'),
      text: t('account.cancelled.text'),
      actions,
    });
    return replace(turn, card, t('account.cancelled.title'));
  }
  const key = signInCancelled ? 'signIn.cancelled' : 'account.nothingToCancel';
  turn.entry.outcome = signInCancelled ? 'sign-in cancelled' : 'nothing to cancel';
  await showNotice(turn, { title: t(`${key}.title`), text: t(`${key}.text`) });
}

export async function showStillSending(turn: Turn): Promise<void> {
  turn.entry.outcome = 'still sending';
  await show(turn, stillSendingCard(turn), turn.words.t('mail.sending.title'));
}

export function stillSendingCard(turn: Turn): Card {
  const { t } = turn.words;
  return noticeCard(turn, { title: t('mail.sending.title'), text: t('mail.sending.text') });
}

function formCard(
  { words }: Turn,
  formId: string,
  draft: Draft,
  from: Account,
  notice = '',
  problems: Problems = {},
): Card {
  const reason = (field: DraftField) => {
    const problem = problems[field];
    return problem ? words.t(`mail.problem.${problem.key}`, 'values' in problem ? problem.values : {}) : '';
  };
  return renderCard(
    'mailForm',
    {
      formId,
      notice,
      draft,
      problems: { to: reason('to'), subject: reason('subject'), body: reason('body') },
    },
    words.group('cards.mailForm', { from: showMailbox(from) }),
  );
}

function summary({ words }: Turn, from: Account): string {
  return words.t('cards.mailForm.summary', { from: showMailbox(from) });
}
