// The mail form: opened, and shown again with what was typed, why it was not taken and what there is to choose.
import { type Card, type Choice, renderCard } from '../../../cards/render';
import type { Account } from '../../graph/profile';
import type { BotWords } from '../../locales';
import { checkDraft, limits, type Problems, recipientsOf } from '../../mail/check';
import { goOnWith, openForm } from '../../mail/claim';
import { type Draft, emptyDraft, type RecipientField } from '../../mail/draft';
import { pickId, pickValue, type Question } from '../../mail/names';
import { showMailbox } from '../../mail/recipients';
import { formOf, type PendingCommand, type PersonRecord } from '../../people/record';
import { showPrivatePlease } from '../../turn/groups';
import { noticeCard } from '../../turn/notice';
import type { Services } from '../../turn/services';
import { replace, show, type Turn } from '../../turn/turn';
import { asSignedIn } from '../account/signedIn';
import { showEnded } from './ended';
import { noteArrived } from './seen';

/** Opens a form, filled with what is known of the mail, once the person is signed in. */
export async function composeMail(turn: Turn, services: Services, draft: Draft = emptyDraft): Promise<void> {
  if (!turn.isPrivate) return showPrivatePlease(turn);
  const id = services.ids.unique();
  const now = services.clock.now();
  const isTyped = draft !== emptyDraft;
  const open = (record: PersonRecord) => (formOf(record, id) ? record : openForm(record, id, draft, now));
  // Written before the sign-in card is shown: what was typed in one line must survive the sign-in.
  await turn.person.change(open);
  if (isTyped) turn.keptForm = id;
  const command = { name: 'compose', formId: id, ...(isTyped ? { typed: true as const } : {}) } as const;
  await asSignedIn(turn, services, command, async ({ account }) => {
    const from = await account();
    // Learning that another account has come in drops every form.
    await turn.person.change(open);
    await showForm(turn, services, { id, draft, from }, { isTyped });
  });
}

/** Shows a form of the record again, with its text, to be changed. */
export async function reopenForm(
  turn: Turn,
  services: Services,
  formId: string,
  put: Put = show,
): Promise<void> {
  const now = services.clock.now();
  await turn.person.change((record) => goOnWith(record, formId, now));
  await openPendingForm(turn, services, { name: 'compose', formId }, put);
}

/** Where a card goes: below what was said, or in the place of the one that was clicked. */
type Put = typeof show;

/** Shows the form of a command, remembered over a sign-in if there must be one. */
export async function openPendingForm(
  turn: Turn,
  services: Services,
  command: Extract<PendingCommand, { name: 'compose' }>,
  put: Put = show,
): Promise<void> {
  const { formId: id, typed: isTyped = false } = command;
  await asSignedIn(turn, services, command, async ({ account }) => {
    const from = await account();
    const record = await turn.person.record();
    const form = id ? formOf(record, id) : undefined;
    const ended = record.outcomes.find(({ formId }) => formId === id);
    if (ended) return showEnded(turn, ended);
    if (!id || !form) return composeMail(turn, services);
    if (form.state === 'sending') return showStillSending(turn);
    // A form whose mail may have gone out is sent again only as a new one: the old claim stays.
    if (form.state === 'unknown') return composeMail(turn, services, form.draft);
    await showForm(turn, services, { id, draft: form.draft, from }, { isTyped, put });
  });
}

/** @param isTyped one line has filled it in: where that is a whole mail, the word `send` is enough */
async function showForm(
  turn: Turn,
  services: Services,
  form: ShownForm,
  { isTyped, put = show }: { isTyped: boolean; put?: Put },
): Promise<void> {
  const { t } = turn.words;
  const isWhole = isTyped && isSendable(form.draft);
  const card = formCard(turn, services, form, { hint: isWhole ? t('mail.sayable') : '' });
  await put(turn, card, t('cards.mailForm.summary', { from: showMailbox(form.from) }));
  turn.entry.outcome = 'form shown';
  if (isWhole) await noteArrived(turn, services, form.id, form.draft);
}

/** Whether the form shows all there is to see of a mail before it goes. */
function isSendable(draft: Draft): boolean {
  const checked = checkDraft(draft);
  return 'mail' in checked && recipientsOf(checked.mail).length <= limits.many;
}

/** A form as it is shown again. */
export interface ShownForm {
  id: string;
  draft: Draft;
  from: Account;
  problems?: Problems;
  questions?: Question[];
}

/** Puts the form back where it was, with a sentence on top, the reasons at the fields and what there is to choose. */
export async function returnForm(
  turn: Turn,
  services: Services,
  form: ShownForm,
  notice: string,
): Promise<void> {
  await replace(turn, formCard(turn, services, form, { notice }), notice);
}

export async function showStillSending(turn: Turn): Promise<void> {
  turn.entry.outcome = 'still sending';
  await show(turn, stillSendingCard(turn), turn.words.t('mail.sending.title'));
}

export function stillSendingCard(turn: Turn): Card {
  const { t } = turn.words;
  return noticeCard(turn, { title: t('mail.sending.title'), text: t('mail.sending.text') });
}

function formCard(
  { words }: Turn,
  { settings }: Services,
  form: ShownForm,
  { notice = '', hint = '' },
): Card {
  const { id: formId, draft, from, problems = {}, questions = [] } = form;
  const reason = (field: keyof Problems) => {
    const problem = problems[field];
    return problem ? words.t(`mail.problem.${problem.key}`, 'values' in problem ? problem.values : {}) : '';
  };
  const picks = (field: RecipientField) =>
    questions.flatMap((question, index) =>
      question.field === field ? [toChoice(words, question, index)] : [],
    );
  const { importance, format, cc, bcc } = draft;
  const data = {
    formId,
    notice,
    hint,
    placeholder: words.t(
      settings.directoryConnectionName ? 'mail.placeholder.names' : 'mail.placeholder.addresses',
    ),
    draft,
    problems: {
      to: reason('to'),
      cc: reason('cc'),
      bcc: reason('bcc'),
      subject: reason('subject'),
      body: reason('body'),
    },
    picks: { to: picks('to'), cc: picks('cc'), bcc: picks('bcc') },
    more: Boolean(cc || bcc || problems.cc || problems.bcc || importance !== 'normal' || format !== 'text'),
  };
  return renderCard('mailForm', data, words.group('cards.mailForm', { from: showMailbox(from) }));
}

/** On the card they are a list that folds out: as buttons, their addresses would become links and their names Markdown. */
function toChoice({ t }: BotWords, { field, name, people, more }: Question, index: number): Choice {
  const label = t(more ? 'mail.choose.first' : 'mail.choose.which', { name, count: people.length });
  return {
    id: pickId(index),
    label,
    placeholder: t('mail.choose.placeholder'),
    choices: people.map((mailbox) => {
      const shown = showMailbox(mailbox);
      return { title: shown, value: pickValue({ field, name, take: shown }) };
    }),
  };
}
