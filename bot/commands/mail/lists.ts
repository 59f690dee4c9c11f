// The lists: drafts that were not sent, and the last mails with what became of each.
import { type CardData, renderCard } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import { draftsOf, type Ended, type Form, type MailRecord, namesOf } from '../../mail/mailRecord';
import type { Draw } from '../../turn/fitting';
import { showPrivateOnly } from '../../turn/groups';
import { withOthers } from '../../turn/listOf';
import { button, noticeCard, primaryButton, showNotice } from '../../turn/notice';
import type { Outcome } from '../../turn/outcome';
import { type Says, sentences } from '../../turn/said';
import { nameOf, shorten } from '../../turn/shorten';
import { showTime } from '../../turn/time';
import { show, type Turn } from '../../turn/turn';
import { reasonOf } from './outcomes';

/** At each step of `Draw`. */
const mostRows = [20, 12, 6, 3];
const namedRecipients = 3;
/** The newest mails that have a button for another one to the same people: one for each of twenty takes too much of a card. */
const mostAgain = 8;
/** In bytes, so that twenty rows make no card that a channel refuses as too large. */
const longest = { draft: { recipients: 80 }, sent: { subject: 120, recipients: 150 } };

/** @param from the number of the first draft that is shown, from 0 */
export async function showDrafts(turn: Turn, from = 0): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const { draw, says } = draftsCard(turn, await turn.person.record(), from);
  await show(turn, draw, says);
  return 'done';
}

function draftsCard(turn: Turn, record: MailRecord, from = 0): { draw: Draw; says: Says } {
  const { t, group } = turn.words;
  const drafts = draftsOf(record);
  const hasEnded = Object.values(record.forms).some(({ state }) => state === 'failed' || state === 'unknown');
  const ended = hasEnded ? t('drafts.ended') : '';
  const actions = [
    (drafts.length > 0 ? button : primaryButton)(t('mail.newForm'), 'mail.compose'),
    ...(hasEnded ? [button(t('sent.button'), 'mail.sent')] : []),
  ];
  if (drafts.length === 0) {
    const title = t('drafts.none.title');
    const text = sentences(t('drafts.none.text'), ended);
    return {
      draw: () => noticeCard(turn, { title, text, actions }),
      says: { summary: title, speak: sentences(title, text) },
    };
  }
  const rows = drafts.map((form, index) => draftRow(turn, form, index === from));
  const draw: Draw = (step) => {
    const shown = rowsFrom(turn, rows, from, step, 'mail.drafts');
    const data = { rows: shown.rows, ended, actions: [...shown.actions, ...actions] };
    return renderCard('drafts', data, group('cards.drafts'));
  };
  const speak = t('heard.drafts', { count: drafts.length });
  return { draw, says: { summary: t('cards.drafts.title'), speak } };
}

/** @param isNext whether to continue this one is what the card's button that stands out does */
function draftRow(
  turn: Turn,
  { id, draft, files = [], since }: Form,
  isNext: boolean,
): CardData['drafts']['rows'][number] {
  const { t } = turn.words;
  const recipients = [draft.to, draft.cc, draft.bcc].filter((typed) => typed.trim() !== '').join(', ');
  const to = shorten(recipients, longest.draft.recipients);
  return {
    subject: nameOf(turn.words, draft.subject),
    to: recipients ? t('mail.toWhom', { to }) : t('drafts.toNobody'),
    time: [
      t('drafts.touched', { time: showTime(turn, since) }),
      ...(files.length > 0 ? [t('files.count', { count: files.length })] : []),
    ].join(' · '),
    actions: [
      (isNext ? primaryButton : button)(t('drafts.goOn'), 'mail.compose', id),
      button(t('drafts.drop'), 'mail.drop', id),
    ],
  };
}

const states = ['failed', 'unknown', 'sending', 'sent'] as const;

/** A mail of the list; `form` where its text may still be kept. */
type Sent = Pick<Ended, 'at' | 'recipients' | 'subject' | 'files'> & {
  formId?: string;
  state: (typeof states)[number];
  form?: Form;
};

/**
 * Shows the last mails, first those that want something done.
 * @param from the number of the first mail that is shown, from 0
 */
