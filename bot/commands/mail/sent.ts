// The sent command: the last mails and what became of each; first those that want something done.
import { type CardData, renderCard } from '../../../cards/render';
import type { Form, Outcome, PersonRecord } from '../../people/record';
import { adviceText } from '../../turn/failure';
import { showPrivatePlease } from '../../turn/groups';
import { button, showNotice } from '../../turn/notice';
import { showTime } from '../../turn/time';
import { show, type Turn } from '../../turn/turn';
import { draftsOf } from './drafts';
import { shorten } from './shorten';

const atOnce = 20;
const namedRecipients = 3;
/** In bytes, such that twenty rows make no card that is too large. */
const longest = { subject: 120, recipients: 150 };

const states = ['failed', 'unknown', 'sending', 'sent'] as const;
type State = (typeof states)[number];

/** A mail of the list; `form` where its text may still be kept. */
type Listed = Pick<Outcome, 'at' | 'recipients' | 'subject'> & { state: State; form?: Form };

export async function showSent(turn: Turn): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const { t, group } = turn.words;
  const record = await turn.person.record();
  const mails = mailsOf(record);
  const actions = [
    button(t('mail.newForm'), 'mail.compose'),
    ...(draftsOf(record).length > 0 ? [button(t('drafts.button'), 'mail.drafts')] : []),
  ];
  turn.entry.outcome = 'done';
  if (mails.length === 0)
    return showNotice(turn, { title: t('sent.none.title'), text: t('sent.none.text'), actions });
  const rows = mails.slice(0, atOnce).map((mail) => rowOf(turn, mail));
  await show(turn, renderCard('sent', { rows, actions }, group('cards.sent')), t('cards.sent.title'));
}

function mailsOf({ forms, outcomes }: PersonRecord): Listed[] {
  const ofForms = Object.values(forms).flatMap((form): Listed[] => {
    const { state, since, recipients = [], draft } = form;
    return state === 'open' ? [] : [{ state, at: since, recipients, subject: draft.subject, form }];
  });
  const rank = ({ state }: Listed) => states.indexOf(state);
  return [...ofForms, ...outcomes].sort((a, b) => rank(a) - rank(b) || b.at - a.at);
}

function rowOf(turn: Turn, mail: Listed): CardData['sent']['rows'][number] {
  const { t } = turn.words;
  const { state, at, subject, recipients, form } = mail;
  return {
    subject: shorten(subject, longest.subject) || t('mail.noSubject'),
    state: t(`sent.state.${state}`),
    color: state === 'failed' || state === 'unknown' ? 'attention' : 'default',
    time: showTime(turn, at),
    to: recipients.length > 0 ? t('mail.toWhom', { to: namesOf(turn, recipients) }) : '',
    note: noteOf(turn, mail),
    actions: form && hasText(form) ? wayBack(turn, form) : [],
  };
}

function namesOf({ words: { t } }: Turn, recipients: string[]): string {
  const names = shorten(recipients.slice(0, namedRecipients).join(', '), longest.recipients);
  const count = recipients.length - namedRecipients;
  return count > 0 ? t('sent.others', { names, count }) : names;
}

function noteOf({ words }: Turn, { state, form }: Listed): string {
  if (state === 'unknown') return words.t('sent.look');
  return state === 'failed' ? adviceText(words, form?.failure ?? 'trouble') : '';
}

/** Of a form that is too old only the subject is left. */
const hasText = ({ draft: { to, cc, bcc, body } }: Form) =>
  [to, cc, bcc, body].some((typed) => typed.trim() !== '');

function wayBack({ words: { t } }: Turn, { id, state }: Form) {
  if (state === 'failed') return [button(t('mail.edit'), 'mail.compose', id)];
  return state === 'unknown' ? [button(t('mail.sendAgain'), 'mail.compose', id)] : [];
}
