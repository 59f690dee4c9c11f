// Cancelling: the form that was clicked, or with the word what is at hand.
import { cancelForm } from '../../mail/claim';
import { isBlank } from '../../mail/draft';
import { openForms, type PersonRecord } from '../../people/record';
import { cancelSignIn, forgetForm, waitingSignIn } from '../../people/signIns';
import { replace, type Turn } from '../../turn';
import { hereIn } from '../account/signedIn';
import { button, noticeCard, showNotice } from '../notice';
import { showPrivatePlease } from '../place';
import type { Services } from '../services';
import { draftsOf } from './drafts';
import { showEnded } from './ended';

/** Cancels the form that was clicked, or with the word `cancel` the newest one and a sign-in that waits. */
export async function cancelMail(turn: Turn, services: Services, formId?: string): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const here = hereIn(turn, services);
  const { formsCancelled, signInCancelled, drafts } = await turn.person.update((record) => {
    const waits = waitingSignIn(record, here) !== undefined;
    const rest = formId ? forgetForm(record, here, formId) : cancelSignIn(record, here);
    const left = (formId ? [formId] : formsAtHand(record)).reduce(cancelForm, rest);
    const result = {
      formsCancelled: left !== rest,
      signInCancelled: !formId && waits,
      drafts: draftsOf(left).length,
    };
    return { record: left, result };
  });

  const { t } = turn.words;
  // "Nothing to cancel" would sound as if it had not gone.
  const ended = (await turn.person.record()).outcomes.find((outcome) => outcome.formId === formId);
  if (ended) return showEnded(turn, ended);
  if (formsCancelled) {
    turn.entry.outcome = 'cancelled';
    const title = t('account.cancelled.title');
    const others = drafts > 0 ? t('account.cancelled.others', { count: drafts }) : '';
    const text = `${t('account.cancelled.text')} ${others}`.trim();
    const actions = [button(t('mail.newForm'), 'mail.compose')];
    return replace(turn, noticeCard(turn, { title, text, actions }), title);
  }
  const key = signInCancelled ? 'signIn.cancelled' : 'account.nothingToCancel';
  turn.entry.outcome = signInCancelled ? 'sign-in cancelled' : 'nothing to cancel';
  await showNotice(turn, { title: t(`${key}.title`), text: t(`${key}.text`) });
}

/** The newest form, and with it those that nothing was typed into: other drafts are not what "cancel" is said to. */
function formsAtHand(record: PersonRecord): string[] {
  const [newest, ...others] = openForms(record);
  return [newest, ...others.filter(({ draft }) => isBlank(draft))].flatMap((form) => (form ? [form.id] : []));
}
