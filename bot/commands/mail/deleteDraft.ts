// Deleting a draft: asked once, because it cannot be undone. The button holds what it was asked about.
import { cancelForm } from '../../mail/claim';
import {
  draftsOf,
  type Ended,
  type Form,
  formOf,
  idNow,
  isBlankForm,
  isSendable,
} from '../../mail/mailRecord';
import { textMark } from '../../mail/textMark';
import { forgetForm } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import { button, destructiveButton, type Notice, replaceWithNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { nameOf } from '../../turn/shorten';
import type { Turn } from '../../turn/turn';
import { hereIn } from '../session/session';
import { showKept } from './cancel';
import { othersLeft, showEnded, showGone, showStillSending, showUnknown } from './outcomes';

/** The answer "keep" to the question. The form is not closed: it may be the one that is being written. */
export async function keepDraft(turn: Turn, called: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const record = await turn.person.record();
  const id = idNow(record, called);
  const form = formOf(record, id);
  const ended = record.outcomes.find(({ formId }) => formId === id);
  if (!isSendable(form)) return showClosed(turn, called, { form, ended });
  return showKept(turn, form, draftsOf(record).filter((draft) => draft.id !== id).length);
}

/** There is nothing to delete or keep any more. */
async function showClosed(
  turn: Turn,
  called: string,
  { form, ended }: { form: Form | undefined; ended: Ended | undefined },
): Promise<Outcome> {
  if (form?.state === 'sending') return showStillSending(turn, form.id);
  if (form) return showUnknown(turn, form);
  return ended ? showEnded(turn, ended) : showGone(turn, called);
}

/** @param pressed the form's id, and behind `~` the mark of the text that the person was asked about */
export async function deleteDraft(turn: Turn, pressed: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const [called = '', mark] = pressed.split('~');
  const here = hereIn(turn);
  const { form, ended, isDeleted, left } = await turn.person.update((record) => {
    const id = idNow(record, called);
    const form = formOf(record, id);
    const isDeleted = isSendable(form) && (isBlankForm(form) || mark === textMark([form]));
    const next = isDeleted ? cancelForm(forgetForm(record, here, id), id) : record;
    const ended = record.outcomes.find(({ formId }) => formId === id);
    return { record: next, result: { form, ended, isDeleted, left: draftsOf(next).length } };
  });
  if (!isSendable(form)) return showClosed(turn, called, { form, ended });
  const { t } = turn.words;
  const subject = nameOf(turn.words, form.draft.subject);
  if (isDeleted) {
    const notice: Notice = {
      title: t('drafts.deleted.title', { subject }),
      text: othersLeft(turn.words, left),
      actions: [
        button(t('mail.newForm'), 'mail.compose'),
        ...(left > 0 ? [button(t('drafts.button'), 'mail.drafts')] : []),
      ],
      about: { form: form.id, state: 'deleted' },
    };
    return replaceWithNotice(turn, notice, 'dropped');
  }
  const notice: Notice = {
    title: t('drafts.delete.title', { subject }),
    text: t('drafts.delete.text'),
    actions: [
      destructiveButton(t('drafts.drop'), 'mail.drop', `${form.id}~${textMark([form])}`),
      button(t('drafts.delete.keep'), 'mail.keep', form.id),
    ],
    about: { form: form.id, state: 'question' },
  };
  return replaceWithNotice(turn, notice, 'asked');
}
