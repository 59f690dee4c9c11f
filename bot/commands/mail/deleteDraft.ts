// Deleting a draft: asked once, because it cannot be undone. The button holds what it was asked about.
import { cancelForm } from '../../mail/claim';
import { isBlank } from '../../mail/draft';
import { draftsOf, formOf, idNow, isSendable } from '../../mail/mailRecord';
import { textMark } from '../../mail/textMark';
import { forgetForm } from '../../people/signIns';
import { showPrivateOnly } from '../../turn/groups';
import { button, destructiveButton, type Notice, replaceWithNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { nameOf } from '../../turn/shorten';
import type { Turn } from '../../turn/turn';
import { hereIn } from '../session/session';
import { othersLeft, showEnded, showGone, showStillSending, showUnknown } from './outcomes';

/** @param pressed the form's id, and behind `~` the mark of the text that the person was asked about */
export async function deleteDraft(turn: Turn, pressed: string): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const [called = '', mark] = pressed.split('~');
  const here = hereIn(turn);
  const { form, ended, isDeleted, left } = await turn.person.update((record) => {
    const id = idNow(record, called);
    const form = formOf(record, id);
    const isDeleted = isSendable(form) && (isBlank(form.draft) || mark === textMark([form]));
    const next = isDeleted ? cancelForm(forgetForm(record, here, id), id) : record;
    const ended = record.outcomes.find(({ formId }) => formId === id);
    return { record: next, result: { form, ended, isDeleted, left: draftsOf(next).length } };
  });
  if (!form) return ended ? showEnded(turn, ended) : showGone(turn, called);
  if (form.state === 'sending') return showStillSending(turn, form.id);
  if (form.state === 'unknown') return showUnknown(turn, form);
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
      button(t('drafts.delete.keep'), 'mail.cancel', form.id),
    ],
    about: { form: form.id, state: 'question' },
  };
  return replaceWithNotice(turn, notice, 'asked');
}
