// The words "send" and "edit": they do what the buttons of a preview do, where a card cannot be clicked.
import { isChangedOnPage } from '../../channel/cardMark';
import { currentFormOf } from '../../mail/currentForm';
import { draftsOf, lastUnknown } from '../../mail/mailRecord';
import type { Submit } from '../../mail/submit';
import { showPrivateOnly } from '../../turn/groups';
import { primaryButton, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import type { Turn } from '../../turn/turn';
import { reopenForm } from './form';
import { showDrafts } from './lists';
import { showStillSending, showUnknown } from './outcomes';
import { newSubmit, submit } from './submitForm';

/** Sends the current form if it is what the person saw last, else shows it first. */
export async function sendCurrent(turn: Turn, action: Submit['action'] = 'send'): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const form = currentFormOf(await turn.person.record());
  if (!form) return showNoCurrentForm(turn);
  // The bot does not have the text that the person sees, and sends no other.
  const shown = isChangedOnPage(turn.activity) ? 'preview' : action;
  return submit(turn, { ...newSubmit(turn, form.id, shown), confirms: 'lastSeen' });
}

/** Shows the current form with its buttons, where a word may have been meant for another one. */
export async function askWhich(turn: Turn): Promise<Outcome> {
  const { t } = turn.words;
  if (currentFormOf(await turn.person.record()))
    await showNotice(turn, { title: t('mail.unsure.title'), text: t('mail.unsure.text') });
  return sendCurrent(turn, 'preview');
}

export async function editCurrent(turn: Turn): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const form = currentFormOf(await turn.person.record());
  return form ? reopenForm(turn, form.id) : showNoCurrentForm(turn);
}

/** No other draft is taken in its place: the person says which one they mean. */
async function showNoCurrentForm(turn: Turn): Promise<Outcome> {
  const record = await turn.person.record();
  const sending = Object.values(record.forms).find(({ state }) => state === 'sending');
  if (sending) return showStillSending(turn, sending.id);
  const unknown = lastUnknown(record);
  if (unknown) return showUnknown(turn, unknown);
  if (draftsOf(record).length > 0) return showDrafts(turn);
  const { t } = turn.words;
  const actions = [primaryButton(t('mail.newForm'), 'mail.compose')];
  const notice = { title: t('mail.nothingOpen.title'), text: t('mail.nothingOpen.text'), actions };
  return showNotice(turn, notice, 'no current form');
}
