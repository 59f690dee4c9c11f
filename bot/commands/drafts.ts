// The drafts command: mails that were begun and not sent, each to be gone on with or dropped.
import { renderCard } from '../../cards/render';
import type { Form, PersonRecord } from '../people/record';
import { show, type Turn } from '../turn';
import { button, showNotice } from './notice';
import { showPrivatePlease } from './place';
import { shorten } from './shorten';
import { showTime } from './time';

const atOnce = 10;
/** In bytes; see shorten.ts. */
const longest = { subject: 90, recipients: 80 };

export async function showDrafts(turn: Turn): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const { t, group } = turn.words;
  const record = await turn.person.record();
  const drafts = draftsOf(record);
  const isEnded = Object.values(record.forms).some(({ state }) => state === 'failed' || state === 'unknown');
  const ended = isEnded ? t('drafts.ended') : '';
  const actions = [
    button(t('mail.newForm'), 'mail.compose'),
    ...(isEnded ? [button(t('sent.button'), 'mail.sent')] : []),
  ];
  turn.entry.outcome = 'done';
  if (drafts.length === 0) {
    const text = [t('drafts.none.text'), ended].filter(Boolean).join(' ');
    return showNotice(turn, { title: t('drafts.none.title'), text, actions });
  }
  const count = drafts.length - atOnce;
  const data = {
    rows: drafts.slice(0, atOnce).map((form) => rowOf(turn, form)),
    more: count > 0 ? t('drafts.more', { count }) : '',
    ended,
    actions,
  };
  await show(turn, renderCard('drafts', data, group('cards.drafts')), t('cards.drafts.title'));
}

/** The person's drafts, newest first. A form that nothing was typed into is none. */
export function draftsOf({ forms }: PersonRecord): Form[] {
  return Object.values(forms)
    .filter(({ state, draft: { to, cc, bcc, subject, body } }) => {
      return state === 'open' && [to, cc, bcc, subject, body].some((typed) => typed.trim() !== '');
    })
    .sort((a, b) => b.since - a.since);
}

function rowOf(turn: Turn, { id, draft, since }: Form) {
  const { t } = turn.words;
  const recipients = [draft.to, draft.cc, draft.bcc].filter((typed) => typed.trim() !== '').join(', ');
  return {
    subject: shorten(draft.subject, longest.subject) || t('mail.noSubject'),
    to: recipients ? t('mail.toWhom', { to: shorten(recipients, longest.recipients) }) : t('drafts.toNobody'),
    time: t('drafts.touched', { time: showTime(turn, since) }),
    actions: [button(t('drafts.goOn'), 'mail.compose', id), button(t('drafts.drop'), 'mail.cancel', id)],
  };
}