export async function showSent(turn: Turn, from = 0): Promise<Outcome> {
  if (!turn.isPrivate) return showPrivateOnly(turn);
  const { t, group } = turn.words;
  const record = await turn.person.record();
  const rows = sentMails(record)
    .slice(0, mostRows[0])
    .map((mail, index) => sentRow(turn, mail, record.account, index < mostAgain));
  const actions = [
    primaryButton(t('mail.newForm'), 'mail.compose'),
    ...(draftsOf(record).length > 0 ? [button(t('drafts.button'), 'mail.drafts')] : []),
  ];
  if (rows.length === 0)
    return showNotice(turn, { title: t('sent.none.title'), text: t('sent.none.text'), actions });
  const draw: Draw = (step) => {
    const shown = rowsFrom(turn, rows, from, step, 'mail.sent');
    const data = { rows: shown.rows, actions: [...shown.actions, ...actions] };
    return renderCard('sent', data, group('cards.sent'));
  };
  const speak = t('heard.sentList', { count: rows.length });
  await show(turn, draw, { summary: t('cards.sent.title'), speak });
  return 'done';
}

function sentMails({ forms, outcomes }: MailRecord): Sent[] {
  const ofForms = Object.values(forms).flatMap((form): Sent[] => {
    const { state, since, recipients = [], draft } = form;
    return state === 'open'
      ? []
      : [{ state, at: since, recipients, subject: draft.subject, ...namesOf(form.files), form }];
  });
  const rank = ({ state }: Sent) => states.indexOf(state);
  return [...ofForms, ...outcomes].sort((a, b) => rank(a) - rank(b) || b.at - a.at);
}

function sentRow(
  turn: Turn,
  mail: Sent,
  from: Account | undefined,
  isNew: boolean,
): CardData['sent']['rows'][number] {
  const { t } = turn.words;
  const { state, at, subject, recipients, form } = mail;
  return {
    subject: shorten(subject, longest.sent.subject) || t('mail.noSubject'),
    state: t(`sent.state.${state}`),
    color: state === 'failed' || state === 'unknown' ? 'attention' : 'default',
    time: showTime(turn, at),
    to: recipients.length > 0 ? t('mail.toWhom', { to: peopleOf(turn, recipients) }) : '',
    note: noteOf(turn, mail, from),
    actions: form && hasText(form) ? waysBack(turn, form) : isNew ? again(turn, mail) : [],
  };
}

/** The rows that a card has room for at a step, and a button for those behind them. */
function rowsFrom<Row>({ words: { t } }: Turn, rows: Row[], from: number, step: number, verb: string) {
  const first = from < rows.length ? from : 0;
  const end = first + (mostRows[step] ?? rows.length);
  const actions = end < rows.length ? [button(t('list.older'), verb, String(end))] : [];
  return { rows: rows.slice(first, end), actions };
}

function peopleOf({ words }: Turn, recipients: string[]): string {
  const names = shorten(recipients.slice(0, namedRecipients).join(', '), longest.sent.recipients);
  return withOthers(words, [names], recipients.length - namedRecipients, 'people').join(', ');
}

function noteOf(turn: Turn, { state, form, files = [] }: Sent, from: Account | undefined): string {
  const { t } = turn.words;
  const names = shorten(files.join(', '), longest.sent.recipients);
  const attached = names ? t('list.labelled', { label: t('files.label'), value: names }) : '';
  const reason = state === 'failed' && form ? reasonOf(turn, form, from) : '';
  return [state === 'unknown' ? t('sent.look') : reason, attached].filter(Boolean).join(' · ');
}

/** An expired form has only its subject left. */
const hasText = ({ draft: { to, cc, bcc, body } }: Form) =>
  [to, cc, bcc, body].some((typed) => typed.trim() !== '');

/** The same people may be written to again once it is known what became of the mail. */
const again = ({ words: { t } }: Turn, { state, formId }: Sent) =>
  state === 'sent' && formId ? [button(t('mail.again'), 'mail.again', formId)] : [];

function waysBack({ words: { t } }: Turn, { id, state }: Form) {
  if (state === 'failed') return [button(t('mail.edit'), 'mail.compose', id)];
  return state === 'unknown' ? [button(t('mail.sendAgain'), 'mail.compose', id)] : [];
}
