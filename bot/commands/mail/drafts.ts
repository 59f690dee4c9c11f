// The drafts command: mails that were begun and not sent, each to be gone on with or dropped.
import { type Card, renderCard } from '../../../cards/render';
import { cancelForm } from '../../mail/claim';
import { isBlank } from '../../mail/draft';
import { type Form, openForms, type PersonRecord } from '../../people/record';
import { forgetForm } from '../../people/signIns';
import { showPrivatePlease } from '../../turn/groups';
import { button, noticeCard } from '../../turn/notice';
import type { Services } from '../../turn/services';
import { showTime } from '../../turn/time';
import { replace, show, type Turn } from '../../turn/turn';
import { hereIn } from '../account/signedIn';
import { shorten } from './shorten';

/** In bytes; see shorten.ts. */
const longest = { subject: 90, recipients: 80 };

export async function showDrafts(turn: Turn): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const { card, summary } = draftsCard(turn, await turn.person.record());
  turn.entry.outcome = 'done';
  await show(turn, card, summary);
}

/** Drops one of the list, and shows what is left of it in its place. */
export async function dropDraft(turn: Turn, services: Services, formId: string): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const here = hereIn(turn, services);
  const left = await turn.person.update((record) => {
    const dropped = cancelForm(forgetForm(record, here, formId), formId);
    return { record: dropped, result: dropped };
  });
  const { card, summary } = draftsCard(turn, left);
  turn.entry.outcome = 'dropped';
  await replace(turn, card, summary);
}

function draftsCard(turn: Turn, record: PersonRecord): { card: Card; summary: string } {
  const { t, group } = turn.words;
  const drafts = draftsOf(record);
  const isEnded = Object.values(record.forms).some(({ state }) => state === 'failed' || state === 'unknown');
  const ended = isEnded ? t('drafts.ended') : '';
  const actions = [
    button(t('mail.newForm'), 'mail.compose'),
    ...(isEnded ? [button(t('sent.button'), 'mail.sent')] : []),
  ];
  if (drafts.length === 0) {
    const title = t('drafts.none.title');
    const text = [t('drafts.none.text'), ended].filter(Boolean).join(' ');
    return { card: noticeCard(turn, { title, text, actions }), summary: title };
  }
  const data = {
    rows: drafts.map((form) => rowOf(turn, form)),
    ended,
    actions,
  };
  return { card: renderCard('drafts', data, group('cards.drafts')), summary: t('cards.drafts.title') };
}

/** The person's drafts, the one shown or touched last first. A form that nothing was typed into is none. */
export function draftsOf(record: PersonRecord): Form[] {
  return openForms(record).filter(({ state, draft }) => state === 'open' && !isBlank(draft));
}

function rowOf(turn: Turn, { id, draft, since }: Form) {
  const { t } = turn.words;
  const recipients = [draft.to, draft.cc, draft.bcc].filter((typed) => typed.trim() !== '').join(', ');
  return {
    subject: shorten(draft.subject, longest.subject) || t('mail.noSubject'),
    to: recipients ? t('mail.toWhom', { to: shorten(recipients, longest.recipients) }) : t('drafts.toNobody'),
    time: t('drafts.touched', { time: showTime(turn, since) }),
    actions: [button(t('drafts.goOn'), 'mail.compose', id), button(t('drafts.drop'), 'mail.drop', id)],
  };
}
