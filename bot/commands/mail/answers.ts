// What a person is told of a mail they sent: each end has its card.
import { renderCard } from '../../../cards/render';
import type { Advice } from '../../graph/advice';
import type { Account } from '../../graph/profile';
import type { Mail } from '../../mail/check';
import type { Draft } from '../../mail/draft';
import type { SendResult } from '../../mail/send';
import type { Form } from '../../people/record';
import { adviceText } from '../../turn/failure';
import { button, noticeCard, primaryButton } from '../../turn/notice';
import type { Services } from '../../turn/services';
import { showTime } from '../../turn/time';
import { replace, show, type Turn } from '../../turn/turn';
import { reopenForm, returnForm } from './form';
import { mailRows } from './rows';

export interface SentMail {
  id: string;
  draft: Draft;
  from: Account;
  mail: Mail;
  /** Milliseconds since 1970 at which its end was known. */
  at: number;
}

export async function answerSend(
  turn: Turn,
  services: Services,
  sent: SentMail,
  result: SendResult,
): Promise<void> {
  switch (result.state) {
    case 'sent':
      return showReceipt(turn, sent);
    case 'unknown':
      return showUnknown(turn, { id: sent.id, draft: sent.draft });
    case 'failed':
      if (result.failure === 'signInAgain') return askSignInAgain(turn, services, sent.id);
      return showFailed(turn, services, sent, result.failure, result.retryAfter);
  }
}

async function showReceipt(turn: Turn, { from, mail, at }: SentMail): Promise<void> {
  const { t, group } = turn.words;
  const rows = [...mailRows(turn.words, from, mail), { label: t('mail.time'), value: showTime(turn, at) }];
  await replace(turn, renderCard('receipt', { rows }, group('cards.receipt')), t('cards.receipt.summary'));
}

/** The form comes back filled in, with the reason and the reference. */
async function showFailed(
  turn: Turn,
  services: Services,
  sent: SentMail,
  failure: Advice,
  retryAfter?: number,
): Promise<void> {
  await returnForm(turn, services, sent, failedText(turn, failure, retryAfter));
}

function failedText(turn: Turn, failure: Advice, retryAfter?: number): string {
  const { t } = turn.words;
  turn.entry.reference = turn.reference;
  const reason = adviceText(turn.words, failure, retryAfter);
  return `${t('mail.failed.title')}: ${reason} ${t('failure.reference', { reference: turn.reference })}`;
}

/** A failure that is told late, beside whatever the person is doing now: the form is offered, not thrown in between. */
export async function showFailedForm(turn: Turn, { id, draft, failure = 'trouble' }: Form): Promise<void> {
  const { t } = turn.words;
  const title = t('mail.failed.titleOf', { subject: draft.subject });
  const actions = [button(t('mail.edit'), 'mail.compose', id)];
  await show(
    turn,
    noticeCard(turn, { title, text: failedText(turn, failure), color: 'attention', actions }),
    title,
  );
}

/** Every word on a mail's end names it: ends may come late, and in between others. */
export async function showUnknown(turn: Turn, { id, draft }: Pick<Form, 'id' | 'draft'>): Promise<void> {
  const { t } = turn.words;
  turn.entry.reference = turn.reference;
  const title = t('mail.unknown.title', { subject: draft.subject });
  const card = noticeCard(turn, {
    title,
    text: t('mail.unknown.text'),
    color: 'attention',
    withReference: true,
    actions: [button(t('mail.sendAgain'), 'mail.compose', id)],
  });
  await replace(turn, card, title);
}

/** Graph no longer takes the token, and the token service cannot be made to fetch a fresh one but by signing out. */
async function askSignInAgain(turn: Turn, services: Services, formId: string): Promise<void> {
  const { t } = turn.words;
  await services.signIn.signOut(turn.context, 'mail');
  delete turn.signedIn;
  const title = t('signIn.rejected.title');
  const card = noticeCard(turn, {
    title,
    text: `${t('signIn.rejected.text')} ${t('mail.kept')}`,
    actions: [primaryButton(t('mail.edit'), 'mail.compose', formId)],
  });
  await replace(turn, card, title);
  await reopenForm(turn, services, formId);
  turn.entry.outcome = 'sign-in refused';
}
