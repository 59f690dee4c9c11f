// The words "send" and "edit": what the buttons of a preview do, where a card cannot be clicked.
import { formAtHand } from '../../mail/currentForm';
import type { Submit } from '../../mail/submit';
import { showPrivatePlease } from '../../turn/groups';
import { button, showNotice } from '../../turn/notice';
import type { Services } from '../../turn/services';
import type { Turn } from '../../turn/turn';
import { draftsOf, showDrafts } from './drafts';
import { reopenForm, showStillSending } from './form';
import { decide, newSubmit } from './submitForm';

/** The mail at hand goes if it is what the person saw last, else it is shown first. */
export async function sendAtHand(
  turn: Turn,
  services: Services,
  wish: Submit['wish'] = 'send',
): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const form = formAtHand(await turn.person.record());
  if (!form) return showNothingAtHand(turn);
  await decide(turn, services, { ...newSubmit(turn, services, form.id, wish), confirms: 'lastSeen' });
}

export async function editAtHand(turn: Turn, services: Services): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const form = formAtHand(await turn.person.record());
  await (form ? reopenForm(turn, services, form.id) : showNothingAtHand(turn));
}

/** No other draft is taken in its place: which one is meant, the person says. */
async function showNothingAtHand(turn: Turn): Promise<void> {
  const record = await turn.person.record();
  if (Object.values(record.forms).some(({ state }) => state === 'sending')) return showStillSending(turn);
  if (draftsOf(record).length > 0) return showDrafts(turn);
  const { t } = turn.words;
  turn.entry.outcome = 'nothing at hand';
  const actions = [button(t('mail.newForm'), 'mail.compose')];
  await showNotice(turn, { title: t('mail.nothingOpen.title'), text: t('mail.nothingOpen.text'), actions });
}
