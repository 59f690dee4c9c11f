// A message that was edited: what it says now is carried out where that can do no harm, and otherwise the person is told.
import { openTyped } from '../mail/claim';
import { type Form, formOf, isSendable } from '../mail/mailRecord';
import { showPrivateOnly } from '../turn/groups';
import { button, primaryButton, showNotice } from '../turn/notice';
import type { Outcome } from '../turn/outcome';
import { nameOf } from '../turn/shorten';
import type { Turn } from '../turn/turn';
import { reopenForm } from './mail/form';
import { showEnded, showStillSending, showUnknown } from './mail/outcomes';
import { sendCurrent } from './mail/sendCurrent';
import { newSubmit, submit } from './mail/submitForm';
import type { Request } from './request';

/** What the message said before is not known, and may have been carried out: these are not done by an edit. */
const irrevocable = new Set(['signOut', 'forgetMe', 'otherAccount']);

/** @param run carries the request out as if it had been typed anew */
export async function takeEdit(
  turn: Turn,
  { name, command, input }: Request,
  run: () => Promise<Outcome>,
): Promise<Outcome> {
  if (!turn.isPrivate) return command.forAll ? run() : showPrivateOnly(turn);
  if (irrevocable.has(name)) {
    const { t } = turn.words;
    return showNotice(turn, { title: t('edited.again.title'), text: t('edited.again.text') });
  }
  const { id } = turn.activity;
  const { forms, outcomes } = await turn.person.record();
  const form = Object.values(forms).find(({ openedBy }) => openedBy !== undefined && openedBy === id);
  const isToShow = name === 'send' || name === 'cancel';
  if (isToShow && isSendable(form)) return submit(turn, newSubmit(turn, form.id, 'preview'));
  if (form?.isAsTyped)
    return name === 'compose' && input.draft && !input.isForForm
      ? changeForm(turn, form, input.draft)
      : sayFormStays(turn, form, 'kept');
  // What may have been sent must not look like a draft.
  if (form?.state === 'unknown') return showUnknown(turn, form);
  if (form?.state === 'sending') return showStillSending(turn, form.id);
  if (form) return sayFormStays(turn, form, 'stays');
  const sent = outcomes.find(({ openedBy }) => openedBy !== undefined && openedBy === id);
  if (sent) return showEnded(turn, sent);
  return isToShow ? sendCurrent(turn, 'preview') : run();
}

/** The form has not been touched since: it gets the new text. Decided on the newest record, for a press may have claimed it. */
async function changeForm(turn: Turn, form: Form, draft: Form['draft']): Promise<Outcome> {
  const { activity, person, services } = turn;
  const { id } = form;
  const isChanged = await person.update((record) => {
    const newest = formOf(record, id);
    const isOurs = newest?.state === 'open' && newest.isAsTyped && newest.openedBy === activity.id;
    if (!isOurs) return { result: false };
    const now = services.clock.now();
    return { record: openTyped(record, { id, draft }, activity.id ?? '', now), result: true };
  });
  return isChanged ? reopenForm(turn, id) : sayFormStays(turn, form, 'stays');
}

/** `kept`: nothing was changed since. `stays`: the form has another text by now, or its mail is on its way. */
async function sayFormStays(turn: Turn, { id, draft }: Form, how: 'kept' | 'stays'): Promise<Outcome> {
  const { t } = turn.words;
  const text = t(`edited.${how}.text`, { subject: nameOf(turn.words, draft.subject) });
  const actions = [primaryButton(t('drafts.goOn'), 'mail.compose', id), button(t('talk.help'), 'help.show')];
  return showNotice(turn, { title: t(`edited.${how}.title`), text, actions });
}
