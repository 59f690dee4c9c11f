// What became of a mail, in words: each state of a form or an outcome has its card.
import { type Account, kindOf } from '../../graph/profile';
import type { BotWords } from '../../locales';
import { type Ended, type Form, formOf } from '../../mail/mailRecord';
import { markReported } from '../../mail/unreported';
import { adviceText } from '../../turn/failure';
import { button, type Notice, primaryButton, replaceWithNotice, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { joined, sentences } from '../../turn/said';
import { nameOf } from '../../turn/shorten';
import { showTime } from '../../turn/time';
import type { Turn } from '../../turn/turn';

/**
 * Reports a mail that was sent, or may have been, and whose text is no longer kept. Its subject is in the title: it may
 * come late, between other answers.
 * @param isLate whether nobody asked for it: it is not the answer to a click
 */
export async function showEnded(
  turn: Turn,
  { formId, state, at, subject }: Ended,
  isLate = false,
): Promise<Outcome> {
  const { t } = turn.words;
  const isSent = state === 'sent';
  const name = nameOf(turn.words, subject);
  const title = t(isSent ? 'mail.alreadySent.title' : 'mail.unknown.title', { subject: name });
  const time = showTime(turn, at);
  const sent = isLate ? t('mail.alreadySent.late', { time }) : t('mail.alreadySent.text', { time });
  const text = isSent ? sent : t('mail.unknown.text');
  const again = isSent ? primaryButton : button;
  const actions = [again(t('mail.newForm'), 'mail.compose')];
  const color = isSent ? 'default' : 'attention';
  const about = { form: formId, state };
  return replaceWithNotice(turn, { title, text, color, actions, about }, 'ended');
}

export async function showUnknown(turn: Turn, { id, draft }: Pick<Form, 'id' | 'draft'>): Promise<Outcome> {
  const { t } = turn.words;
  turn.entry.reference = turn.reference;
  const notice: Notice = {
    title: t('mail.unknown.title', { subject: nameOf(turn.words, draft.subject) }),
    text: t('mail.unknown.text'),
    color: 'attention',
    withReference: true,
    // Nothing is to be pressed before the person has looked into their Sent Items.
    actions: [button(t('mail.sendAgain'), 'mail.compose', id)],
    about: { form: id, state: 'unknown' },
  };
  return replaceWithNotice(turn, notice, 'unknown');
}

/** Reports a failure late, beside what the person is doing now: the form is offered and not put in between. */
export async function showFailedForm(turn: Turn, form: Form): Promise<Outcome> {
  const { t } = turn.words;
  const { id, draft } = form;
  const { account } = await turn.person.record();
  const notice: Notice = {
    title: t('mail.failed.titleOf', { subject: nameOf(turn.words, draft.subject) }),
    text: failedText(turn, reasonOf(turn, form, account)),
    color: 'attention',
    actions: [primaryButton(t('mail.edit'), 'mail.compose', id)],
    about: { form: id, state: 'failed' },
  };
  return showNotice(turn, notice, 'failed');
}

/** Why a form's mail was not sent, as far as the record tells. */
export function reasonOf({ words, services }: Turn, form: Form, from: Account | undefined): string {
  const { failure = 'trouble', retryAt } = form;
  const retryAfter = retryAt === undefined ? undefined : Math.max(0, retryAt - services.clock.now()) / 1000;
  return adviceText(words, failure, { kind: kindOf(from), retryAfter });
}

/** Says that a mail was not sent and why, with the turn's reference. */
export function failedText(turn: Turn, reason: string): string {
  const { t } = turn.words;
  turn.entry.reference = turn.reference;
  const reference = t('failure.reference', { reference: turn.reference });
  return joined(sentences(t('mail.failed.title'), reason), reference);
}

export function sendingNotice({ t }: BotWords, id: string): Notice {
  return {
    title: t('mail.sending.title'),
    text: t('mail.sending.text'),
    about: { form: id, state: 'sending' },
  };
}

/**
 * Says that a mail is in flight. Another turn may report its outcome at the same moment: what is said last is true then, too.
 */
export async function showStillSending(turn: Turn, id: string): Promise<Outcome> {
  const before = await showEnd(turn, id);
  if (before) return before;
  await showNotice(turn, sendingNotice(turn.words, id));
  return (await showEnd(turn, id)) ?? 'still sending';
}

/** Shows what became of a mail that was in flight a moment ago. @returns nothing while it still is */
async function showEnd(turn: Turn, id: string): Promise<Outcome | undefined> {
  const record = await turn.person.readAgain();
  const form = formOf(record, id);
  if (form?.state === 'sending') return undefined;
  // The receipt stands in the place of the card that was clicked.
  const { clicked: _clicked, ...aside } = turn;
  const ended = record.outcomes.find(({ formId }) => formId === id);
  if (ended) await showEnded(aside, ended);
  else if (form?.state === 'unknown') await showUnknown(aside, form);
  else if (form?.state === 'failed') await showFailedForm(aside, form);
  // Opened or dropped meanwhile: what answered that is the last word.
  else return 'overtaken';
  await turn.person.change((newest) => markReported(newest, [id]));
  return ended ? 'ended' : form?.state === 'unknown' ? 'unknown' : 'failed';
}

/** Of the drafts beside the one that was just kept or deleted. */
export const othersLeft = ({ t }: BotWords, count: number): string =>
  count > 0 ? t('account.cancelled.others', { count }) : '';

/** Of all drafts, where nothing was kept or deleted. */
export const draftsLeft = ({ t }: BotWords, count: number): string =>
  count > 0 ? t('account.cancelled.drafts', { count }) : '';

/** There is neither form nor text: the form was deleted, is too old, or was dropped with its account. */
export async function showGone(turn: Turn, id: string, say = replaceWithNotice): Promise<Outcome> {
  const { t } = turn.words;
  const actions = [
    primaryButton(t('mail.newForm'), 'mail.compose'),
    button(t('drafts.button'), 'mail.drafts'),
  ];
  const about = { form: id, state: 'gone' } as const;
  return say(turn, { title: t('mail.gone.title'), text: t('mail.gone.text'), actions, about }, 'gone');
}
